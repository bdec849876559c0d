"""The list of statements where answers come late or not at all, and behind its open drawer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Route, expect

pytestmark = pytest.mark.django_db(transaction=True)

#: Parts of the page outside of the list that cannot be reached, with their classes.
DEAD = "[...document.querySelectorAll('body > [inert]')].map((part) => part.className)"


@pytest.fixture
def said(page: Page) -> Iterator[list[str]]:
    """What the console and uncaught errors of `page` say."""
    heard: list[str] = []
    page.on("console", lambda message: message.type == "error" and heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    return heard


def hold(page: Page, address: str) -> list[Route]:
    """Keep requests for the address from their answers until they are continued."""
    held: list[Route] = []
    page.route(address, lambda route: held.append(route))
    return held


def test_the_way_back_from_an_open_drawer_leaves_the_page_alive(
    peace_site: str, narrow_page: Page
) -> None:
    page = narrow_page
    page.goto(f"{peace_site}/speeches/?q=peace")
    page.get_by_role("button", name="Filters", exact=True).click()
    expect(page.get_by_role("heading", name="Filters")).to_be_focused()
    page.get_by_role("checkbox", name="China").check()
    expect(page.get_by_role("button", name="Show 15 statements")).to_be_visible()
    assert page.evaluate(DEAD) == ["skip-link", "site-header", "site-footer"]
    page.go_back()
    expect(page.get_by_test_id("result-count")).to_have_text("45 statements")
    expect(page.get_by_role("complementary", name="Filters")).to_be_hidden()
    expect(page.locator("[inert]")).to_have_count(0)
    expect(page.get_by_role("button", name="Filters", exact=True)).to_be_focused()


def test_what_comes_behind_an_open_drawer_rests_too(peace_site: str, narrow_page: Page) -> None:
    page = narrow_page
    page.goto(f"{peace_site}/speeches/?q=peace")
    page.get_by_role("button", name="Filters", exact=True).click()
    expect(page.get_by_role("heading", name="Filters")).to_be_focused()
    page.get_by_role("checkbox", name="China").check()
    expect(page.get_by_role("button", name="Show 15 statements")).to_be_visible()
    expect(page.locator("#results")).to_have_attribute("inert", "")
    page.keyboard.press("Escape")
    expect(page.locator("[inert]")).to_have_count(0)


def test_a_failure_behind_an_open_drawer_is_seen_and_heard(
    peace_site: str, narrow_page: Page
) -> None:
    page = narrow_page
    page.goto(f"{peace_site}/speeches/?q=peace")
    page.get_by_role("button", name="Filters", exact=True).click()
    expect(page.get_by_role("heading", name="Filters")).to_be_focused()
    page.route("**/speeches/?*country=CHN", lambda route: route.abort())
    page.get_by_role("checkbox", name="China").click()
    # By its role it is found only where it is not inert.
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("did not answer")
    expect(alert).to_be_in_viewport()
    expect(page.get_by_role("complementary", name="Filters")).to_be_hidden()
    expect(page.get_by_role("button", name="Filters", exact=True)).to_be_focused()


def test_where_words_match_is_chosen_by_keyboard(
    peace_site: str, page: Page, said: list[str]
) -> None:
    page.goto(f"{peace_site}/speeches/?q=peace")
    page.locator("#unit-speech").focus()
    page.keyboard.press("ArrowDown")
    page.wait_for_url("**/speeches/?q=peace&unit=paragraph")
    expect(page.get_by_role("link", name="Remove filter:")).to_be_visible()
    expect(page.locator("#unit-paragraph")).to_be_focused()
    expect(page.locator("[data-years] a[tabindex='0']")).to_have_count(1)
    following = page.locator(".menu input[name=next]")
    expect(following).to_have_value("/speeches/?q=peace&unit=paragraph")
    assert said == []


def test_of_two_ways_back_the_last_counts(peace_site: str, page: Page, said: list[str]) -> None:
    page.goto(f"{peace_site}/speeches/")
    words, count = page.locator("#search-words"), page.get_by_test_id("result-count")
    for text, found in (("zebra", "0 statements"), ("peace", "45 statements")):
        words.fill(text)
        words.press("Enter")
        expect(count).to_have_text(found)
    late = hold(page, "**/speeches/?q=zebra")
    with page.expect_request("**/speeches/?q=zebra") as first:
        page.evaluate("history.back()")
    page.evaluate("history.back()")
    expect(words).to_have_value("")
    assert page.url == f"{peace_site}/speeches/"
    # The first was given up: its answer, had it come, would stand under the address of the second.
    assert first.value.failure
    late[0].abort()
    expect(count).to_have_text("45 statements")
    assert page.get_by_role("alert").count() == 0
    assert said == []


def test_a_filter_whose_answer_is_late_gives_way_to_the_way_back(
    peace_site: str, page: Page, said: list[str]
) -> None:
    page.goto(f"{peace_site}/speeches/")
    words = page.locator("#search-words")
    words.fill("peace")
    words.press("Enter")
    expect(page).to_have_title("peace · Statement Archive")
    hold(page, "**/speeches/?q=peace&country=CHN")
    with page.expect_request("**/speeches/?q=peace&country=CHN") as asked:
        page.get_by_role("checkbox", name="China").dispatch_event("click")
    page.evaluate("history.back()")
    expect(words).to_have_value("")
    assert asked.value.failure
    expect(page).to_have_title("Statements · Statement Archive")
    expect(page.locator("#list.htmx-request")).to_have_count(0)
    assert page.get_by_role("alert").count() == 0
    assert said == []


def test_a_way_back_whose_answer_is_late_gives_way_to_a_filter(
    peace_site: str, page: Page, said: list[str]
) -> None:
    page.goto(f"{peace_site}/speeches/")
    words = page.locator("#search-words")
    words.fill("peace")
    words.press("Enter")
    expect(page).to_have_title("peace · Statement Archive")
    hold(page, "**/speeches/")
    with page.expect_request("**/speeches/") as back:
        page.evaluate("history.back()")
    page.get_by_role("checkbox", name="China").check()
    page.wait_for_url("**/speeches/?q=peace&country=CHN")
    expect(page.get_by_test_id("result-count")).to_have_text("15 statements")
    assert back.value.failure
    assert said == []


def test_a_date_is_not_kept_on_the_way_back(peace_site: str, page: Page) -> None:
    page.goto(f"{peace_site}/speeches/")
    begin = page.get_by_label("From", exact=True)
    begin.fill("2002")
    begin.press("Enter")
    expect(page.get_by_test_id("result-count")).to_have_text("30 statements")
    expect(begin).to_be_focused()
    page.go_back()
    expect(page.get_by_test_id("result-count")).to_have_text("45 statements")
    expect(begin).to_have_value("")
