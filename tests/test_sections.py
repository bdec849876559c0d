"""Headings of a text, and its parts where it has none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statements.sections import LONG, LONG_LETTERS, MOST_PARTS, first_words, heading_places, outline

LONG_TEXT = "We have worked for many years so that all the peoples of the world may live in peace."


def under(*headings: str) -> list[str]:
    return [text for heading in headings for text in (heading, LONG_TEXT, LONG_TEXT, LONG_TEXT)]


@pytest.mark.parametrize(
    "headings",
    [
        ("INTRODUCTION", "THE SITUATION IN HAITI", "CONCLUSION"),
        ("I. Peace and security", "II. Human rights", "III. Reform"),
        ("1. Climate", "2. Trade", "3. Debt"),
        ("Climate Change", "The Pact of the Future", "Reform of the Council"),
        ("### First", "### Second", "### Third"),
        ("PAZ Y SEGURIDAD", "ÉTAT DE DROIT", "МИР И БЕЗОПАСНОСТЬ"),
    ],
)
def test_what_has_the_dress_of_a_heading_is_one(headings: tuple[str, ...]) -> None:
    assert heading_places(under(*headings)) == [0, 4, 8]


def test_beside_dressed_headings_a_plain_short_line_is_one_too() -> None:
    texts = under("Climate Change", "Palestine", "Loss and Damage", "Security Council Reform")
    assert heading_places(texts) == [0, 4, 8, 12]


@pytest.mark.parametrize(
    "line",
    [
        *("Mr. President", "Madam President", "Excellencies", "Ladies and Gentlemen"),
        *("Thank You", "(spoke in English)", "A/PV.1946", "85", "We Are One People"),
        *("Let Peace Prevail", "“Perfect Be The Union”", "That is our task.", "Article 2 reads:"),
        *("and of new weapons", "- Peace", "* * *", ""),
    ],
)
def test_what_only_looks_short_is_none(line: str) -> None:
    assert heading_places(under(line, line, line, line)) == []


def test_two_may_be_chance() -> None:
    assert heading_places(under("INTRODUCTION", "CONCLUSION")) == []


def test_a_line_within_a_sentence_or_verse_is_none() -> None:
    within = ["We ask the following States", "Republic of Norlandia", LONG_TEXT] * 4
    assert heading_places(within) == []
    verse = ["The World Is Young", "The World Is Old", "The World Is Still"] * 4
    assert heading_places(verse) == []


def test_parts_are_told_by_the_headings_of_the_text() -> None:
    texts = [LONG_TEXT, *under("### CLIMATE", "TRADE AND DEBT", "REFORM")]
    found = outline(list(enumerate(texts, 1)))
    assert found is not None
    assert found.by_headings
    assert [(s.first, s.last, s.label) for s in found.sections] == [
        (1, 1, ""),
        (2, 5, "CLIMATE"),
        (6, 9, "TRADE AND DEBT"),
        (10, 13, "REFORM"),
    ]
    assert found.headings == {2, 6, 10}


def test_a_text_without_headings_is_cut_by_length() -> None:
    found = outline(
        [(n, f"{n:02}. Paragraph {n:02} speaks of peace. " + LONG_TEXT * 4) for n in range(1, 41)]
    )
    assert found is not None
    assert not found.by_headings
    assert found.headings == frozenset()
    assert len(found.sections) == MOST_PARTS
    assert found.sections[1].label.startswith("Paragraph 05")


def test_a_short_text_needs_no_outline() -> None:
    assert outline([(n, LONG_TEXT * 20) for n in range(1, LONG)]) is None
    assert outline([(n, LONG_TEXT) for n in range(1, LONG + 1)]) is None


def test_a_heading_may_stand_after_an_address() -> None:
    texts = ["Ladies and Gentlemen,", *under("INTRODUCTION", "TRADE", "REFORM")]
    assert heading_places(texts) == [1, 5, 9]


@given(st.lists(st.text(min_size=1), min_size=LONG, max_size=60))
def test_the_parts_are_all_of_the_text_in_order(texts: list[str]) -> None:
    found = outline(list(enumerate([*texts, "x" * LONG_LETTERS], 1)))
    assert found is not None
    assert found.sections[0].first == 1
    assert found.sections[-1].last == len(texts) + 1
    for part, following in zip(found.sections, found.sections[1:], strict=False):
        assert part.first <= part.last == following.first - 1


def test_first_words_are_cut_between_words() -> None:
    assert first_words("12. We want peace.") == "We want peace."
    assert first_words("We want peace, and trade", 14) == "We want peace …"
    assert first_words("x" * 30, 10) == "x" * 10 + " …"
    assert first_words("283") == "283"
