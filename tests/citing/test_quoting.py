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
        # Marks that take turns with those around them already stay.
        ("“a ‘b’ c”", SINGLE, "‘“a ‘b’ c”’"),
        ("‘a “b” c’", DOUBLE, "“‘a “b” c’”"),
        ("“a “b” c”", DOUBLE, "“‘a “b” c’”"),
        ("‘twas “x”", DOUBLE, "“‘twas ‘x’”"),
        ("‘twas “x”", SINGLE, "‘‘twas “x”’"),
        ("’tis the ’90s ‘x’", SINGLE, "‘’tis the ’90s “x”’"),
        ("the Qur‘an ‘x’", SINGLE, "‘the Qur‘an “x”’"),
        ("“the States’ ‘rights’”", SINGLE, "‘“the States’ ‘rights’”’"),
        ("‘the “States’ rights” issue’", SINGLE, "‘“the ‘States’ rights’ issue”’"),
        ("“a ‘b” c’", DOUBLE, "“‘a ‘b’ c’”"),
        ("«\xa0a “b” c\xa0»", marks_of("fr"), "«\xa0“a «\xa0b\xa0» c”\xa0»"),
        ("「a『b」c", marks_of("ja"), "「『a「b』c」"),
        ("“one\n\n“two”", DOUBLE, "“‘one\n\n‘two’”"),
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


#: A word, or what is said in it between marks of the outer (True) or the inner kind.
trees = st.recursive(
    st.sampled_from(["a", "don’t", "Qur‘an", "l’eau", "和", "12"]),
    lambda said: st.tuples(st.booleans(), st.lists(said, min_size=1, max_size=3)),
    max_leaves=12,
)
Tree = str | tuple[bool, list["Tree"]]


def written(tree: Tree, marks: Marks, depth: int | None = None) -> str:
    """With marks as the tree has them; with a depth, as they take turns from it."""
    if isinstance(tree, str):
        return tree
    is_outer, parts = tree
    if depth is not None:
        is_outer, depth = depth % 2 == 0, depth + 1
    opens, closes = marks.open, marks.close
    if not is_outer:
        opens, closes = marks.inner_open, marks.inner_close
    return f"{opens}{' '.join(written(part, marks, depth) for part in parts)}{closes}"


@pytest.mark.parametrize("marks", ALL)
@given(parts=st.lists(trees, min_size=1, max_size=4))
def test_marks_take_turns_at_every_depth(marks: Marks, parts: list[Tree]) -> None:
    text = " ".join(written(part, marks) for part in parts)
    assert quoted(text, marks) == written((True, parts), marks, 0)


def test_a_long_text_takes_no_long_time() -> None:
    hostile = "‘" * 50_000 + "”" * 50_000
    assert quoted(hostile) == f"“{hostile}”"
