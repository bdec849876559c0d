"""The best comes first: by where, how and how near together the words stand."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statements.holdings import current
from statements.models import Speech
from statements.search.nodes import And, Node, Or, Phrase, Word
from statements.search.query import parse
from statements.searching import ranking, recent
from statements.searching.finding import find
from statements.searching.ranking import best_first, has_words, words_to_compare
from statements.searching.understanding import Understood
from tests.factories import make_entity, make_event, make_paragraph, make_speaker, make_speech

pytestmark = pytest.mark.django_db

FILLER = "We thank the host for this meeting and look forward to the coming work of all members."


def said(title: str, *paragraphs: str, **fields: Any) -> Speech:
    speech = make_speech(title=title, text="\n\n".join(paragraphs), **fields)
    for number, text in enumerate(paragraphs, 1):
        make_paragraph(speech, number=number, text=text)
    return speech


def order(text: str) -> list[str]:
    """Titles of what is found, best first."""
    tree = parse(text).tree
    assert tree is not None
    holdings = current()
    found = find(Understood(tree, tree, {}), holdings).statements
    titles = dict(Speech.objects.values_list("pk", "title"))
    return [titles[key] for key in best_first(tree, found, holdings)]


def test_a_title_counts_for_more_than_the_text() -> None:
    said("On climate", FILLER)
    said("On the sea", FILLER.replace("host", "climate"))
    assert order("climate") == ["On climate", "On the sea"]


@pytest.mark.parametrize(
    "names",
    [
        lambda: {"speaker": make_speaker(name="Ana Ruiz")},
        lambda: {"represents": make_entity("organization", name="Ruiz Foundation")},
        lambda: {"event": make_event(name="Ruiz debate")},
        lambda: {"event": make_event(name="Debate", part_of=make_event(name="Ruiz session"))},
    ],
    ids=["speaker", "delegation", "event", "whole event"],
)
def test_names_count_for_more_than_the_text(names: Any) -> None:
    said("Named", FILLER, **names())
    said("Quoted", FILLER.replace("host", "Ruiz"))
    assert order("ruiz") == ["Named", "Quoted"]


def test_a_heading_counts_for_more_than_the_text() -> None:
    said("With heading", "Climate", FILLER)
    said("Without", "In closing.", FILLER.replace("host", "climate"))
    assert order("climate") == ["With heading", "Without"]


def test_words_as_typed_count_for_more_than_other_forms() -> None:
    said("Other", FILLER.replace("host", "nation for its treaty"))
    said("Typed", FILLER.replace("host", "nations for their treaties"))
    assert order("nations treaties") == ["Typed", "Other"]
    assert order("nation treaty") == ["Other", "Typed"]


def test_words_near_together_count_for_more_than_far_apart() -> None:
    said("Far", "Climate is on our minds.", *[FILLER] * 3, "We see change.", FILLER)
    said("Near", "We see climate change on our minds.", *[FILLER] * 4, FILLER)
    assert order("climate change") == ["Near", "Far"]


def test_words_said_often_count_for_more() -> None:
    said("Once", FILLER, "We want peace.", FILLER)
    said("Often", FILLER, "Peace, we want peace, and peace again.", FILLER)
    assert order("peace") == ["Often", "Once"]


def test_what_is_excluded_or_no_word_does_not_count() -> None:
    tree = parse("climate -peace year:2020 country:Chad").tree
    assert tree is not None
    assert words_to_compare(tree) == Word("climate")
    for text in ("year:2020", "-peace", "country:Chad -lang:fr", ""):
        assert not has_words(parse(text).tree)
        tree = parse(text).tree
        if tree is not None:
            assert best_first(tree, current().everything, current()) == []
    assert has_words(parse("peace OR year:2020").tree)


def test_as_good_ones_come_by_date() -> None:
    for year in ("2001", "2003", "2002"):
        said(year, FILLER, date=f"{year}-05-01", date_precision="day")
    said("undated", FILLER)
    assert order("host") == ["2003", "2002", "2001", "undated"]


@pytest.fixture
def _compares_few(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(ranking, "COMPARED", 4)
    monkeypatch.setattr(ranking, "ENOUGH", 2)
    recent.forget()
    yield
    recent.forget()


@pytest.mark.usefixtures("_compares_few")
def test_of_many_those_are_compared_in_which_the_words_occur_often() -> None:
    for number in range(12):
        often = "Peace for all. " * (5 if number in {3, 7} else 1)
        said(f"{number}", often, FILLER, date="2020-01-01", date_precision="day")
    best = order("peace")
    assert set(best[:2]) == {"3", "7"}


@pytest.mark.usefixtures("_compares_few")
def test_of_many_those_are_compared_that_have_the_words_in_one_paragraph() -> None:
    for number in range(12):
        apart = ["We want peace.", FILLER, "Climate matters.", FILLER, "The sea rises."]
        paragraphs = ["We want peace, climate and the sea."] if number in {3, 7} else apart
        said(f"{number}", *paragraphs, FILLER, date="2020-01-01", date_precision="day")
    assert set(order("peace climate sea")[:2]) == {"3", "7"}


texts = st.text(st.sampled_from("ab'/:*&|!()<> -\\1é."), min_size=1, max_size=8).filter(
    lambda text: any(map(str.isalnum, text))
)
typed = st.builds(Word, texts, st.booleans()) | st.builds(Phrase, texts, st.booleans())
compared: st.SearchStrategy[Node] = typed | st.lists(typed, min_size=2, max_size=3).flatmap(
    lambda parts: st.sampled_from([And(tuple(parts)), Or(tuple(parts))])
)


@settings(max_examples=100)
@given(tree=compared)
def test_any_words_can_be_compared(tree: Node) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ranking, "COMPARED", 1)
        if not current().everything:
            for text in ("a b", "a'b", "b-a/1 é"):
                said(text, text)
        statements = current().everything
        assert set(best_first(tree, statements, current())) <= set(statements)
