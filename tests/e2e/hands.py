"""What hands do on more than one page: sign in, and go from stop to stop with the Tab key."""

from __future__ import annotations

from typing import Final

import pytest
from playwright.sync_api import Locator, Page, expect

#: Stops of the Tab key that a task may take from one thing to the next.
FAR: Final = 120


def sign_in(page: Page, site: str) -> None:
    """Sign in as the editor of the fixtures; the overview of the administration is then open."""
    page.goto(f"{site}/admin/")
    page.get_by_label("Username").fill("editor")
    page.get_by_label("Password").fill("secret")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", name="Overview")).to_be_visible()


def tab_to(page: Page, target: Locator, key: str = "Tab") -> None:
    """Press Tab until the focus is where it shall be, and can be seen there."""
    for _ in range(FAR):
        page.keyboard.press(key)
        if target.evaluate("target => target === document.activeElement"):
            expect(target).to_be_in_viewport()
            return
    pytest.fail(f"{FAR} times {key} did not lead to {target}")
