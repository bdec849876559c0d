"""axe-core finds no violation of WCAG 2.2, A and AA, on any page, in any mode.

What axe cannot see is checked in test_reachable.py.
"""

from __future__ import annotations

from typing import Final

import pytest
from playwright.sync_api import Page

from tests.e2e import pages
from tests.e2e.bars import assert_open_to_everybody
from tests.e2e.pages import Case
from tests.e2e.sites import Site

pytestmark = pytest.mark.django_db

NARROW: Final = 320
WIDE: Final = 1440
#: The editors' pages that are worked on longest; the others are alike, and narrow ones are looked
#: at by what they are made of.
NARROW_FOR_EDITORS: Final = ("/upload/", "/review/", "/change/")
CASES: Final = [
    pytest.param(case, width, id=f"{case}-{width}")
    for case in pages.ALL
    for width in (NARROW, WIDE)
    if width == WIDE
    or not case.is_staff
    or any(part in case.address for part in NARROW_FOR_EDITORS)
]


@pytest.mark.parametrize(("case", "width"), CASES)
def test_axe_finds_nothing(
    site: Site, case: Case, width: int, reader_page: Page, editor_page: Page
) -> None:
    page = editor_page if case.is_staff else reader_page
    assert_open_to_everybody(page, site, case, width)
