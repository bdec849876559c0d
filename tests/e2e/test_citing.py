"""What readers take along from a statement: links, quotations, citations."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from unittest.mock import ANY
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from statements.models import Paragraph, Speech
from tests import factories
from tests.e2e.axe import violations

pytestmark = pytest.mark.django_db(transaction=True)

SAID_TWICE = "We will keep the rivers clean."
LONG = (
    "In the long years since the first meeting on the river, delegations from both of its banks "
    "have asked for a common table of its levels, its ships and its fish, and nobody has made one."
)
TEXTS = [
    "Madam President,",
    f"{SAID_TWICE} That was said before “the flood”, and nobody’s mind was changed by it.",
    LONG,
    f"Once more: {SAID_TWICE} This time, with a date.",
    "I thank you.",
]

SELECT = """([from, start, to, end]) => {
  const text = (id) => {
    const words = document.querySelector(`#${id} > p`);
    return document.createTreeWalker(words, NodeFilter.SHOW_TEXT).nextNode();
  };
  const node = [text(from), text(to)];
  getSelection().setBaseAndExtent(
    node[0], node[0].data.indexOf(start), node[1], node[1].data.indexOf(end) + end.length);
}"""


@pytest.fixture
def speech(live_server: Any) -> Speech:
    speech = factories.make_speech(
        title="On rivers",
        speaker=factories.make_speaker(name="Ingrid Vogel"),
        date=date(2023, 3, 9),
        date_precision="day",
    )
    for number, text in enumerate(TEXTS, 1):
        factories.make_paragraph(speech, number=number, text=text)
    # Room to scroll, so that it shows where a link leads.
    for number in range(len(TEXTS) + 1, 60):
        factories.make_paragraph(speech, number=number, text=f"Item {number} of the list.")
    return speech


@pytest.fixture
def reader(browser: Browser) -> Iterator[Page]:
    """A page that may write to the clipboard, and read from it for the test."""
    with browser.new_context(locale="en-GB") as context:
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        said: list[str] = []
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        yield page
    assert said == []


def copied(page: Page) -> str:
    expect(page.locator(".copied")).to_have_text("Copied")
    return str(page.evaluate("navigator.clipboard.readText()"))


def select(page: Page, start: str, end: str, first: int, last: int | None = None) -> None:
    page.evaluate(SELECT, [f"p{first}", start, f"p{last or first}", end])
    expect(page.get_by_role("toolbar", name="The selected words")).to_be_visible()


def test_the_link_of_a_paragraph_is_copied_and_leads_to_it(
    live_server: Any, speech: Speech, reader: Page
) -> None:
    reader.goto(live_server.url + speech.get_absolute_url())
    reader.locator("#p3").hover()
    reader.locator("#p3 .paragraph__cite").click()
    reader.get_by_role("menuitem", name="Copy link").click()
    expect(reader.locator("#p3 .paragraph__cite")).to_be_focused()
    link = copied(reader)
    assert link.startswith(f"{live_server.url}/p/")
    reader.goto(link)
    assert reader.url.endswith("#p3")
    expect(reader.locator("#p3")).to_be_in_viewport()


def test_a_quotation_is_the_one_of_the_citation_page(
    live_server: Any, speech: Speech, reader: Page
) -> None:
    reader.goto(live_server.url + speech.get_absolute_url())
    reader.locator("#p2").hover()
    reader.locator("#p2 .paragraph__cite").click()
    reader.get_by_role("menuitem", name="Copy quotation").click()
    quotation = copied(reader)
    assert quotation.startswith("“We will keep")
    assert "before ‘the flood’, and nobody’s mind" in quotation
    reader.locator("#p2 .paragraph__cite").click()
    reader.get_by_role("menuitem", name="All citation formats").click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("Cite paragraph 2")
    field = reader.get_by_role("textbox", name="Quotation with citation")
    assert field.input_value() == quotation
    reader.get_by_role("button", name="OSCOLA", exact=True).click()
    reader.get_by_role("button", name="Copy Quotation with citation").click()
    assert "(Statement, 9 March 2023; " in copied(reader)
    reader.go_back()
    reader.goto(live_server.url + speech.get_absolute_url())
    reader.locator("#p2").hover()
    reader.locator("#p2 .paragraph__cite").click()
    reader.get_by_role("menuitem", name="Copy quotation").click()
    assert "(Statement, 9 March 2023; " in copied(reader)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "fr",
            "Il a dit «\xa0jamais\xa0» et l’a tenu.",
            "«\xa0Il a dit “jamais” et l’a tenu.\xa0»",
        ),
        ("ar", "قال «لا» ثم مضى.", "«قال “لا” ثم مضى.»"),
        ("de", "Er sagte „nie“ und ging.", "„Er sagte ‚nie‘ und ging.“"),
        ("en", "“He ‘can’t’ say “never”.", "“‘He “can’t” say “never”.”"),
        ("en", "‘twas “a ‘b’ c” in the ’90s", "“‘twas ‘a “b” c’ in the ’90s”"),
        ("fr", "«\xa0a “b” c\xa0»", "«\xa0“a «\xa0b\xa0» c”\xa0»"),
        ("ja", "「水」のために。", "「『水』のために。」"),
    ],
)
def test_the_page_and_the_server_quote_alike(
    live_server: Any, reader: Page, language: str, text: str, expected: str
) -> None:
    speech = factories.make_speech(language=language)
    factories.make_paragraph(speech, text=text)
    reader.goto(live_server.url + speech.get_absolute_url())
    reader.locator("#p1 .paragraph__number").focus()
    reader.locator("#p1 .paragraph__cite").press("Enter")
    reader.get_by_role("menuitem", name="Copy quotation").click()
    quotation = copied(reader)
    assert quotation.startswith(f"{expected}\n— “Statement")
    reader.goto(f"{live_server.url}{speech.get_absolute_url()}citation/?paragraph=1")
    field = reader.get_by_role("textbox", name="Quotation with citation")
    assert field.input_value() == quotation


def test_a_paragraph_is_kept_in_the_basket(live_server: Any, speech: Speech, reader: Page) -> None:
    reader.goto(live_server.url + speech.get_absolute_url())
    reader.locator("#p3").hover()
    reader.locator("#p3 .paragraph__cite").click()
    reader.get_by_role("menuitem", name="Add to basket").click()
    expect(reader.locator(".copied")).to_contain_text("1 item")
    reader.locator("#p3 .paragraph__cite").click()
    expect(reader.get_by_role("menuitem", name="Remove from basket")).to_be_visible()
    reader.goto(f"{live_server.url}/basket/")
    expect(reader.get_by_test_id("basket-item")).to_contain_text("a common table")


def test_a_link_to_words_leads_to_them(live_server: Any, speech: Speech, reader: Page) -> None:
    reader.goto(live_server.url + speech.get_absolute_url())
    # Parts of words are made to whole ones.
    select(reader, "mmon table", "ship", 3)
    reader.get_by_role("button", name="Copy link to these words").click()
    link = copied(reader)
    address, _, fragment = link.partition("#")
    assert address == live_server.url + speech.get_absolute_url()
    assert unquote(fragment) == "p3:~:text=common table of its levels, its ships"
    assert_leads_to(reader.context, f"{address}#{fragment.removeprefix('p3')}", "p3")


@pytest.mark.parametrize(("number", "around"), [(2, ",-That"), (4, "more:-,")])
def test_words_that_occur_several_times_are_told_apart(
    live_server: Any, speech: Speech, reader: Page, number: int, around: str
) -> None:
    reader.goto(live_server.url + speech.get_absolute_url())
    select(reader, "We will keep", "rivers clean.", number)
    reader.get_by_role("button", name="Copy link to these words").click()
    address, _, fragment = copied(reader).partition("#")
    assert around in unquote(fragment)
    # Without the number of the paragraph, the words alone have to lead there.
    alone = fragment.removeprefix(f"p{number}")
    assert_leads_to(reader.context, f"{address}#{alone}", f"p{number}")


def test_many_words_are_named_by_the_first_and_the_last(
    live_server: Any, speech: Speech, reader: Page
) -> None:
    reader.goto(live_server.url + speech.get_absolute_url())
    select(reader, "delegations", "This time", 3, 4)
    reader.get_by_role("button", name="Copy link to these words").click()
    address, _, fragment = copied(reader).partition("#")
    assert unquote(fragment) == (
        "p3:~:text=delegations from both of its banks have asked for a common table,"
        "keep the rivers clean. This time"
    )
    assert_leads_to(reader.context, f"{address}#{fragment.removeprefix('p3')}", "p3")
    reader.get_by_role("button", name="Copy quotation").click()
    quotation = copied(reader)
    assert quotation.startswith("“delegations from both")
    assert "nobody has made one.\n\nOnce more" in quotation
    assert "This time”\n— Ingrid Vogel" in quotation
    assert "paras. 3–4" in quotation


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        # Of a part of a word, or of another paragraph, the browser would make an end too early.
        ("We", ",We,-part"),
        ("here", ",We%20part%20here"),
    ],
)
def test_the_end_of_many_words_is_where_it_was_selected(
    live_server: Any, speech: Speech, reader: Page, end: str, expected: str
) -> None:
    Paragraph.objects.filter(speech=speech, number=4).update(text="We part here, and we do so now.")
    Paragraph.objects.filter(speech=speech, number=3).update(text=f"{LONG} And wé know: I am here.")
    reader.goto(live_server.url + speech.get_absolute_url())
    select(reader, "In the long", end, 3, 4)
    reader.get_by_role("button", name="Copy link to these words").click()
    address, _, fragment = copied(reader).partition("#")
    assert fragment.endswith(expected)
    assert_highlights_as_far_as(reader.context, f"{address}#{fragment.removeprefix('p3')}", "p4")


def test_words_that_cannot_be_told_apart_lead_to_their_paragraph(
    live_server: Any, speech: Speech, reader: Page
) -> None:
    Paragraph.objects.filter(speech=speech, number=40).update(text="I thank you.")
    reader.goto(live_server.url + speech.get_absolute_url())
    select(reader, "I thank", "you.", 40)
    reader.get_by_role("button", name="Copy link to these words").click()
    assert copied(reader).endswith("#p40")


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        # Neither marks beside the words nor half of a word.
        ("flood", "flood", "flood"),
        ("“the", "flood", "“the flood"),
        ("body", "mind", "nobody’s mind"),
        ("as cha", "was cha", "was changed"),
    ],
)
def test_whole_words_are_quoted(
    live_server: Any, speech: Speech, reader: Page, start: str, end: str, expected: str
) -> None:
    reader.goto(live_server.url + speech.get_absolute_url())
    select(reader, start, end, 2)
    reader.get_by_role("button", name="Copy quotation").click()
    words = expected.replace("“", "‘")
    assert copied(reader).startswith(f"“{words}”\n— Ingrid Vogel")


def test_the_keyboard_is_enough(live_server: Any, speech: Speech, reader: Page) -> None:
    reader.goto(live_server.url + speech.get_absolute_url())
    cite = reader.locator("#p3 .paragraph__cite")
    cite.focus()
    reader.keyboard.press("Enter")
    expect(reader.get_by_role("menuitem", name="Copy link")).to_be_focused()
    reader.keyboard.press("ArrowDown")
    expect(reader.get_by_role("menuitem", name="Copy quotation")).to_be_focused()
    reader.keyboard.press("Escape")
    expect(cite).to_be_focused()
    expect(reader.get_by_role("menu")).to_be_hidden()
    reader.keyboard.press("Space")
    reader.keyboard.press("End")
    expect(reader.get_by_role("menuitem", name="All citation formats")).to_be_focused()
    reader.keyboard.press("Home")
    reader.keyboard.press("Enter")
    expect(cite).to_be_focused()
    assert "/p/" in copied(reader)
    select(reader, "common", "table", 3)
    reader.keyboard.press("Alt+Shift+C")
    expect(reader.get_by_role("button", name="Copy link to these words")).to_be_focused()
    reader.keyboard.press("ArrowRight")
    reader.keyboard.press("Enter")
    assert copied(reader).startswith("“common table”\n— Ingrid Vogel")
    reader.keyboard.press("Escape")
    expect(reader.get_by_role("toolbar", name="The selected words")).to_be_hidden()


def test_what_may_not_be_copied_is_offered_to_the_reader(
    live_server: Any, speech: Speech, browser: Browser
) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.add_init_script(
            "navigator.clipboard.writeText = () => Promise.reject(new DOMException('no'))"
        )
        page.goto(f"{live_server.url}{speech.get_absolute_url()}citation/")
        page.get_by_role("button", name="Copy BibTeX").click()
        field = page.get_by_role("dialog").get_by_role("textbox")
        expect(field).to_be_focused()
        assert "@misc{ingridvogel2023," in field.input_value()
        assert page.evaluate("getSelection().toString()").startswith("@misc{")
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_be_hidden()


def test_what_was_selected_is_selected_again_after_the_dialog(
    live_server: Any, speech: Speech, page: Page
) -> None:
    page.add_init_script(
        "navigator.clipboard.writeText = () => Promise.reject(new DOMException('no'))"
    )
    page.goto(live_server.url + speech.get_absolute_url())
    select(page, "common", "table", 3)
    page.keyboard.press("Alt+Shift+C")
    button = page.get_by_role("button", name="Copy link to these words")
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog").get_by_role("textbox")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(button).to_be_focused()
    page.wait_for_function("getSelection().toString() === 'common table'")


def test_one_menu_is_open_at_a_time(live_server: Any, speech: Speech, page: Page) -> None:
    page.goto(live_server.url + speech.get_absolute_url())
    one, other = page.locator("#p2 .paragraph__cite"), page.locator("#p4 .paragraph__cite")
    page.locator("#p2").hover()
    one.click()
    expect(one).to_have_attribute("aria-expanded", "true")
    page.locator("#p4").hover()
    other.click()
    expect(other).to_have_attribute("aria-expanded", "true")
    expect(one).to_have_attribute("aria-expanded", "false")


def test_what_is_said_has_its_place_before(live_server: Any, speech: Speech, page: Page) -> None:
    page.goto(live_server.url + speech.get_absolute_url())
    said = page.locator(".copied")
    # Screen readers follow what is in the page already: it takes no room, but is not hidden.
    assert said.evaluate("said => getComputedStyle(said).visibility") == "visible"
    assert said.bounding_box() == {"x": ANY, "y": ANY, "width": 0, "height": 0}


def test_a_citation_that_cannot_be_fetched_is_said(
    live_server: Any, speech: Speech, page: Page
) -> None:
    page.route("**/citation/chicago/*", lambda route: route.abort())
    page.goto(live_server.url + speech.get_absolute_url())
    page.locator("#p2").hover()
    page.locator("#p2 .paragraph__cite").click()
    page.get_by_role("menuitem", name="Copy quotation").click()
    expect(page.locator(".copied")).to_contain_text("could not be fetched")


def test_without_scripts_the_citation_page_gives_all(
    live_server: Any, speech: Speech, plain_page: Page
) -> None:
    page = plain_page
    page.goto(live_server.url + speech.get_absolute_url())
    page.locator("#p2").hover()
    page.locator("#p2 .paragraph__cite").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Cite paragraph 2")
    expect(page.get_by_role("button", name="Copy")).to_have_count(0)
    quotation = page.get_by_role("textbox", name="Quotation with citation")
    assert "— Ingrid Vogel" in quotation.input_value()
    for name in ("Chicago", "OSCOLA", "UN", "BibTeX", "RIS", "CSL-JSON"):
        assert "/p/" in page.get_by_role("textbox", name=name, exact=True).input_value()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download BibTeX").click()
    assert download.value.suggested_filename == "ingridvogel2023p2.bib"
    page.get_by_role("spinbutton", name="Paragraph").fill("3")
    page.get_by_role("button", name="Cite it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Cite paragraph 3")


def assert_leads_to(context: BrowserContext, address: str, paragraph: str) -> None:
    page = context.new_page()
    page.set_viewport_size({"width": 800, "height": 90})
    page.goto(address)
    expect(page.locator(f"#{paragraph}")).to_be_in_viewport()
    page.close()


def assert_highlights_as_far_as(context: BrowserContext, address: str, paragraph: str) -> None:
    """A browser paints what it leads to: the paragraph looks other than without a fragment."""
    page = context.new_page()
    page.goto(address.partition("#")[0])
    words = page.locator(f"#{paragraph} > p")
    plain = words.screenshot()
    page.goto(address)
    assert words.screenshot() != plain
    page.close()


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1440, "light")])
def test_everybody_can_use_what_copies(
    live_server: Any, speech: Speech, browser: Browser, width: int, scheme: Any
) -> None:
    with browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme
    ) as context:
        page = context.new_page()
        address = live_server.url + speech.get_absolute_url()
        for each in ("citation/", "citation/?paragraph=2", "citation/?paragraph=x"):
            page.goto(address + each)
            assert_no_barrier(page)
        page.goto(address)
        page.locator("#p3 .paragraph__number").focus()
        page.locator("#p3 .paragraph__cite").press("Enter")
        expect(page.get_by_role("menu")).to_be_visible()
        assert_no_barrier(page)
        page.keyboard.press("Escape")
        select(page, "common", "table", 3)
        assert_no_barrier(page)


def assert_no_barrier(page: Page) -> None:
    """Neither for axe nor by a page wider than the window."""
    assert violations(page) == []
    overflow = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert not page.evaluate(overflow)
