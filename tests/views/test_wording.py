"""What is told of a search, said in the language of the page."""

from __future__ import annotations

import pytest
from django.utils.translation import override
from hypothesis import given

from statements.search.explaining import explain
from statements.search.messages import gettext, ngettext
from statements.search.nodes import Node
from statements.search.query import parse
from statements.views import wording
from statements.views.wording import either, result_count, worded
from tests.search.test_query_trees import TREES

FRENCH = {
    "statements {clauses}": "les déclarations {clauses}",
    "with {words}": "avec {words}",
    "“{text}”": "« {text} »",
    "{one} and {other}": "{one} et {other}",
    "{one}, {other}": "{one} ; {other}",
    "before {date}": "avant le {date}",
    "{day} {month} {year}": "{day} {month} {year}",
    "July": "juillet",
    "A star needs at least {least} letters before it; “{text}” was searched for as a word.": (
        "Avant un astérisque il faut {least} lettres ; « {text} » est cherché comme mot."
    ),
}


@pytest.fixture
def french(monkeypatch: pytest.MonkeyPatch) -> None:
    """A catalogue of a few texts, as a translator may have written them."""
    monkeypatch.setattr(wording, "gettext", lambda text: FRENCH[text])


def test_all_parts_of_an_explanation_are_translated(french: None) -> None:
    explained = explain(parse("climate peace before:2020-07-09").tree)
    assert worded(explained) == (
        "les déclarations avec « climate » et « peace » ; avant le 9 juillet 2020"
    )
    # To programs it is said in English.
    assert explained == "statements with “climate” and “peace”, before 9 July 2020"


def test_a_notice_is_translated_with_what_was_typed(french: None) -> None:
    (notice,) = parse("a*").notices
    assert worded(notice) == (
        "Avant un astérisque il faut 2 lettres ; « a » est cherché comme mot."
    )


@given(TREES)
def test_in_english_an_explanation_stays_as_it_is(tree: Node) -> None:
    with override("en-gb"):
        assert worded(explain(tree)) == explain(tree)


def test_what_was_typed_is_no_text_to_be_filled_in() -> None:
    with override("en-gb"):
        for typed in ("{one}", "{", "}", "{0.__class__}", "%(value)s"):
            assert typed in worded(explain(parse(f'"{typed}x"').tree))
        assert worded("{not a message}") == "{not a message}"


def test_numbers_are_written_as_the_language_does() -> None:
    message = gettext("{count} of them", count=10_000)
    assert message == "10,000 of them"
    with override("en-gb"):
        assert worded(message) == "10,000 of them"
    with override("fr"):
        assert "10,000" not in worded(message)


@pytest.mark.parametrize(("number", "said"), [(1, "1 word"), (2, "2 words"), (0, "0 words")])
def test_what_is_counted_has_a_form_for_one(number: int, said: str) -> None:
    message = ngettext("{number} word", "{number} words", number, **{"number": number})
    with override("en-gb"):
        assert worded(message) == message == said


def test_counts_say_when_there_may_be_more() -> None:
    with override("en-gb"):
        assert result_count(1, is_exact=True) == "1 statement"
        assert result_count(1_200, is_exact=True) == "1,200 statements"
        assert result_count(2, is_exact=False) == "at least 2 statements"


@pytest.mark.parametrize(
    ("texts", "html"),
    [
        ([], ""),
        (["a"], "<q>a</q>"),
        (["a", "b"], "<q>a</q> or <q>b</q>"),
        (["a", "b", "<c>"], "<q>a</q>, <q>b</q> or <q>&lt;c&gt;</q>"),
    ],
)
def test_texts_of_which_one_holds_are_listed(texts: list[str], html: str) -> None:
    with override("en-gb"):
        assert either(texts) == html
