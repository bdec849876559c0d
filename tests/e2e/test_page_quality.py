"""Every page is quiet, stays where it is, fits the window, asks nobody else, and is light."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Page
from whitenoise.compress import Compressor

from tests.e2e import pages
from tests.e2e.conftest import Site
from tests.e2e.pages import Case
from tests.e2e.watching import Watcher

pytestmark = pytest.mark.django_db

#: Widths to load a page at, each with those that it is then made as wide as.
WIDTHS: Final = {360: (320,), 1440: (768,)}
#: Editors' pages are many and alike: they are loaded once.
OF_EDITORS: Final = {1440: (768, 360, 320)}
LOADS: Final = [
    pytest.param(*page.values, width, others, id=f"{page.id}-{width}")
    for page in pages.ALL
    for width, others in (OF_EDITORS if page.values[1].is_staff else WIDTHS).items()
]
#: The score of shifts, of which 0.1 counts as good. A line of text that comes late makes 0.02 or
#: more; a browser that draws half of the header before the rest has come, less than 0.01.
STEADY: Final = 0.01
#: Lists of Django's admin: tables find the widths of their columns with their last row, and long
#: ones are drawn before that has come.
TABLES: Final = re.compile(r"/admin/statements/[a-z]+/")
#: Of CSS, JavaScript and HTML together, as they are sent.
MOST_BYTES: Final = 60_000


@pytest.fixture(scope="module")
def reader(reader_page: Page) -> Watcher:
    return Watcher(reader_page)


@pytest.fixture(scope="module")
def editor(editor_page: Page) -> Watcher:
    return Watcher(editor_page)


@pytest.mark.parametrize(("site", "case", "width", "others"), LOADS, indirect=["site"])
def test_a_page_is_quiet_and_light_and_stays_in_place(
    site: Site,
    case: Case,
    width: int,
    others: tuple[int, ...],
    reader: Watcher,
    editor: Watcher,
) -> None:
    watcher = editor if case.is_staff else reader
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
    name = finders.find(unquote(address.path.removeprefix("/static/")))
    assert isinstance(name, str), url
    data = Path(name).read_bytes()
    return min(len(data), len(Compressor.compress_gzip(data)))


def _page_weight(path: str) -> int:
    client = Client(raise_request_exception=False)
    return len(client.get(path, headers={"accept-encoding": "gzip"}).content)
