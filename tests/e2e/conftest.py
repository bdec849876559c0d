"""Browsers of other people than the visitor whose browser can everything, and sites to visit."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from playwright.sync_api import Browser, Page, expect
from pytest_django import DjangoDbBlocker

from tests import factories
from tests.e2e import archives
from tests.e2e.sites import Site, running
from tests.e2e.watching import Watcher

# Machines that are busy with other things answer slowly. What is there at once is not waited for.
expect.set_options(timeout=20_000)


@pytest.fixture
def plain_page(browser: Browser) -> Iterator[Page]:
    """A page of a visitor whose browser runs no scripts."""
    with browser.new_context(java_script_enabled=False) as context:
        yield context.new_page()


@pytest.fixture
def narrow_page(browser: Browser) -> Iterator[Page]:
    """A page on a telephone."""
    with browser.new_context(viewport={"width": 360, "height": 700}) as context:
        yield context.new_page()


@pytest.fixture
def archive(live_server: Any) -> str:
    """The address of a site that holds the seed statement, for one test."""
    call_command("load_authorities", verbosity=0)
    call_command("import_statements", str(archives.SEED), verbosity=0)
    return str(live_server.url)


@pytest.fixture
def peace_site(live_server: Any) -> str:
    """The address of a site with 45 statements on peace, of which 15 mention China."""
    china = factories.make_entity(code="CHN", name="China", is_authority=True)
    factories.make_entity(code="KEN", name="Kenya", is_authority=True)
    for number in range(45):
        speech = factories.make_speech(
            title=f"Remarks {number:02}",
            text="Peace.",
            date=datetime.date(2001 + number % 3, 1, 1),
            date_precision="year",
        )
        factories.make_paragraph(speech, text="Peace.")
        if number % 3 == 0:
            factories.make_mention(speech, china)
    return str(live_server.url)


@pytest.fixture
def editors_site(live_server: Any) -> str:
    """The address of a site without statements, with one editor, for one test."""
    User.objects.create_superuser("editor", password="secret")
    call_command("load_authorities", verbosity=0)
    return str(live_server.url)


@pytest.fixture(scope="module")
def site(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Site]:
    """A site with a full archive. Tests that use it are marked `django_db`, as they come.

    What stands in the database before the first stays until the last of a file, and then goes.
    """
    folder = tmp_path_factory.mktemp("archive")
    with django_db_blocker.unblock(), running(lambda: archives.fill(folder)) as site:
        yield site


@pytest.fixture(scope="module")
def reader_page(browser: Browser, site: Site) -> Iterator[Page]:
    """One page for all tests of a file, of a visitor who is not signed in."""
    with browser.new_context(locale="en-GB") as context:
        yield context.new_page()


@pytest.fixture(scope="module")
def editor_page(browser: Browser, site: Site) -> Iterator[Page]:
    """One page for all tests of a file, of a visitor who is signed in as an editor."""
    with browser.new_context(locale="en-GB") as context:
        context.add_cookies([site.session])  # type: ignore[list-item]
        yield context.new_page()


@pytest.fixture(scope="module")
def reader(reader_page: Page) -> Watcher:
    """Looks on at what `reader_page` does."""
    return Watcher(reader_page)


@pytest.fixture(scope="module")
def editor(editor_page: Page) -> Watcher:
    """Looks on at what `editor_page` does."""
    return Watcher(editor_page)
