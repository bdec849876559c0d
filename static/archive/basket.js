// Keeps things in the reader's basket without leaving the page.
//
// Any <button form="basket-form" name="add|remove" value="KEY" data-keep> does it, also one that a
// script has put on the page: it then sends "basket:look" to the document, and the names of all
// buttons are set as what they would do. Without this script the buttons send their form.
"use strict";

(() => {
  const form = document.querySelector("[data-basket]");
  if (!form) return;
  const count = form.querySelector("[data-basket-count]");
  const said = form.querySelector("[data-basket-said]");
  // Only one change at a time: each is of the basket that the one before has left.
  let last = Promise.resolve();

  const show = (basket) => {
    count.textContent = String(basket.count);
    for (const button of document.querySelectorAll("button[data-keep]")) {
      button.name = basket.keys.includes(button.value) ? "remove" : "add";
    }
  };

  const ask = async (options) => {
    const answer = await fetch(form.getAttribute("action"), {
      ...options,
      headers: { Accept: "application/json" },
    });
    const basket = await answer.json();
    show(basket);
    return basket;
  };

  const change = async (button) => {
    const body = new FormData(form);
    body.set(button.name, button.value);
    try {
      const basket = await ask({ method: "POST", body });
      said.textContent = basket.message;
      document.dispatchEvent(new CustomEvent("basket:changed", { detail: basket }));
    } catch {
      said.textContent = said.dataset.failed;
    }
  };

  const look = () => {
    last = last.then(() => ask({})).catch(() => {});
  };

  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!button?.matches("[data-keep]")) return;
    event.preventDefault();
    last = last.then(() => change(button));
  });

  document.addEventListener("basket:look", look);

  // A page that the browser has kept shows the basket as it was then.
  addEventListener("pageshow", (event) => {
    const [visit] = performance.getEntriesByType("navigation");
    if (event.persisted || visit?.type === "back_forward") look();
  });
})();
