"""What a query searches for, in plain words."""

from __future__ import annotations

import pytest
from hypothesis import given

from statements.search.explaining import explain
from statements.search.query import (
    And,
    Expanded,
    Node,
    Not,
    Or,
    Phrase,
    SameParagraph,
    Word,
    parse,
    wanted_terms,
)
from tests.search.test_query import TYPED
from tests.search.test_query_trees import TREES

EXPLAINED = {
    "": "all statements",
    "climate": "statements with “climate”",
    "climate peace": "statements with “climate” and “peace”",
    "climate OR peace": "statements with “climate” or “peace”",
    "-war": "statements without “war”",
    'climate "small arms" -war speaker:"Ana Ruiz" year:2019..2021': (
        "statements with “climate” and the phrase “small arms”, without “war”,"
        " by speakers named “Ana Ruiz”, from 2019 to 2021"
    ),
    "climate (peace OR war) security": (
        "statements with “climate” and (“peace” or “war”) and “security”"
    ),
    "climate peace OR security": "statements with (“climate” and “peace”) or “security”",
    "peace -(war OR arms)": "statements with “peace”, without (“war” or “arms”)",
    '=climate ="climate changes" disarm*': (
        "statements with exactly “climate” and exactly the phrase “climate changes”"
        " and words that begin with “disarm”"
    ),
    '"nuclear states"~5': (
        "statements with the words “nuclear states” within 5 words of each other in any order"
    ),
    '"nuclear states"~1': (
        "statements with the words “nuclear states” next to each other in any order"
    ),
    "climate (loss OR damage) /p money": (
        "statements with (“climate” and (“loss” or “damage”)) and “money” in one paragraph"
    ),
    "climate /p loss -war": (
        "statements of which one paragraph is (with “climate”) and (with “loss”, without “war”)"
    ),
    "(climate /p loss) OR peace": (
        "statements (with “climate” and “loss” in one paragraph) or with “peace”"
    ),
    "climate (peace OR -war)": "statements with “climate”, (with “peace” or without “war”)",
    "country:(Chad OR Peru) peace": (
        "statements with “peace”, that mention the country “Chad” or “Peru”"
    ),
    "peace OR by:Chad OR (war year:2020)": (
        "statements with “peace” or on behalf of “Chad” or (with “war”, of 2020)"
    ),
    "-(by:Chad OR peace) -by:Peru": (
        "statements except those (on behalf of “Chad” or with “peace”), not on behalf of “Peru”"
    ),
    'lang:fr event:"General Debate" theme:water organization:UNICEF -document:A/75/1': (
        "statements in the language “fr”, at the event “General Debate”, on the theme “water”,"
        " that mention the organization “UNICEF”, that do not mention the document “A/75/1”"
    ),
    "by:Chad OR country:Peru": (
        "statements on behalf of “Chad” or that mention the country “Peru”"
    ),
    "year:2019.. -year:2021": "statements from 2019 on, not of 2021",
    "year:..2019": "statements up to 2019",
    "before:2020 after:2019-02": "statements before 2020, after February 2019",
    "-before:2020-07-09": "statements not before 9 July 2020",
}


@pytest.mark.parametrize("typed", EXPLAINED)
def test_a_query_is_explained(typed: str) -> None:
    assert explain(parse(typed).tree) == EXPLAINED[typed]


def test_names_that_were_added_are_shown() -> None:
    unicef = Expanded(Word("UNICEF"), (Phrase("Fund for Children"), Word("FISE")), "UNICEF")
    assert explain(And((unicef, Word("water")))) == (
        "statements with “UNICEF” (also as “Fund for Children” or “FISE”) and “water”"
    )


@given(TYPED)
def test_whatever_was_typed_can_be_explained(typed: str) -> None:
    tree = parse(typed).tree
    explained = explain(tree)
    assert explained.startswith("all statements" if tree is None else "statements ")
    assert all(f"“{term.text}”" in explained for term in wanted_terms(tree))


def without_order(node: Node) -> object:
    match node:
        case And(parts) | Or(parts) | SameParagraph(parts):
            return type(node), frozenset(map(without_order, parts)), len(parts)
        case Not(part):
            return Not, without_order(part)
        case _:
            return node


@given(TREES, TREES)
def test_different_trees_are_explained_differently(one: Node, other: Node) -> None:
    if explain(one) == explain(other):
        assert without_order(one) == without_order(other)
