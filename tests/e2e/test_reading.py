"""What readers do, in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from statements.models import Speech

pytestmark = pytest.mark.django_db(transaction=True)

MAIN_PAGES = [
    *("/", "/speeches/", "/speeches/?q=terrorism&country=CHN", "/speeches/?q=zzz&country=XYZ"),
    *("/speakers/", "/events/", "/countries/", "/organizations/", "/themes/", "/documents/"),
    *("/countries/CHN/", "/organizations/unoct/", "/speakers/zhang-jun/", "/nowhere/"),
]


def statement() -> str:
    return Speech.objects.get().get_absolute_url()


def test_a_reader_searches_and_lands_on_the_paragraph(archive: str, page: Page) -> None:
    page.goto(archive)
    page.get_by_role("searchbox").fill("capacity building")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_test_id("result-count")).to_have_text("1 statement")
    hit = page.get_by_test_id("hit")
    expect(hit.locator("mark").first).to_be_visible()
    link = hit.get_by_role("link", name="Paragraph").first
    number = link.inner_text().split()[-1]
    link.click()
    assert page.url.partition("#")[2].startswith(f"p{number}:~:text=")
    assert page.url.startswith(f"{archive}{statement()}?q=")
    expect(page.locator(f"#p{number}")).to_be_in_viewport()
    expect(page.locator(f"#p{number} mark.match").first).to_be_in_viewport()


def test_a_text_directive_finds_its_words_in_the_paragraph(archive: str, page: Page) -> None:
    page.goto(f"{archive}/speeches/?q=capacity")
    links = page.get_by_test_id("hit").get_by_role("link", name="Paragraph").all()
    for address in [str(link.get_attribute("href")) for link in links]:
        path, _, fragment = address.partition("#")
        number = fragment.partition(":")[0]
        # Alone, without the number, it can only lead to the place if the words are found.
        page.goto(f"{archive}{path}#{fragment.removeprefix(number)}")
        expect(page.locator(f"#{number}")).to_be_in_viewport()


def test_a_reader_filters_and_takes_the_filter_away(archive: str, page: Page) -> None:
    page.goto(f"{archive}/speeches/?q=terrorism")
    page.get_by_role("checkbox", name="United States of America").check()
    page.wait_for_url("**/speeches/?q=terrorism&country=USA")
    name = "Remove filter: Country mentioned: United States of America"
    page.get_by_role("link", name=name).click()
    page.wait_for_url("**/speeches/?q=terrorism")


def test_mentions_lead_to_what_they_name(archive: str, page: Page) -> None:
    page.goto(archive + statement())
    page.locator(".paragraph .mention--organization").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "United Nations Office of Counter-Terrorism"
    )


def test_everything_works_without_scripts(archive: str, plain_page: Page) -> None:
    page = plain_page
    page.goto(archive)
    page.get_by_role("searchbox").fill('"United Nations" or UNOCT')
    page.get_by_role("button", name="Search").click()
    page.get_by_role("checkbox", name="Terrorism").check()
    page.get_by_role("button", name="Apply filters").click()
    page.get_by_test_id("hit").get_by_role("link").first.click()
    expect(page.locator("#p1")).to_contain_text("Thanks to USG Voronkov")
    page.go_back()
    page.get_by_test_id("hit").get_by_role("link", name="Paragraph").first.click()
    expect(page.locator("mark.match").first).to_be_visible()
    link = page.get_by_role("navigation", name="searched words").get_by_role("link").first
    number = link.inner_text().split()[-1]
    link.click()
    expect(page.locator(f"#p{number} mark.match").first).to_be_in_viewport()
    page.get_by_role("link", name="Without marks").click()
    expect(page.locator("mark.match")).to_have_count(0)


def test_the_keyboard_is_enough(archive: str, page: Page) -> None:
    page.goto(archive)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("multilateralism")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("result-count")).to_have_text("1 statement")
    page.get_by_test_id("hit").get_by_role("link").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#p1")).to_be_visible()


@pytest.mark.parametrize("width", [320, 360, 768, 1440])
def test_no_page_is_wider_than_the_window(archive: str, browser: Browser, width: int) -> None:
    said: list[str] = []
    with browser.new_context(viewport={"width": width, "height": 800}) as context:
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("request", lambda request: said.extend(_elsewhere(request.url, archive)))
        for address in [*MAIN_PAGES, statement(), f"{statement()}?q=the+united+{'n' * 200}"]:
            page.goto(archive + address)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, address
    # The browser itself says that the page that is not there is not there.
    assert [text for text in said if "404" not in text] == []


def _elsewhere(url: str, archive: str) -> list[str]:
    return [] if url.startswith(archive) else [url]


def test_a_choice_of_looks_keeps_the_focus_where_it_was_made(archive: str, page: Page) -> None:
    page.goto(f"{archive}/speeches/?sort=oldest")
    page.get_by_role("button", name="Compact").press("Enter")
    expect(page.locator(".results")).to_have_attribute("data-density", "compact")
    expect(page.get_by_role("button", name="Compact")).to_be_focused()
    assert "?sort=oldest" in page.url
    page.locator("#display").press("Enter")
    page.get_by_role("button", name="Français").press("Enter")
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    expect(page.locator("#display")).to_be_focused()
