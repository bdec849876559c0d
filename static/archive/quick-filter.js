// Narrows an index while a name is typed; without this the form does the same at the server.
//
// [data-quick-filter] is the box, [data-quick-list] the index. In it every item has its names in
// data-quick; what holds no item that is shown, and every [data-quick-group] without one, is
// hidden. [data-quick-count], a live region, tells how many are left in the words of its data-shown.
"use strict";

(() => {
  const box = document.querySelector("[data-quick-filter]");
  const list = document.querySelector("[data-quick-list]");
  const count = document.querySelector("[data-quick-count]");
  if (!box || !list || !count) return;
  const items = [...list.querySelectorAll("[data-quick]")];
  const groups = [...list.querySelectorAll("[data-quick-group]")];
  const whole = count.textContent;
  const loaded = box.value;

  // As names are compared at the server: without case, accents and punctuation.
  function folded(text) {
    const plain = text.normalize("NFKD").replace(/\p{Mn}/gu, "").toLowerCase();
    return plain.split(/[^\p{L}\p{N}\p{M}]+/u).filter(Boolean);
  }

  function narrow() {
    const words = folded(box.value);
    const found = items.filter((item) => words.every((word) => item.dataset.quick.includes(word)));
    const shown = new Set(found);
    // A part that fits keeps what it is part of in sight.
    for (const item of found) {
      for (let above = item.parentElement.closest("li"); above; above = above.parentElement.closest("li")) {
        shown.add(above);
      }
    }
    for (const item of items) item.hidden = !shown.has(item);
    for (const group of groups) group.hidden = !group.querySelector("[data-quick]:not([hidden])");
    count.textContent = box.value.trim() === loaded.trim() ? whole : count.dataset.shown.replace("{number}", found.length);
  }

  box.addEventListener("input", narrow);
  // A browser that comes back to the page fills the box in again.
  if (box.value !== box.defaultValue) narrow();
})();
