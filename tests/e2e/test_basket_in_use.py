"""A reader keeps things, puts them in order and takes them along, in a real browser."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from statements.keeping.basket import MOST_ITEMS
from statements.models import Speech
from statements.stable_links import LinkKey, statement_key
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def archive(live_server: Any) -> str:
    for title in ("On peace", "On trade", "On water"):
        speech = factories.make_speech(title=title)
        factories.make_paragraph(speech, number=1, text=f"{title} we speak.")
    return str(live_server.url)


def key(title: str) -> str:
    return statement_key(Speech.objects.get(title=title).pk)


def titles(page: Page) -> list[str]:
    return page.get_by_test_id("basket-item").get_by_role("heading").all_inner_texts()


def test_a_reader_fills_and_orders_a_basket(archive: str, page: Page) -> None:
    page.goto(f"{archive}/speeches/")
    here = page.url
    count = page.locator("[data-basket-count]")
    for number, title in enumerate(("On peace", "On trade", "On water"), start=1):
        page.get_by_role("button", name=f"Add to basket {title}").click()
        expect(count).to_have_text(str(number))
    expect(page.locator("[data-basket-said]")).to_have_text(
        "Kept. There are 3 items in the basket."
    )
    page.get_by_role("button", name="Remove from basket On trade").click()
    expect(count).to_have_text("2")
    assert page.url == here
    count.click()
    assert titles(page) == ["On peace", "On water"]
    up = page.get_by_role("button", name="Move up: On water")
    up.click()
    expect(page.get_by_test_id("basket-item").first).to_contain_text("On water")
    expect(page.get_by_role("button", name="Move down: On water")).to_be_focused()
    page.go_back()
    page.go_back()
    # The page that the browser kept is set right.
    expect(count).to_have_text("2")
    expect(page.get_by_role("button", name="Add to basket On trade")).to_be_visible()


def test_a_paragraph_is_kept_from_its_menu_and_all_is_taken_along(archive: str, page: Page) -> None:
    page.goto(f"{archive}{Speech.objects.get(title='On peace').get_absolute_url()}")
    cite = page.locator("#p1 .paragraph__cite")
    page.locator("#p1").hover()
    cite.click()
    page.get_by_role("menuitem", name="Add to basket").click()
    expect(page.locator("[data-basket-count]")).to_have_text("1")
    expect(cite).to_be_focused()
    expect(page.locator("#p1")).to_have_class(re.compile("paragraph--kept"))
    cite.press("Enter")
    expect(page.get_by_role("menuitem", name="Remove from basket")).to_be_visible()
    page.goto(f"{archive}/basket/")
    expect(page.get_by_test_id("basket-item")).to_contain_text("On peace we speak.")
    for name, words in (("BibTeX", "@misc{"), ("Plain text", "[1] On peace we speak.")):
        with page.expect_download() as download:
            page.get_by_role("link", name=name, exact=True).click()
        assert words in Path(download.value.path()).read_text()


def test_quick_hands_lose_nothing(archive: str, page: Page) -> None:
    page.goto(f"{archive}/speeches/")
    page.evaluate("for (const b of document.querySelectorAll('[data-keep]')) b.click()")
    expect(page.locator("[data-basket-count]")).to_have_text("3")
    page.goto(f"{archive}/basket/")
    expect(page.get_by_test_id("basket-item")).to_have_count(3)


def test_why_something_was_not_kept_is_seen(archive: str, page: Page) -> None:
    full = ".".join(str(LinkKey(number)) for number in range(1000, 1000 + MOST_ITEMS))
    page.context.add_cookies([{"name": "basket", "value": full, "url": archive}])
    page.goto(f"{archive}/speeches/")
    said = page.locator("[data-basket-said]")
    add = page.get_by_role("button", name="Add to basket On trade")
    add.click()
    expect(said).to_contain_text(f"holds {MOST_ITEMS} items at most")
    assert is_seen(page)
    page.route("**/basket/", lambda route: route.abort())
    add.click()
    expect(said).to_contain_text("could not be changed")
    assert is_seen(page)
    page.unroute("**/basket/")
    page.context.clear_cookies(name="basket")
    add.click()
    expect(said).to_contain_text("Kept.")
    # The button shows it.
    assert not is_seen(page)


def is_seen(page: Page) -> bool:
    box = page.locator("[data-basket-said]").bounding_box()
    return box is not None and box["width"] > 100 and box["y"] > 300


def test_the_keyboard_keeps_and_orders(archive: str, page: Page) -> None:
    page.goto(f"{archive}{Speech.objects.get(title='On peace').get_absolute_url()}")
    page.get_by_role("button", name="Add to basket").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Remove from basket")).to_be_focused()
    page.goto(f"{archive}/speeches/")
    page.get_by_role("button", name="Add to basket On water").focus()
    page.keyboard.press("Space")
    expect(page.locator("[data-basket-count]")).to_have_text("2")
    page.goto(f"{archive}/basket/")
    page.get_by_role("button", name="Move down: On peace").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Move up: On peace")).to_be_focused()
    assert titles(page) == ["On water", "On peace"]


def test_without_scripts_the_place_is_kept(archive: str, plain_page: Page) -> None:
    page = plain_page
    page.goto(f"{archive}/speeches/")
    page.get_by_role("button", name="Add to basket On trade").click()
    assert page.url.endswith(f"/speeches/#basket-{key('On trade')}")
    expect(page.get_by_role("button", name="Remove from basket On trade")).to_be_focused()
    page.get_by_role("button", name="Remove from basket On trade").click()
    expect(page.get_by_role("button", name="Add to basket On trade")).to_be_focused()
    for title in ("On peace", "On trade", "On water"):
        page.get_by_role("button", name=f"Add to basket {title}").click()
    page.get_by_role("link", name="Basket").first.click()
    page.get_by_role("button", name="Remove On peace").click()
    expect(page.get_by_role("button", name="Remove On trade")).to_be_focused()
    page.get_by_role("button", name="Remove On water").click()
    expect(page.get_by_role("button", name="Remove On trade")).to_be_focused()
    page.get_by_role("button", name="Remove On trade").click()
    expect(page.get_by_text("nothing in your basket")).to_be_visible()


def test_a_basket_is_shared_and_kept_by_another(archive: str, page: Page, plain_page: Page) -> None:
    page.goto(f"{archive}/speeches/")
    page.get_by_role("button", name="Add to basket On peace").click()
    page.get_by_role("link", name="Basket").first.click()
    page.get_by_text("Share this basket").click()
    address = page.get_by_label("Whoever has this address").input_value()
    other = plain_page
    other.goto(address)
    other.get_by_role("button", name="Keep these in my basket").click()
    other.goto(f"{archive}/basket/")
    assert titles(other) == ["On peace"]
    other.get_by_role("button", name="Empty the basket").click()
    other.get_by_role("link", name="Look at what was in it").click()
    assert titles(other) == ["On peace"]
    assert Path(other.url).name.startswith("?items=")
