"""The list of statements in troubles: late answers and none, an open drawer, mistakes."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from statements.models import Speech
from tests import factories
from tests.e2e.axe import UNFOLD

pytestmark = pytest.mark.django_db(transaction=True)

#: Parts of the page outside of the list that cannot be reached, with their classes.
DEAD = "[...document.querySelectorAll('body > [inert]')].map((part) => part.className)"


@pytest.fixture
def said(page: Page) -> list[str]:
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


def let_come(page: Page, held: list[Route]) -> None:
    """Let the answer come to what was asked for last, once it was asked for."""
    while not held:
        page.wait_for_timeout(20)
    held.pop().continue_()


def search_for_peace(page: Page, site: str) -> Locator:
    """Open the list of all, then search it in place; gives the field of the words."""
    page.goto(f"{site}/speeches/")
    words = page.locator("#search-words")
    words.fill("peace")
    words.press("Enter")
    expect(page).to_have_title("peace · Statement Archive")
    return words


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
    words = search_for_peace(page, peace_site)
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
    search_for_peace(page, peace_site)
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


def test_who_tabs_on_before_the_answer_comes_is_not_thrown_back(
    peace_site: str, page: Page
) -> None:
    page.goto(f"{peace_site}/speeches/?q=peace")
    late = hold(page, "**/speeches/?q=peace&country=CHN")
    page.get_by_role("checkbox", name="China").dispatch_event("click")
    page.get_by_role("checkbox", name="China").focus()
    for stop in (
        page.get_by_role("link", name="See all: Country mentioned"),
        page.locator("summary", has_text="Organization mentioned"),
    ):
        page.keyboard.press("Tab")
        expect(stop).to_be_focused()
        let_come(page, late)
        expect(page.locator("#list.htmx-request")).to_have_count(0)
        expect(stop).to_be_focused()
        page.evaluate("document.getElementById('filters').requestSubmit()")
    let_come(page, late)
    expect(page.locator("#list.htmx-request")).to_have_count(0)


def test_a_long_list_of_values_stays_where_it_was_scrolled_to(peace_site: str, page: Page) -> None:
    speech = factories.make_speech(text="Peace.")
    for number in range(40):
        country = factories.make_entity(code=f"C{number}", name=f"Country {number}")
        factories.make_mention(speech, country, start=number, end=number + 1)
    page.goto(f"{peace_site}/speeches/?more=country")
    values, count = page.locator(".facet__choices--long"), page.get_by_test_id("result-count")
    values.evaluate("values => values.scrollTo({top: 500})")
    page.get_by_role("checkbox", name="Country 30").click()
    expect(count).to_have_text("1 statement")
    assert values.evaluate("values => values.scrollTop") == 500
    # By keyboard the focus goes to the top with what is chosen, and can be seen there.
    last = page.get_by_role("checkbox", name="Country 39")
    last.press("Space")
    expect(page.get_by_role("link", name="Country mentioned: Country 39")).to_be_visible()
    expect(last).to_be_focused()
    expect(last).to_be_in_viewport()


def test_that_a_browser_does_not_let_the_page_copy_is_said(peace_site: str, page: Page) -> None:
    page.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error())")
    page.goto(f"{peace_site}/speeches/?q=peace")
    page.locator("summary", has_text="Follow this search").click()
    page.get_by_role("button", name="Copy", exact=True).click()
    expect(page.locator("#list-status")).to_have_text("Your browser did not let the page copy")
    selected = page.evaluate("getSelection().toString()")
    assert selected == f"{peace_site}/feeds/speeches/?q=peace"


def test_what_is_wrong_with_a_date_is_said_with_its_field(peace_site: str, page: Page) -> None:
    page.goto(f"{peace_site}/speeches/?from=soon")
    begin, end = (page.get_by_label(name, exact=True) for name in ("From", "To"))
    expect(begin).to_have_attribute("aria-invalid", "true")
    wrong = page.locator("#filters .field__error").inner_text()
    expect(begin).to_have_accessible_description(f"YYYY, YYYY-MM or YYYY-MM-DD {wrong}")
    expect(end).to_have_accessible_description("YYYY, YYYY-MM or YYYY-MM-DD")

    page.goto(f"{peace_site}/who-mentions-whom/?from=soon")
    field = page.locator("[aria-invalid]")
    expect(field).to_have_accessible_description(page.locator(".field__error").inner_text())


def test_words_that_are_looked_for_run_as_their_script_does(
    peace_site: str, browser: Browser
) -> None:
    """An operator stands before its word, also on a page that is read from the right."""
    place = Speech.objects.published()[0].get_absolute_url()
    with browser.new_context(locale="ar") as context:
        page = context.new_page()
        for address, name in (
            ("/", "q"),
            ("/speeches/", "q"),
            (place, "q"),
            ("/countries/", "name"),
            ("/countries/CHN/", "q"),
        ):
            page.goto(f"{peace_site}{address}")
            page.evaluate(UNFOLD)
            field = page.locator(f"input[type=search][name={name}]")
            if field.get_attribute("placeholder"):
                expect(field).to_have_css("direction", "rtl")
            field.fill("-war peace")
            expect(field).to_have_css("direction", "ltr")
            field.fill("-حرب سلام")
            expect(field).to_have_css("direction", "rtl")
