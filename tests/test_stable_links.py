"""Keys tell paragraphs by their words, and any text is a key or none."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statements.stable_links import LinkKey, link_key, paragraph_keys, parse_key, statement_key

SPEECHES = st.integers(min_value=1, max_value=2**63 - 1)
SPACE = st.text(" \t\n\u00a0\u3000", min_size=1, max_size=3)
WORDS = st.lists(st.from_regex(r"\A\w{1,8}\Z"), min_size=1, max_size=6)


def test_a_key_is_short_and_as_documented() -> None:
    # What is printed somewhere must be found in twenty years: these never change.
    assert paragraph_keys(9040, [(1, "We support the treaty."), (2, "Thank you.")]) == {
        1: "6z4-mgjpa1jm",
        2: "6z4-gnmyzh7d",
    }


def test_later_paragraphs_with_the_same_words_are_numbered() -> None:
    keys = paragraph_keys(1, [(1, "* * *"), (2, "Peace."), (3, "* * *"), (7, "*  *\n*")])
    first = keys[1]
    assert (keys[3], keys[7]) == (f"{first}-2", f"{first}-3")


@given(SPEECHES, st.lists(st.text(max_size=20), max_size=30))
def test_keys_are_unique_within_a_statement_and_lead_back(speech: int, texts: list[str]) -> None:
    keys = paragraph_keys(speech, enumerate(texts, start=1))
    assert len(set(keys.values())) == len(texts)
    for number, key in keys.items():
        parsed = parse_key(key)
        assert parsed is not None
        assert str(parsed) == key
        assert parsed == link_key(speech, texts[number - 1], parsed.nth)
        assert parsed.is_paragraph


@given(SPEECHES, WORDS, st.data())
def test_white_space_does_not_matter(speech: int, words: list[str], data: st.DataObject) -> None:
    spaces = [data.draw(SPACE) for _ in words]
    spaced = data.draw(SPACE) + "".join(w + s for w, s in zip(words, spaces, strict=True))
    assert link_key(speech, spaced) == link_key(speech, " ".join(words))


@given(SPEECHES)
def test_a_statement_has_a_key_of_its_own(speech: int) -> None:
    assert parse_key(statement_key(speech)) == LinkKey(speech)
    assert not LinkKey(speech).is_paragraph


@given(SPEECHES, st.text(), st.integers(min_value=1, max_value=999_999))
def test_capitals_do_not_matter(speech: int, text: str, nth: int) -> None:
    key = link_key(speech, text, nth)
    assert parse_key(str(key).upper()) == key


def test_letters_that_are_read_as_numbers_are_taken_for_them() -> None:
    assert parse_key("6z4-lIOo0000") == LinkKey(9040, "11000000")
    # In the number of the row they are letters of their own.
    assert parse_key("lo") == LinkKey(21 * 36 + 24)


@given(st.text() | st.from_regex(re.compile(r"[0-9a-z-]{0,24}"), fullmatch=True))
def test_any_text_is_a_key_or_none(text: str) -> None:
    key = parse_key(text)
    if key is not None:
        assert parse_key(str(key)) == key


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "0",  # no row has this number
        "zzzzzzzzzzzzz",  # nor a number so high
        "6z4-",
        "6z4-9m3k",
        "6z4-uuuuuuuu",  # u is no letter of the digest
        "6z4-mgjpa1jm-0",
        "6z4-mgjpa1jm-02",
        "6z4-mgjpa1jm-9999999",
        "6z4-mgjpa1jm\n",
        "\u0661",  # a digit, but of another script
        "\u212a4",  # the Kelvin sign, whose small letter is k
    ],
)
def test_what_is_no_key(text: str) -> None:
    assert parse_key(text) is None
