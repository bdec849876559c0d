"""What axe cannot see: the way of the focus, room for fingers, wider text, colours by choice."""

from __future__ import annotations

from typing import Any, Final

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.axe import violations
from tests.e2e.pages import Case
from tests.e2e.sites import Site

pytestmark = pytest.mark.django_db

#: One of each kind of page.
KINDS: Final = (
    *map(Case, ("/", "/speeches/?q=terrorism", "/speeches/{seed}/", "/countries/CHN/")),
    *map(Case, ("/speeches/{seed}/citation/?paragraph=2", "/basket/?items={basket}")),
    Case("/admin/statements/source/upload/", is_staff=True),
    Case("/admin/statements/source/{read}/review/", is_staff=True),
)
#: As far as the way of the focus is looked at.
STOPS: Final = 70
NARROW: Final = {"width": 320, "height": 640}
WIDE: Final = {"width": 1440, "height": 900}

#: Of the element that has the focus: what is wrong with how it shows.
FOCUSED: Final = """
() => {
  const part = document.activeElement;
  if (!part || part === document.body) return null;
  const faults = [];
  const {outlineStyle, outlineWidth, boxShadow} = getComputedStyle(part);
  const label = part.labels?.[0];
  const isShown = (one) => one && getComputedStyle(one).outlineStyle !== "none"
    && parseFloat(getComputedStyle(one).outlineWidth) >= 1;
  if (!isShown(part) && !isShown(label) && boxShadow === "none") faults.push("focus is not shown");
  // A link that breaks over lines has a rectangle in each.
  const areas = [...part.getClientRects()].filter(({width, height}) => width && height);
  if (!areas.length) faults.push("has no size");
  const isOnTop = ({left, right, top, bottom}) => {
    const x = (Math.max(left, 0) + Math.min(right, innerWidth)) / 2;
    const y = (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2;
    const there = document.elementFromPoint(x, y);
    return there && (part.contains(there) || there.contains(part) || label?.contains(there));
  };
  if (areas.length && !areas.some(isOnTop)) faults.push("is out of sight or covered");
  return {name: part.outerHTML.slice(0, 140), faults};
}
"""
#: WCAG 1.4.12: what readers may set, without loss of content or function.
SPACED: Final = """
() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* {
    line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important;
  } p { margin-block-end: 2em !important; }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
"""
#: Texts that are cut off: what does not fit is neither shown nor can be scrolled to.
CUT_OFF: Final = """
() => [...document.body.querySelectorAll("*")].filter((part) => {
  const {overflowX, overflowY, clipPath, webkitLineClamp} = getComputedStyle(part);
  // The beginning of a longer text, which is meant to end with dots.
  if (webkitLineClamp !== "none") return false;
  if (clipPath !== "none" || !part.checkVisibility() || !part.textContent.trim()) return false;
  const isCut = (overflow, inner, outer) =>
    ["hidden", "clip"].includes(overflow) && inner > outer + 2;
  return isCut(overflowX, part.scrollWidth, part.clientWidth)
    || isCut(overflowY, part.scrollHeight, part.clientHeight);
}).map((part) => part.outerHTML.slice(0, 140))
"""


@pytest.fixture(scope="module")
def page_of(reader_page: Page, editor_page: Page) -> Any:
    """Whose page shows a case."""
    return lambda case: editor_page if case.is_staff else reader_page


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
@pytest.mark.parametrize("case", KINDS, ids=str)
def test_the_focus_is_shown_and_never_covered(
    site: Site, page_of: Any, case: Case, size: Any
) -> None:
    page = page_of(case)
    page.set_viewport_size(size)
    page.goto(site.address_of(case))
    stops = []
    for _ in range(STOPS):
        page.keyboard.press("Tab")
        # After the last, the focus leaves the page.
        if (stop := page.evaluate(FOCUSED)) is None:
            break
        stops.append(stop)
    assert len(stops) > 5
    assert [stop for stop in stops if stop["faults"]] == []
    assert (
        page.evaluate("document.querySelectorAll('[tabindex]:is([tabindex^=\"1\"])').length") == 0
    )


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
@pytest.mark.parametrize("case", KINDS, ids=str)
def test_nothing_is_lost_when_letters_and_lines_stand_further_apart(
    site: Site, page_of: Any, case: Case, size: Any
) -> None:
    page = page_of(case)
    page.set_viewport_size(size)
    page.goto(site.address_of(case))
    page.evaluate(SPACED)
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    assert page.evaluate(CUT_OFF) == []


@pytest.mark.parametrize(
    ("language", "theme", "size"), [("fr", "light", WIDE), ("ar", "dark", NARROW)]
)
@pytest.mark.parametrize("case", KINDS, ids=str)
def test_axe_finds_nothing_in_other_languages_and_chosen_colours(
    site: Site, browser: Browser, case: Case, language: str, theme: str, size: Any
) -> None:
    # The choice of the reader goes before that of the system.
    system = "dark" if theme == "light" else "light"
    chosen = {"theme": theme, "django_language": language}
    cookies = [{"name": name, "value": value, "url": site.url} for name, value in chosen.items()]
    if case.is_staff:
        cookies.append(site.session)
    with browser.new_context(viewport=size, color_scheme=system) as context:  # type: ignore[arg-type]
        context.add_cookies(cookies)  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(site.address_of(case))
        assert page.locator("html").get_attribute("lang") == language
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        assert violations(page) == []


@pytest.mark.parametrize("case", KINDS, ids=str)
def test_axe_finds_nothing_in_open_menus(site: Site, page_of: Any, case: Case) -> None:
    page = page_of(case)
    page.set_viewport_size(NARROW)
    page.goto(site.address_of(case))
    menus = page.locator(
        "details[data-menu] > summary, button[popovertarget]:not([popovertargetaction])"
    )
    for menu in menus.all():
        if not menu.is_visible():
            continue
        menu.focus()
        page.keyboard.press("Enter")
        # What it covers in part, as any menu does, is not looked at.
        opened = "details[data-menu][open], [popover]:popover-open"
        assert violations(page, within=opened) == [], menu
        page.keyboard.press("Escape")
