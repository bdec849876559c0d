"""Marks stand where PostgreSQL's copy of a text has them, whatever the text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statements.search.marking import MARK_START, MARK_STOP, Mark, marks, without_signs
from statements.search.plain import plain

#: Import removes control characters, and a database holds no half of a surrogate pair.
verbatim = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=60)
likely = st.text("ab <>&;-#'\u2010\u00e9\U0001d538amp", max_size=60)
places = st.lists(st.integers(0, 60), unique=True, max_size=12).map(sorted)


def signed(text: str, ends: list[int]) -> tuple[str, list[Mark]]:
    """A copy as PostgreSQL makes it, with every second stretch between the places marked."""
    within = [at for at in ends if at <= len(text)]
    spans = [Mark(*pair) for pair in zip(within[::2], within[1::2], strict=False)]
    copy = plain(text).replace("<", " ").replace(">", " ")
    for start, end in reversed(spans):
        copy = f"{copy[:start]}{MARK_START}{copy[start:end]}{MARK_STOP}{copy[end:]}"
    return copy, spans


def covered(spans: list[Mark]) -> set[int]:
    return {at for start, end in spans for at in range(start, end)}


@given(verbatim | likely, places)
def test_every_marked_character_is_marked_and_no_other_word_is(text: str, ends: list[int]) -> None:
    copy, spans = signed(text, ends)
    found = covered(marks(text, [copy]))
    assert covered(spans) <= found
    assert all(text[at].isspace() or text[at] in "-\u2010\u2011" for at in found - covered(spans))


@given(verbatim | likely, places, places)
def test_marks_of_several_copies_are_in_order_and_apart(
    text: str, ends: list[int], others: list[int]
) -> None:
    (one, some), (two, more) = signed(text, ends), signed(text, others)
    found = marks(text, [one, two])
    assert covered(some) | covered(more) <= covered(found)
    assert all(before.end < after.start for before, after in pairwise(found))


@given(likely, places)
def test_signs_come_off(text: str, ends: list[int]) -> None:
    copy, _ = signed(text, ends)
    assert without_signs(copy) == text.replace("<", " ").replace(">", " ")


def surfaces(text: str, *copies: str) -> list[str]:
    def with_signs(copy: str) -> str:
        return copy.replace("[", MARK_START).replace("]", MARK_STOP)

    return [text[mark.start : mark.end] for mark in marks(text, map(with_signs, copies))]


@pytest.mark.parametrize(
    ("text", "copies", "expected"),
    [
        ("Peace first.", ["[Peace] first."], ["Peace"]),
        ("Peace &amp; <peace>", ["[Peace] &amp;  [peace] "], ["Peace", "peace"]),
        ("the climate change", ["the [climate] [change]"], ["climate change"]),
        ("counter-terrorism", ["[counter]-[terrorism]"], ["counter-terrorism"]),
        ("climate, change", ["[climate], [change]"], ["climate", "change"]),
        ("las resoluciones", ["las resoluciones", "las [resoluciones]"], ["resoluciones"]),
        ("no such word", ["no such word"], []),
        ("", [""], []),
    ],
)
def test_words_are_marked_in_the_verbatim_text(
    text: str, copies: list[str], expected: list[str]
) -> None:
    assert surfaces(text, *copies) == expected


def test_a_word_too_long_for_the_index_moves_no_mark() -> None:
    text = f"Peace {'x' * 3000} and <peace> {'y' * 3000}."
    assert surfaces(text, "[Peace]  and  [peace]  .") == ["Peace", "peace"]


def test_a_copy_of_another_text_is_an_error() -> None:
    with pytest.raises(ValueError, match="not found"):
        marks("War", [f"{MARK_START}Peace{MARK_STOP}"])
