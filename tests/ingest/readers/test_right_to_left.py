"""The order of letters and words that are read from the right."""

from __future__ import annotations

from typing import Any

import pypdfium2.raw as raw  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st

from statements.ingest.readers.pdf_words import Word, page_words
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
        ("هنا (2023) 2719 القرار", "القرار 2719 (2023) هنا"),
        ("هنا 000 10 نحو", "نحو 10 000 هنا"),
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


class HeldPage:
    """A page that PDFium holds in one order and shows in another: `held`, with the place of each
    sign in `seen`, where each is but once. The signs are ten points wide, and twelve high."""

    raw = "the page"

    def __init__(self, held: str, seen: str) -> None:
        self.held = held
        places = {sign: [i for i, other in enumerate(seen) if other == sign] for sign in seen}
        self.places = [places[sign].pop(0) for sign in held]

    def count_chars(self) -> int:
        return len(self.held)

    def unicode_of(self, _: str, index: int) -> int:
        return ord(self.held[index])

    def box_of(self, _: str, index: int, box_at: Any) -> int:
        box = box_at._obj
        # PDFium gives the spaces that it adds no width.
        width = 10 if self.held[index] != " " else 0
        box.left, box.right = 10 * self.places[index], 10 * self.places[index] + width
        box.bottom, box.top = 700, 712
        return 1

    def matrix_of(self, _: str, index: int, matrix_at: Any) -> int:
        matrix = matrix_at._obj
        matrix.a, matrix.b, matrix.c, matrix.d = 1, 0, 0, 1
        return 1

    def origin_of(self, _: str, index: int, x_at: Any, y_at: Any) -> int:
        x_at._obj.value, y_at._obj.value = 10 * self.places[index], 700
        return 1


@pytest.mark.parametrize(
    ("held", "seen", "read"),
    [
        # The bracket stands before the space in the file, and beside the next figure in print.
        ("אבגד 2719) 5068( הוז", "זוה (5068) 2719 דגבא", "אבגד 2719 (5068) הוז"),
        ("אבגד 2719 הוז", "זוה 2719 דגבא", "אבגד 2719 הוז"),
    ],
)
def test_a_bracket_is_of_the_figure_that_it_touches(
    held: str, seen: str, read: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = HeldPage(held, seen)
    for name, answer in {
        "FPDFText_GetUnicode": page.unicode_of,
        "FPDFText_GetLooseCharBox": page.box_of,
        "FPDFText_GetMatrix": page.matrix_of,
        "FPDFText_GetCharOrigin": page.origin_of,
        "FPDFText_GetFontSize": lambda *_: 12.0,
    }.items():
        monkeypatch.setattr(raw, name, answer)
    found, _ = page_words(page)
    assert " ".join(word.text for word in read_line(found)) == read
    for word in found:
        assert word.right - word.left == 10 * len(word.text)
