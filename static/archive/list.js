// The list of statements, brought up to date in place. htmx fetches what links and the form ask
// for; this sends the form when a filter changes, keeps what the reader was at, and says when the
// archive does not answer. Without it every link and every button leads to a whole page.
"use strict";

(() => {
  const list = () => document.getElementById("list");
  const drawer = () => document.getElementById("drawer");
  const isOpen = () => drawer().matches(":popover-open");
  const status = document.getElementById("list-status");
  if (!list() || !window.htmx) return;

  // That a request gave way to a newer one, or to another page, is no error for the console. htmx
  // asks its logger before it writes there; of what did fail it sends a second event, which it does
  // write.
  htmx.logger = (_element, name, detail) => {
    if (name === "htmx:afterRequest" || name === "htmx:sendAbort") delete detail.error;
  };

  // A field that is typed in when it is replaced counts as changed to a browser.
  let isReplaced = false;

  // A filter applies when it is changed.
  document.addEventListener("change", (event) => {
    const form = event.target.form;
    if (form?.id === "filters" && form.contains(event.target) && !isReplaced) form.requestSubmit();
  });

  // Fields left empty say nothing, and have no place in an address.
  document.addEventListener("htmx:configRequest", (event) => {
    const sent = event.detail.formData;
    for (const name of new Set(sent.keys())) {
      const values = sent.getAll(name).filter(Boolean);
      sent.delete(name);
      for (const value of values) sent.append(name, value);
    }
  });

  // Links of the picture, which htmx does not know for links.
  document.addEventListener("click", (event) => {
    const year = event.target.closest?.("[data-years] a");
    if (!year || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const swap = { source: list(), target: "#results", swap: "outerHTML", push: "true" };
    // What fails is said by the events below.
    htmx.ajax("get", year.getAttribute("href"), swap).catch(() => {});
  });

  // The years of the picture are one stop for the keyboard; arrows lead from year to year.
  const years = () => [...document.querySelectorAll("[data-years] a")];

  function makeOneStop(chosen) {
    const all = years();
    const stop = chosen ?? all.find((year) => year.hasAttribute("aria-current")) ?? all.at(-1);
    for (const year of all) year.setAttribute("tabindex", year === stop ? "0" : "-1");
  }

  document.addEventListener("keydown", (event) => {
    if (!event.target.closest?.("[data-years] a")) return;
    const all = years();
    const at = all.indexOf(event.target);
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: all.length - 1 }[event.key];
    if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const year = all[Math.max(0, Math.min(to, all.length - 1))];
    makeOneStop(year);
    year.focus();
  });

  // What the reader was at, to be found again in what comes.
  const opened = new Map();
  let typing = null;
  let scrolled = [];
  let focused = null;

  document.addEventListener("toggle", (event) => {
    if (event.target.matches("#list details[id]")) opened.set(event.target.id, event.target.open);
  }, true);

  function remember() {
    isReplaced = true;
    const at = document.activeElement;
    // Of all fields only those for text have a selection.
    const isText = at?.closest("#filters") && typeof at.selectionStart === "number";
    typing = isText ? { id: at.id, value: at.value, start: at.selectionStart, end: at.selectionEnd } : null;
    focused = at?.closest("#list") ? at.id : null;
    const long = document.querySelectorAll(".facet__choices--long");
    scrolled = [...long].map((choices) => [choices.id, choices.scrollTop]);
  }

  function settle(leadsOn) {
    isReplaced = false;
    for (const [id, open] of opened) {
      const details = document.getElementById(id);
      if (details?.tagName === "DETAILS") details.open = open;
    }
    for (const [id, top] of scrolled) document.getElementById(id)?.scrollTo({ top });
    const field = typing && document.getElementById(typing.id);
    if (field) {
      field.value = typing.value;
      field.setSelectionRange(typing.start, typing.end);
    }
    if (isOpen()) rest();
    makeOneStop(document.activeElement.closest("[data-years] a"));
    giveFocus(leadsOn);
    followAddress();
    document.dispatchEvent(new CustomEvent("list:changed"));
  }

  // To what had it; or, where that is gone, to the heading of what has come.
  function giveFocus(leadsOn) {
    const heading = document.getElementById("results-heading");
    const isLost = () => focused !== null && document.activeElement === document.body;
    if (isLost() && focused) document.getElementById(focused)?.focus({ preventScroll: true });
    if (isLost() && isOpen()) {
      document.getElementById("drawer-heading").focus({ preventScroll: true });
    } else if (leadsOn || isLost()) {
      heading.focus({ preventScroll: true });
    }
    if (leadsOn) heading.scrollIntoView({ block: "start" });
    // What is chosen of a long list comes to its top: whoever chose it by keyboard goes with it.
    const moved = document.querySelector(".facet__choices--long :focus-visible");
    moved?.scrollIntoView({ block: "nearest" });
  }

  // What stands outside of the list, and tells of the address.
  function followAddress() {
    const address = location.pathname + location.search;
    for (const next of document.querySelectorAll("input[name=next]")) next.value = address;
    const feed = document.getElementById("feed-address");
    const known = document.querySelector("link[rel=alternate][type='application/atom+xml']");
    if (feed && known) known.href = feed.href;
    for (const link of document.querySelectorAll("link[rel=prev], link[rel=next]")) link.remove();
  }

  document.addEventListener("htmx:beforeSwap", remember);
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.id !== "results") return;
    const box = document.getElementById("search-words");
    if (box !== document.activeElement) box.value = event.target.dataset.words;
    const cause = event.detail.requestConfig?.elt;
    settle(Boolean(cause?.closest?.(".pagination")));
  });
  document.addEventListener("htmx:beforeRequest", () => fail(null));
  document.addEventListener("htmx:historyCacheMissLoad", () => {
    // A drawer that is replaced while it is open does not say that it closes.
    drawer().hidePopover();
    remember();
    // What was typed belongs to what is left.
    typing = null;
  });
  document.addEventListener("htmx:historyRestore", () => {
    status.textContent = document.querySelector("[data-testid=result-count]").textContent;
    settle(false);
  });

  // No answer, or one that is none: said where the results are, with a way to ask again.
  function fail(address) {
    isReplaced = false;
    const place = document.querySelector("[data-failure]");
    place.replaceChildren();
    if (address === null) return;
    drawer().hidePopover();
    const message = document.querySelector("[data-failure-message]").content.cloneNode(true);
    message.querySelector("[data-retry]").href = address;
    place.append(message);
    place.scrollIntoView({ block: "nearest" });
  }

  for (const kind of ["responseError", "sendError", "timeout", "swapError"]) {
    document.addEventListener(`htmx:${kind}`, (event) => fail(asked(event.detail)));
  }
  document.addEventListener("htmx:historyCacheMissLoadError", () => fail(location.href));

  // Of all that is asked for only the last may come: htmx sees to that but for ways back and forward.
  let wayBack = null;
  document.addEventListener("htmx:beforeRequest", () => wayBack?.abort());
  document.addEventListener("htmx:historyCacheMiss", (event) => {
    wayBack?.abort();
    htmx.trigger(list(), "htmx:abort");
    wayBack = event.detail.xhr;
    wayBack.addEventListener("error", () => fail(location.href));
  });

  function asked(detail) {
    return detail.pathInfo?.finalRequestPath ?? detail.requestConfig?.path ?? location.href;
  }

  // The drawer: what is behind it rests while it is open.
  function rest() {
    for (let part = drawer(); part !== document.body; part = part.parentElement) {
      for (const other of part.parentElement.children) {
        if (other === part || other === status || other.matches("script, template")) continue;
        other.inert = true;
        other.dataset.rests = "";
      }
    }
  }

  document.addEventListener("beforetoggle", (event) => {
    if (event.target.id !== "drawer" || event.newState === "open") return;
    for (const part of document.querySelectorAll("[data-rests]")) {
      part.inert = false;
      delete part.dataset.rests;
    }
    const at = document.activeElement;
    // A browser gives the focus back to the button as it was, which may have been replaced since.
    if (at === document.body || drawer().contains(at)) document.getElementById("open-drawer").focus();
  }, true);
  document.addEventListener("toggle", (event) => {
    if (event.target.id !== "drawer" || event.newState !== "open") return;
    rest();
    document.getElementById("drawer-heading").focus();
  }, true);
  matchMedia("(min-width: 60rem)").addEventListener("change", () => drawer().hidePopover());

  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("[data-copies]");
    if (!button) return;
    const source = document.getElementById(button.dataset.copies);
    try {
      await navigator.clipboard.writeText(source.textContent.trim());
      button.textContent = button.dataset.copied;
      status.textContent = button.dataset.copied;
    } catch {
      // Where a browser does not let pages copy, what is selected can be copied by hand.
      getSelection().selectAllChildren(source);
      status.textContent = button.dataset.refused;
    }
  });

  makeOneStop();
})();
