"""The list of statements is brought up to date in place, and without scripts works the same."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


def mark(page: Page) -> None:
    """Leaves a mark on the document, which a new page would not have."""
    page.evaluate("document.documentElement.dataset.same = 'yes'")


def is_same(page: Page) -> bool:
    return page.evaluate("document.documentElement.dataset.same") == "yes"


def test_a_filter_applies_in_place_and_keeps_the_focus(peace_site: str, page: Page) -> None:
    page.goto(f"{peace_site}/speeches/?q=peace")
    mark(page)
    box = page.get_by_role("checkbox", name="China")
    box.focus()
    page.keyboard.press("Space")
    page.wait_for_url("**/speeches/?q=peace&country=CHN")
    expect(page.get_by_test_id("result-count")).to_have_text("15 statements")
    expect(page.locator("#list-status")).to_have_text("15 statements")
    expect(box).to_be_focused()
    expect(box).to_be_checked()
    expect(page.get_by_role("link", name="Remove filter: Country mentioned: China")).to_be_visible()
    assert "country=CHN" in str(page.locator("#feed-address").get_attribute("href"))
    # Where colours are chosen, the way back is to what is shown now.
    assert page.locator("input[name=next]").first.input_value() == "/speeches/?q=peace&country=CHN"
    assert is_same(page)


def test_the_way_back_and_forward_shows_what_was_there(peace_site: str, page: Page) -> None:
    page.goto(f"{peace_site}/speeches/")
    mark(page)
    count, words = page.get_by_test_id("result-count"), page.locator("#search-words")
    words.fill("zebra")
    words.press("Enter")
    expect(count).to_have_text("0 statements")
    expect(page).to_have_title("zebra · Statement Archive")
    words.fill("peace")
    words.press("Enter")
    expect(count).to_have_text("45 statements")
    page.go_back()
    expect(count).to_have_text("0 statements")
    expect(words).to_have_value("zebra")
    expect(page).to_have_title("zebra · Statement Archive")
    page.go_back()
    expect(count).to_have_text("45 statements")
    expect(words).to_have_value("")
    page.go_forward()
    expect(words).to_have_value("zebra")
    assert is_same(page)
    # From a statement, which is another page, the way back is to the list as it was left.
    page.go_forward()
    expect(words).to_have_value("peace")
    page.get_by_test_id("hit").get_by_role("link").first.click()
    expect(page.locator(".paragraph").first).to_be_visible()
    page.go_back()
    expect(page.get_by_test_id("hit")).to_have_count(20)
    expect(page.locator("#search-words")).to_have_value("peace")
    expect(page.locator(".site-header")).to_be_visible()


def test_a_new_page_of_results_begins_at_their_heading(peace_site: str, page: Page) -> None:
    page.goto(f"{peace_site}/speeches/?q=peace&sort=newest")
    mark(page)
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Next").press("Enter")
    page.wait_for_url("**page=2")
    heading = page.get_by_role("heading", name="45 statements")
    expect(heading).to_be_focused()
    expect(heading).to_be_in_viewport()
    expect(page).to_have_title("peace, page 2 · Statement Archive")
    assert is_same(page)


def test_a_filter_that_is_removed_gives_the_focus_to_the_results(
    peace_site: str, page: Page
) -> None:
    page.goto(f"{peace_site}/speeches/?country=CHN&year=2001")
    page.get_by_role("link", name="Remove filter: Year: 2001").press("Enter")
    page.wait_for_url("**/speeches/?country=CHN")
    expect(page.get_by_role("heading", name="15 statements")).to_be_focused()
    page.get_by_role("link", name="Clear all filters").press("Enter")
    page.wait_for_url("**/speeches/")
    expect(page.get_by_role("heading", name="45 statements")).to_be_focused()


def test_an_order_is_chosen_and_stays_in_focus(peace_site: str, page: Page) -> None:
    page.goto(f"{peace_site}/speeches/?q=peace")
    link = page.get_by_role("link", name="Oldest first")
    link.press("Enter")
    page.wait_for_url("**sort=oldest")
    expect(link).to_be_focused()
    expect(link).to_have_attribute("aria-current", "true")


def test_years_are_gone_through_and_chosen_by_keyboard(peace_site: str, page: Page) -> None:
    page.goto(f"{peace_site}/speeches/")
    mark(page)
    year = page.locator("#bar-2003")
    expect(year).to_have_attribute("tabindex", "0")
    expect(page.locator("[data-years] a[tabindex='0']")).to_have_count(1)
    year.focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#bar-2002")).to_be_focused()
    page.keyboard.press("Home")
    expect(page.locator("#bar-2001")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/speeches/?year=2001")
    expect(page.get_by_test_id("result-count")).to_have_text("15 statements")
    expect(page.locator("#bar-2001")).to_be_focused()
    expect(page.get_by_role("link", name="2001: 15 of 15 statements")).to_have_attribute(
        "aria-current", "true"
    )
    page.keyboard.press("Enter")
    page.wait_for_url("**/speeches/")
    expect(page.get_by_test_id("result-count")).to_have_text("45 statements")
    assert is_same(page)


def test_more_values_are_shown_in_place(peace_site: str, page: Page) -> None:
    speech = factories.make_speech(text="Trade.")
    for number in range(9):
        country = factories.make_entity(code=f"C{number}", name=f"Country {number}")
        factories.make_mention(speech, country, start=number, end=number + 1)
    page.goto(f"{peace_site}/speeches/")
    mark(page)
    expect(page.locator("input[name=country]")).to_have_count(8)
    page.get_by_role("link", name="Show more: Country mentioned").press("Enter")
    expect(page.locator("input[name=country]")).to_have_count(10)
    expect(page.get_by_role("link", name="Show fewer: Country mentioned")).to_be_focused()
    page.get_by_role("checkbox", name="Country 8").check()
    page.wait_for_url("**/speeches/?more=country&country=C8")
    expect(page.locator("input[name=country]")).to_have_count(10)
    assert is_same(page)


def test_what_is_typed_while_an_answer_is_on_its_way_is_not_lost(
    peace_site: str, page: Page
) -> None:
    page.goto(f"{peace_site}/speeches/")
    held: list[Route] = []
    page.route("**/speeches/?from=2002", lambda route: held.append(route))
    page.get_by_label("From", exact=True).fill("2002")
    with page.expect_request("**/speeches/?from=2002"):
        page.keyboard.press("Tab")
    page.keyboard.type("200")
    page.wait_for_function("document.querySelector('#list.htmx-request')")
    held[0].continue_()
    expect(page.get_by_test_id("result-count")).to_have_text("30 statements")
    to = page.get_by_label("To", exact=True)
    expect(to).to_be_focused()
    page.keyboard.type("2")
    expect(to).to_have_value("2002")
    page.keyboard.press("Enter")
    page.wait_for_url("**/speeches/?from=2002&to=2002")
    expect(page.get_by_test_id("result-count")).to_have_text("15 statements")


def test_quick_clicks_leave_no_errors_and_the_last_counts(peace_site: str, page: Page) -> None:
    said: list[str] = []
    page.on("console", lambda message: message.type == "error" and said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{peace_site}/speeches/?q=peace")
    held: list[Route] = []
    page.route("**/speeches/?*", lambda route: held.append(route))
    for clicked in (
        ("#filters input[name=country]", "#unit-paragraph"),
        ("#unit-speech", "#filters input[name=country]"),
        ("#bar-2002", "#bar-2003"),
    ):
        held.clear()
        for selector in clicked:
            with page.expect_request("**/speeches/?*") as asked:
                page.locator(selector).first.dispatch_event("click")
        page.wait_for_function("document.querySelector('#list.htmx-request')")
        held[-1].continue_()
        page.wait_for_url(asked.value.url)
        expect(page.locator("#list.htmx-request")).to_have_count(0)
        assert len(held) == 2
    assert page.get_by_role("alert").count() == 0
    assert said == []


def test_a_request_that_fails_is_said_and_can_be_made_again(peace_site: str, page: Page) -> None:
    page.goto(f"{peace_site}/speeches/?q=peace")
    box = page.get_by_role("checkbox", name="China")
    for broken in (
        lambda route: route.abort(),
        lambda route: route.fulfill(status=503, body="Back soon."),
    ):
        page.route("**/speeches/?*country=CHN", broken)
        box.click()
        alert = page.get_by_role("alert")
        expect(alert).to_contain_text("did not answer")
        expect(page.get_by_test_id("result-count")).to_have_text("45 statements")
        page.unroute("**/speeches/?*country=CHN")
        box.click()
        expect(alert).to_have_count(0)
    page.route("**/speeches/?*country=CHN", lambda route: route.abort())
    box.click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.unroute("**/speeches/?*country=CHN")
    page.get_by_role("link", name="Try again").click()
    expect(page.get_by_test_id("result-count")).to_have_text("15 statements")
    assert page.url.endswith("/speeches/?q=peace&country=CHN")


def test_the_drawer_is_used_by_keyboard(peace_site: str, narrow_page: Page) -> None:
    page = narrow_page
    page.goto(f"{peace_site}/speeches/?q=peace")
    mark(page)
    opener = page.get_by_role("button", name="Filters", exact=True)
    drawer = page.get_by_role("complementary", name="Filters")
    expect(drawer).to_be_hidden()
    opener.press("Enter")
    expect(page.get_by_role("heading", name="Filters")).to_be_focused()
    expect(page.locator(".results")).to_have_attribute("inert", "")
    box = page.get_by_role("checkbox", name="China")
    box.press("Space")
    expect(page.get_by_role("button", name="Show 15 statements")).to_be_visible()
    expect(box).to_be_focused()
    page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    expect(page.get_by_role("button", name="Filters (1)")).to_be_focused()
    expect(page.locator(".results")).not_to_have_attribute("inert", "")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Filters")).to_be_focused()
    page.get_by_role("button", name="Show 15 statements").press("Enter")
    expect(drawer).to_be_hidden()
    expect(page.get_by_test_id("hit")).to_have_count(15)
    assert is_same(page)


def test_all_of_it_works_without_scripts(peace_site: str, browser: Browser) -> None:
    narrow = {"width": 360, "height": 700}
    with browser.new_context(java_script_enabled=False, viewport=narrow) as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(f"{peace_site}/speeches/?q=peace")
        page.get_by_role("button", name="Filters", exact=True).click()
        page.get_by_role("checkbox", name="China").check()
        page.get_by_role("button", name="Apply filters").click()
        expect(page.get_by_test_id("result-count")).to_have_text("15 statements")
        page.locator("#bar-2001").click()
        assert "year=2001" in page.url
        page.get_by_role("link", name="Remove filter: Country mentioned: China").click()
        expect(page.get_by_test_id("result-count")).to_have_text("15 statements")
        page.get_by_role("button", name="Compact").click()
        expect(page.locator(".results")).to_have_attribute("data-density", "compact")
        assert "year=2001" in page.url
        page.get_by_text("Follow this search").click()
        expect(page.locator("#feed-address")).to_be_visible()
        page.get_by_role("link", name="Clear all filters").click()
        page.get_by_role("link", name="Next").click()
        assert "page=2" in page.url
        # What would do nothing is not there.
        expect(page.get_by_text("Recent searches")).to_be_hidden()
        expect(page.get_by_role("button", name="Show 45 statements")).to_have_count(0)


def test_searches_are_kept_in_the_browser_and_forgotten(peace_site: str, page: Page) -> None:
    page.goto(f"{peace_site}/speeches/?q=zebra")
    page.goto(f"{peace_site}/speeches/?q=peace")
    page.get_by_role("checkbox", name="China").check()
    expect(page.get_by_test_id("result-count")).to_have_text("15 statements")
    page.locator("summary", has_text="Recent searches").click()
    links = page.locator("[data-recent-list] a")
    # A search that was narrowed is one search, as it is last.
    expect(links).to_have_text(["“peace” · Country mentioned: China", "“zebra”"])
    page.get_by_role("button", name="Forget: “zebra”").click()
    expect(links).to_have_count(1)
    page.goto(f"{peace_site}/speeches/")
    page.locator("summary", has_text="Recent searches").click()
    links.click()
    page.wait_for_url("**/speeches/?q=peace&country=CHN")
    page.locator("summary", has_text="Recent searches").click()
    page.get_by_role("button", name="Forget all").click()
    expect(links).to_have_count(0)
    expect(page.get_by_text("None yet.")).to_be_visible()
    assert page.evaluate("localStorage.getItem('recent-searches')") == "[]"


def test_searches_of_elsewhere_are_shown_where_the_page_stands_already(
    peace_site: str, page: Page
) -> None:
    page.goto(f"{peace_site}/speeches/")
    page.locator("summary", has_text="Recent searches").click()
    links = page.locator("[data-recent-list] a")
    other = page.context.new_page()
    other.goto(f"{peace_site}/speeches/?q=zebra")
    expect(links).to_have_text(["“zebra”"])
    other.close()
    # What the store of the browser has come to while it kept the page for the way back.
    page.evaluate("localStorage.setItem('recent-searches', '[]')")
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    expect(links).to_have_count(0)


def test_what_others_left_in_the_store_of_the_browser_is_no_harm(
    peace_site: str, page: Page
) -> None:
    page.goto(f"{peace_site}/speeches/")
    for left in ("{", '{"a": 1}', '[null, 1, {"address": "javascript:alert(1)", "text": "x"}]'):
        page.evaluate("left => localStorage.setItem('recent-searches', left)", left)
        page.reload()
        page.locator("summary", has_text="Recent searches").click()
        assert "javascript" not in page.locator("[data-recent-list]").inner_html()
        expect(page.get_by_test_id("result-count")).to_have_text("45 statements")
