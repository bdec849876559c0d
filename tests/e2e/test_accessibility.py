"""axe-core finds no violation of WCAG 2.2, A and AA, on any page, in any mode.

What axe cannot see is checked in test_reachable.py.
"""

from __future__ import annotations

from typing import Final

import pytest
from playwright.sync_api import Page

from tests.e2e import pages
from tests.e2e.axe import OF_COLOURS, UNFOLD, violations
from tests.e2e.conftest import Site
from tests.e2e.pages import Case

pytestmark = pytest.mark.django_db

SIZES: Final = {"narrow": (320, 800), "wide": (1440, 900)}
#: The editors' pages that are worked on longest; the others are alike, and narrow ones are looked
#: at by what they are made of.
NARROW_FOR_EDITORS: Final = ("/upload/", "/review/", "/change/")


def _is_looked_at(archive: str, case: Case, size: str) -> bool:
    if archive == "bare":
        # Where nothing is stored, less stands on the same templates: once is enough.
        return size == "narrow"
    narrow = not case.is_staff or any(part in case.address for part in NARROW_FOR_EDITORS)
    return size == "wide" or narrow


CASES: Final = [
    pytest.param(*page.values, size, id=f"{page.id}-{size}")
    for page in pages.ALL
    for size in SIZES
    if _is_looked_at(*page.values, size)
]


@pytest.mark.parametrize(("site", "case", "size"), CASES, indirect=["site"])
def test_axe_finds_nothing(
    site: Site, case: Case, size: str, reader_page: Page, editor_page: Page
) -> None:
    page = editor_page if case.is_staff else reader_page
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme="light")
    site.visit(page, case)
    page.evaluate(UNFOLD)
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page, OF_COLOURS) == []
