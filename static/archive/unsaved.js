// What was changed in a form with data-keep and is not sent is not lost without a word. With
// data-changed the form came back from the server with what is not stored: it is changed already.
// [data-state] says so, where there is one.
"use strict";

(() => {
  const form = document.querySelector("form[data-keep]");
  if (!form) return;
  const state = document.querySelector("[data-state]");
  let isChanged = "changed" in form.dataset;

  form.addEventListener("input", () => {
    isChanged = true;
    if (state && state.textContent !== state.dataset.unsaved) state.textContent = state.dataset.unsaved;
  });
  form.addEventListener("submit", () => { isChanged = false; });
  window.addEventListener("beforeunload", (event) => {
    if (isChanged) event.preventDefault();
  });
})();
