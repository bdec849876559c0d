"""axe-core, with the rules of WCAG 2.2, A and AA."""

from __future__ import annotations

from typing import Any, Final

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

TAGS: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
EVERYTHING: Final[dict[str, Any]] = {
    "runOnly": {"type": "tag", "values": TAGS},
    # axe leaves this one out until it is told; it is what WCAG 2.2 adds that a program can measure.
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
    # It would fetch style sheets to look at rules that are not among these.
    "preload": False,
}
#: What another colour scheme can change; the rest was looked at in the first.
OF_COLOURS: Final = {
    **EVERYTHING,
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}
#: Opens what is folded up and covers nothing when it is open.
UNFOLD: Final = """
for (const part of document.querySelectorAll("details:not([data-menu])")) part.open = true;
"""
#: Colours that change over a moment have changed.
SETTLE: Final = "for (const change of document.getAnimations()) change.finish()"

_SCRIPT: Final = Axe().axe_script


def violations(page: Page, options: dict[str, Any] = EVERYTHING, within: str = "html") -> list[str]:
    """What axe finds in the elements of a selector, as "rule: element: why"."""
    page.evaluate(SETTLE)
    if not page.evaluate("'axe' in window"):
        page.evaluate(_SCRIPT)
    look = "([within, options]) => axe.run({include: [within]}, options)"
    found = page.evaluate(look, [within, options])["violations"]
    return [
        f"{violation['id']}: {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for violation in found
        for node in violation["nodes"]
    ]
