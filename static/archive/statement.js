// Which mentions are marked is remembered for the session; the outline tells where the reader is;
// what is related is fetched before its place comes into view.
"use strict";

(() => {
  const KEY = "unmarked";
  const switches = [...document.querySelectorAll("input[data-mark]")];
  // Session storage may be forbidden: then the switches are as new on each page.
  const read = () => {
    try {
      return JSON.parse(sessionStorage.getItem(KEY)) ?? [];
    } catch {
      return [];
    }
  };
  const write = (kinds) => {
    try {
      sessionStorage.setItem(KEY, JSON.stringify(kinds));
    } catch {
      /* Not remembered. */
    }
  };

  const unmarked = new Set(read());
  for (const box of switches) {
    box.checked = !unmarked.has(box.dataset.mark);
    box.addEventListener("change", () => {
      unmarked[box.checked ? "delete" : "add"](box.dataset.mark);
      write([...unmarked]);
    });
  }

  // As htmx would ask: for one part of one page the library itself would weigh more than the page.
  const room = document.querySelector("[data-related]");
  const fill = async ([entry], observer) => {
    if (!entry.isIntersecting) return;
    observer.disconnect();
    try {
      const answer = await fetch(room.dataset.related, { headers: { "HX-Request": "true" } });
      if (!answer.ok) return;
      const part = new DOMParser().parseFromString(await answer.text(), "text/html");
      room.replaceChildren(...part.body.childNodes);
    } catch {
      // The link that stands there leads to the same.
    }
  };
  if (room) new IntersectionObserver(fill, { rootMargin: "0px 0px 1500px 0px" }).observe(room);

  const links = [...document.querySelectorAll(".outline__link")];
  const starts = links.map((link) => document.getElementById(link.hash.slice(1)));
  if (!links.length || !starts.every(Boolean)) return;
  const tell = () => {
    const passed = starts.findLastIndex((start) => start.getBoundingClientRect().top < innerHeight * 0.15);
    links.forEach((link, place) => {
      if (place === passed) link.setAttribute("aria-current", "location");
      else link.removeAttribute("aria-current");
    });
  };
  // All above counts as seen, so that also a jump over a beginning, as with the End key, is told.
  const seen = new IntersectionObserver(tell, { rootMargin: "1000000px 0px -85% 0px" });
  starts.forEach((start) => seen.observe(start));
})();
