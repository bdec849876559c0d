"""Browsers of other people than the visitor whose browser can everything."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page


@pytest.fixture
def plain_page(browser: Browser) -> Iterator[Page]:
    """A page of a visitor whose browser runs no scripts."""
    with browser.new_context(java_script_enabled=False) as context:
        yield context.new_page()
