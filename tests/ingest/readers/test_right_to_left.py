"""The order of letters and words that are read from the right."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statements.ingest.readers.pdf_words import Word
from statements.ingest.readers.right_to_left import (
    PlacedSign,
    read_line,
    read_word,
    with_brackets_turned,
)


def placed(seen: str) -> list[PlacedSign]:
    """The signs of a word as it is seen, from the left to the right."""
    return [PlacedSign(sign, 5 * place, 5 * (place + 1)) for place, sign in enumerate(seen)]


@pytest.mark.parametrize(
    ("seen", "read"),
    [
        ("ديسلا", "السيد"),
        ("،سيئرلا", "الرئيس،"),
        ("2020و", "و2020"),
        ("3.5و", "و3.5"),
        ("S/RES/2532", "S/RES/2532"),
        ("(2020)", "(2020)"),
        ("םולש", "שלום"),
    ],
)
def test_a_word_is_read_as_it_is_seen_in_whatever_order_it_is_held(seen: str, read: str) -> None:
    assert read_word(placed(seen)) == read
    assert read_word(placed(seen)[::-1]) == read


def test_a_vowel_mark_stands_behind_its_letter() -> None:
    signs = [PlacedSign("\u064e", 10, 15), PlacedSign("ب", 10, 15), PlacedSign("ل", 5, 10)]
    assert read_word(signs) == "ب\u064eل"


def words(seen: str) -> list[Word]:
    """The words of a line as it is seen, from the left to the right."""
    return [
        Word(text=text, left=30 * place, right=30 * place + 25, baseline=700, size=12)
        for place, text in enumerate(seen.split())
    ]


@pytest.mark.parametrize(
    ("seen", "read"),
    [
        ("2021 أكتوبر 8 نيويورك،", "نيويورك، 8 أكتوبر 2021"),
        ("هنا UN Women تقرير", "تقرير UN Women هنا"),
        ("S/RES/1325 (2000) القرار", "القرار S/RES/1325 (2000)"),
        ("UN Women", "UN Women"),
    ],
)
def test_words_read_from_the_left_keep_their_order_among_others(seen: str, read: str) -> None:
    assert " ".join(word.text for word in read_line(words(seen))) == read


@given(st.permutations(words("2021 أكتوبر 8 نيويورك، UN Women هنا")))
def test_the_order_of_the_file_does_not_count(held: list[Word]) -> None:
    assert list(read_line(held)) == list(read_line(sorted(held)))


@pytest.mark.parametrize(
    ("line", "turned"),
    [
        ("القرار )2000( هنا", "القرار (2000) هنا"),
        ("القرار (2000) هنا", "القرار (2000) هنا"),
        ("«السلام»", "«السلام»"),
        ("القرار", "القرار"),
    ],
)
def test_brackets_open_before_they_close(line: str, turned: str) -> None:
    assert with_brackets_turned(line) == turned
