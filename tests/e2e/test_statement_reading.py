"""Reading one statement, in a real browser: marks, cards, outline, finding."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from statements.models import Entity, Paragraph, Speech
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = "Kenya and the United Nations speak of peace in paragraph {}. " + "They do so again. " * 20


@pytest.fixture
def address(live_server: Any) -> str:
    """The page of a statement with 30 paragraphs, each with three mentions."""
    speech = factories.make_speech(title="On peace")
    entities = {
        "Kenya": factories.make_entity("country", code="KEN", name="Kenya"),
        "United Nations": factories.make_entity("organization", code="un", name="United Nations"),
        "peace": factories.make_entity("theme", code="peace", name="Peace"),
    }
    for number in range(1, 31):
        text = TEXT.format(number)
        paragraph = factories.make_paragraph(speech, number=number, text=text)
        for surface, entity in entities.items():
            start = text.index(surface)
            end = start + len(surface)
            factories.make_mention(
                speech, entity, paragraph=paragraph, start=start, end=end, surface=surface
            )
    return f"{live_server.url}{Speech.objects.get().get_absolute_url()}"


def lines_under(page: Page, kind: str) -> str:
    mention = page.locator(f"#p1 .mention--{kind}")
    return str(mention.evaluate("element => getComputedStyle(element).textDecorationLine"))


def test_marks_of_a_kind_are_switched_off_without_scripts(address: str, plain_page: Page) -> None:
    plain_page.goto(address)
    assert lines_under(plain_page, "country") == "underline"
    plain_page.locator("[data-mark=country]").uncheck()
    assert lines_under(plain_page, "country") == "none"
    assert lines_under(plain_page, "theme") == "underline"


def test_switches_are_as_they_were_left(address: str, page: Page) -> None:
    page.goto(address)
    page.locator("[data-mark=theme]").focus()
    page.keyboard.press("Space")
    page.reload()
    expect(page.locator("[data-mark=theme]")).not_to_be_checked()
    expect(page.locator("[data-mark=country]")).to_be_checked()
    assert lines_under(page, "theme") == "none"


def test_a_name_with_the_focus_has_a_card_that_escape_closes(address: str, page: Page) -> None:
    page.goto(address)
    name = page.locator("#p1 .mention--organization")
    page.locator("#p1 .mention--country").focus()
    page.keyboard.press("Tab")
    expect(name).to_be_focused()
    card = page.locator("#card")
    expect(card).to_contain_text("Mentioned in 1 statement")
    expect(card).to_contain_text("United Nations")
    expect(name).to_have_attribute("aria-describedby", "card")
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(name).to_be_focused()


def test_a_card_stays_while_it_is_pointed_at(address: str, page: Page) -> None:
    page.goto(address)
    name, card = page.locator("#p1 .mention--country"), page.locator("#card")
    name.hover()
    expect(card).to_be_visible()
    card.hover()
    expect(card.get_by_role("link", name="Open its page")).to_be_visible()
    card.get_by_role("link", name="Open its page").click()
    assert page.url.endswith("/countries/KEN/")


def test_a_card_goes_when_the_pointer_does(address: str, page: Page) -> None:
    page.goto(address)
    page.locator("#p1 .mention--country").hover()
    expect(page.locator("#card")).to_be_visible()
    page.get_by_role("heading", level=1).hover()
    expect(page.locator("#card")).to_be_hidden()


def test_the_outline_leads_into_the_text_and_tells_where_one_is(address: str, page: Page) -> None:
    page.goto(address)
    link = page.locator(".outline__link").nth(3)
    link.click()
    number = page.url.partition("#p")[2]
    expect(page.locator(f"#p{number}")).to_be_in_viewport()
    expect(link).to_have_attribute("aria-current", "location")


def test_the_outline_tells_the_place_after_a_jump(address: str, page: Page) -> None:
    page.set_viewport_size({"width": 1440, "height": 760})
    page.goto(address)
    current = page.locator(".outline__link[aria-current]")
    # As the End key does, over all beginnings at once.
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    expect(current).to_have_count(1)
    expect(current).to_have_attribute(
        "href", page.locator(".outline__link").last.get_attribute("href") or ""
    )
    page.evaluate("scrollTo(0, 0)")
    expect(current).to_have_count(0)


def test_the_outline_speaks_the_language_of_the_text(address: str, page: Page) -> None:
    Speech.objects.update(language="fr")
    page.goto(address)
    label = page.locator(".outline__link [lang]").first
    expect(label).to_have_attribute("lang", "fr")


@pytest.mark.parametrize("width", [360, 1440])
def test_the_text_comes_first_on_a_phone_and_has_its_outline_beside_it_on_a_desk(
    address: str, page: Page, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 760})
    page.goto(address)
    outline = page.locator(".outline__link").first
    if width == 360:
        expect(outline).to_be_hidden()
        page.locator(".outline > summary").click()
    expect(outline).to_be_visible()


def test_words_are_found_while_they_are_typed(address: str, page: Page) -> None:
    Paragraph.objects.filter(number=7).update(text="Égalité pour Côte d’Ivoire, and égalité again.")
    page.goto(address)
    box = page.get_by_role("searchbox", name="Find in this statement")
    count = page.locator(".find output")
    box.focus()
    page.keyboard.type("egalite")
    expect(count).to_have_text("1 of 2")
    assert page.evaluate("[...CSS.highlights.get('found')].map(String)") == ["Égalité", "égalité"]
    expect(page.locator("#p7")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(count).to_have_text("2 of 2")
    page.keyboard.press("Enter")
    expect(count).to_have_text("1 of 2")
    page.keyboard.press("Shift+Enter")
    expect(count).to_have_text("2 of 2")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(count).to_have_text("1 of 2")
    box.fill("nowhere")
    expect(count).to_have_text("Not in this text")
    page.keyboard.press("Escape")
    expect(box).to_have_value("")
    expect(count).to_be_hidden()
    assert page.evaluate("CSS.highlights.get('found').size") == 0
    assert "?" not in page.url


def test_words_are_found_over_the_ends_of_links(address: str, page: Page) -> None:
    page.goto(address)
    page.get_by_role("searchbox", name="Find in this statement").fill("ya and  the UNITED")
    expect(page.locator(".find output")).to_have_text("1 of 30")
    first = page.evaluate("String([...CSS.highlights.get('found')][0])")
    assert first == "ya and the United"


def test_what_the_server_marked_is_gone_through_as_it_is(address: str, page: Page) -> None:
    page.goto(f'{address}?q="united nations" OR nowhere')
    box = page.get_by_role("searchbox", name="Find in this statement")
    count = page.locator(".find output")
    marks = page.locator(".paragraph .match").count()
    box.press("Enter")
    expect(count).to_have_text(f"1 of {marks}")
    box.press("Enter")
    expect(count).to_have_text(f"2 of {marks}")
    box.fill("speak")
    expect(count).to_have_text("1 of 30")


def test_the_button_that_goes_leaves_its_focus_to_the_field(address: str, page: Page) -> None:
    page.goto(f"{address}?q=Kenya")
    button = page.locator(".find__submit")
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_be_hidden()
    expect(page.get_by_role("searchbox", name="Find in this statement")).to_be_focused()


def test_without_scripts_the_server_finds(address: str, plain_page: Page) -> None:
    plain_page.goto(address)
    plain_page.get_by_role("searchbox", name="Find in this statement").fill("Kenya")
    plain_page.get_by_role("button", name="Find").click()
    expect(plain_page.get_by_test_id("matching-count")).to_have_text("30 paragraphs")
    expect(plain_page.locator("#p1 mark.match")).to_have_text("Kenya")


RELATED = "Related statements"


def test_what_is_related_comes_without_moving_anything(address: str, page: Page) -> None:
    factories.make_mention(
        factories.make_speech(title="Also on Kenya"), Entity.objects.get(code="KEN")
    )
    factories.make_speech(title="On nothing")
    page.add_init_script(
        """window.moved = 0;
        new PerformanceObserver((list) => {
          for (const shift of list.getEntries())
            if (!shift.hadRecentInput) window.moved += shift.value;
        }).observe({ type: "layout-shift", buffered: true });"""
    )
    page.goto(address)
    page.get_by_role("heading", name=RELATED).scroll_into_view_if_needed()
    related = page.locator(".related a", has_text="Also on Kenya")
    expect(related).to_be_visible()
    expect(page.locator(".related").get_by_role("link", name="Kenya", exact=True)).to_be_visible()
    assert page.evaluate("window.moved") == 0
    related.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Also on Kenya")


def test_what_is_related_is_a_page_without_scripts(address: str, plain_page: Page) -> None:
    factories.make_mention(
        factories.make_speech(title="Also on Kenya"), Entity.objects.get(code="KEN")
    )
    factories.make_speech(title="On nothing")
    plain_page.goto(address)
    plain_page.get_by_role("link", name="Statements that mention the same").click()
    expect(plain_page.get_by_role("heading", level=1)).to_have_text(RELATED)
    expect(plain_page.get_by_role("link", name="Also on Kenya")).to_be_visible()
    expect(plain_page.get_by_text("On nothing")).to_have_count(0)


def test_a_text_from_right_to_left_has_its_numbers_on_the_right(address: str, page: Page) -> None:
    Paragraph.objects.update(
        text="نشكر وكيل الأمين العام على تنظيم هذا الأسبوع لمكافحة الإرهاب. " * 4,
        language="ar",
    )
    Speech.objects.update(language="ar")
    page.set_viewport_size({"width": 360, "height": 760})
    page.goto(address)
    number = page.locator("#p2 .paragraph__number").bounding_box()
    text = page.locator("#p2 > p").bounding_box()
    assert number is not None
    assert text is not None
    assert number["x"] > text["x"] + text["width"]
    assert text["width"] > 280
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.locator("#find-here").fill("الارهاب")
    # Without its hamza, as it is often typed.
    expect(page.locator(".find output")).to_have_text("1 of 120")


def test_a_measure_for_long_reading(address: str, page: Page) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(address)
    letters_in_a_line = page.locator("#p1 > p").evaluate(
        """p => p.textContent.length / Math.round(
          p.getBoundingClientRect().height / parseFloat(getComputedStyle(p).lineHeight))"""
    )
    assert 60 <= letters_in_a_line <= 76
