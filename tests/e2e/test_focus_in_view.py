"""What the Tab key leads to is not left under bars that stay in place (WCAG 2.2, 2.4.11)."""

from __future__ import annotations

from typing import Any, Final

import pytest
from playwright.sync_api import Page, expect

from tests import factories
from tests.e2e.axe import UNFOLD
from tests.e2e.hands import sign_in

pytestmark = pytest.mark.django_db(transaction=True)

#: Of what has the focus: how it is called, and whether a part of it is under one of the bars.
FOCUSED: Final = """(bars) => {
  const at = document.activeElement;
  const box = at.getBoundingClientRect();
  const covers = (bar) => {
    const {top, bottom, left, right} = bar.getBoundingClientRect();
    const isBeside = box.right <= left || box.left >= right;
    return !bar.contains(at) && !isBeside && box.bottom > top + 1 && box.top < bottom - 1;
  };
  // The body has it where the last stop of the page was left.
  const isCovered = at !== document.body && [...document.querySelectorAll(bars)].some(covers);
  return {name: at.id || at.name || at.textContent.slice(0, 40), isCovered};
}"""
#: More stops than any of the places has, there and back.
STOPS: Final = 60


def covered(page: Page, bars: str) -> list[str]:
    """What is under one of the bars when Tab, or Shift and Tab, has led to it."""
    found = []
    for key in ("Tab", "Shift+Tab"):
        for _ in range(STOPS):
            page.keyboard.press(key)
            focused = page.evaluate(FOCUSED, bars)
            if focused["isCovered"]:
                found.append(f"{key}: {focused['name']}")
    return found


def test_in_the_drawer(peace_site: str, narrow_page: Page) -> None:
    speech = factories.make_speech(text="Trade.")
    for number in range(30):
        country = factories.make_entity(code=f"C{number}", name=f"Country {number}")
        factories.make_mention(speech, country, start=number, end=number + 1)
    page = narrow_page
    page.goto(f"{peace_site}/speeches/?q=peace OR trade&more=country")
    page.get_by_role("button", name="Filters", exact=True).click()
    expect(page.get_by_role("heading", name="Filters")).to_be_focused()
    page.evaluate(UNFOLD)
    assert covered(page, ".drawer__head, .filters__foot") == []


@pytest.mark.parametrize("width", [360, 1440])
def test_beside_the_box_that_finds_words(live_server: Any, page: Page, width: int) -> None:
    speech = factories.make_speech(text="Peace.")
    for number in range(1, 31):
        country = factories.make_entity(code=f"C{number}", name=f"Country {number}")
        text = f"Country {number} asks for peace once more."
        paragraph = factories.make_paragraph(speech, number=number, text=text)
        factories.make_mention(speech, country, paragraph=paragraph, start=0, end=9)
    page.set_viewport_size({"width": width, "height": 400})
    page.goto(f"{live_server.url}{speech.get_absolute_url()}")
    page.get_by_role("searchbox").fill("once")
    expect(page.locator(".find--active output")).to_have_text("1 of 30")
    page.evaluate(UNFOLD)
    assert covered(page, ".find--active") == []


def test_on_the_programme(editors_site: str, narrow_page: Page) -> None:
    event = factories.make_event(name="A meeting")
    for number in range(15):
        factories.make_speech(title=f"Remarks {number}", event=event)
    page = narrow_page
    sign_in(page, editors_site)
    page.goto(f"{editors_site}/admin/statements/event/{event.pk}/programme/")
    expect(page.get_by_role("button", name="Save the programme")).to_be_visible()
    assert covered(page, ".programme > .submit-row") == []
