"""Every task is done by keyboard alone: Tab, Enter, Space, arrows and typing, without a mouse."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FileChooser, Locator, Page, expect

from statements.models import Speech
from tests.e2e.hands import tab_to

pytestmark = pytest.mark.django_db(transaction=True)

STATEMENT = (
    "Statement by Mr. Ito Ren\n\n3 March 2019\n\nMr. President,\n\n"
    "We support the treaty. We thank Kenya for it.\n\nIt matters to all who live near the sea.\n"
)
#: The first file waits until the process that reads has loaded the authority data.
PATIENCE = 60_000


@pytest.fixture
def reader(browser: Browser) -> Iterator[Page]:
    """A page that may write to the clipboard, and read from it for the test."""
    with browser.new_context(locale="en-GB") as context:
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        yield context.new_page()


def press(page: Page, target: Locator, key: str = "Enter") -> None:
    tab_to(page, target)
    page.keyboard.press(key)


def write(page: Page, target: Locator, text: str) -> None:
    tab_to(page, target)
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def test_searching_filtering_and_opening_a_hit_at_its_paragraph(archive: str, reader: Page) -> None:
    page = reader
    page.goto(archive)
    press(page, page.get_by_role("link", name="Skip to content"))
    write(page, page.get_by_role("searchbox"), "terrorism")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("result-count")).to_have_text("1 statement")

    choice = page.get_by_role("checkbox", name="United States of America")
    press(page, choice, "Space")
    expect(page.get_by_role("link", name="United States of America").first).to_be_visible()
    page.wait_for_url("**country=USA**")
    # The focus stays at what was chosen, so that the next filter is near.
    expect(choice).to_be_focused()
    press(page, page.get_by_role("link", name="Skip to content"))
    press(page, page.get_by_role("link", name="United States of America").first)
    expect(choice).not_to_be_checked()

    link = page.get_by_test_id("hit").get_by_role("link", name="Paragraph").first
    number = link.inner_text().split()[-1]
    press(page, link)
    page.wait_for_url(f"**#p{number}*")
    expect(page.locator(f"#p{number} mark.match").first).to_be_in_viewport()
    # From there Tab goes on in the paragraph, not from the top of the page.
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.paragraph')?.id") == f"p{number}"


def test_copying_a_citation(archive: str, reader: Page) -> None:
    page = reader
    page.goto(archive + Speech.objects.get().get_absolute_url())
    press(page, page.get_by_role("link", name="Skip to content"))
    press(
        page,
        page.get_by_role("link", name="Cite paragraph 2", exact=True).or_(
            page.get_by_role("button", name="Cite paragraph 2", exact=True)
        ),
    )
    expect(page.get_by_role("menuitem").first).to_be_focused()
    for _ in range(2):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(page.locator("#p2 .paragraph__cite")).to_be_focused()
    page.keyboard.press("Enter")
    while page.evaluate("document.activeElement.textContent.trim()") != "All citation formats":
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Cite paragraph 2")
    press(page, page.get_by_role("button", name="Copy").first)
    expect(page.locator(".copied")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()")


def test_uploading_correcting_and_publishing(editors_site: str, page: Page, tmp_path: Path) -> None:
    file = tmp_path / "ito.txt"
    file.write_text(STATEMENT)
    page.goto(f"{editors_site}/admin/")
    write(page, page.get_by_label("Username"), "editor")
    write(page, page.get_by_label("Password"), "secret")
    page.keyboard.press("Enter")
    press(page, page.get_by_role("link", name="Upload statements").first)

    def choose(chooser: FileChooser) -> None:
        chooser.set_files(file)

    page.once("filechooser", choose)
    press(page, page.get_by_label("Files"))
    row = page.locator(".waiting tr").filter(has_text="ito.txt")
    expect(row).to_contain_text("waits for your review", timeout=PATIENCE)
    press(page, row.get_by_role("link"))

    write(page, page.get_by_label("Place"), "New York")
    press(page, page.get_by_role("link", name="Split or join paragraph 2"))
    expect(page.get_by_role("textbox", name="Paragraphs")).to_be_focused()
    for _ in "We support the treaty.":
        page.keyboard.press("ArrowRight")
    tab_to(page, page.get_by_role("button", name="Split at the cursor"), "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Paragraphs: 4")).to_be_visible()
    press(page, page.get_by_role("button", name="Publish"))
    expect(page.locator(".messagelist")).to_contain_text("Stored as published")

    speech = Speech.objects.get()
    assert speech.place == "New York"
    page.goto(f"{editors_site}/admin/statements/speech/{speech.pk}/change/")
    write(page, page.get_by_label("Place"), "Vienna")
    press(page, page.get_by_role("button", name="Save", exact=True))
    expect(page.locator(".messagelist")).to_contain_text("Stored as version 2")
    speech.refresh_from_db()
    assert speech.place == "Vienna"


def test_menus_leave_the_focus_alone(archive: str, reader: Page) -> None:
    page = reader
    page.goto(archive)
    menu = page.locator("details[data-menu]:not(.site-menu)")
    summary = menu.locator("summary")
    search = page.get_by_role("searchbox").first
    summary.press("Enter")
    expect(menu).to_have_attribute("open", "")
    summary.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    expect(summary).to_be_focused()
    summary.press("Enter")
    expect(menu).to_have_attribute("open", "")
    search.focus()
    expect(menu).not_to_have_attribute("open", "")
    # Also where it stays open, as after a click on its heading.
    menu.evaluate("menu => (menu.open = true)")
    search.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    expect(search).to_be_focused()
