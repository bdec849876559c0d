"""What is said when a search takes longer than it may: at least so many, and never more."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import OperationalError, connection
from hypothesis import example, given, settings

from statements.filters import SpeechFilter
from statements.holdings import current
from statements.models import Paragraph, Speech
from statements.search.nodes import And, Near, Node, Not, Or, Phrase, Word
from statements.search.query import parse
from statements.searching import finding, limits, ranking, recent
from statements.searching.finding import NOTHING, Found, find
from statements.searching.limits import OutOfTime, limited
from statements.searching.ranking import best_first
from statements.searching.understanding import Understood
from tests.searching.naive_search import NaiveSearch
from tests.searching.small_archive import SmallArchive
from tests.searching.test_search_is_exact import trees


@contextmanager
def no_time() -> Iterator[None]:
    raise OutOfTime
    yield


@pytest.fixture(autouse=True)
def _forgets(db: None) -> Iterator[None]:
    recent.forget()
    yield
    recent.forget()


@contextmanager
def no_time_for_paragraphs() -> Iterator[None]:
    answer = finding._answer

    def partly(rows: Any, key: str) -> Found:
        return Found(NOTHING, is_complete=False) if rows.model is Paragraph else answer(rows, key)

    with pytest.MonkeyPatch.context() as patch:
        recent.forget()
        patch.setattr(finding, "_answer", partly)
        yield


def has_phrase(tree: Node) -> bool:
    return "Phrase(" in repr(tree)


@settings(max_examples=150)
@given(tree=trees.filter(lambda tree: not has_phrase(tree)))
@example(Not(Near("the climate", 3)))
@example(And((Not(And((Word("tr", is_prefix=True), Near("peace the", 2)))), Word("peace"))))
@example(Not(Or((Near("peace treaty", 2), Word("climate")))))
@example(Not(Word("counter-terrorism")))
def test_no_more_is_found_than_holds(small_archive: SmallArchive, tree: Node) -> None:
    naive = NaiveSearch(small_archive.statements, small_archive.keys)
    with no_time_for_paragraphs():
        found = find(Understood(tree, tree, small_archive.keys), current())
    holds = naive.found(tree)
    assert set(found.statements) <= holds
    if found.is_complete:
        assert set(found.statements) == holds


@pytest.mark.parametrize("is_literal", [False, True])
def test_phrases_are_found_in_whole_statements_then(
    small_archive: SmallArchive, is_literal: bool
) -> None:
    tree = Phrase("peace climate", is_literal)
    naive = NaiveSearch(small_archive.statements, small_archive.keys)
    with no_time_for_paragraphs():
        found = find(Understood(tree, tree, {}), current())
    assert not found.is_complete
    assert naive.found(tree) <= set(found.statements)


def test_what_may_hold_a_phrase_is_not_said_to_lack_it(small_archive: SmallArchive) -> None:
    tree = Not(Phrase("peace climate"))
    with no_time_for_paragraphs():
        found = find(Understood(tree, tree, {}), current())
    assert not found.is_complete
    naive = NaiveSearch(small_archive.statements, small_archive.keys)
    assert set(found.statements) == naive.found(Not(And((Word("peace"), Word("climate")))))


@pytest.mark.usefixtures("small_archive")
def test_without_any_time_a_page_is_said_to_be_incomplete(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(limits, "limited", no_time)
        for text in ("peace", "-peace", '"peace climate"', "peace OR year:2020"):
            filters = SpeechFilter({"q": text}, Speech.objects.all())
            assert not filters.is_exact
    recent.forget()
    filters = SpeechFilter({"q": "peace"}, Speech.objects.all())
    assert filters.is_exact
    assert filters.statements()


@pytest.mark.usefixtures("small_archive")
def test_without_time_to_rank_the_newest_come_first(monkeypatch: pytest.MonkeyPatch) -> None:
    holdings = current()
    tree = parse("peace").tree
    assert tree is not None
    with monkeypatch.context() as patch:
        patch.setattr(ranking, "limited", no_time)
        assert best_first(tree, holdings.everything, holdings) == []
        filters = SpeechFilter({"q": "peace"}, Speech.objects.all())
        shown = [speech.pk for speech in filters.result[0:100]]
        assert shown == holdings.newest(filters.statements(), 0, 100) != []
    recent.forget()
    assert best_first(tree, holdings.everything, holdings) != []


def test_a_slow_query_is_stopped_and_the_connection_goes_on() -> None:
    def asked(query: str) -> Any:
        with connection.cursor() as cursor:
            cursor.execute(query)
            return cursor.fetchone()[0]

    usual = asked("SHOW statement_timeout"), asked("SHOW enable_seqscan")
    with pytest.raises(OutOfTime), limited(0.001):
        asked("SELECT pg_sleep(60)::text")
    with limited(0.5):
        assert asked("SHOW statement_timeout") == "500ms"
        assert asked("SHOW enable_seqscan") == "off"
    assert (asked("SHOW statement_timeout"), asked("SHOW enable_seqscan")) == usual


def test_other_trouble_is_not_taken_for_lack_of_time() -> None:
    with pytest.raises(OperationalError), limited():
        raise OperationalError("The server is gone.")
