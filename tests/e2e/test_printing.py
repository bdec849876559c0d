"""What comes out of the printer: the text, who said it and where it is from, and no more."""

from __future__ import annotations

import io
from typing import Any, Final

import pypdfium2
import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from statements.models import Source, Speech
from statements.stable_links import statement_key
from tests import factories
from tests.e2e.archives import SEED

pytestmark = pytest.mark.django_db(transaction=True)

#: Below the text of a sheet: 20 mm, in points.
MARGIN: Final = 20 / 25.4 * 72


@pytest.fixture
def speech(archive: str) -> Speech:
    return Speech.objects.select_related("source").get()


def printed(page: Page, address: str, paper: str = "A4") -> list[str]:
    """The text of the pages, white space folded."""
    page.goto(address)
    return on_paper(page, paper)


def on_paper(page: Page, paper: str = "A4") -> list[str]:
    document = pypdfium2.PdfDocument(io.BytesIO(page.pdf(format=paper)))
    return [" ".join(sheet.get_textpage().get_text_range().split()) for sheet in document]


def foot(sheet: pypdfium2.PdfPage) -> str:
    """What stands in the margin below, from left to right as it is seen, without spaces."""
    text = sheet.get_textpage()
    boxes = [(*text.get_charbox(index)[:2], index) for index in range(text.count_chars())]
    seen = sorted((left, index) for left, bottom, index in boxes if 0 < bottom < MARGIN)
    return "".join("".join(text.get_text_range(index, 1) for _, index in seen).split())


def signed_in(page: Page, archive: str) -> Client:
    """Makes the visitor an editor; the client is one too."""
    editor = User.objects.create_superuser("editor", password="for a test only")
    client = Client()
    client.force_login(editor)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": archive}]
    )
    return client


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_a_statement_prints_with_its_source_line(
    archive: str, speech: Speech, page: Page, paper: str
) -> None:
    sheets = printed(page, archive + speech.get_absolute_url(), paper)
    text = " ".join(sheets)
    for paragraph in speech.paragraphs.all():
        assert " ".join(paragraph.text.split())[:60] in text
    assert speech.source.sha256 in text
    assert "As read on:" in text
    assert f"{archive}/" in text
    for number, sheet in enumerate(sheets, start=1):
        assert f"{number} / {len(sheets)}" in sheet


@pytest.mark.parametrize(
    "address",
    [
        *("/", "/speeches/?q=terrorism&country=CHN", "/countries/CHN/", "/speakers/"),
        *("/speakers/zhang-jun/", "/organizations/un/", "/basket/", "/basket/document/"),
        "statement",
    ],
)
def test_no_page_prints_navigation_or_buttons(
    archive: str, speech: Speech, page: Page, address: str
) -> None:
    address = speech.get_absolute_url() if address == "statement" else address
    page.context.add_cookies(
        [{"name": "basket", "value": statement_key(speech.pk), "url": archive}]
    )
    text = " ".join(printed(page, archive + address))
    for label in ("Skip to content", "Display", "Data (API)", "Add to basket", "Apply filters"):
        assert label not in text
    assert "As read on:" in text


def test_a_draft_says_so_on_paper(archive: str, speech: Speech, page: Page) -> None:
    Speech.objects.update(status="draft")
    signed_in(page, archive)
    text = printed(page, archive + speech.get_absolute_url())[0]
    assert "Only staff can see this statement" in text
    assert "Edit it" not in text


def test_only_what_belongs_to_the_text_stands_after_it(
    archive: str, speech: Speech, page: Page
) -> None:
    text = " ".join(printed(page, archive + speech.get_absolute_url()))
    assert "Documents cited" in text
    assert "https://docs.un.org/en/S/RES/2532(2020)" in text
    for heading in ("Mentioned here", "Related statements", "Where this text comes from"):
        assert heading not in text


def test_paper_is_white_whatever_the_theme(archive: str, speech: Speech, page: Page) -> None:
    page.context.add_cookies([{"name": "theme", "value": "dark", "url": archive}])
    page.goto(archive + speech.get_absolute_url())
    sheet = pypdfium2.PdfDocument(io.BytesIO(page.pdf(print_background=True)))[0]
    colours = sheet.render(scale=0.2).to_pil().convert("L").getcolors()
    assert colours is not None
    commonest = max(colours)[1]
    assert commonest == 255


def test_a_review_prints_what_was_found_and_no_tools(archive: str, page: Page) -> None:
    data = SEED.read_bytes().replace(b"Zhang Jun", b"Chang Jun")
    file = SimpleUploadedFile("another.txt", data)
    address = reverse("admin:statements_source_upload")
    signed_in(page, archive).post(address, {"upload": [file]}, follow=True)
    source = Source.objects.get(state="pending")
    page.goto(f"{archive}/admin/statements/source/{source.pk}/review/")
    # The page follows by itself once the file is read.
    expect(page.get_by_role("heading", name="What was found")).to_be_visible(timeout=60_000)
    text = " ".join(on_paper(page))
    assert "What was found" in text
    assert source.sha256 in text
    # All of the source, also what is below the edge of its box on the screen.
    assert text.count("Thank you.") == 2
    for tool in ("Publish", "Save as draft", "Split or join", "Log out"):
        assert tool not in text


def test_all_of_a_picture_and_of_its_table_is_printed(live_server: Any, page: Page) -> None:
    countries = [
        factories.make_entity(code=f"X{number:02}", name=f"Country {number}")
        for number in range(10, 40)
    ]
    for number, country in enumerate(countries):
        speech = factories.make_speech(
            represents=country, date=f"{1946 + number}-05-01", date_precision="day"
        )
        paragraph = factories.make_paragraph(speech)
        for other in countries:
            factories.make_mention(speech, other, paragraph=paragraph)
    page.goto(f"{live_server.url}/who-mentions-whom/?size=30")
    picture = " ".join(on_paper(page))
    for country in countries:
        # Beside the rows and above the columns.
        assert picture.count(country.name) == 2
    page.locator("details.numbers > summary").click()
    with_table = " ".join(on_paper(page))
    for country in countries:
        # The head of a table stands on each page of it.
        assert with_table.count(country.name) >= 4
    page.goto(live_server.url + countries[0].get_absolute_url())
    page.locator("details.numbers > summary").first.click()
    years = " ".join(on_paper(page))
    assert all(str(1946 + number) in years for number in range(len(countries)))


@pytest.mark.parametrize("address", ["/speeches/", "/events/general-debate/"])
def test_a_list_begins_on_the_first_page(live_server: Any, page: Page, address: str) -> None:
    event = factories.make_event(slug="general-debate", name="General debate")
    for number in range(20):
        factories.make_speech(title=f"Remarks {number:02}", event=event)
    sheets = printed(page, live_server.url + address)
    assert "Remarks" in sheets[0]


@pytest.mark.parametrize(
    ("address", "part"),
    [
        ("/speeches/", "1–20 of 45 statements"),
        ("/events/general-debate/", "1–20 of 45"),
        ("/events/general-debate/?page=3", "41–45 of 45"),
        ("/events/general-debate/", "The first 40 of 45."),
    ],
)
def test_a_list_says_how_much_of_it_is_printed(
    live_server: Any, page: Page, address: str, part: str
) -> None:
    event = factories.make_event(slug="general-debate", name="General debate")
    for _ in range(45):
        factories.make_speech(event=event, represents=factories.make_entity())
    text = " ".join(printed(page, live_server.url + address))
    assert part in text
    assert "All of them are among the filters" not in text


@pytest.mark.parametrize("address", ["/speeches/", "/admin/"])
def test_the_page_comes_before_their_number_in_arabic_too(
    archive: str, page: Page, address: str
) -> None:
    signed_in(page, archive)
    page.context.add_cookies(
        [{"name": settings.LANGUAGE_COOKIE_NAME, "value": "ar", "url": archive}]
    )
    page.goto(archive + address)
    assert page.evaluate("document.dir") == "rtl"
    document = pypdfium2.PdfDocument(io.BytesIO(page.pdf(format="A6")))
    assert len(document) > 1
    for number, sheet in enumerate(document, start=1):
        assert foot(sheet) == f"{number}/{len(document)}"
