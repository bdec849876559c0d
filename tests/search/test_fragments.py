"""A text directive names words that stand in the text, whole and in order."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statements.search.fragments import LONGEST_WORD, text_directive

#: What the syntax allows in start and end (WICG, "Syntax"): no raw dash, comma or ampersand.
DIRECTIVE = re.compile(
    r":~:text=((?:[A-Za-z0-9_.~]|%[0-9A-F]{2})+)(?:,((?:[\w.~]|%[0-9A-F]{2})+))?"
)

words = st.text("abcé-,&'’.%#\u0631字𝔸", min_size=1, max_size=LONGEST_WORD)
spaces = st.sampled_from([" ", "\n", "  ", "\u00a0"])
texts = st.lists(st.tuples(words, spaces), min_size=1, max_size=40).map(
    lambda pairs: "".join(word + space for word, space in pairs)
)


def named(directive: str) -> list[str]:
    match = DIRECTIVE.fullmatch(directive)
    assert match is not None, directive
    return [unquote(part) for part in match.groups() if part is not None]


@given(texts, st.data())
def test_what_a_directive_names_stands_in_the_text_as_whole_words(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    passage = text[start : data.draw(st.integers(start + 1, len(text)))]
    directive = text_directive(text, passage)
    if not passage.strip():
        assert directive == ""
        return
    seen = f" {' '.join(text.split())} "
    at = 0
    for part in named(directive):
        at = seen.index(f" {part} ", at) + len(part)
    if len(named(directive)) == 1:
        assert " ".join(passage.split()) in named(directive)[0]


@given(st.text(max_size=80), st.text(max_size=10))
def test_any_text_gives_a_directive_or_none(text: str, passage: str) -> None:
    directive = text_directive(text, passage)
    assert directive == "" or DIRECTIVE.fullmatch(directive)


@given(st.lists(st.sampled_from(["we", "the", "peace,", "Wé"]), min_size=30, max_size=90))
def test_the_end_is_the_first_of_its_kind_after_the_start(words: list[str]) -> None:
    text = " ".join(words)
    whole = named(text_directive(text, text))
    if len(whole) == 2:
        start, end = (part.casefold().replace("é", "e") for part in whole)
        after = text.casefold().replace("é", "e").removeprefix(start)
        assert after.index(end) == len(after) - len(end)


SENTENCE = "我们支持多边主义，也支持和平。"
LONG = (
    "My delegation welcomes the report of the Secretary-General, and thanks him & his staff for "
    "the clarity with which it sets out what remains to be done before the year is out."
)


@pytest.mark.parametrize(
    ("text", "passage", "expected"),
    [
        ("We want peace.", "We want peace.", ["We want peace."]),
        ("We want\n peace.", "want\n peace", ["want peace."]),
        ("It doesn't end.", "t end", ["doesn't end."]),
        ("We want peace.", "war", None),
        (
            LONG,
            LONG,
            [
                "My delegation welcomes the report of the Secretary-General, and",
                "be done before the year is out.",
            ],
        ),
        (
            f"{SENTENCE * 9}谢谢。",
            f"{SENTENCE * 9}谢谢。",
            [SENTENCE * 4, f"{SENTENCE * 2}谢谢。"],
        ),
        # The end would be found too early, whatever its case and accents, and is made longer.
        (
            f"{LONG} Peace and security belong to all. It is so: péace and security belong to all.",
            f"{LONG} Peace and security belong to all. It is so: péace and security belong to all.",
            [
                "My delegation welcomes the report of the Secretary-General, and",
                "so: péace and security belong to all.",
            ],
        ),
        (
            SENTENCE * 9,
            SENTENCE * 9,
            [SENTENCE * 4, f"也支持和平。{SENTENCE * 4}"],
        ),
    ],
)
def test_a_long_passage_is_named_by_its_ends(
    text: str, passage: str, expected: list[str] | None
) -> None:
    directive = text_directive(text, passage)
    assert (named(directive) if directive else None) == expected


def test_signs_of_the_syntax_are_encoded() -> None:
    assert text_directive("Trade-offs, A & B.", "Trade-offs, A & B.") == (
        ":~:text=Trade%2Doffs%2C%20A%20%26%20B."
    )
