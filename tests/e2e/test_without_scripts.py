"""Every task is done in a browser that runs no scripts, by links and forms alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from statements.models import Speech
from tests.e2e.hands import sign_in

pytestmark = pytest.mark.django_db(transaction=True)

STATEMENT = "Statement by Mr. Ito Ren\n\n3 March 2019\n\nMr. President,\n\nWe support the treaty.\n"
#: The first file waits until the process that reads has loaded the authority data.
PATIENCE = 60_000


def test_a_reader_searches_filters_opens_a_paragraph_and_has_its_citation(
    archive: str, plain_page: Page
) -> None:
    page = plain_page
    page.goto(archive)
    page.get_by_role("searchbox").fill("terrorism")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("checkbox", name="United States of America").check()
    page.get_by_role("button", name="Apply filters").click()
    page.wait_for_url("**country=USA**")
    page.get_by_role("link", name="United States of America").first.click()
    assert "country" not in page.url

    link = page.get_by_test_id("hit").get_by_role("link", name="Paragraph").first
    number = link.inner_text().split()[-1]
    link.click()
    paragraph = page.locator(f"#p{number}")
    expect(paragraph).to_be_in_viewport()
    paragraph.hover()
    paragraph.get_by_role("link", name=f"Cite paragraph {number}", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Cite paragraph {number}")
    # What a script would copy stands there to be selected, and as files to keep.
    quotation = page.get_by_role("textbox", name="Quotation with citation").input_value()
    assert paragraph_words(number) in quotation
    with page.expect_download() as file:
        page.get_by_role("link", name="BibTeX").click()
    assert "@" in file.value.path().read_text()


def paragraph_words(number: str) -> str:
    text: str = Speech.objects.get().paragraphs.get(number=number).text
    return " ".join(text.split()[1:5])


def test_an_editor_uploads_corrects_and_publishes(
    editors_site: str, plain_page: Page, tmp_path: Path
) -> None:
    file = tmp_path / "ito.txt"
    file.write_text(STATEMENT)
    page = plain_page
    sign_in(page, editors_site)
    page.get_by_role("link", name="Upload statements").first.click()
    page.get_by_label("Files").set_input_files(file)
    page.get_by_role("button", name="Upload").click()
    # The page loads itself anew while something waits.
    row = page.locator(".waiting tr").filter(has_text="ito.txt")
    expect(row).to_contain_text("waits for your review", timeout=PATIENCE)
    row.get_by_role("link").click()
    page.get_by_label("Place").fill("New York")
    page.get_by_role("button", name="Publish").click()
    expect(page.locator(".messagelist")).to_contain_text("Stored as published")
    speech = Speech.objects.get()
    assert (speech.place, speech.status) == ("New York", "published")

    page.goto(f"{editors_site}/admin/statements/speech/{speech.pk}/change/")
    page.get_by_label("Place").fill("Vienna")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("Stored as version 2")
    page.goto(editors_site + speech.get_absolute_url())
    expect(page.get_by_text("Vienna")).to_be_visible()
