"""What is done with trees of queries: writing, changing and reading them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statements.search.query import (
    After,
    And,
    Before,
    Expanded,
    Field,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    SameParagraph,
    Word,
    Years,
    all_of,
    any_of,
    as_words,
    excluding,
    fields_of,
    in_one_paragraph,
    map_nodes,
    parse,
    unparse,
    wanted_terms,
)
from tests.search.test_query import SAID, TYPED, UNDERSTOOD

WORDS = st.sampled_from(
    ["peace", "OR", "or", "S/RES/1(2020)", "by:Chad", "(a)", "-a", "和平", "a*b"]
)
NAMES = st.sampled_from(["Chad", "Cabo Verde", "A/75/1 (2020)", "-x", "a:b", "2020..", "x~5", "*"])
YEARS = st.none() | st.integers(1945, 2030)
DATES = st.sampled_from(["2020", "2020-07", "2020-07-10"])
LEAVES: st.SearchStrategy[Node] = st.one_of(
    st.builds(as_words, WORDS, is_literal=st.booleans()),
    st.just(Word("disarm", is_prefix=True)),
    st.builds(Phrase, WORDS | NAMES.filter(str.isalnum), st.booleans()),
    st.just(Near("a b", 7)),
    st.builds(
        Field, st.sampled_from(["speaker", "country"]), NAMES.filter(lambda name: name != "*")
    ),
    st.builds(Years, YEARS, YEARS).filter(
        lambda y: (y.first or y.last) and (y.first or 0) <= (y.last or 9999)
    ),
    st.builds(Before, DATES) | st.builds(After, DATES),
)


def branches(parts: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.lists(parts, min_size=1, max_size=4)
    makers = st.sampled_from([all_of, any_of, in_one_paragraph])
    made = st.builds(lambda make, each: make(each), makers, several)
    return made.filter(lambda tree: tree is not None) | st.builds(excluding, parts)


TREES = st.recursive(LEAVES, branches, max_leaves=12)


@pytest.mark.parametrize("typed", [*UNDERSTOOD, *SAID])
def test_what_is_written_reads_as_the_same_tree(typed: str) -> None:
    tree = parse(typed).tree
    assert parse(unparse(tree)).tree == tree


@given(TYPED | st.text())
def test_any_tree_read_can_be_written(typed: str) -> None:
    tree = parse(typed).tree
    text = unparse(tree)
    assert parse(text).tree == tree
    assert parse(text).text == text


@given(TREES)
def test_any_tree_made_can_be_written(tree: Node) -> None:
    assert parse(unparse(tree)).tree == tree


@pytest.mark.parametrize(
    "typed",
    [
        "country:(" + " OR ".join(f"x{n}" for n in range(59)) + ")" + " y" * 200,
        "organization:(" + " OR ".join(f"Office{n}-of-the-x" for n in range(50)) + ")",
        "(" * 12 + "speaker:Ruiz a /p b" + ")" * 12,
        "(" * 10 + "speaker:Ruiz a /p (b OR -(c d /p e year:2020))" + ")" * 10,
        ",or" * 400,
        ",or " * 400,
        "," + "by:" * 400,
        "-(" * 200 + "a",
        "a=\u200c\u0338 or\u200d\u200d\u0301",
    ],
)
def test_the_limits_leave_what_can_be_written(typed: str) -> None:
    tree = parse(typed).tree
    assert parse(unparse(tree)).tree == tree


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("( a  or (b AND “c d”) )", 'a OR b "c d"'),
        ("NOT (a OR b)", "-(a OR b)"),
        ("country:(Cabo Verde OR Chad)", 'country:"Cabo Verde" OR country:Chad'),
        ("Language:fr year:2021-2019", "lang:fr year:2019..2021"),
        ("speaker:Ruiz a /p b", "speaker:Ruiz (a /p b)"),
        ("", ""),
    ],
)
def test_a_query_is_written_in_one_form(typed: str, written: str) -> None:
    assert unparse(parse(typed).tree) == written


UNICEF = Expanded(Word("UNICEF"), (Phrase("United Nations Children's Fund"),), "UNICEF")


def test_added_names_are_not_written() -> None:
    assert unparse(And((UNICEF, Not(UNICEF)))) == "UNICEF -UNICEF"


def test_wanted_terms_leave_out_what_must_be_absent() -> None:
    tree = parse('peace or security -war "arms control" (a b)~ /p "c d"~3 by:Chad peace').tree
    texts = [term.text for term in wanted_terms(tree)]
    assert texts == ["peace", "security", "arms control", "a", "b", "c d"]


def test_wanted_terms_have_the_names_that_were_added() -> None:
    assert wanted_terms(And((UNICEF, Word("peace")))) == (
        Word("UNICEF"),
        Phrase("United Nations Children's Fund"),
        Word("peace"),
    )


def test_fields_of_a_tree_are_found_wherever_they_stand() -> None:
    tree = parse("a (by:Chad OR -year:2020) -(before:2020 b) /p by:Chad after:2001").tree
    assert set(fields_of(tree)) == {
        Field("by", "Chad"),
        Years(2020, 2020),
        Before("2020"),
        After("2001"),
    }
    assert len(fields_of(tree)) == 4


@given(TREES)
def test_a_tree_mapped_to_itself_stays_as_it_is(tree: Node) -> None:
    assert map_nodes(tree, lambda node: node) == tree


@given(TREES)
def test_a_tree_without_its_leaves_is_none(tree: Node) -> None:
    def without_leaves(node: Node) -> Node | None:
        return node if isinstance(node, And | Or | SameParagraph | Not) else None

    assert map_nodes(tree, without_leaves) is None


def test_replaced_nodes_keep_the_tree_in_normal_form() -> None:
    def shorter(node: Node) -> Node | None:
        match node:
            case Field(_, value):
                return parse(value).tree
            case Word("war"):
                return None
            case Word("calm"):
                return Not(Word("noise"))
        return node

    tree = parse('a country:"b c" (war OR d) -(war) -calm /p war').tree
    assert map_nodes(tree, shorter) == parse("a b c d noise").tree


def test_a_branch_is_replaced_after_its_parts() -> None:
    seen: list[Node] = []

    def see(node: Node) -> Node:
        seen.append(node)
        return node

    map_nodes(parse("a -b").tree, see)
    assert seen == [
        Word("a"),
        Word("b"),
        Not(Word("b")),
        And((Word("a"), Not(Word("b")))),
    ]


@pytest.mark.parametrize("text", ["peace", "OR", "-a", "by:Chad", "two words", "a*", "(x"])
def test_any_text_can_be_searched_for_as_words(text: str) -> None:
    tree = as_words(text)
    assert tree.text == text.rstrip("*")
    assert parse(unparse(tree)).tree == tree
