"""Where nothing is stored yet, pages are as good as where much is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page
from pytest_django import DjangoDbBlocker

from tests.e2e import archives, pages
from tests.e2e.bars import assert_open_to_everybody, assert_quiet_light_and_steady
from tests.e2e.pages import Case
from tests.e2e.sites import Site, running
from tests.e2e.watching import Watcher

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def site(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Site]:
    """A site with hardly anything."""
    with django_db_blocker.unblock(), running(archives.fill_scarcely) as site:
        yield site


@pytest.mark.parametrize("case", pages.BARE, ids=str)
def test_axe_finds_nothing(site: Site, case: Case, reader_page: Page, editor_page: Page) -> None:
    page = editor_page if case.is_staff else reader_page
    assert_open_to_everybody(page, site, case, width=320)


@pytest.mark.parametrize("case", pages.BARE, ids=str)
def test_a_page_is_quiet_and_light_and_stays_in_place(
    site: Site, case: Case, reader: Watcher, editor: Watcher
) -> None:
    watcher = editor if case.is_staff else reader
    assert_quiet_light_and_steady(watcher, site, case, 360, (320, 768, 1440))
