// Recent searches: kept in this browser only, newest first, and shown under the search box.
//
// [data-recent] is the place, with texts and templates from the server. A list of statements
// tells its own search in data-search of #results, and when it changes with "list:changed".
"use strict";

(() => {
  const KEY = "recent-searches";
  const MOST = 8;
  // What a page is asked in turn for the same words is one search, as it is last.
  let last = null;

  // Whatever else may have been left in the store is no search of this site.
  const isSearch = (each) =>
    typeof each?.text === "string" && /^\/(?!\/)/.test(each.address);

  function kept() {
    try {
      const found = JSON.parse(localStorage.getItem(KEY));
      return Array.isArray(found) ? found.filter(isSearch) : [];
    } catch {
      return [];
    }
  }

  function keep(searches) {
    try {
      localStorage.setItem(KEY, JSON.stringify(searches.slice(0, MOST)));
    } catch {
      // A browser that keeps nothing has no recent searches.
    }
  }

  function addressOf(location) {
    const asked = new URLSearchParams(location.search);
    for (const name of ["page", "more"]) asked.delete(name);
    return `${location.pathname}?${asked}`;
  }

  function note() {
    const results = document.getElementById("results");
    if (!results?.dataset.search) return;
    const search = { address: addressOf(location), text: results.dataset.search };
    const words = results.dataset.words;
    const isRefined = last !== null && last.words === words;
    const others = kept().filter(
      (each) => each.address !== search.address && !(isRefined && each.address === last.address),
    );
    keep([search, ...others]);
    last = { words, address: search.address };
  }

  function show() {
    const place = document.querySelector("[data-recent]");
    if (!place) return;
    const part = (name) => place.querySelector(`[data-recent-${name}]`);
    const searches = kept();
    part("none").hidden = searches.length > 0;
    part("foot").hidden = searches.length === 0;
    part("list").replaceChildren(...searches.map((search) => item(part("item"), search)));
  }

  function item(template, search) {
    const made = template.content.cloneNode(true);
    const link = made.querySelector("a");
    link.href = search.address;
    link.textContent = search.text;
    const forget = made.querySelector("[data-recent-forget]");
    forget.dataset.address = search.address;
    forget.setAttribute("aria-label", forget.dataset.label.replace("{search}", search.text));
    return made;
  }

  document.addEventListener("click", (event) => {
    const one = event.target.closest?.("[data-recent-forget]");
    const all = event.target.closest?.("[data-recent-forget-all]");
    if (!one && !all) return;
    keep(all ? [] : kept().filter((each) => each.address !== one.dataset.address));
    show();
    document.querySelector("[data-recent] summary").focus();
  });

  function update() {
    note();
    show();
  }

  document.addEventListener("list:changed", update);
  // A page that a browser kept, or that stands in another tab, knows nothing of what came since.
  addEventListener("pageshow", (event) => event.persisted && show());
  addEventListener("storage", (event) => event.key === KEY && show());
  update();
})();
