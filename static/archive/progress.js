// Keeps a part of a page up to date while something goes on at the server.
//
// An element with data-poll="ADDRESS" is filled with what the address answers, again and again
// while there is an element with data-unread in it. With data-reload the page is loaded anew once
// nothing is unread any more. The words of the step go to [data-poll-status], a live region.
"use strict";

(() => {
  const PAUSE = 1500;
  const part = document.querySelector("[data-poll]");
  if (!part) return;
  const status = document.querySelector("[data-poll-status]");
  let timer = null;
  let shown = "";

  const isWaiting = () => part.querySelector("[data-unread]") !== null;

  function schedule() {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  }

  async function ask() {
    try {
      const answer = await fetch(part.dataset.poll, { credentials: "same-origin" });
      if (answer.redirected || answer.status === 403) {
        // Where nothing else is read out, the part itself is.
        (status ?? part).textContent = part.dataset.signedOut;
        return;
      }
      if (answer.ok) show(await answer.text());
    } catch {
      // The connection was lost: ask again later.
    }
    if (isWaiting()) schedule();
    else if ("reload" in part.dataset) location.reload();
  }

  function show(html) {
    if (shown === html) return;
    shown = html;
    const focused = part.contains(document.activeElement) ? document.activeElement.href : null;
    part.innerHTML = html;
    if (focused) [...part.querySelectorAll("a")].find((link) => link.href === focused)?.focus();
    tell(part.querySelector("[data-steps]")?.dataset.steps ?? part.dataset.none);
  }

  function tell(text) {
    if (status && status.textContent !== text) status.textContent = text;
  }

  if (isWaiting()) schedule();
  document.addEventListener("archive:received", ask);
})();
