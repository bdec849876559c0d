"""How readers find a country, an organization or a theme, and read on its page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from statements.models import Entity

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_index_narrows_while_a_name_is_typed(archive: str, page: Page) -> None:
    page.goto(f"{archive}/organizations/?all=1")
    count = page.get_by_test_id("result-count")
    whole = count.inner_text()
    box = page.get_by_role("searchbox", name="Filter by name")
    # An accent, a capital and a code make no difference.
    box.press_sequentially("Únoct")
    expect(page.get_by_role("link", name="Office of Counter-Terrorism")).to_be_visible()
    expect(page.get_by_role("link", name="African Union", exact=True)).to_be_hidden()
    expect(page.get_by_role("heading", name="Groups of States")).to_be_hidden()
    expect(count).to_have_text("1 shown")
    box.fill("")
    expect(page.get_by_role("heading", name="Groups of States")).to_be_visible()
    expect(count).to_have_text(whole)
    # A part stays under what it is part of.
    part = Entity.objects.get(kind="theme", code="cybercrime")
    assert part.part_of is not None
    page.goto(f"{archive}/themes/?all=1")
    box.press_sequentially("cybercrime")
    expect(page.get_by_role("link", name=part.name, exact=True)).to_be_visible()
    expect(page.get_by_role("link", name=part.part_of.name, exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="Outer space", exact=True)).to_be_hidden()
    expect(count).to_have_text("1 shown")


def test_the_box_works_without_scripts(archive: str, plain_page: Page) -> None:
    page = plain_page
    page.goto(f"{archive}/organizations/?all=1&by=tree")
    page.get_by_role("searchbox", name="Filter by name").fill("UNOCT")
    page.get_by_role("button", name="Filter").click()
    expect(page.get_by_test_id("result-count")).to_have_text("1 organization")
    assert "by=tree" in page.url
    page.get_by_role("link", name="Office of Counter-Terrorism").click()
    expect(page.get_by_role("img", name="Mentions of United Nations Office")).to_be_visible()
    page.get_by_text("Numbers per year").click()
    expect(page.get_by_role("table").first).to_contain_text("2020")
    page.get_by_text("Filter these mentions").click()
    page.get_by_label("From").fill("2021")
    page.get_by_role("button", name="Apply filters").click()
    expect(page.get_by_text("None that fits the filters.")).to_be_visible()
    page.get_by_role("link", name="Remove filter").click()
    page.get_by_test_id("hit").get_by_role("link", name="Paragraph").first.click()
    expect(page.locator(".paragraph:target")).to_contain_text("Counter-Terrorism")


def test_letters_and_filters_can_be_used_by_keyboard(archive: str, page: Page) -> None:
    page.goto(f"{archive}/countries/?all=1")
    page.get_by_role("navigation", name="By first letter").get_by_role("link", name="K").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="K", exact=True)).to_be_in_viewport()
    page.goto(f"{archive}/countries/CHN/")
    page.locator("summary", has_text="Filter these mentions").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Words in the statement")).to_be_focused()
    page.keyboard.type("zebra")
    page.keyboard.press("Enter")
    expect(page.get_by_text("None that fits the filters.")).to_be_visible()
