"""Every page is quiet, stays where it is, fits the window, asks nobody else, and is light."""

from __future__ import annotations

from typing import Final

import pytest

from tests.e2e import pages
from tests.e2e.bars import assert_quiet_light_and_steady
from tests.e2e.pages import Case
from tests.e2e.sites import Site
from tests.e2e.watching import Watcher

pytestmark = pytest.mark.django_db

#: Widths to load a page at, each with those that it is then made as wide as.
WIDTHS: Final = {360: (320,), 1440: (768,)}
#: Editors' pages are many and alike: they are loaded once.
OF_EDITORS: Final = {1440: (768, 360, 320)}
LOADS: Final = [
    pytest.param(case, width, others, id=f"{case}-{width}")
    for case in pages.ALL
    for width, others in (OF_EDITORS if case.is_staff else WIDTHS).items()
]


@pytest.mark.parametrize(("case", "width", "others"), LOADS)
def test_a_page_is_quiet_and_light_and_stays_in_place(
    site: Site,
    case: Case,
    width: int,
    others: tuple[int, ...],
    reader: Watcher,
    editor: Watcher,
) -> None:
    watcher = editor if case.is_staff else reader
    assert_quiet_light_and_steady(watcher, site, case, width, others)
