// An open menu closes with Escape, which gives the focus back, with a click elsewhere, or when the
// focus leaves it.
"use strict";

(() => {
  const menus = document.querySelectorAll("details[data-menu]");

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of menus) {
      if (!menu.open) continue;
      // From anywhere else, the focus would be torn away.
      if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
      menu.open = false;
    }
  });
  document.addEventListener("pointerdown", (event) => {
    for (const menu of menus) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });
  for (const menu of menus) {
    menu.addEventListener("focusout", (event) => {
      // Of a window that loses the focus, or a click beside all fields, nothing is told here.
      if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
    });
  }
})();
