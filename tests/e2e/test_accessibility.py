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
#: What another colour scheme can change; the rest was looked at in the first.
OF_COLOURS: Final = {
    **OPTIONS,
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}
SIZES: Final = {"narrow": (320, 800), "wide": (1440, 900)}
axe: Final = Axe()

#: Opens what is folded up and covers nothing when it is open.
UNFOLD: Final = """
for (const part of document.querySelectorAll("details:not([data-menu])")) part.open = true;
"""
#: Colours that change over a moment have changed.
SETTLE: Final = "for (const change of document.getAnimations()) change.finish()"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("site", "case"), pages.ALL, indirect=["site"])
def test_axe_finds_nothing(
    site: Site, case: Case, size: str, reader_page: Page, editor_page: Page
) -> None:
    page = editor_page if case.is_staff else reader_page
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme="light")
    site.visit(page, case)
    page.evaluate(UNFOLD)
    page.evaluate(axe.axe_script)
    assert _violations(page, OPTIONS) == []
    page.emulate_media(color_scheme="dark")
    assert _violations(page, OF_COLOURS) == []


def _violations(page: Page, options: dict[str, Any]) -> list[str]:
    """What axe finds, as "rule: element: why"."""
    page.evaluate(SETTLE)
    found = page.evaluate("options => axe.run(options)", options)["violations"]
    return [
        f"{violation['id']}: {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for violation in found
        for node in violation["nodes"]
    ]
