"""Searches are answered from indexes: nothing reads all statements or all paragraphs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection, transaction
from pytest_django import DjangoDbBlocker

from statements.evidence import marks_in, passages
from statements.holdings import current
from statements.models import Paragraph, Source, Speech
from statements.search.query import parse
from statements.searching import ranking, recent
from statements.searching.finding import find
from statements.searching.ranking import best_first
from statements.searching.understanding import Understood

TABLES = {"statements_speech", "statements_paragraph", "statements_speechindex"}

SPEECHES = 2_000

#: The indexes of the stems of paragraphs, and of their words as they are written.
WORDS, WRITTEN = (index.name for index in Paragraph._meta.indexes)


def write_many() -> None:
    """Statements in which each of some hundred words stands now and then."""
    sources = Source.objects.bulk_create(
        Source(data=b"", sha256=f"{number:064x}", size=0, filename="a.txt", state="stored")
        for number in range(SPEECHES)
    )
    texts = [
        (
            f"The word{number % 400} of word{number % 397} for word{number % 389}-sea.",
            f"Who said word{number % 383} word{number % 400}?",
        )
        for number in range(SPEECHES)
    ]
    speeches = Speech.objects.bulk_create(
        Speech(
            slug=f"s-{source.pk}",
            title=f"About word{source.pk % 379}",
            text="\n\n".join(parts),
            language="en" if source.pk % 3 else "es",
            source=source,
            status="published",
        )
        for source, parts in zip(sources, texts, strict=True)
    )
    Paragraph.objects.bulk_create(
        Paragraph(speech=speech, number=number, text=text, language=speech.language)
        for speech, parts in zip(speeches, texts, strict=True)
        for number, text in enumerate(parts, 1)
    )


@pytest.fixture(scope="module")
def large_archive(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        write_many()
        with connection.cursor() as cursor:
            for table in sorted(TABLES):
                cursor.execute(f"ANALYZE {table}")
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _forgets(db: None, large_archive: None) -> Iterator[None]:
    recent.forget()
    yield
    recent.forget()


class Plans:
    """What PostgreSQL reads for the queries of a block, each planned as it is sent."""

    def __init__(self) -> None:
        self.indexes: set[str] = set()
        self.read_through: set[str] = set()

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if any(table in sql for table in TABLES):
            with context["connection"].connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", params)
                (plan,) = cursor.fetchone()
            self._note(plan[0]["Plan"])
        return execute(sql, params, many, context)

    def _note(self, node: dict[str, Any]) -> None:
        if "Index Name" in node:
            self.indexes.add(node["Index Name"])
        if node["Node Type"] == "Seq Scan":
            self.read_through.add(node["Relation Name"])
        for part in node.get("Plans", ()):
            self._note(part)


@contextmanager
def planned() -> Iterator[Plans]:
    plans = Plans()
    current()
    with connection.execute_wrapper(plans):
        yield plans


def understood(text: str) -> Understood:
    tree = parse(text).tree
    return Understood(tree, tree, {})


@pytest.mark.parametrize(
    ("text", "in_one", "indexes"),
    [
        ("word7", False, {"speech_index_words"}),
        ("word7 word8 OR word9", False, {"speech_index_words"}),
        ("the", False, {"speech_index_words", "speech_index_exact"}),
        ("the word7", False, {"speech_index_words"}),
        ("=word7", False, {"speech_index_exact"}),
        ("word39*", False, {"speech_index_exact"}),
        ('"word7 of"', False, {WORDS, "speech_index_names"}),
        ('"the word7" -word9', False, {WORDS, "speech_index_words"}),
        ('="the word7"', False, {f"{WORDS} or {WRITTEN}"}),
        ("word7-sea", False, {WORDS, "speech_index_names"}),
        ('"word7 sea"~4', False, {WORDS}),
        ("word7 /p word8", False, {WORDS}),
        ("word7 word8", True, {WORDS}),
        ("word7 -word8", True, {WORDS}),
        ("=word7", True, {WRITTEN}),
        ("word39*", True, {WRITTEN}),
        ("word7 =word8 lang:en", True, {f"{WORDS} or {WRITTEN}"}),
    ],
)
def test_what_is_found_is_found_by_indexes(text: str, in_one: bool, indexes: set[str]) -> None:
    with planned() as plans:
        find(understood(text), current(), in_one_paragraph=in_one)
    assert not plans.read_through
    for each in indexes:
        assert plans.indexes.intersection(each.split(" or "))


@pytest.mark.parametrize("text", ["word7 word8 sea", "word", "sea", '"the word7"', "word7 OR =sea"])
@pytest.mark.parametrize("compared", [1_000, 5])
def test_what_is_ranked_is_looked_up(
    monkeypatch: pytest.MonkeyPatch, text: str, compared: int
) -> None:
    monkeypatch.setattr(ranking, "COMPARED", compared)
    tree = parse(text).tree
    assert tree is not None
    statements = current().everything
    with planned() as plans:
        best_first(tree, statements, current())
    assert not plans.read_through
    assert "statements_speechindex_pkey" in plans.indexes
    assert "speech_index_frequent" in plans.indexes


@pytest.mark.parametrize("text", ["word7", "the", "word7 =sea word39*", '"word7 sea"~5 OR who'])
def test_evidence_reads_the_statements_of_its_page_only(text: str) -> None:
    speeches = list(Speech.objects.order_by("pk")[:20])
    by_key: Callable[[Plans], bool] = lambda plans: bool(  # noqa: E731
        plans.indexes & {"paragraph_number_unique", WORDS, WRITTEN}
    )
    with planned() as plans:
        passages(speeches, understood(text))
    assert not plans.read_through
    assert by_key(plans)
    with planned() as plans:
        marks_in(speeches[0], parse(text).tree)
    assert not plans.read_through
    assert by_key(plans)


def test_the_rows_were_written() -> None:
    assert Speech.objects.count() == SPEECHES
    assert Paragraph.objects.count() == 2 * SPEECHES
    assert len(find(understood("word7"), current()).statements) > 3
