"""Quotation marks of several languages, and those within."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statements.citing.quoting import DOUBLE, SINGLE, Marks, marks_of, quoted

ALL = [DOUBLE, SINGLE, *map(marks_of, ("fr", "de", "ja", "ru"))]


@pytest.mark.parametrize(
    ("text", "marks", "expected"),
    [
        ("plain", DOUBLE, "“plain”"),
        ("a “b” c", DOUBLE, "“a ‘b’ c”"),
        ("a “b ‘c’ d” e", DOUBLE, "“a ‘b “c” d’ e”"),
        ("a “don’t” b", DOUBLE, "“a ‘don’t’ b”"),
        ("the States’ rights", DOUBLE, "“the States’ rights”"),
        ("a ‘b’ c", DOUBLE, "“a ‘b’ c”"),
        ("a “b” c", SINGLE, "‘a “b” c’"),
        ("don’t say ‘never’", SINGLE, "‘don’t say “never”’"),
        # Straight marks and those of other languages stand apart from the ones around them.
        ('a "b" c', DOUBLE, '“a "b" c”'),
        ("la « mer » b", DOUBLE, "“la « mer » b”"),
        ("la «\xa0mer\xa0» b", marks_of("fr"), "«\xa0la “mer” b\xa0»"),
        ("l’« eau »", marks_of("fr"), "«\xa0l’“eau”\xa0»"),
        ("a „b“ c", marks_of("de"), "„a ‚b‘ c“"),
        ("「水」の", marks_of("ja"), "「『水』の」"),
        ("قال «نعم»", marks_of("ar"), "«قال “نعم”»"),
        ("an unclosed “b", DOUBLE, "“an unclosed ‘b”"),
        ("an unopened b” c", DOUBLE, "“an unopened b” c”"),
        ("", DOUBLE, "“”"),
    ],
)
def test_marks_within_are_of_the_other_kind(text: str, marks: Marks, expected: str) -> None:
    assert quoted(text, marks) == expected


def test_a_language_that_is_not_known_is_quoted_as_english() -> None:
    assert marks_of("") == marks_of("tlh") == marks_of("en") == DOUBLE


@pytest.mark.parametrize("marks", ALL)
@given(text=st.text(alphabet=st.characters(exclude_characters="“”‘’«»„‚「」『』")))
def test_text_without_marks_is_kept_as_it_is(marks: Marks, text: str) -> None:
    assert quoted(text, marks) == f"{marks.open}{text}{marks.close}"


@pytest.mark.parametrize("marks", ALL)
@given(text=st.text())
def test_no_letter_is_lost(marks: Marks, text: str) -> None:
    letters = [c for c in quoted(text, marks) if c.isalnum()]
    assert letters == [c for c in text if c.isalnum()]
