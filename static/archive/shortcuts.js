// Keyboard shortcuts, all with Alt, of the pages on which editors review and correct.
//
// What has data-shortcut="Alt+P" is pressed, or followed, by that shortcut. Alt+U goes round the
// fields that are linked by [data-doubted], Alt+O between the fields and [data-source]. The list is
// the dialog [data-shortcuts]; in it they can be switched off, which this browser remembers.
"use strict";

(() => {
  const dialog = document.querySelector("dialog[data-shortcuts]");
  const opener = document.querySelector("[data-shortcuts-open]");
  if (!dialog || !opener) return;
  const KEPT = "archive-shortcuts";
  const box = dialog.querySelector("[data-shortcuts-on]");
  const beside = document.querySelector("[data-source]");
  let left = null;

  // Browsers may be told to keep nothing.
  function isOff() {
    try { return localStorage.getItem(KEPT) === "off"; } catch { return false; }
  }
  function keep(on) {
    try {
      if (on) localStorage.removeItem(KEPT);
      else localStorage.setItem(KEPT, "off");
    } catch { /* They hold for this page. */ }
  }

  box.checked = !isOff();
  box.addEventListener("change", () => keep(box.checked));
  opener.addEventListener("click", () => dialog.showModal());

  function nextDoubted() {
    const ids = [...document.querySelectorAll("[data-doubted]")].map((link) => link.hash.slice(1));
    const fields = ids.map((id) => document.getElementById(id)).filter(Boolean);
    const at = fields.indexOf(document.activeElement);
    const field = fields[(at + 1) % fields.length];
    if (!field) return;
    field.focus();
    field.scrollIntoView({ block: "center" });
  }

  function toSourceOrBack() {
    if (!beside) return;
    if (beside.contains(document.activeElement)) {
      (left?.isConnected ? left : document.querySelector("#review input:not([type=hidden]), #review textarea"))?.focus();
    } else {
      left = document.activeElement === document.body ? null : document.activeElement;
      beside.focus();
    }
  }

  const own = { U: nextDoubted, O: toSourceOrBack };

  document.addEventListener("keydown", (event) => {
    // AltGr, which types signs, comes with Ctrl.
    if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const key = /^Key[A-Z]$/.test(event.code) ? event.code.slice(3) : "";
    if (!key || !box.checked || dialog.open) return;
    const pressed = document.querySelector(`[data-shortcut="Alt+${key}"]`);
    if (!pressed && !own[key]) return;
    event.preventDefault();
    if (pressed) pressed.click();
    else own[key]();
  });
})();
