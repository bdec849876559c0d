"""Whatever is written, by whatever means, the holdings tell it at the next look."""

from __future__ import annotations

from contextlib import suppress
from random import Random

import pytest
from django.db import connection, transaction

from statements import holdings
from statements.holdings import Holdings, reading
from statements.models import Speech
from tests.holdings.operations import OPERATIONS, chance_from, people_it_all
from tests.holdings.told import assert_true


class TakenBackError(Exception):
    pass


def change(chance: Random) -> None:
    """Some changes, at times within savepoints, some of which are rolled back."""
    for operation in chance.choices(OPERATIONS, k=chance.randrange(1, 4)):
        with suppress(TakenBackError), transaction.atomic():
            operation(chance)
            if chance.random() < 0.3:
                assert_true(holdings.current())
            if chance.random() < 0.3:
                with transaction.atomic():
                    change(chance)
            if chance.random() < 0.4:
                raise TakenBackError


def assert_as_if_read_anew(kept: Holdings) -> None:
    _, rows = reading.load(connection)
    assert kept.holds_the_same(Holdings.of(rows))
    assert_true(kept)


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(6))
def test_within_the_transaction_of_a_test(seed: int) -> None:
    chance = chance_from(seed)
    people_it_all(chance)
    for _ in range(5):
        change(chance)
        assert_as_if_read_anew(holdings.current())


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("seed", range(4))
def test_from_one_transaction_to_the_next(seed: int) -> None:
    chance = chance_from(seed)
    people_it_all(chance)
    for _ in range(5):
        change(chance)
        assert_as_if_read_anew(holdings.current())


@pytest.mark.django_db(transaction=True)
def test_emptying_tables_is_seen() -> None:
    people_it_all(chance_from(1))
    before = holdings.current()
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE statements_speech CASCADE")
    assert before.everything
    assert not holdings.current().everything
    assert not Speech.objects.exists()
