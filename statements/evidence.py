"""The paragraphs that show why a statement was found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Final

from django.db.models import Case, F, FloatField, IntegerField, Q, Value, When, Window
from django.db.models.functions import RowNumber

from statements.models import Paragraph, Speech
from statements.search import postgres
from statements.search.fragments import text_directive
from statements.search.marking import MARK_START, Mark, marks, without_signs
from statements.search.query import Node, Or, is_statement_property, map_nodes, wanted_terms
from statements.searching.limits import OutOfTime, limited
from statements.searching.paragraphs import VECTOR, holding
from statements.searching.understanding import Understood

#: About three lines of text on a wide window: enough to see the words in their sentence.
FRAGMENT_WORDS: Final = 35
FRAGMENTS: Final = 2

#: A paragraph of up to so many characters takes no more room whole.
WHOLE_CHARACTERS: Final = 320

#: Where a paragraph has its number, the title has this: paragraphs count from 1.
TITLE: Final = 0

#: Characters at an end that tell whether a passage is the paragraph's own beginning or end.
COMPARED: Final = 20


@dataclass(frozen=True, slots=True)
class Passage:
    """The best part of a paragraph. `headline` is escaped HTML with search marks around words.

    `fragment` is the part of an address that leads to it on the statement's page: "p12:~:text=…".
    """

    number: int
    page: int | None
    headline: str
    fragment: str


def passages(
    speeches: Iterable[Speech], query: Understood, per_speech: int = 3
) -> dict[int, list[Passage]]:
    """The best matching paragraphs of each statement, in reading order, by its primary key.

    Words that need not stand in one paragraph are looked for singly; a paragraph that holds the
    whole query goes before one that holds a part. Two queries, whatever the number of statements;
    nothing where they take longer than a search may.
    """
    shown = list(speeches)
    wanted = any_of(query.tree)
    if query.tree is None or wanted is None or not shown:
        return {}
    languages = {speech.language for speech in shown}
    found: dict[int, list[Passage]] = defaultdict(list)
    headline = postgres.headline(
        wanted,
        "text",
        languages=languages,
        fragments=FRAGMENTS,
        words=FRAGMENT_WORDS,
        whole=WHOLE_CHARACTERS,
    )
    try:
        with limited():
            rows = list(
                Paragraph.objects.filter(pk__in=_best(shown, query, wanted, per_speech))
                .annotate(headline=headline)
                .order_by("speech", "number")
                .values_list("speech", "number", "page", "headline", "text")
            )
    except OutOfTime:
        return {}
    for speech, number, page, marked, text in rows:
        quoted, fragment = _with_dots(marked, text), f"p{number}{_directive(marked, text)}"
        found[speech].append(Passage(number, page, quoted, fragment))
    return dict(found)


def _directive(headline: str, text: str) -> str:
    """Leads a browser to the first part of the headline that has a marked word."""
    parts = unescape(headline).split(postgres.FRAGMENT_DELIMITER)
    first = next((part for part in parts if MARK_START in part), parts[0])
    return text_directive(text, without_signs(first))


def marks_in(speech: Speech, tree: Node | None) -> dict[int, list[Mark]]:
    """Where the statement has wanted words or phrases, by the number of the paragraph.

    Paragraphs without any are left out; the title is always there, as TITLE. One query.
    """
    wanted = any_of(tree)
    if wanted is None:
        return {}
    language = speech.language
    title = Speech.objects.filter(pk=speech.pk).values_list(
        Value(TITLE), "title", postgres.copies(language, wanted, "title")
    )
    if postgres.is_stemmed(wanted):
        # What the language leaves out, as "the", is not marked, so nothing else is looked for.
        may_be_marked = postgres.in_each(
            {language}, lambda configs: Q(**{VECTOR: postgres.stems(wanted, configs)})
        )
    else:
        may_be_marked = holding(wanted, {language}, {})
    paragraphs = (
        Paragraph.objects.filter(may_be_marked, speech=speech)
        .order_by()
        .values_list("number", "text", postgres.copies(language, wanted, "text"))
    )
    rows = sorted(title.order_by().union(paragraphs, all=True))
    return {number: marks(text, copies) for number, text, copies in rows}


def _with_dots(headline: str, text: str) -> str:
    """The headline with an ellipsis where words of the paragraph are left out at an end."""
    shown = without_signs(unescape(headline))
    begins, ends = shown[:COMPARED].strip(), shown[-COMPARED:].strip()
    return (
        ("" if text.startswith(begins) else "… ") + headline + ("" if text.endswith(ends) else " …")
    )


def _best(
    speeches: Sequence[Speech], query: Understood, wanted: Node, per_speech: int
) -> list[int]:
    languages = {speech.language for speech in speeches}
    whole = _in_one_paragraph(query.tree)
    is_whole = holding(whole, languages, query.keys) if whole is not None else Q(pk__isnull=False)
    frequency = postgres.by_language(
        languages,
        lambda configs: postgres.frequency(VECTOR, postgres.stems(wanted, configs)),
        FloatField(),
    )
    place = Window(
        RowNumber(), partition_by="speech", order_by=[F("whole").asc(), F("rank").desc(), "number"]
    )
    ranked = (
        Paragraph.objects.filter(
            holding(wanted, languages, query.keys), speech__in=[s.pk for s in speeches]
        )
        .annotate(
            whole=Case(
                When(is_whole, then=Value(0)), default=Value(1), output_field=IntegerField()
            ),
            rank=frequency,
        )
        .annotate(place=place)
        .filter(Q(place__lte=per_speech))
    )
    return list(ranked.values_list("pk", flat=True))


def _in_one_paragraph(tree: Node | None) -> Node | None:
    """The query without what holds of a statement as a whole."""
    return map_nodes(tree, lambda node: None if is_statement_property(node) else node)


def any_of(tree: Node | None) -> Node | None:
    """What a hit may show: one of the words or phrases that are wanted; None where none is."""
    terms = wanted_terms(tree)
    if len(terms) <= 1:
        return terms[0] if terms else None
    return Or(terms)
