"""How much statements have in common, told by what is rare."""

from __future__ import annotations

from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyroaring import BitMap

from statements.likeness import (
    SHORT_WORDS,
    Like,
    distinctive,
    most_like,
    rarity,
    squares,
    worth_counting,
)

#: Entity 1 is mentioned by nearly all, 2 and 3 by few, 4 by all.
HAVING = {4: BitMap(range(1, 21)), 1: BitMap(range(1, 20)), 2: BitMap([1, 2, 3]), 3: BitMap([1, 2])}
TOTAL = 20


def like(mentions: dict[int, int], words: dict[str, float] | None = None) -> list[Like]:
    return most_like(
        mentions,
        words or {},
        having_entity=HAVING,
        having_word={"mangroves": BitMap([1, 7])},
        norms=squares(HAVING, TOTAL),
        total=TOTAL,
        among=BitMap(range(2, 20)),
        limit=3,
    )


@pytest.mark.parametrize(("having", "weight"), [(0, 0), (5, log(4)), (20, 0), (30, 0)])
def test_what_all_or_none_have_tells_nothing(having: int, weight: float) -> None:
    assert rarity(having, TOTAL) == pytest.approx(weight)


def test_the_rarer_a_shared_entity_the_more_alike() -> None:
    found = like({1: 5, 2: 1, 3: 1})
    assert [one.key for one in found][:2] == [2, 3]
    assert found[0].entities == (3, 2, 1)
    assert found[0].likeness > found[1].likeness


def test_a_shared_word_counts_and_is_told() -> None:
    found = like({3: 1}, {"mangroves": 2.0})
    assert {one.key: one.words for one in found} == {2: (), 7: ("mangroves",)}


def test_one_shared_word_does_not_outweigh_what_is_mentioned() -> None:
    found = like({2: 1, 3: 1}, {"mangroves": 2.0})
    assert [one.key for one in found] == [2, 3, 7]


def test_what_shares_only_what_all_have_is_not_related() -> None:
    assert like({4: 9}) == []
    assert like({99: 1}) == []


def test_the_words_of_a_text_are_those_few_others_use() -> None:
    having = {"peace": 900, "mangroves": 12, "isthmus": 4, "hapax": 1}
    weights = distinctive(dict.fromkeys([*having, "unknown"], 2), having, 1000, most=5)
    assert list(weights) == ["isthmus", "mangroves"]
    assert list(distinctive({"isthmus": 1, "mangroves": 9}, having, 1000, most=1)) == ["mangroves"]


def test_in_a_long_text_a_word_that_stands_once_is_chance() -> None:
    counts = {"once": 1, "twice": 2}
    assert worth_counting(counts) == counts
    assert worth_counting({**counts, "often": SHORT_WORDS}) == {"twice": 2, "often": SHORT_WORDS}


@given(
    st.dictionaries(st.integers(1, 6), st.integers(1, 9)),
    st.dictionaries(st.integers(1, 6), st.sets(st.integers(1, 12), min_size=1)),
)
def test_reasons_hold_and_none_is_more_than_wholly_alike(
    mentions: dict[int, int], having: dict[int, set[int]]
) -> None:
    sets = {entity: BitMap(keys) for entity, keys in having.items()}
    found = most_like(
        mentions,
        {},
        having_entity=sets,
        having_word={},
        norms=squares(sets, 12),
        total=12,
        among=BitMap(range(1, 13)),
        limit=4,
    )
    assert [one.likeness for one in found] == sorted((o.likeness for o in found), reverse=True)
    for one in found:
        assert 0 < one.likeness <= 1 + 1e-9
        assert all(one.key in having[entity] and entity in mentions for entity in one.entities)
