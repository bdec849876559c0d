"""What editors do, in a real browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from playwright.sync_api import Browser, Page, Route, expect

from statements.models import Source, Speech
from tests.e2e.archives import SEED
from tests.e2e.hands import sign_in

pytestmark = pytest.mark.django_db(transaction=True)

GOOD = (
    "Statement by Mr. Ito Ren\n\n3 March 2019\n\nMr. President,\n\n"
    "We support the treaty. We thank Kenya for it.\n\nIt matters to all who live near the sea.\n"
)
# The first file waits until the process that reads has loaded the authority data.
PATIENCE = 30_000


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Two statements and a file that is none."""
    contents = {
        "seed.txt": SEED.read_bytes(),
        "ito.txt": GOOD.encode(),
        "rubbish.bin": bytes(range(256)) * 8,
    }
    for name, data in contents.items():
        (tmp_path / name).write_bytes(data)
    return [tmp_path / name for name in contents]


def open_upload(page: Page, editors_site: str) -> None:
    sign_in(page, editors_site)
    page.get_by_role("link", name="Upload statements").first.click()
    expect(page).to_have_url(f"{editors_site}/admin/statements/source/upload/")
    # Only then the script looks at what is dropped.
    page.wait_for_load_state()


def row(page: Page, name: str) -> Any:
    return page.locator(".waiting tr").filter(has_text=name)


def test_files_are_chosen_sent_and_read_while_one_looks_on(
    editors_site: str, page: Page, files: list[Path]
) -> None:
    open_upload(page, editors_site)
    page.get_by_label("Files").set_input_files(files)
    expect(page.get_by_text("All 3 files sent.")).to_be_visible(timeout=PATIENCE)
    expect(row(page, "seed.txt")).to_contain_text("waits for your review", timeout=PATIENCE)
    expect(row(page, "ito.txt")).to_contain_text("waits for your review", timeout=PATIENCE)
    expect(row(page, "rubbish.bin")).to_contain_text("could not be read", timeout=PATIENCE)
    expect(page.get_by_text("2 ready for your review. 1 could not be read.")).to_be_visible()
    row(page, "seed.txt").get_by_role("link").click()
    expect(page.get_by_label("Speaker", exact=True)).to_have_value("Zhang Jun")


def test_files_are_dropped(editors_site: str, page: Page) -> None:
    open_upload(page, editors_site)
    page.get_by_text("Drop files here").wait_for()
    dropped = page.evaluate_handle(
        """(texts) => {
            const data = new DataTransfer();
            for (const [name, text] of texts) data.items.add(new File([text], name));
            return data;
        }""",
        [["one.txt", GOOD], ["two.txt", GOOD.replace("Ito", "Sato")], ["none.txt", ""]],
    )
    page.dispatch_event(".upload__zone", "drop", {"dataTransfer": dropped})
    told = page.get_by_text("All 3 files sent: 2 received, 1 not.")
    expect(told).to_be_visible(timeout=PATIENCE)
    expect(page.locator(".upload__files")).to_contain_text("The file is empty")
    expect(row(page, "one.txt")).to_contain_text("waits for your review", timeout=PATIENCE)
    expect(row(page, "two.txt")).to_contain_text("waits for your review", timeout=PATIENCE)


def test_a_lost_connection_costs_one_file_which_is_sent_again(
    editors_site: str, page: Page, files: list[Path]
) -> None:
    open_upload(page, editors_site)
    lost: list[str] = []

    def lose_the_first(route: Route) -> None:
        if not lost:
            lost.append(route.request.url)
            route.abort()
        else:
            route.continue_()

    page.route("**/upload/file/", lose_the_first)
    page.get_by_label("Files").set_input_files(files[:2])
    expect(page.locator(".upload__files")).to_contain_text("The connection was lost")
    expect(page.get_by_text("1 of 2 files sent.")).to_be_visible()
    page.get_by_role("button", name="Send seed.txt again").click()
    expect(page.locator(".upload__files li").first).to_be_focused()
    expect(page.get_by_text("All 2 files sent.")).to_be_visible()
    for name in ("seed.txt", "ito.txt"):
        expect(row(page, name)).to_contain_text("waits for your review", timeout=PATIENCE)
    assert Source.objects.count() == 2


def test_a_paragraph_is_split_another_joined_and_all_published_by_keyboard(
    editors_site: str, page: Page, files: list[Path]
) -> None:
    open_upload(page, editors_site)
    page.get_by_label("Files").set_input_files(files[1])
    row(page, "ito.txt").get_by_text("waits for your review").wait_for(timeout=PATIENCE)
    row(page, "ito.txt").get_by_role("link").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Place").focus()
    page.keyboard.type("New York")

    edit = page.get_by_role("link", name="Split or join paragraph 2")
    edit.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox", name="Paragraphs")).to_be_focused()
    for _ in "We support the treaty.":
        page.keyboard.press("ArrowRight")
    page.get_by_role("button", name="Split at the cursor").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Paragraphs: 4")).to_be_visible()
    page.get_by_role("button", name="Join with the next").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Paragraphs: 3")).to_be_visible()

    page.get_by_role("button", name="Publish").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("Stored as published")
    speech = Speech.objects.get()
    assert speech.place == "New York"
    assert speech.text.split("\n\n") == [
        "Mr. President,",
        "We support the treaty.",
        "We thank Kenya for it. It matters to all who live near the sea.",
    ]


def test_words_that_differ_are_asked_about(
    editors_site: str, page: Page, files: list[Path]
) -> None:
    _review(page, editors_site, files[1])
    page.get_by_text("Split or join paragraphs").click()
    page.get_by_role("textbox", name="Paragraphs").fill("We support the treaty!")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing was stored")
    page.get_by_label("I have compared the changed words").check()
    page.get_by_role("button", name="Publish").click()
    expect(page.locator(".messagelist")).to_contain_text("Stored as published")


def test_an_editor_needs_no_scripts(editors_site: str, plain_page: Page, files: list[Path]) -> None:
    page = plain_page
    open_upload(page, editors_site)
    page.get_by_label("Files").set_input_files(files)
    page.get_by_role("button", name="Upload").click()
    # The page loads itself anew while something waits.
    expect(row(page, "seed.txt")).to_contain_text("waits for your review", timeout=PATIENCE)
    row(page, "seed.txt").get_by_role("link").click()
    page.get_by_label("Place").fill("New York")
    page.get_by_text("Split or join paragraphs").click()
    text = page.get_by_role("textbox", name="Paragraphs")
    text.fill(text.input_value().replace("Week”, which is", "Week”,\n\nwhich is"))
    page.get_by_role("button", name="Save for later").click()
    expect(page.locator(".messagelist")).to_contain_text("Your corrections are kept")
    expect(page.get_by_role("heading", name="26 paragraphs")).to_be_visible()
    page.get_by_role("button", name="Publish").click()
    expect(page.locator(".messagelist")).to_contain_text("Stored as published")
    page.goto(f"{editors_site}/speeches/")
    page.get_by_test_id("hit").get_by_role("link").first.click()
    expect(page.get_by_text("New York")).to_be_visible()
    expect(page.locator("#p26").get_by_text("Thank you.")).to_be_visible()


def test_a_statement_is_corrected_and_its_first_version_restored(
    editors_site: str, page: Page
) -> None:
    call_command("import_statements", str(SEED), verbosity=0)
    sign_in(page, editors_site)
    page.goto(f"{editors_site}/admin/statements/speech/")
    page.get_by_role("link", name="Remarks by Amb. Zhang Jun").click()
    page.get_by_label("Place").fill("Vienna")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("Stored as version 2")
    page.get_by_role("link", name="History").click()
    expect(page.locator("#version-2 ins")).to_contain_text("Vienna")
    page.get_by_text("Restore version 1").first.click()
    page.get_by_role("button", name="Restore version 1").click()
    expect(page.get_by_role("heading", name="Version 3")).to_contain_text("restored")
    assert Speech.objects.get().place == ""


@pytest.mark.parametrize("width", [320, 360, 1440])
def test_no_page_of_editors_is_wider_than_the_window(
    editors_site: str, browser: Browser, files: list[Path], width: int
) -> None:
    call_command("import_statements", str(SEED), verbosity=0)
    with browser.new_context(viewport={"width": width, "height": 800}) as context:
        page = context.new_page()
        _review(page, editors_site, files[1])
        addresses = [page.url, f"{editors_site}/admin/statements/source/upload/"]
        speech = f"{editors_site}/admin/statements/speech/{Speech.objects.get().pk}"
        addresses += [f"{speech}/change/", f"{speech}/history/"]
        for address in addresses:
            page.goto(address)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def _review(page: Page, editors_site: str, file: Path) -> None:
    open_upload(page, editors_site)
    page.get_by_label("Files").set_input_files(file)
    row(page, file.name).get_by_text("waits for your review").wait_for(timeout=PATIENCE)
    row(page, file.name).get_by_role("link").click()
    expect(page.get_by_label("Speaker", exact=True)).to_be_visible()


def test_a_mention_is_added_by_selecting_words_and_rejected_by_choosing_it(
    page: Page, editors_site: str, files: list[Path]
) -> None:
    call_command("import_statements", str(files[1]), verbosity=0)
    sign_in(page, editors_site)
    speech = Speech.objects.get()
    page.goto(f"{editors_site}/admin/statements/speech/{speech.pk}/change/")
    text = page.locator("[data-text]").filter(has_text="We support the treaty")
    text.evaluate(
        """element => {
            const words = element.firstChild;
            const at = words.textContent.indexOf("treaty");
            getSelection().setBaseAndExtent(words, at, words, at + "treaty".length);
        }"""
    )
    form = page.locator("form[data-decide]")
    expect(form.get_by_label("Words")).to_have_value("treaty")
    form.get_by_label("Country, organization").fill("UN Charter")
    form.get_by_role("button", name="It is mentioned").click()
    expect(page.get_by_text("is now a mention of Charter of the United Nations")).to_be_visible()
    page.get_by_role("link", name="Kenya", exact=True).click()
    expect(form.get_by_label("Country, organization")).to_have_value("Kenya [country KEN]")
    form.get_by_role("button", name="It is not mentioned").click()
    expect(page.get_by_text("“Kenya” is no mention of Kenya.")).to_be_visible()
    states = dict(speech.mentions.values_list("surface", "state"))
    assert states == {"treaty": "accepted", "Kenya": "rejected"}
