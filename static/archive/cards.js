// A card with a few facts beside the name that is pointed at or has the focus.
// It can be pointed at itself, stays until pointer and focus are elsewhere, and Escape closes it.
"use strict";

(() => {
  const OPENS_AFTER = 350;
  const CLOSES_AFTER = 250;
  const EDGE = 8;
  const card = document.getElementById("card");
  const statement = document.querySelector(".statement");
  if (!card?.showPopover || !statement) return;

  const kinds = new Map();
  for (const { dataset } of statement.querySelectorAll("[data-kind]")) {
    kinds.set(dataset.kind, { index: dataset.index, card: dataset.card.replace(/-\/$/, "") });
  }
  const fetched = new Map();
  let shownFor = null;
  let wanted = null;
  let timer = 0;

  const kindOf = (link) => /\bmention--(\w+)/.exec(link.className)?.[1] ?? link.closest("[data-kind]").dataset.kind;
  const linkAt = (target) => target.closest?.(".mention, [data-kind] li a");

  const addressOf = (link) => {
    const kind = kinds.get(kindOf(link));
    const path = link.getAttribute("href");
    return kind && path.startsWith(kind.index) ? kind.card + path.slice(kind.index.length) : null;
  };

  const content = (address) => {
    if (!fetched.has(address)) {
      const answer = fetch(address).then((response) => {
        if (!response.ok) throw new Error(response.statusText);
        return response.text();
      });
      // What failed may be asked for again.
      answer.catch(() => fetched.delete(address));
      fetched.set(address, answer);
    }
    return fetched.get(address);
  };

  // Of a name that goes over the end of a line, the part that is pointed at.
  const lineOf = (link, point) => {
    const lines = [...link.getClientRects()];
    return lines.find((line) => point && point.y >= line.top - 2 && point.y <= line.bottom + 2) ?? lines[0];
  };

  const place = (line) => {
    const { width, height } = card.getBoundingClientRect();
    const start = document.documentElement.dir === "rtl" ? line.right - width : line.left;
    const left = Math.max(EDGE, Math.min(start, document.documentElement.clientWidth - width - EDGE));
    const isBelow = line.bottom + height + EDGE <= innerHeight || line.top < height + EDGE;
    card.style.setProperty("--left", `${left}px`);
    card.style.setProperty("--top", `${isBelow ? line.bottom : line.top - height}px`);
  };

  const close = () => {
    clearTimeout(timer);
    wanted = null;
    shownFor?.removeAttribute("aria-describedby");
    shownFor = null;
    if (card.matches(":popover-open")) card.hidePopover();
  };

  const open = async (link, point) => {
    const address = addressOf(link);
    if (!address) return;
    let html;
    try {
      html = await content(address);
    } catch {
      // The name is still a link to all there is to tell.
      return;
    }
    if (wanted !== link || !link.isConnected) return;
    close();
    wanted = shownFor = link;
    card.replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
    link.setAttribute("aria-describedby", card.id);
    card.showPopover({ source: link });
    place(lineOf(link, point));
  };

  const want = (link, point) => {
    clearTimeout(timer);
    if (link === shownFor) return;
    wanted = link;
    // The browser would show a title of its own over the card.
    if (link.title) {
      link.setAttribute("aria-description", link.title);
      link.removeAttribute("title");
    }
    timer = setTimeout(open, OPENS_AFTER, link, point);
  };

  const leave = () => {
    clearTimeout(timer);
    if (!shownFor) wanted = null;
    timer = setTimeout(() => {
      const isPointedAt = card.matches(":hover") || shownFor?.matches(":hover");
      const hasFocus = card.contains(document.activeElement) || document.activeElement === shownFor;
      if (!isPointedAt && !hasFocus) close();
    }, CLOSES_AFTER);
  };

  statement.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const link = linkAt(event.target);
    if (link) want(link, { y: event.clientY });
  });
  statement.addEventListener("pointerout", (event) => {
    if (linkAt(event.target)) leave();
  });
  card.addEventListener("pointerenter", () => clearTimeout(timer));
  card.addEventListener("pointerleave", leave);
  statement.addEventListener("focusin", (event) => {
    const link = linkAt(event.target);
    if (link?.matches(":focus-visible")) want(link);
  });
  statement.addEventListener("focusout", leave);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const had = card.contains(document.activeElement) ? shownFor : null;
    close();
    had?.focus();
  });
  // Its place is that of a line of text which has moved.
  const moved = () => { if (shownFor) close(); };
  addEventListener("scroll", moved, { capture: true, passive: true });
  addEventListener("resize", moved, { passive: true });
})();
