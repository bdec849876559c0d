"""One archive for all tests of a module: none of them changes it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.searching.small_archive import SmallArchive, make_small_archive


@pytest.fixture(scope="module")
def small_archive(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[SmallArchive]:
    """Rolled back when the module is done."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_small_archive()
        transaction.set_rollback(True)
