// Finds words in the statement while they are typed, whatever their case and accents.
// Where highlights cannot be painted, or without this script, the form asks the server.
"use strict";

(() => {
  const MOST = 2000;
  const find = document.querySelector("[data-find]");
  if (!find || !CSS.highlights) return;
  const input = find.querySelector("input");
  const count = find.querySelector("output");
  const all = new Highlight();
  const current = new Highlight();
  current.priority = 1;
  CSS.highlights.set("found", all);
  CSS.highlights.set("found-current", current);

  let texts = null;
  let ranges = [];
  let at = -1;

  const fold = (character) => {
    if (/\s/.test(character)) return " ";
    if (/[\u2018\u2019\u02bc]/.test(character)) return "'";
    if (/[\u201c\u201d]/.test(character)) return '"';
    if (/[\u2010\u2011]/.test(character)) return "-";
    return character.normalize("NFKD").replace(/[\p{M}\u0640\u00ad]/gu, "").toLowerCase();
  };

  // A paragraph's text as it is compared, and of each letter its place in the text that is shown.
  const folded = (text) => {
    let letters = "";
    const places = [];
    let place = 0;
    for (const character of text) {
      let kept = fold(character);
      if (kept === " " && letters.endsWith(" ")) kept = "";
      for (let i = 0; i < kept.length; i += 1) places.push(place);
      letters += kept;
      place += character.length;
    }
    places.push(place);
    return { letters, places };
  };

  const readText = (paragraph) => {
    const nodes = [];
    const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
    let length = 0;
    while (walker.nextNode()) {
      nodes.push({ node: walker.currentNode, start: length });
      length += walker.currentNode.length;
    }
    return { nodes, ...folded(paragraph.textContent) };
  };

  // `isEnd`: of a place between two nodes, the end of the first.
  const pointAt = (nodes, place, isEnd) => {
    const { node, start } = nodes.findLast((n) => (isEnd ? n.start < place : n.start <= place)) ?? nodes[0];
    return [node, place - start];
  };

  const search = (words) => {
    texts ??= [...document.querySelectorAll(".paragraph > p")].map(readText);
    const found = [];
    for (const { nodes, letters, places } of texts) {
      for (let i = letters.indexOf(words); i >= 0; i = letters.indexOf(words, i + words.length)) {
        const range = new Range();
        range.setStart(...pointAt(nodes, places[i], false));
        range.setEnd(...pointAt(nodes, places[i + words.length], true));
        found.push(range);
        if (found.length === MOST) return found;
      }
    }
    return found;
  };

  // What the server has marked, of which more may have been asked than words.
  const marked = [...document.querySelectorAll(".paragraph .match")].map((mark) => {
    const range = new Range();
    range.selectNodeContents(mark);
    return range;
  });
  const isAsAsked = () => marked.length > 0 && input.value === input.defaultValue;

  const tell = (isWanted) => {
    count.textContent = !isWanted ? "" : !ranges.length ? find.dataset.none
      : find.dataset.place.replace("{place}", at + 1).replace("{count}", ranges.length + (ranges.length === MOST ? "+" : ""));
    for (const button of find.querySelectorAll("[data-step]")) button.disabled = !ranges.length;
  };

  const isInView = (range) => {
    const { top, bottom } = range.getBoundingClientRect();
    return top >= find.getBoundingClientRect().height && bottom <= innerHeight;
  };

  const goTo = (place) => {
    at = place;
    current.clear();
    if (at >= 0) {
      current.add(ranges[at]);
      if (!isInView(ranges[at])) scrollBy({ top: ranges[at].getBoundingClientRect().top - innerHeight / 3 });
    }
  };

  const look = () => {
    const words = folded(input.value.trim()).letters;
    const isWanted = words !== "";
    find.classList.toggle("find--active", isWanted);
    ranges = !isWanted ? [] : isAsAsked() ? marked : search(words);
    all.clear();
    for (const range of ranges) all.add(range);
    // From where the reader is, and else from the beginning.
    const next = ranges.findIndex((range) => range.getBoundingClientRect().bottom > 0);
    goTo(ranges.length ? Math.max(0, next) : -1);
    tell(isWanted);
  };

  const step = (by) => {
    if (!ranges.length) return;
    goTo((at + by + ranges.length) % ranges.length);
    tell(true);
  };

  input.addEventListener("input", look);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && input.value) {
      event.preventDefault();
      input.value = "";
      look();
    } else if (event.key === "Enter" && event.shiftKey) {
      event.preventDefault();
      step(-1);
    }
  });
  find.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    if (find.classList.contains("find--active")) {
      step(1);
      return;
    }
    // What the server marked was looked for before this script could. The button goes then.
    const hasFocus = document.activeElement === event.submitter;
    look();
    if (hasFocus) input.focus();
  });
  for (const button of find.querySelectorAll("[data-step]")) {
    button.addEventListener("click", () => step(Number(button.dataset.step)));
  }
})();
