"""What readers type, as a tree."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statements.search.query import (
    MAX_QUERY_CHARACTERS,
    MAX_TERMS,
    And,
    Node,
    Not,
    Or,
    Term,
    parse,
    wanted_terms,
)


@pytest.mark.parametrize(
    ("typed", "tree"),
    [
        ("", None),
        ("   ", None),
        ("terrorism", Term("terrorism")),
        ("peace security", And((Term("peace"), Term("security")))),
        ('"international peace"', Term("international peace", quoted=True)),
        # Typographic quotation marks come with text pasted from a document.
        ("“international peace”", Term("international peace", quoted=True)),
        ("peace or security", Or((Term("peace"), Term("security")))),
        ("peace OR security", Or((Term("peace"), Term("security")))),
        # As in websearch_to_tsquery, `and` binds tighter than `or`.
        (
            "arms control or peace",
            Or((And((Term("arms"), Term("control"))), Term("peace"))),
        ),
        ("peace -war", And((Term("peace"), Not(Term("war"))))),
        ('-"cold war"', Not(Term("cold war", quoted=True))),
        ("counter-terrorism", Term("counter-terrorism")),
        ("or", None),
        ("peace or", Term("peace")),
        ("or peace", Term("peace")),
        ("--war", Not(Term("war"))),
        ('"unclosed phrase', And((Term("unclosed"), Term("phrase")))),
        ('""', None),
        ("- ' ((( :* &|!", None),
        ("S/RES/2532(2020)", Term("S/RES/2532(2020)")),
        ("多边主义", Term("多边主义")),
        ("peace\x00war", And((Term("peace"), Term("war")))),
    ],
)
def test_query_becomes_tree(typed: str, tree: Node | None) -> None:
    assert parse(typed).tree == tree


def test_a_long_query_is_cut_between_words_and_says_so() -> None:
    query = parse("word " * 1_000)
    assert len(query.text) <= MAX_QUERY_CHARACTERS
    assert query.text.endswith("word")
    assert "cut" in query.notices[0]


def test_a_query_of_many_words_is_cut_and_says_so() -> None:
    query = parse(" ".join(f"w{n}" for n in range(200)))
    assert len(wanted_terms(query.tree)) == MAX_TERMS
    assert f"first {MAX_TERMS} words" in query.notices[0]


def test_a_query_of_one_endless_word_is_cut() -> None:
    assert len(parse("x" * 5_000).text) == MAX_QUERY_CHARACTERS


def test_wanted_terms_leave_out_what_must_be_absent() -> None:
    tree = parse('peace or security -war "arms control" peace').tree
    assert wanted_terms(tree) == (
        Term("peace"),
        Term("security"),
        Term("arms control", quoted=True),
    )


@given(st.text())
def test_nothing_typed_is_an_error(typed: str) -> None:
    query = parse(typed)
    assert bool(query) is (query.tree is not None)
    assert "\x00" not in query.text


@given(st.lists(st.sampled_from(["peace", "war", "or", "-arms", '"a b"', '"', "-", "("])))
def test_every_word_typed_is_searched_for(parts: list[str]) -> None:
    tree = parse(" ".join(parts)).tree
    if "peace" in parts and '"' not in parts:
        assert Term("peace") in wanted_terms(tree)
