"""Looks on while pages load: what a page says, asks for, blocks, and where it moves."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request

from tests.e2e.pages import Case
from tests.e2e.sites import Site

#: Runs before any script of the page.
WATCH: Final = """
window.watched = {blocked: [], moved: []};
document.addEventListener("securitypolicyviolation", (event) => {
  watched.blocked.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`);
});
new PerformanceObserver((list) => {
  for (const shift of list.getEntries()) {
    // What moves because somebody clicked or typed has been asked for.
    if (shift.hadRecentInput) continue;
    const parts = shift.sources.map(({node}) => node?.outerHTML ?? node?.textContent ?? "gone");
    watched.moved.push({by: shift.value, parts: parts.map((part) => part.slice(0, 120))});
  }
}).observe({type: "layout-shift", buffered: true});
"""
#: Two frames: what scripts began when they saw the page has been begun, and shifts are known.
FRAMES: Final = """
() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))
"""


class Watcher:
    """A page with what happened on it since it last opened an address."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.requests: list[Request] = []
        self._said: list[tuple[str, str]] = []
        self.status = 0
        page.add_init_script(WATCH)
        page.on("request", lambda request: self.requests.append(request))
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self._said.append(("", str(error))))
        page.on("requestfailed", lambda request: self._said.append(("", f"{request.url} failed")))

    def open(self, site: Site, case: Case) -> None:
        """Open a page, go through it to its end, and back when all has come that it asked for."""
        self.requests.clear()
        self._said.clear()
        self.status = site.visit(self.page, case).status
        self.page.evaluate(FRAMES)
        self.page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
        self.page.evaluate(FRAMES)
        self._wait_for_all()
        self.page.evaluate(FRAMES)
        self.page.evaluate("scrollTo(0, 0)")
        self.page.evaluate(FRAMES)

    def _wait_for_all(self) -> None:
        for request in self.requests:
            if answer := request.response():
                answer.finished()

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self._said.append((message.location["url"], message.text))

    @property
    def said(self) -> list[str]:
        """Errors and warnings, also of requests that failed."""
        # That the document itself is not there, or broken, the browser says too.
        document = self.page.url if self.status >= 400 else None
        return [text for url, text in self._said if url != document]

    @property
    def seen(self) -> dict[str, Any]:
        """`blocked` by the policy, and `moved` after it was drawn."""
        found: dict[str, Any] = self.page.evaluate("watched")
        return found

    @property
    def elsewhere(self) -> list[str]:
        """What was asked of other hosts."""
        home = urlsplit(self.page.url).netloc
        urls = [request.url for request in self.requests]
        return [url for url in urls if urlsplit(url).netloc != home]
