"""What differs between two versions, and how alike two texts are."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statements import comparison
from statements.comparison import (
    ParagraphChange,
    Part,
    Wording,
    compare_paragraphs,
    compare_texts,
    likeness,
)

# Few words, so that versions share some.
WORDS = st.sampled_from(["peace", "Peace", "treaty", "the", "of", "—", "1.", "é", "\n", "  ", "水"])
TEXTS = st.one_of(st.text(), st.lists(WORDS).map(" ".join), st.lists(WORDS).map("".join))
VERSIONS = st.lists(TEXTS, max_size=12)


def side(parts: Iterable[Part], leave_out: str) -> str:
    return "".join(part.text for part in parts if part.change != leave_out)


@given(TEXTS, TEXTS)
def test_the_parts_are_both_texts(before: str, after: str) -> None:
    parts = compare_texts(before, after)
    assert side(parts, "added") == before
    assert side(parts, "removed") == after
    assert all(part.text for part in parts)


@given(VERSIONS, VERSIONS)
def test_the_changes_are_both_versions_in_order(before: list[str], after: list[str]) -> None:
    changes = compare_paragraphs(before, after)
    for number, leave_out, texts in (("before", "added", before), ("after", "removed", after)):
        held = [change for change in changes if getattr(change, number) is not None]
        assert [getattr(change, number) for change in held] == list(range(1, len(texts) + 1))
        assert [side(change.parts, leave_out) for change in held] == texts


@given(VERSIONS)
def test_a_version_is_the_same_as_itself(texts: list[str]) -> None:
    changes = compare_paragraphs(texts, texts)
    assert all(change.is_same and change.before == change.after for change in changes)
    assert len(changes) == len(texts)


@given(TEXTS, TEXTS)
def test_likeness_is_the_same_both_ways_and_between_0_and_1(one: str, other: str) -> None:
    assert 0.0 <= likeness(one, other) <= 1.0
    assert likeness(one, other) == likeness(other, one)
    assert likeness(one, one) == 1.0


def test_words_are_compared_not_letters() -> None:
    assert compare_texts("We support the treaty.", "We oppose the treaty.") == (
        Part("same", "We "),
        Part("removed", "support"),
        Part("added", "oppose"),
        Part("same", " the treaty."),
    )


def test_nothing_against_something() -> None:
    assert compare_texts("", "") == ()
    assert compare_texts("", "New.") == (Part("added", "New."),)
    assert compare_texts("Old.", "") == (Part("removed", "Old."),)
    assert compare_paragraphs([], ["New."]) == (ParagraphChange(None, 1, (Part("added", "New."),)),)


def test_a_changed_paragraph_stands_with_what_it_was() -> None:
    before = ["We support the treaty of peace.", "Water is a right of all.", "Thank you."]
    after = ["Mr. President,", "We support the treaty of the sea.", "Thank you."]
    changes = compare_paragraphs(before, after)
    assert [(change.before, change.after) for change in changes] == [
        (None, 1),
        (1, 2),
        (2, None),
        (3, 3),
    ]


def test_phrases_make_texts_alike_not_words() -> None:
    text = "We support the treaty and call upon all states to sign it without delay."
    assert likeness(text, text.upper()) == 1.0
    assert likeness(text, text.replace("treaty", "convention")) > 0.4
    assert likeness(text, " ".join(reversed(text.split()))) == 0.0
    assert likeness("Thank you.", "Thank you.") == 1.0
    assert likeness("Thank you.", "No.") == 0.0
    assert Wording(text).likeness(Wording(text + " " + text)) > 0.8


def test_two_long_versions_without_a_paragraph_in_common_are_not_each_compared_with_each(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = []

    def is_one(before: str, after: str) -> bool:
        asked.append((before, after))
        return False

    monkeypatch.setattr(comparison, "_is_one", is_one)
    changes = compare_paragraphs([f"a{n}" for n in range(5_000)], [f"b{n}" for n in range(5_000)])
    assert len(changes) == 10_000
    assert len(asked) <= 5_000 * 8


def test_a_short_version_is_searched_whole() -> None:
    before = [f"Paragraph {n} of the old words" for n in range(40)] + ["We support the treaty now."]
    changes = compare_paragraphs(before, ["We support the treaty today."])
    assert (changes[-1].before, changes[-1].after) == (41, 1)


def test_a_paragraph_that_comes_thousands_of_times_is_not_compared_with_each(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    junk = []

    class Watched(SequenceMatcher[Any]):
        def __init__(self, *arguments: Any, autojunk: bool) -> None:
            junk.append(autojunk)
            super().__init__(*arguments, autojunk=autojunk)

    monkeypatch.setattr(comparison, "SequenceMatcher", Watched)
    before = ["* * *", "Words."] * 2_000
    changes = compare_paragraphs(before, [*before, "New."])
    assert junk[0]
    assert changes[-1] == ParagraphChange(None, 4_001, (Part("added", "New."),))


def test_paragraphs_too_long_to_compare_are_shown_whole() -> None:
    before, after = "word " * 2_000, "word " * 2_001
    assert compare_texts(before, after) == (Part("removed", before), Part("added", after))
