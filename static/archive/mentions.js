// Brings a chosen mention, or words selected in the text, into the form that decides on them.
"use strict";

(() => {
  const form = document.querySelector("form[data-decide]");
  if (!form) return;
  const said = form.querySelector("[data-said]");
  const section = form.closest("section");

  function fill(values, focus) {
    for (const name of ["paragraph", "words", "occurrence", "entity"]) {
      form.elements[name].value = values[name] ?? "";
    }
    const text = values.paragraph ? form.dataset.inParagraph : form.dataset.inTitle;
    const places = { words: values.words, number: values.paragraph };
    said.textContent = text.replace(/\{(\w+)\}/g, (_, name) => places[name]);
    if (focus) {
      section.scrollIntoView({ block: "nearest" });
      form.elements.entity.focus({ preventScroll: true });
    }
  }

  // How often the words stand in the text up to a place, the last time at that place.
  function numberOf(text, words, at) {
    let number = 0;
    for (let found = text.indexOf(words); found >= 0 && found <= at; found = text.indexOf(words, found + 1)) {
      number += 1;
    }
    return number;
  }

  function textOf(node) {
    return (node.nodeType === Node.TEXT_NODE ? node.parentElement : node)?.closest("[data-text]");
  }

  // The selection, if it lies within one paragraph or the title, without white space at its ends.
  function selected() {
    const selection = document.getSelection();
    if (!selection || selection.isCollapsed || selection.rangeCount !== 1) return null;
    const range = selection.getRangeAt(0);
    const element = textOf(range.startContainer);
    if (!element || element !== textOf(range.endContainer)) return null;
    const before = document.createRange();
    before.setStart(element, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const raw = range.toString();
    const words = raw.trim();
    if (!words) return null;
    const at = before.toString().length + (raw.length - raw.trimStart().length);
    const occurrence = numberOf(element.textContent, words, at);
    return { paragraph: element.dataset.text, words, occurrence };
  }

  document.addEventListener("selectionchange", () => {
    const found = selected();
    if (found) fill({ ...found, entity: form.elements.entity.value }, false);
  });
  document.addEventListener("pointerup", (event) => {
    if (textOf(event.target) && selected()) section.scrollIntoView({ block: "nearest" });
  });

  for (const link of document.querySelectorAll("a[data-mention]")) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      fill(Object.fromEntries(new URLSearchParams(link.search)), true);
    });
  }
})();
