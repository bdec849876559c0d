"""How readers search, narrow a result, and learn to search better."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.django_db(transaction=True)


FOLDED = re.compile("How to search|Numbers per year")


def test_added_names_are_left_out_and_brought_back(archive: str, plain_page: Page) -> None:
    page = plain_page
    page.goto(f"{archive}/speeches/?q=UNOCT")
    expect(page.get_by_text("is also searched for as")).to_contain_text(
        "United Nations Office of Counter-Terrorism"
    )
    page.get_by_role("link", name="Search only for what was typed").click()
    expect(page.get_by_text("is also searched for as")).to_have_count(0)
    expect(page.get_by_test_id("result-count")).to_have_text("1 statement")
    # The form keeps what the link has switched.
    page.locator("input[type=checkbox][name=theme]").first.check()
    page.get_by_role("button", name="Apply filters").click()
    assert "names=typed" in page.url
    assert "theme=" in page.url
    page.get_by_role("link", name="Search for them too").click()
    expect(page.get_by_text("is also searched for as")).to_be_visible()


def test_a_year_is_chosen_in_the_picture_and_taken_away(archive: str, page: Page) -> None:
    page.goto(f"{archive}/speeches/?q=peace")
    picture = page.get_by_role("group", name="Statements found per year")
    expect(picture).to_be_visible()
    page.locator("#bar-2020").click()
    page.wait_for_url("**/speeches/?q=peace&year=2020")
    expect(page.get_by_role("checkbox", name="2020")).to_be_checked()
    page.get_by_role("link", name="Remove filter: Year: 2020").click()
    page.wait_for_url("**/speeches/?q=peace")
    expect(page.get_by_role("checkbox", name="2020")).to_have_count(0)


def test_a_year_is_chosen_by_keyboard_in_the_table(archive: str, page: Page) -> None:
    page.goto(f"{archive}/speeches/?q=peace")
    page.locator("summary", has_text="Numbers per year").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("region", name="Numbers per year")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="2020", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Remove filter: Year: 2020")).to_be_visible()
    # The table stays open, and the year in focus.
    expect(page.get_by_role("link", name="2020", exact=True)).to_be_focused()


def test_words_are_asked_to_stand_in_one_paragraph(archive: str, plain_page: Page) -> None:
    page = plain_page
    page.goto(f"{archive}/speeches/?q=peace+capacity")
    page.get_by_role("radio", name="In one paragraph").check()
    page.get_by_role("button", name="Apply filters").click()
    assert "unit=paragraph" in page.url
    expect(page.get_by_text("all in one paragraph")).to_be_visible()
    page.get_by_role("link", name="Remove filter: Match words: In one paragraph").click()
    assert "unit" not in page.url


def test_help_is_one_step_from_the_box_and_leads_to_results(archive: str, plain_page: Page) -> None:
    page = plain_page
    page.goto(archive)
    page.locator("summary", has_text="How to search").click()
    expect(page.get_by_text("the exact phrase", exact=True)).to_be_visible()
    page.get_by_role("link", name="All that can be typed").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("How to search")
    page.get_by_role("link", name='"climate change"', exact=True).click()
    expect(page.get_by_role("searchbox")).to_have_value('"climate change"')
    expect(page.get_by_text("Searched for: statements with the phrase")).to_be_visible()


def test_the_feed_and_the_data_of_a_search_can_be_had(archive: str, page: Page) -> None:
    page.goto(f"{archive}/speeches/?q=peace&sort=oldest")
    page.get_by_text("Follow this search").click()
    for name in (f"{archive}/feeds/speeches/?q=peace", "JSON"):
        address = page.get_by_role("link", name=name).get_attribute("href")
        assert "q=peace" in str(address)
        assert page.request.get(f"{archive}{address}").ok, name


@pytest.mark.parametrize("width", [320, 768, 1440])
def test_what_stands_above_results_fits_the_window(
    archive: str, browser: Browser, width: int
) -> None:
    addresses = (
        "/search-help/",
        "/speeches/?q=UNOCT+peace&unit=paragraph&year=2020&year=1999",
        f"/speeches/?q=speaker:{'n' * 80}+%22",
    )
    with browser.new_context(viewport={"width": width, "height": 800}) as context:
        page = context.new_page()
        for address in addresses:
            page.goto(archive + address)
            folded = page.locator("summary", has_text=FOLDED)
            for summary in folded.filter(visible=True).all():
                summary.click()
            assert page.evaluate("document.documentElement.scrollWidth") <= width, address
