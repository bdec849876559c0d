// Keeps things in the reader's basket without leaving the page.
//
// Any <button form="basket-form" name="add|remove" value="KEY" data-keep> does it, also one that a
// script has made or given another value: it then sends "basket:look" to the document, and the
// names of all buttons are set to what they would do. After a change "basket:changed" is sent, with
// the keys; what could not be changed is shown for a while. Without this script the buttons send their form.
"use strict";

(() => {
  // Long enough for what is said when a basket is full.
  const SHOWN = 12000;
  const form = document.querySelector("[data-basket]");
  if (!form) return;
  const count = form.querySelector("[data-basket-count]");
  const said = form.querySelector("[data-basket-said]");
  let kept = new Set(form.dataset.keys.split(".").filter(Boolean));
  // Only one change at a time: each is of the basket that the one before has left.
  let last = Promise.resolve();
  let silence = 0;

  function show() {
    count.textContent = String(kept.size);
    for (const button of document.querySelectorAll("button[data-keep]")) {
      button.name = kept.has(button.value) ? "remove" : "add";
    }
    for (const paragraph of document.querySelectorAll(".paragraph[data-key]")) {
      paragraph.classList.toggle("paragraph--kept", kept.has(paragraph.dataset.key));
    }
  }

  async function ask(options) {
    const headers = { Accept: "application/json" };
    const answer = await fetch(form.getAttribute("action"), { ...options, headers });
    const told = await answer.json();
    kept = new Set(told.keys);
    show();
    return { ...told, isRefused: !answer.ok };
  }

  // That something was done shows at the button; why it was not, only here.
  function say(text, isRefusal) {
    clearTimeout(silence);
    said.classList.toggle("visually-hidden", !isRefusal);
    said.classList.toggle("toast", isRefusal);
    said.textContent = text;
    if (isRefusal) silence = setTimeout(() => say("", false), SHOWN);
  }

  async function change(body) {
    // Emptied first, so that the same words are read out again.
    say("", false);
    try {
      const { message, keys, isRefused } = await ask({ method: "POST", body });
      say(message, isRefused);
      if (!isRefused) document.dispatchEvent(new CustomEvent("basket:changed", { detail: keys }));
    } catch {
      say(said.dataset.failed, true);
    }
  }

  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!button?.matches("[data-keep]")) return;
    event.preventDefault();
    const body = new FormData(form);
    body.set(button.name, button.value);
    last = last.then(() => change(body));
  });

  document.addEventListener("basket:look", show);
  // Parts of a page that htmx has fetched were made with the basket of then.
  document.addEventListener("htmx:afterSettle", show);

  // A page that the browser has kept shows the basket as it was then.
  addEventListener("pageshow", (event) => {
    const [visit] = performance.getEntriesByType("navigation");
    if (event.persisted || visit?.type === "back_forward") {
      last = last.then(() => ask({})).catch(() => {});
    }
  });

  if (kept.size) show();
})();
