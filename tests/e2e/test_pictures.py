"""Pictures, their tables, and the pages around them, in a real browser."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from playwright.sync_api import Browser, Page, expect

from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)

SEED = settings.SEEDS_DIR / "000_b7eea9aefa540b14.txt"
WEEK = "/events/virtual-counter-terrorism-week/"
MATRIX = "/who-mentions-whom/"
PAGES = [
    "/",
    MATRIX,
    f"{MATRIX}?from=x",
    WEEK,
    "/speakers/zhang-jun/",
    "/search-help/",
    "/nowhere/",
]


@pytest.fixture
def archive(live_server: Any) -> str:
    """The address of a site that holds the seed and an older statement of another country."""
    call_command("load_authorities", verbosity=0)
    call_command("import_statements", str(SEED), verbosity=0)
    kenya = factories.make_entity("country", code="XKE", name="A Republic of a Long Name Elsewhere")
    china = kenya.__class__.objects.get(kind="country", code="CHN")
    speech = factories.make_speech(
        represents=kenya, date="1998-05-01", date_precision="day", title="Older remarks"
    )
    factories.make_mention(speech, china, paragraph=factories.make_paragraph(speech))
    return str(live_server.url)


@pytest.mark.parametrize("language", ["en-gb", "ar"])
@pytest.mark.parametrize("width", [320, 768])
def test_nothing_is_wider_than_the_window(
    archive: str, browser: Browser, width: int, language: str
) -> None:
    said: list[str] = []
    with browser.new_context(viewport={"width": width, "height": 800}) as context:
        context.add_cookies(
            [{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": archive}]
        )
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        for address in PAGES:
            page.goto(archive + address)
            assert page.evaluate("document.dir") == ("rtl" if language == "ar" else "ltr")
            # Of pages read from the right, what is too wide hangs out on the left.
            assert page.evaluate("document.documentElement.scrollWidth") <= width, address
    assert [text for text in said if "404" not in text] == []


def test_names_of_one_long_word_are_broken(archive: str, page: Page) -> None:
    long = "Landwirtschaftsministerialverwaltungsbediensteter"
    entities = [
        factories.make_entity(kind, code="XLONG", name=f"{kind.title()}{long}")
        for kind in ("country", "organization", "theme")
    ]
    meeting = factories.make_event(name=f"Of {long}")
    event = factories.make_event(name=f"At {long}", part_of=meeting)
    speaker = factories.make_speaker(name=long)
    speech = factories.make_speech(represents=entities[0], event=event, speaker=speaker)
    paragraph = factories.make_paragraph(speech)
    for entity in entities:
        factories.make_mention(speech, entity, paragraph=paragraph)
    page.set_viewport_size({"width": 320, "height": 800})
    for shown in (*entities, event, speaker, speech):
        page.goto(archive + shown.get_absolute_url())
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, shown


def test_what_is_chosen_is_told_without_the_colours_of_the_page(archive: str, page: Page) -> None:
    page.emulate_media(forced_colors="active")
    page.goto(archive)
    page.locator("details[data-menu]:not(.site-menu) > summary").click()
    line = "button => getComputedStyle(button).outlineStyle"
    assert page.locator("[name=theme][aria-pressed=true]").evaluate(line) == "double"
    assert page.locator("[name=theme][aria-pressed=false]").first.evaluate(line) == "none"


def test_the_years_lead_to_their_statements_without_scripts(archive: str, plain_page: Page) -> None:
    plain_page.goto(archive)
    plain_page.get_by_text("Numbers by decade and year").click()
    plain_page.get_by_role("link", name="1998: 1").click()
    expect(plain_page.get_by_test_id("result-count")).to_have_text("1 statement")
    plain_page.go_back()
    plain_page.get_by_text("Numbers by decade and year").click()
    plain_page.get_by_role("link", name="2020–2029").click()
    expect(plain_page.get_by_test_id("hit")).to_contain_text("Zhang Jun")


def test_a_number_of_the_matrix_leads_to_its_statements_by_keyboard(
    archive: str, page: Page
) -> None:
    page.goto(f"{archive}{MATRIX}")
    expect(page.get_by_role("group", name="Who mentions whom")).to_be_visible()
    page.locator("summary", has_text="The same numbers as a table").focus()
    page.keyboard.press("Enter")
    row = page.get_by_role("row", name="A Republic of a Long Name Elsewhere")
    row.get_by_role("link", name="1", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("hit")).to_contain_text("Older remarks")


def test_a_square_leads_to_its_statements_and_the_form_narrows(
    archive: str, plain_page: Page
) -> None:
    plain_page.goto(f"{archive}{MATRIX}")
    plain_page.locator(".matrix__cell").first.click()
    expect(plain_page.get_by_test_id("hit")).to_contain_text("Older remarks")
    plain_page.go_back()
    plain_page.get_by_label("From year").fill("2030")
    plain_page.get_by_role("button", name="Show").click()
    expect(plain_page.get_by_text("No statement of these years")).to_be_visible()


def test_the_menu_opens_on_a_phone_and_stands_open_on_a_desk(
    archive: str, browser: Browser
) -> None:
    for width, is_open in ((360, False), (1440, True)):
        with browser.new_context(viewport={"width": width, "height": 800}) as context:
            page = context.new_page()
            page.goto(archive)
            link = page.get_by_role("navigation", name="Main").get_by_role("link", name="Events")
            assert link.is_visible() is is_open
            if not is_open:
                page.locator(".site-menu summary").click()
            link.click()
            expect(page.get_by_role("heading", name="Events", level=1)).to_be_visible()
