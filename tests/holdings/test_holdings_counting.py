"""Counts by intersection, against counting one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from pyroaring import AbstractBitMap, BitMap, FrozenBitMap
from pytest_django import DjangoAssertNumQueries

from statements import holdings
from statements.holdings import Holdings, Ranked, count_each, most
from tests import factories

KEYS = st.sets(st.integers(0, 60))
FACETS = st.dictionaries(st.integers(0, 400), KEYS, max_size=200)


def counted(within: set[int], facet: dict[int, set[int]]) -> Counter[int]:
    return Counter({value: len(keys & within) for value, keys in facet.items() if keys & within})


def as_sets(facet: dict[int, set[int]]) -> dict[int, FrozenBitMap]:
    return {value: FrozenBitMap(keys) for value, keys in facet.items()}


@given(KEYS, FACETS, st.none() | st.integers(0, 30))
def test_most_is_what_counting_all_gives(
    within: set[int], facet: dict[int, set[int]], limit: int | None
) -> None:
    counts = counted(within, facet)
    expected = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:limit]
    assert most(BitMap(within), as_sets(facet), limit) == expected
    assert most(BitMap(within), Ranked(as_sets(facet)), limit) == expected
    last_first = sorted(counts.items(), key=lambda item: (-item[1], -item[0]))[:limit]
    assert most(BitMap(within), as_sets(facet), limit, tie=lambda value: -value) == last_first


@given(KEYS, FACETS)
def test_each_is_counted(within: set[int], facet: dict[int, set[int]]) -> None:
    assert count_each(BitMap(within), as_sets(facet)) == counted(within, facet)


def test_where_the_rest_cannot_reach_the_list_it_is_not_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ranked = Ranked({number: BitMap(range(200 if number < 5 else 2)) for number in range(1000)})
    looked_at = []

    def batches(self: Ranked[int]) -> Iterator[tuple[int, list[int], list[AbstractBitMap]]]:
        for batch in all_batches(self):
            yield batch
            looked_at.extend(batch[1])

    all_batches = Ranked.batches
    monkeypatch.setattr(Ranked, "batches", batches)
    assert most(BitMap(range(100)), ranked, 3) == [(0, 100), (1, 100), (2, 100)]
    assert len(looked_at) < 100


def test_what_is_shared_cannot_be_changed_by_a_reader() -> None:
    kept = Holdings.of({"by_status": {"published": [1, 2, 3]}})
    found = kept.published
    found &= BitMap([1])
    assert set(found) == {1}
    assert set(kept.published) == {1, 2, 3}
    assert not hasattr(kept.published, "add")


def test_what_stays_is_shared_with_the_snapshot_before() -> None:
    before = Holdings.of({"by_entity": {7: [1, 2], 8: [3]}, "by_status": {"published": [1, 2, 3]}})
    after = before.apply(
        BitMap([1]), {"by_entity": {9: [1]}, "by_status": {"draft": [1]}}, names_changed=False
    )
    assert after.by_entity[8] is before.by_entity[8]
    assert {value: set(keys) for value, keys in after.by_entity.items()} == {7: {2}, 8: {3}, 9: {1}}
    assert set(before.by_entity[7]) == {1, 2}
    assert after.everything == before.everything


def test_what_was_made_for_a_snapshot_is_kept_with_it() -> None:
    kept = Holdings()
    made = kept.kept("sorted", lambda: [1])
    assert kept.kept("sorted", lambda: [2]) is made
    assert Holdings().kept("sorted", lambda: [2]) == [2]


@pytest.mark.django_db
def test_where_nothing_changed_it_is_one_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    factories.make_speech()
    before = holdings.current()
    with django_assert_num_queries(1):
        assert holdings.current() is before


@pytest.mark.django_db
def test_another_database_has_holdings_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    factories.make_speech()
    before = holdings.current()
    monkeypatch.setitem(connection.settings_dict, "NAME", "another")
    assert holdings.current() is not before
