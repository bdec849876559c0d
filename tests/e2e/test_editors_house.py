"""The administration in a real browser: usable by all, by keyboard and without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from playwright.sync_api import Browser, Dialog, Page, expect

from statements import background, importing
from statements.importing import Arrival, default_reader
from statements.models import Event, Revision, Source, Speech
from tests import factories
from tests.e2e.axe import violations
from tests.e2e.hands import sign_in, tab_to

pytestmark = pytest.mark.django_db(transaction=True)

# The first file waits until the process that reads has loaded the authority data.
PATIENCE = 30_000


def text_of(name: str, day: int = 5, about: str = "the treaty") -> str:
    """A statement whose date is in doubt, since its head has two."""
    return (
        f"Statement by Ms. {name}\n\nNew York, {day} March 2020\n\nIssued {day + 4} March 2020\n\n"
        f"Mr. President,\n\nWe support {about}. We thank Kenya for it.\n\n"
        f"It matters to all {day} of those who live near the sea.\n"
    )


@pytest.fixture
def house(live_server: Any) -> str:
    """A site with an editor, and one thing of each kind that waits."""
    User.objects.create_superuser("editor", password="secret")
    call_command("load_authorities", verbosity=0)
    event = factories.make_event(name="High-level week on the sea")
    for day, name in ((5, "Ada Berg"), (6, "Rosa Peralta")):
        data = text_of(name, day, f"what {name} said").encode()
        read = default_reader().read(data, f"{day}.txt")
        status = "draft" if day == 5 else "published"
        importing.store(Arrival(read=read, data=data, status=status, event=event))
    factories.make_revision(Speech.objects.published().get(), number=2, kind="correction")
    for name in ("Hana Sato", "Mei Lin"):
        importing.receive(text_of(name, 9, f"{name} too").encode(), f"{name}.txt", None)
    factories.make_source(state="failed", error="The file is empty. Upload another one.")
    return str(live_server.url)


@pytest.fixture
def read_house(house: str) -> str:
    """The same, once the uploads were read."""
    background.read_waiting()
    return house


@pytest.fixture(params=[("light", 1440), ("dark", 1440), ("light", 320), ("dark", 320)], ids=str)
def window(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    scheme, width = request.param
    size = {"width": width, "height": 900}
    with browser.new_context(locale="en-GB", color_scheme=scheme, viewport=size) as context:  # type: ignore[arg-type]
        page = context.new_page()
        heard: list[str] = []
        page.on("console", lambda m: heard.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: heard.append(str(error)))
        yield page
        assert not heard


def test_forms_of_editors_keep_the_rules_of_accessibility(read_house: str, window: Page) -> None:
    """What other tests do not see: doubts, the dialog of shortcuts, pages that answer a form."""
    sign_in(window, read_house)
    found = barriers(window)
    pending = Source.objects.pending().order_by("pk")[0].pk
    speech = Speech.objects.filter(status="draft").get().pk
    for address in (f"source/{pending}/review/", f"speech/{speech}/change/"):
        window.goto(f"{read_house}/admin/statements/{address}")
        found += barriers(window)
        window.get_by_label("Date", exact=False).first.fill("yesterday")
        window.keyboard.press("Alt+s")
        expect(window.get_by_role("alert")).to_be_visible()
        found += barriers(window)
    window.goto(f"{read_house}/admin/statements/event/{Event.objects.get().pk}/programme/")
    for field in window.get_by_role("spinbutton").all():
        field.fill("1")
    window.get_by_role("button", name="Save the programme").click()
    expect(window.get_by_role("alert")).to_be_visible()
    found += barriers(window)
    window.goto(f"{read_house}/admin/statements/speech/")
    window.locator("input.action-select").first.check()
    window.locator("select[name=action]").select_option("set_event")
    window.get_by_role("button", name="Go").click()
    window.get_by_role("radio", name="No event").check()
    window.get_by_role("button", name="See what changes").click()
    expect(window.get_by_role("button", name="Set the event of 1 statement")).to_be_visible()
    found += barriers(window)
    assert not found, "\n".join(found)


def test_links_of_the_overview_that_stand_in_rows_have_no_bullets(
    editors_site: str, page: Page
) -> None:
    sign_in(page, editors_site)
    link = page.get_by_role("listitem").filter(has_text="Possible duplicates among the events")
    expect(link).to_have_css("list-style-type", "none")


def barriers(page: Page) -> list[str]:
    """What axe-core finds wrong on the page, with its dialog open too where there is one."""
    told = _barriers(page)
    opener = page.locator("[data-shortcuts-open]")
    if opener.count():
        opener.click()
        told += _barriers(page)
        page.keyboard.press("Escape")
    return told


def _barriers(page: Page) -> list[str]:
    width = page.viewport_size["width"]  # type: ignore[index]
    assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url
    return [f"{page.url}: {found}" for found in violations(page)]


def test_one_choice_of_colours_rules_the_archive_and_its_administration(
    house: str, page: Page
) -> None:
    sign_in(page, house)
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.locator("summary").filter(has_text="Display").click()
    page.get_by_role("button", name="Dark").click()
    expect(page).to_have_url(f"{house}/admin/#display")
    page.wait_for_load_state()
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert dark != light
    page.goto(f"{house}/")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark


# By keyboard alone


def test_a_file_is_uploaded_corrected_and_published_by_keyboard(
    house: str, page: Page, tmp_path: Any
) -> None:
    Source.objects.pending().delete()
    file = tmp_path / "lindgren.txt"
    file.write_text(text_of("Tove Lindgren", 11))
    # Listening long before: what begins with the key would come too late for the browser.
    page.on("filechooser", lambda chooser: chooser.set_files(file))
    sign_in(page, house)
    tab_to(page, page.locator("a[href$='/source/upload/']").first)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Upload statements")).to_be_visible()
    # The script that sends files has begun by then.
    page.wait_for_load_state()
    tab_to(page, page.locator("input[type=file]"))
    page.keyboard.press("Enter")
    row = page.locator(".waiting tr").filter(has_text="lindgren.txt")
    expect(row).to_contain_text("waits for your review", timeout=PATIENCE)
    tab_to(page, row.get_by_role("link"))
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Review lindgren.txt")).to_be_visible()
    expect(page.locator("[data-state]")).to_contain_text("As it was read")
    # The script that knows the shortcuts has begun by then.
    page.wait_for_load_state()
    page.keyboard.press("Alt+u")
    expect(page.get_by_label("Date")).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type("2020-03-15")
    expect(page.locator("[data-state]")).to_have_text("Changes that are not saved yet.")
    page.keyboard.press("Alt+o")
    expect(page.locator("[data-source]")).to_be_focused()
    page.keyboard.press("Alt+o")
    expect(page.get_by_label("Date")).to_be_focused()
    page.keyboard.press("Alt+p")
    expect(page.locator(".messagelist")).to_contain_text("Stored as published")
    speech = Speech.objects.get(speaker__name="Tove Lindgren")
    assert (speech.iso_date, speech.status) == ("2020-03-15", "published")


def test_shortcuts_are_told_and_can_be_switched_off(read_house: str, page: Page) -> None:
    sign_in(page, read_house)
    first, second = Source.objects.pending().order_by("created_at", "pk")
    page.goto(f"{read_house}/admin/statements/source/{first.pk}/review/")
    page.keyboard.press("Alt+k")
    dialog = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(dialog).to_contain_text("Alt+P")
    dialog.get_by_label("Use these shortcuts in this browser").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("Alt+n")
    expect(page).to_have_url(f"{read_house}/admin/statements/source/{first.pk}/review/")
    page.reload()
    page.get_by_role("button", name="Keyboard shortcuts").click()
    dialog.get_by_label("Use these shortcuts in this browser").check()
    page.keyboard.press("Escape")
    page.keyboard.press("Alt+n")
    expect(page).to_have_url(f"{read_house}/admin/statements/source/{second.pk}/review/")


def test_after_one_is_published_the_next_one_waits(read_house: str, page: Page) -> None:
    sign_in(page, read_house)
    first, second = Source.objects.pending().order_by("created_at", "pk")
    page.goto(f"{read_house}/admin/statements/source/{first.pk}/review/")
    page.keyboard.press("Alt+p")
    expect(page).to_have_url(f"{read_house}/admin/statements/source/{second.pk}/review/")


def test_an_order_that_is_not_stored_is_not_lost_without_a_word(house: str, page: Page) -> None:
    sign_in(page, house)
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    here = f"{house}/admin/statements/event/{Event.objects.get().pk}/programme/"
    page.goto(here)
    page.get_by_role("button", name="Number all in this order").click()
    expect(page.get_by_text("The order is changed here, and not stored yet.")).to_be_visible()
    # Nothing was typed since: the page came back with it. Browsers ask who has touched the page.
    page.get_by_label("Place").first.click()
    with page.expect_event("dialog"):
        page.locator(".breadcrumbs a").first.click(no_wait_after=True)
    assert asked == ["beforeunload"]
    assert page.url.startswith(here)
    page.get_by_role("button", name="Save the programme").click()
    expect(page.locator(".messagelist")).to_contain_text("2 places on the programme were stored.")
    assert asked == ["beforeunload"]


def test_a_reader_of_files_who_was_signed_out_is_told(house: str, page: Page) -> None:
    sign_in(page, house)
    page.goto(f"{house}/admin/statements/source/{Source.objects.pending()[0].pk}/review/")
    page.context.clear_cookies(name="sessionid")
    expect(page.get_by_role("status")).to_contain_text("You were signed out.")


# Without scripts


def test_bulk_actions_and_the_programme_need_no_scripts(house: str, plain_page: Page) -> None:
    page = plain_page
    event = Event.objects.get()
    other = factories.make_event(name="Another meeting")
    sign_in(page, house)
    page.goto(f"{house}/admin/statements/event/{event.pk}/programme/")
    page.get_by_role("button", name="Number all in this order").click()
    page.get_by_role("button", name="Move", exact=False).nth(1).click()
    page.get_by_role("button", name="Save the programme").click()
    expect(page.locator(".messagelist")).to_contain_text("2 places on the programme were stored.")

    page.goto(f"{house}/admin/statements/speech/")
    for box in page.locator("input.action-select").all():
        box.check()
    page.locator("select[name=action]").select_option("set_event")
    page.get_by_role("button", name="Go").click()
    page.get_by_label("Find an event").fill("another")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("radio", name="Another meeting").check()
    page.get_by_role("button", name="See what changes").click()
    page.get_by_role("button", name="Set the event of 2 statements").click()
    expect(page.locator(".messagelist")).to_contain_text("The event of 2 statements was set.")
    assert set(Speech.objects.values_list("event", flat=True)) == {other.pk}
    assert Revision.objects.filter(made_by__username="editor").count() == 2
    expect(page.get_by_role("button", name="Keyboard shortcuts")).to_have_count(0)
