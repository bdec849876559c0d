"""axe-core finds no violation of WCAG 2.2, A and AA, on any page, in any mode.

What axe cannot see is checked in test_reachable.py.
"""

from __future__ import annotations

from typing import Any, Final

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.e2e import pages
from tests.e2e.conftest import Site
from tests.e2e.pages import Case

pytestmark = pytest.mark.django_db

TAGS: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OPTIONS: Final[dict[str, Any]] = {
    "runOnly": {"type": "tag", "values": TAGS},
    # axe leaves this one out until it is told; it is what WCAG 2.2 adds that a program can measure.
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
    # It would fetch style sheets to look at rules that are not among these.
    "preload": False,
}
SIZES: Final = {"narrow": (320, 800), "wide": (1440, 900)}
SCHEMES: Final = ("light", "dark")
axe: Final = Axe()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("site", "case"), pages.ALL, indirect=["site"])
def test_axe_finds_nothing(
    site: Site, case: Case, size: str, reader_page: Page, editor_page: Page
) -> None:
    page = editor_page if case.is_staff else reader_page
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})
    page.goto(site.address_of(case))
    page.evaluate(axe.axe_script)
    found = {scheme: _violations(page, scheme) for scheme in SCHEMES}
    # Once more with all that opens: menus, filters, tables of numbers.
    page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
    found |= {f"{scheme}, opened": _violations(page, scheme) for scheme in SCHEMES}
    assert {mode: text for mode, text in found.items() if text} == {}


def _violations(page: Page, scheme: str) -> list[str]:
    """What axe finds in one mode, as "rule: element: why"."""
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    found = page.evaluate("options => axe.run(options)", OPTIONS)["violations"]
    return [
        f"{violation['id']}: {' '.join(node['target'])}: {node['failureSummary']}"
        for violation in found
        for node in violation["nodes"]
    ]
