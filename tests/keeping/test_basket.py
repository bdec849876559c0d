"""A basket is a value: what is written of it is read again, and nothing breaks it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statements.keeping.basket import (
    MOST_BYTES,
    MOST_ITEMS,
    Basket,
    BasketFull,
    NotAKey,
)
from statements.stable_links import LinkKey, parse_key

DIGESTS = st.text("0123456789abcdefghjkmnpqrstvwxyz", min_size=8, max_size=8)
PARAGRAPHS = st.builds(LinkKey, st.integers(1, 2**63 - 1), DIGESTS, st.integers(1, 300))
KEYS = st.one_of(st.integers(1, 2**63 - 1).map(LinkKey), PARAGRAPHS).map(str)
KEY_LISTS = st.lists(KEYS, unique=True, max_size=MOST_ITEMS + 20)


def basket(text: str) -> Basket:
    return Basket.parse(text)


@given(KEY_LISTS)
def test_what_is_written_is_read_again(keys: list[str]) -> None:
    kept = Basket.parse(".".join(keys))
    assert Basket.parse(str(kept)) == kept
    assert list(kept.keys) == keys[: len(kept)]


@given(st.text() | st.text("0123456789abcz.-", max_size=20_000))
def test_any_text_gives_a_basket(text: str) -> None:
    kept = Basket.parse(text)
    assert len(kept) <= MOST_ITEMS
    assert len(str(kept)) <= MOST_BYTES
    assert len(set(kept.keys)) == len(kept)
    assert all(str(parse_key(key)) == key for key in kept.keys)


@given(KEY_LISTS, KEYS)
def test_no_way_of_filling_it_makes_it_too_large(keys: list[str], one_more: str) -> None:
    kept = Basket()
    for key in [*keys, one_more]:
        try:
            kept = kept.adding(key)
        except BasketFull:
            assert len(kept) == MOST_ITEMS or len(f"{kept}.{key}") > MOST_BYTES
            break
    assert len(kept) <= MOST_ITEMS
    assert len(str(kept)) <= MOST_BYTES


@given(KEY_LISTS.filter(bool), st.data())
def test_moving_there_and_back_changes_nothing(keys: list[str], data: st.DataObject) -> None:
    kept = Basket.parse(".".join(keys))
    key = data.draw(st.sampled_from(kept.keys))
    if key != kept.keys[0]:
        assert kept.earlier(key).later(key) == kept
    if key != kept.keys[-1]:
        assert kept.later(key).earlier(key) == kept
    assert set(kept.later(key).keys) == set(kept.keys)


def test_the_ends_are_the_ends() -> None:
    kept = basket("1a.2b.3c")
    assert kept.earlier("1a") == kept
    assert kept.later("3c") == kept
    assert str(kept.earlier("3c")) == "1a.3c.2b"
    assert str(kept.later("1a")) == "2b.1a.3c"


def test_what_is_not_there_cannot_be_moved_or_taken_out() -> None:
    kept = basket("1a.2b")
    assert kept.earlier("9z") == kept
    assert kept.later("") == kept
    assert kept.without("9z") == kept
    assert str(kept.without("1a")) == "2b"


def test_a_key_is_kept_once_and_as_it_stands_in_links() -> None:
    kept = Basket().adding("1A-0123ABCO-1")
    assert str(kept) == "1a-0123abc0"
    assert kept.adding("1a-0123abc0") == kept


@pytest.mark.parametrize("key", ["", "0", "1a-", "1a-0123", "<b>", "1a.2b", "ä", "x" * 5_000])
def test_what_is_no_key_is_refused(key: str) -> None:
    with pytest.raises(NotAKey):
        Basket().adding(key)


def test_a_full_basket_stays_as_it_is() -> None:
    kept = Basket.parse(".".join(str(LinkKey(number)) for number in range(1, MOST_ITEMS + 1)))
    assert len(kept) == MOST_ITEMS
    with pytest.raises(BasketFull):
        kept.adding("zzz")


def test_another_basket_is_added_whole_or_not_at_all() -> None:
    assert str(basket("1a.2b").adding_all("2b.3c.nothing!")) == "1a.2b.3c"
    with pytest.raises(NotAKey):
        basket("1a").adding_all("!")
    full = ".".join(str(LinkKey(number)) for number in range(1, MOST_ITEMS + 1))
    with pytest.raises(BasketFull):
        basket("zzz").adding_all(full)
