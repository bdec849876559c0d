"""Whatever is asked, exactly the statements are found that hold it."""

from __future__ import annotations

from itertools import chain

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from statements.holdings import current
from statements.search.nodes import (
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
    excluding,
    in_one_paragraph,
)
from statements.searching.finding import find
from statements.searching.understanding import Understood
from tests.searching.naive_search import NaiveSearch
from tests.searching.small_archive import WORDS, SmallArchive

ALL_WORDS = sorted({*chain(*WORDS.values()), "ruiz", "Union", "counter-terrorisms", "absent"})
BEGINNINGS = ["tr", "res", "cafe", "counter-t", "counter-terrorism", "ama"]
FIELDS = [
    *(("country", "Peru"), ("country", "either"), ("organization", "union"), ("theme", "peace")),
    *(("document", "A/75/1"), ("by", "Chad"), ("by", "union"), ("speaker", "Ruiz")),
    *(("event", "session"), ("event", "debate"), ("lang", "es"), ("lang", "EN"), ("lang", "fr")),
]
DATES = st.sampled_from(["2019", "2020", "2020-07", "2020-07-10", "2021-02-28", "2020-12-31"])
YEARS = st.sampled_from([(2020, 2020), (2019, 2020), (None, 2020), (2021, None), (1990, 1999)])

words = st.builds(Word, st.sampled_from(ALL_WORDS), st.booleans())
several = st.lists(st.sampled_from(ALL_WORDS), min_size=1, max_size=3).map(" ".join)
phrases = st.builds(Phrase, several, st.booleans())
terms: st.SearchStrategy[Node] = st.one_of(
    words,
    st.builds(Word, st.sampled_from(BEGINNINGS), is_prefix=st.just(True)),
    phrases,
    st.builds(Near, several.filter(lambda text: " " in text), st.integers(1, 6)),
)
names = st.lists(words.filter(lambda word: not word.is_literal) | phrases, min_size=1, max_size=2)
leaves: st.SearchStrategy[Node] = st.one_of(
    terms,
    terms,
    st.builds(Expanded, terms, names.map(tuple), st.just("something")),
    st.sampled_from(FIELDS).map(lambda field: Field(*field)),
    YEARS.map(lambda years: Years(*years)),
    st.builds(Before, DATES),
    st.builds(After, DATES),
)


def branches(parts: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    lists = st.lists(parts, min_size=2, max_size=3)
    return st.one_of(
        *(lists.map(make).filter(bool) for make in (all_of, any_of, in_one_paragraph)),
        parts.map(excluding),
    )


trees: st.SearchStrategy[Node] = st.recursive(leaves, branches, max_leaves=6)


@pytest.mark.usefixtures("db")
@settings(max_examples=300)
@given(tree=trees, in_one=st.booleans())
@example(And((Years(2020, 2020), Or((Word("tr", is_prefix=True), Not(Word("peace")))))), True)
@example(SameParagraph((Word("peace"), Or((Years(2020, 2020), Word("treaty"))))), False)
@example(And((Word("peace"), Or((Field("lang", "es"), Word("treaty"))))), True)
@example(And((Word("peace"), Not(Field("country", "Peru")))), True)
@example(Or((Field("country", "Peru"), Years(2020, 2020))), False)
@example(And((Word("the"), Word("climate"))), False)
@example(Or((Word("the"), Word("climate"))), True)
@example(Word("amani"), False)
@example(Word("sea-bed"), False)
@example(Phrase("abierto abierto"), False)
@example(Phrase("paz Chad"), False)
def test_what_is_found_is_what_holds(small_archive: SmallArchive, tree: Node, in_one: bool) -> None:
    naive = NaiveSearch(small_archive.statements, small_archive.keys)
    query = Understood(tree, tree, small_archive.keys)
    found = find(query, current(), in_one_paragraph=in_one)
    assert found.is_complete
    assert set(found.statements) == naive.found(tree, in_one_paragraph=in_one)
