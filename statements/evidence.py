"""The paragraphs that show why a statement was found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape
from typing import Final

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When, Window
from django.db.models.functions import RowNumber

from statements.models import Paragraph, Speech
from statements.search import postgres
from statements.search.marking import Mark, marks, without_signs
from statements.search.query import Node, Or, wanted_terms

#: About three lines of text on a wide window: enough to see the words in their sentence.
FRAGMENT_WORDS: Final = 35
FRAGMENTS: Final = 2

#: A paragraph of up to so many characters takes no more room whole.
WHOLE_CHARACTERS: Final = 320

#: Characters at an end that tell whether a passage is the paragraph's own beginning or end.
COMPARED: Final = 20


@dataclass(frozen=True, slots=True)
class Passage:
    """The best part of a paragraph. `headline` is escaped HTML with search marks around words."""

    number: int
    page: int | None
    headline: str


def passages(
    speeches: Iterable[Speech], tree: Node | None, per_speech: int = 3
) -> dict[int, list[Passage]]:
    """The best matching paragraphs of each statement, in reading order, by its primary key.

    Words that need not stand in one paragraph are looked for singly; a paragraph that holds the
    whole query goes before one that holds a part. Two queries, whatever the number of statements.
    """
    wanted = any_of(tree)
    if tree is None or wanted is None:
        return {}
    best = _best(speeches, tree, wanted, per_speech)
    found: dict[int, list[Passage]] = defaultdict(list)
    headline = postgres.headline(
        wanted, "text", fragments=FRAGMENTS, words=FRAGMENT_WORDS, whole=WHOLE_CHARACTERS
    )
    rows = (
        Paragraph.objects.filter(pk__in=best)
        .annotate(headline=headline)
        .order_by("speech", "number")
        .values_list("speech", "number", "page", "headline", "text")
    )
    for speech, number, page, marked, text in rows:
        found[speech].append(Passage(number, page, _with_dots(marked, text)))
    return dict(found)


def with_title_copies(speeches: QuerySet[Speech], tree: Node | None) -> QuerySet[Speech]:
    """The statements with what `marks_in_title` reads, at no query more."""
    wanted = any_of(tree)
    if wanted is None:
        return speeches
    return speeches.annotate(title_copies=postgres.copies(wanted, "title"))


def marks_in_title(speech: Speech) -> list[Mark]:
    """Where the title has wanted words, of a statement out of `with_title_copies`."""
    return marks(speech.title, getattr(speech, "title_copies", ()))


def marks_by_paragraph(speech: Speech, tree: Node | None) -> dict[int, list[Mark]]:
    """Where each paragraph that holds a wanted word or phrase has it, by the paragraph's number.

    Any of them will do, as in the passages of a list. One query.
    """
    wanted = any_of(tree)
    if wanted is None:
        return {}
    rows = (
        Paragraph.objects.filter(postgres.matches(wanted), speech=speech)
        .annotate(copies=postgres.copies(wanted, "text"))
        .order_by("number")
        .values_list("number", "text", "copies")
    )
    return {number: marks(text, copies) for number, text, copies in rows}


def _with_dots(headline: str, text: str) -> str:
    """The headline with an ellipsis where words of the paragraph are left out at an end."""
    shown = without_signs(unescape(headline))
    begins, ends = shown[:COMPARED].strip(), shown[-COMPARED:].strip()
    return (
        ("" if text.startswith(begins) else "… ") + headline + ("" if text.endswith(ends) else " …")
    )


def _best(speeches: Iterable[Speech], tree: Node, wanted: Node, per_speech: int) -> list[int]:
    whole = Case(
        When(postgres.matches(tree), then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    place = Window(
        RowNumber(), partition_by="speech", order_by=[F("whole").asc(), F("rank").desc(), "number"]
    )
    ranked = (
        Paragraph.objects.filter(postgres.matches(wanted), speech__in=[s.pk for s in speeches])
        .annotate(whole=whole, rank=postgres.frequency(wanted))
        .annotate(place=place)
        .filter(Q(place__lte=per_speech))
    )
    return list(ranked.values_list("pk", flat=True))


def any_of(tree: Node | None) -> Node | None:
    """What a hit may show: one of the words or phrases that are wanted; None where none is."""
    terms = wanted_terms(tree)
    if len(terms) <= 1:
        return terms[0] if terms else None
    return Or(terms)
