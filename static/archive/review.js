// Eases splitting and joining paragraphs in the text, where a blank line stands between them.
"use strict";

(() => {
  const form = document.querySelector("form[data-keep]");
  const text = form?.querySelector("textarea[name=text]");
  if (!text) return;
  const breaks = text.closest("details");
  const tools = form.querySelector(".review__tools");
  const count = tools.querySelector("[data-count]");
  const BREAK = /\n[ \t]*(?:\n[ \t]*)+/g;
  tools.hidden = false;

  // Where each paragraph begins and ends in the text.
  function paragraphs() {
    const found = [];
    let start = 0;
    for (const gap of text.value.matchAll(BREAK)) {
      found.push([start, gap.index]);
      start = gap.index + gap[0].length;
    }
    found.push([start, text.value.length]);
    return found.filter(([from, to]) => text.value.slice(from, to).trim() !== "");
  }

  function replace(from, to, by) {
    text.focus();
    text.setSelectionRange(from, to);
    // Unlike an assignment, this can be undone by the reader's own Ctrl+Z.
    if (!document.execCommand("insertText", false, by)) text.setRangeText(by, from, to, "end");
    tell();
  }

  function tell() {
    const number = paragraphs().length;
    count.textContent = tools.dataset.paragraphs.replace("{number}", number);
  }

  tools.querySelector("[data-split]").addEventListener("click", () => {
    let from = text.selectionStart;
    let to = from;
    while (/[ \n]/.test(text.value[from - 1] ?? "")) from -= 1;
    while (/[ \n]/.test(text.value[to] ?? "")) to += 1;
    if (from > 0 && to < text.value.length) replace(from, to, "\n\n");
    else text.focus();
  });
  tools.querySelector("[data-join]").addEventListener("click", () => {
    const at = text.selectionStart;
    const all = paragraphs();
    const here = all.findIndex(([, to]) => at <= to);
    if (here >= 0 && here + 1 < all.length) replace(all[here][1], all[here + 1][0], " ");
    else text.focus();
  });
  text.addEventListener("input", tell);

  for (const link of form.querySelectorAll("a[data-paragraph]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      breaks.open = true;
      const [start] = paragraphs()[Number(link.dataset.paragraph) - 1] ?? [0];
      // Browsers scroll to the cursor when the text in front of it is put in anew.
      const whole = text.value;
      text.value = whole.slice(0, start);
      text.scrollTop = text.scrollHeight;
      const height = text.scrollTop;
      text.value = whole;
      text.focus();
      text.setSelectionRange(start, start);
      text.scrollTop = height > 0 ? height + text.clientHeight / 2 : 0;
      text.scrollIntoView({ block: "center" });
    });
  }

  tell();
})();
