"""What every page has to be: open to everybody, quiet, light, and steady."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Page
from whitenoise.compress import Compressor

from archive.static_files import without_comments
from tests.e2e.axe import OF_COLOURS, UNFOLD, violations
from tests.e2e.pages import Case
from tests.e2e.sites import Site
from tests.e2e.watching import Watcher

#: The score of shifts, of which 0.1 counts as good. A line of text that comes late makes 0.02 or
#: more; a browser that draws half of the header before the rest has come, less than 0.01.
STEADY: Final = 0.01
#: Lists of Django's admin: tables find the widths of their columns with their last row, and long
#: ones are drawn before that has come.
TABLES: Final = re.compile(r"/admin/statements/[a-z]+/")
#: Of CSS, JavaScript and HTML together, as they are sent.
MOST_BYTES: Final = 60_000


def assert_open_to_everybody(page: Page, site: Site, case: Case, width: int) -> None:
    """axe finds no violation, in light and in dark."""
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme="light")
    site.visit(page, case)
    page.evaluate(UNFOLD)
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page, OF_COLOURS) == []


def assert_quiet_light_and_steady(
    watcher: Watcher, site: Site, case: Case, width: int, others: tuple[int, ...]
) -> None:
    """Loaded at `width`, and then made as wide as the `others`: nothing is said in the console,
    blocked by the policy, asked of other hosts or moved, and the window need not be scrolled
    sideways. What readers load is light.
    """
    watcher.page.set_viewport_size({"width": width, "height": 800})
    watcher.open(site, case)
    assert watcher.status == case.status
    assert watcher.elsewhere == []
    if not case.is_staff:
        weights = _weights(watcher, site.path_of(case))
        assert sum(weights.values()) <= MOST_BYTES, weights
    seen = watcher.seen
    assert seen["blocked"] == []
    if not TABLES.fullmatch(case.address):
        assert sum(move["by"] for move in seen["moved"]) < STEADY, seen["moved"]
    for size in (width, *others):
        watcher.page.set_viewport_size({"width": size, "height": 800})
        assert _overflow(watcher.page) == [], size
    assert watcher.said == []


def _overflow(page: Page) -> list[str]:
    """What stands out of the window on a page that has to be scrolled sideways."""
    found: list[str] = page.evaluate(
        """() => {
          const {scrollWidth, clientWidth} = document.documentElement;
          if (scrollWidth <= clientWidth) return [];
          const isOut = (part) => {
            const {left, right} = part.getBoundingClientRect();
            return left < -1 || right > clientWidth + 1;
          };
          const out = [...document.body.querySelectorAll("*")].filter(isOut);
          return ["wide", ...out.slice(0, 5).map((part) => part.outerHTML.slice(0, 120))];
        }"""
    )
    return found


def _weights(watcher: Watcher, path: str) -> dict[str, int]:
    """By address, the bytes that are sent for the page: itself, styles, scripts, parts."""
    weights = {"the page": _page_weight(path)}
    for request in watcher.requests:
        if request.resource_type in ("stylesheet", "script", "fetch", "xhr"):
            weights[urlsplit(request.url).path] = _weight(request.url)
    return weights


def _weight(url: str) -> int:
    """The bytes of a file as WhiteNoise sends it, compressed where that helps."""
    address = urlsplit(url)
    if not address.path.startswith("/static/"):
        return _page_weight(f"{address.path}?{address.query}")
    name = unquote(address.path.removeprefix("/static/"))
    found = finders.find(name)
    assert isinstance(found, str), url
    data = without_comments(name, Path(found).read_bytes())
    return min(len(data), len(Compressor.compress_gzip(data)))


def _page_weight(path: str) -> int:
    client = Client(raise_request_exception=False)
    return len(client.get(path, headers={"accept-encoding": "gzip"}).content)
