// Copies links, quotations and citations: from the fields of the citation page, from the menu of a
// paragraph, and for words selected in a statement. All texts come from the page and the server.
"use strict";

(() => {
  const said = document.querySelector(".copied");
  if (!said) return;
  const refused = document.querySelector("dialog.refused");
  let silence = 0;

  // `isHeard`: whether another part of the page reads it out already.
  function say(text, isHeard = false) {
    clearTimeout(silence);
    said.ariaHidden = isHeard ? "true" : null;
    // Emptied first, so that the same words are read out again.
    said.textContent = "";
    requestAnimationFrame(() => (said.textContent = text));
    silence = setTimeout(() => (said.textContent = ""), 4000);
  }

  // Where the browser does not let a page copy, the text is put where the reader can. A dialog takes
  // the focus back to where it was, but not what was selected.
  function offer(text) {
    const field = refused.querySelector("textarea");
    const selection = document.getSelection();
    const range = selection.isCollapsed ? null : selection.getRangeAt(0).cloneRange();
    field.value = text;
    refused.showModal();
    field.focus();
    field.select();
    refused.addEventListener("close", () => {
      if (!range) return;
      selection.removeAllRanges();
      selection.addRange(range);
    }, { once: true });
  }

  async function copy(text) {
    let found;
    try {
      found = await text;
    } catch {
      return say(said.dataset.failed);
    }
    try {
      await navigator.clipboard.writeText(found);
      say(said.dataset.copied);
    } catch {
      offer(found);
    }
  }

  for (const button of document.querySelectorAll("button[data-copy]")) {
    button.addEventListener("click", () => copy(document.getElementById(button.dataset.copy).value));
  }

  const tools = document.getElementById("copying");
  if (!tools) return;
  const text = document.querySelector(".statement__text");
  const marks = JSON.parse(tools.dataset.marks);

  // ---- Quotations, as statements/citing/quoting.py writes them

  function quoted(words, language) {
    const [open, close, innerOpen, innerClose] = marks[language] ?? marks[""];
    const closing = new Map([[open.trim(), close.trim()], [innerOpen, innerClose]]);
    const letters = [...words];
    const written = [...letters];
    // Blanks beside guillemets belong to them.
    const write = (at, mark, beside) => {
      written[at] = mark;
      if (open !== open.trim() && " \u00a0\u202f".includes(letters[beside] ?? "-")) written[beside] = "";
    };
    const around = [];
    for (const [start, end] of quotations(letters, closing)) {
      while (around.length && around.at(-1) <= start) around.pop();
      const [opens, closes] = around.length % 2 ? [open, close] : [innerOpen, innerClose];
      around.push(end);
      if (letters[start] === opens.trim()) continue;
      write(start, opens, start + 1);
      if (letters[end] === closing.get(letters[start])) write(end, closes, end - 1);
    }
    return open + written.join("") + close;
  }

  function quotations(letters, closing) {
    const found = [];
    const waiting = [];
    const lastWaits = () => letters[waiting.at(-1)];
    const endLast = (place, isQuotation) => {
      const start = waiting.pop();
      if (isQuotation) found.push([start, place]);
    };
    letters.forEach((mark, place) => {
      if (isApostrophe(letters, place)) return;
      if (closing.has(mark)) {
        if (lastWaits() === mark && letters[place - 1] === "\n") endLast(place, true);
        waiting.push(place);
      } else if (waiting.some((start) => closing.get(letters[start]) === mark)) {
        if (mark === "’" && lastWaits() !== "‘") return;
        while (closing.get(lastWaits()) !== mark) endLast(place, lastWaits() !== "‘");
        endLast(place, true);
      }
    });
    while (waiting.length) endLast(letters.length, lastWaits() !== "‘");
    return found.sort(([one], [other]) => one - other);
  }

  function isApostrophe(letters, place) {
    const [before, mark, after] = [-1, 0, 1].map((step) => letters[place + step] ?? "");
    if (mark === "’") return /\p{L}/u.test(after) || (/\p{N}/u.test(after) && !before.trim());
    return mark === "‘" && /[\p{L}\p{N}]/u.test(before) && /[\p{L}\p{N}]/u.test(after);
  }

  // Citations that were asked for once.
  const citations = new Map();

  function citation(first, last) {
    const query = `?paragraph=${first}${last === first ? "" : `&to=${last}`}`;
    if (!citations.has(query)) {
      const asked = fetch(tools.dataset.file + query).then((answer) => {
        if (!answer.ok) throw new Error(answer.statusText);
        return answer.text();
      });
      // What failed may be asked for again.
      asked.catch(() => citations.delete(query));
      citations.set(query, asked);
    }
    return citations.get(query);
  }

  async function quotation(pieces) {
    const [first, last] = [pieces[0], pieces.at(-1)];
    const words = pieces.map((piece) => piece.words).join("\n\n");
    const source = await citation(first.number, last.number);
    return `${quoted(words, first.language)}\n— ${source}`;
  }

  // ---- Paragraphs

  const numberOf = (paragraph) => Number(paragraph.id.slice(1));
  const bodyOf = (paragraph) => paragraph.querySelector(":scope > p");

  function piece(paragraph, from = 0, to = Infinity) {
    const whole = bodyOf(paragraph).textContent;
    const language = paragraph.closest("[lang]")?.lang ?? "";
    const words = whole.slice(from, to).trim();
    return { paragraph, number: numberOf(paragraph), language, whole, from, to, words };
  }

  function stableLink(paragraph) {
    const { key } = paragraph.dataset;
    if (key) return tools.dataset.link.replace("KEY", key);
    return `${location.origin}${location.pathname}#${paragraph.id}`;
  }

  // ---- Links to words: beginnings and ends as in statements/search/fragments.py

  const START = 60;
  const END = 30;
  const MOST_CONTEXT = 8;
  const PIECE = /[^\s、。，；：？！]+[、。，；：？！]*|[、。，；：？！]+/gu;

  const plain = (words) => words.replace(/\s+/gu, " ").trim();
  const encoded = (words) => encodeURIComponent(plain(words)).replace(/[-!'()*]/g, (letter) =>
    `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);
  const isBlank = (letter) => letter === undefined || /\s/u.test(letter);

  // Scripts that put no spaces between words: where one ends cannot be told.
  const UNSPACED = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmr}\p{sc=Mymr}]/u;
  const isLetter = (letter) => /^[\p{L}\p{N}\p{M}]/u.test(letter ?? "") && !UNSPACED.test(letter);

  // Whether a character is of a word, as are the marks between the letters of one.
  function isOfWord(whole, at) {
    if (isLetter(whole[at])) return true;
    return "’'-".includes(whole[at] ?? " ") && isLetter(whole[at - 1]) && isLetter(whole[at + 1]);
  }

  // The places moved outwards to whole words, without blanks at the ends.
  function wholeWords({ whole, from, to }) {
    let start = from;
    let end = Math.min(to, whole.length);
    while (start < end && isBlank(whole[start])) start += 1;
    while (end > start && isBlank(whole[end - 1])) end -= 1;
    while (start < end && isOfWord(whole, start) && isOfWord(whole, start - 1)) start -= 1;
    while (end > start && isOfWord(whole, end - 1) && isOfWord(whole, end)) end += 1;
    return [start, end];
  }

  function spans(whole, start, end) {
    const found = [];
    for (const match of whole.slice(start, end).matchAll(PIECE)) {
      found.push([start + match.index, start + match.index + match[0].length]);
    }
    return found;
  }

  // As the browser compares words: whatever their case and accents.
  const folded = (words) => plain(words).normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  function timesOn(page, words) {
    const sought = folded(words);
    let times = 0;
    for (let at = page.indexOf(sought); at >= 0; at = page.indexOf(sought, at + 1)) times += 1;
    return times;
  }

  // The beginning and the end of what is named: all of it, where it is not long.
  function namedBy(pieces) {
    const [first, last] = [pieces[0], pieces.at(-1)];
    const [start] = wholeWords(first);
    const [, end] = wholeWords(last);
    const inFirst = spans(first.whole, start, first === last ? end : first.whole.length);
    const inLast = first === last ? inFirst : spans(last.whole, 0, end);
    const enough = inFirst.findIndex(([, at]) => at - start >= START);
    const head = enough < 0 ? inFirst.length : enough + 1;
    const tail = Math.max(0, inLast.findLastIndex(([at]) => end - at >= END));
    if (first === last && head >= tail) return { first, last, start, end };
    // Where the end may begin, should more words be needed to tell it apart.
    const endStarts = inLast.slice(first === last ? head : 0, tail + 1).map(([at]) => at);
    return { first, last, start, end, startEnd: inFirst[head - 1][1], endStarts };
  }

  // `:~:text=` for the pieces, with words around them where they stand on the page several times;
  // "" where that does not tell them apart: a link to other words were worse than to the paragraph.
  function directive(pieces) {
    const named = namedBy(pieces);
    if (named.start >= named.end && named.first === named.last) return "";
    const page = folded(document.body.innerText);
    const parts = named.endStarts
      ? [fewest((count) => beginning(named, count, page)), fewest((count) => ending(named, count))]
      : [fewest((count) => passage(named, count, page))];
    return parts.every(Boolean) ? `:~:text=${parts.join(",")}` : "";
  }

  // What `tell` makes with as few words around as tell it apart.
  function fewest(tell) {
    for (let count = 0; count <= MOST_CONTEXT; count += 1) {
      const told = tell(count);
      if (told) return told;
    }
    return "";
  }

  function contextStart({ first, start }, count) {
    const before = spans(first.whole, 0, start);
    return count ? (before.at(-count) ?? before[0] ?? [start])[0] : start;
  }

  function contextEnd({ last, end }, count) {
    const after = spans(last.whole, end, last.whole.length);
    return count ? (after[count - 1] ?? after.at(-1) ?? [0, end])[1] : end;
  }

  const prefix = ({ first, start }, from) => (from < start ? `${encoded(first.whole.slice(from, start))}-,` : "");
  const suffix = ({ last, end }, to) => (to > end ? `,-${encoded(last.whole.slice(end, to))}` : "");

  function passage(named, count, page) {
    const { first: { whole }, start, end } = named;
    const [from, to] = [contextStart(named, count), contextEnd(named, count)];
    if (timesOn(page, whole.slice(from, to)) !== 1) return "";
    return prefix(named, from) + encoded(whole.slice(start, end)) + suffix(named, to);
  }

  // Of a range the browser takes the first beginning that it finds …
  function beginning(named, count, page) {
    const { first: { whole }, start, startEnd } = named;
    const from = contextStart(named, count);
    if (timesOn(page, whole.slice(from, startEnd)) !== 1) return "";
    return prefix(named, from) + encoded(whole.slice(start, startEnd));
  }

  // … and then the first end after it. Parts of words count too: what is longer is no worse.
  function ending(named, count) {
    const { first, last, startEnd, end, endStarts } = named;
    const from = endStarts.at(-1 - count) ?? endStarts[0];
    const to = contextEnd(named, count);
    const sought = folded(last.whole.slice(from, to));
    const passed = folded(
      first === last
        ? last.whole.slice(startEnd, to)
        : `${first.whole.slice(startEnd)} ${textBetween(first, last)} ${last.whole.slice(0, to)}`);
    if (passed.indexOf(sought) !== passed.length - sought.length) return "";
    return encoded(last.whole.slice(from, end)) + suffix(named, to);
  }

  // All that stands between the words of two paragraphs, such as numbers.
  function textBetween(first, last) {
    const range = document.createRange();
    range.setStartAfter(bodyOf(first.paragraph));
    range.setEndBefore(bodyOf(last.paragraph));
    return range.toString();
  }

  function wordsLink(pieces) {
    return `${location.origin}${location.pathname}#${pieces[0].paragraph.id}${directive(pieces)}`;
  }

  // ---- The menu of a paragraph

  const menu = document.getElementById("copy-menu");
  const items = [...menu.querySelectorAll("[role=menuitem]")];
  let opener = null;

  // Below an element's rectangle, within the window.
  function place(element, rectangle) {
    const { offsetWidth, offsetHeight } = element;
    const room = document.documentElement.clientWidth - offsetWidth - 8;
    const left = Math.max(8, Math.min(rectangle.left, room));
    const isBelow = rectangle.bottom + offsetHeight + 8 < innerHeight || rectangle.top < offsetHeight + 16;
    const top = isBelow ? rectangle.bottom + 6 : rectangle.top - offsetHeight - 6;
    element.style.left = `${left + scrollX}px`;
    element.style.top = `${top + scrollY}px`;
  }

  function open(link) {
    // Shown elsewhere, the menu is not closed first.
    opener?.setAttribute("aria-expanded", "false");
    opener = link;
    const paragraph = link.closest(".paragraph");
    menu.querySelector("[data-do=cite]").href = link.href;
    menu.querySelector("[data-keep]").value = paragraph.dataset.key;
    document.dispatchEvent(new CustomEvent("basket:look"));
    menu.showPopover();
    place(menu, link.getBoundingClientRect());
    link.setAttribute("aria-expanded", "true");
    // Asked for now, since browsers let a page copy only shortly after a click.
    citation(numberOf(paragraph), numberOf(paragraph)).catch(() => {});
    items[0].focus();
  }

  // What basket.js reads out, to be seen here too: its count may be far above.
  document.addEventListener("basket:changed", () =>
    say(document.querySelector("[data-basket-said]").textContent, true));

  for (const link of text.querySelectorAll(".paragraph__cite")) {
    link.setAttribute("role", "button");
    link.setAttribute("aria-haspopup", "menu");
    link.setAttribute("aria-expanded", "false");
  }
  text.addEventListener("click", (event) => {
    const link = event.target.closest(".paragraph__cite");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(link);
  });
  text.addEventListener("keydown", (event) => {
    if (!event.target.matches(".paragraph__cite") || ![" ", "ArrowDown"].includes(event.key)) return;
    event.preventDefault();
    open(event.target);
  });

  menu.addEventListener("toggle", (event) => {
    if (event.newState === "closed") opener?.setAttribute("aria-expanded", "false");
  });
  menu.addEventListener("keydown", (event) => {
    const at = items.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (event.key === "Tab") return close();
    if (event.key === " " && event.target.matches("a")) event.target.click();
    if (to === undefined) return undefined;
    event.preventDefault();
    items.at(to % items.length).focus();
    return undefined;
  });

  function close() {
    menu.hidePopover();
    opener?.focus();
  }

  menu.addEventListener("click", (event) => {
    // basket.js does the rest.
    if (event.target.closest("[data-keep]")) return close();
    const chosen = event.target.closest("[data-do]")?.dataset.do;
    if (!chosen || chosen === "cite") return undefined;
    const paragraph = opener.closest(".paragraph");
    close();
    copy(chosen === "link" ? stableLink(paragraph) : quotation([piece(paragraph)]));
    return undefined;
  });

  // ---- The tools for selected words

  const bar = document.getElementById("word-tools");
  let chosen = [];

  // What is selected, paragraph by paragraph, without their numbers.
  function selected() {
    const selection = document.getSelection();
    if (!selection?.rangeCount || selection.isCollapsed) return [];
    const range = selection.getRangeAt(0);
    if (!range.intersectsNode(text)) return [];
    const found = [];
    for (const paragraph of text.querySelectorAll(".paragraph")) {
      const body = bodyOf(paragraph);
      if (!body || !range.intersectsNode(body)) continue;
      const [from, to] = [placeIn(body, range, "start"), placeIn(body, range, "end")];
      const part = piece(paragraph, from, to);
      if (part.words) found.push(part);
    }
    return found;
  }

  // How many characters of a paragraph stand before an end of a range.
  function placeIn(body, range, end) {
    const [node, offset] = [range[`${end}Container`], range[`${end}Offset`]];
    const whole = document.createRange();
    whole.selectNodeContents(body);
    if (!body.contains(node)) return end === "start" ? 0 : body.textContent.length;
    whole.setEnd(node, offset);
    return whole.toString().length;
  }

  // Quoted are whole words, as the link names them.
  function asQuoted(part) {
    const [from, to] = wholeWords(part);
    return piece(part.paragraph, from, to);
  }

  function showBar() {
    chosen = selected();
    if (!chosen.length) return hideBar();
    const last = chosen.at(-1);
    // Next in the order of the page, so that Tab leads from the words to their tools.
    if (last.paragraph.nextElementSibling !== bar) last.paragraph.after(bar);
    const rectangles = document.getSelection().getRangeAt(0).getClientRects();
    bar.showPopover();
    place(bar, rectangles[rectangles.length - 1] ?? last.paragraph.getBoundingClientRect());
    citation(chosen[0].number, last.number).catch(() => {});
    return undefined;
  }

  const isBarShown = () => bar.matches(":popover-open");

  function hideBar() {
    if (isBarShown()) bar.hidePopover();
  }

  let waiting = 0;
  let isPressed = false;
  function selectionChanged() {
    if (isPressed || refused.open || bar.contains(document.activeElement)) return;
    clearTimeout(waiting);
    waiting = setTimeout(showBar, 150);
  }
  document.addEventListener("selectionchange", selectionChanged);
  document.addEventListener("pointerdown", (event) => (isPressed = !bar.contains(event.target)));
  for (const name of ["pointerup", "pointercancel"]) {
    document.addEventListener(name, () => {
      isPressed = false;
      selectionChanged();
    });
  }
  // A click on the tools leaves the words selected.
  bar.addEventListener("pointerdown", (event) => event.preventDefault());
  bar.addEventListener("click", (event) => {
    const wanted = event.target.closest("[data-do]")?.dataset.do;
    if (!wanted || !chosen.length) return;
    copy(wanted === "words-link" ? wordsLink(chosen) : quotation(chosen.map(asQuoted)));
  });

  document.addEventListener("keydown", (event) => {
    if (event.altKey && event.shiftKey && event.code === "KeyC") {
      showBar();
      if (!isBarShown()) return;
      event.preventDefault();
      bar.querySelector("button").focus();
    } else if (event.key === "Escape" && isBarShown() && !refused.open) {
      const isInBar = bar.contains(document.activeElement);
      hideBar();
      if (isInBar) chosen.at(-1).paragraph.querySelector("a").focus({ preventScroll: true });
    }
  });
  bar.addEventListener("keydown", (event) => {
    const buttons = [...bar.querySelectorAll("button")];
    if (!["ArrowLeft", "ArrowRight"].includes(event.key)) return;
    event.preventDefault();
    buttons.at((buttons.indexOf(document.activeElement) + 1) % buttons.length).focus();
  });
})();
