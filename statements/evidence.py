"""The paragraphs that show why a statement was found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Case, F, FloatField, IntegerField, Q, Value, When, Window
from django.db.models.functions import RowNumber

from statements.models import Paragraph, Speech
from statements.search import postgres
from statements.search.fragments import text_directive
from statements.search.marking import MARK_START, MARK_STOP, Mark, Part, marks, parts
from statements.search.query import Node, Or, is_statement_property, map_nodes, wanted_terms
from statements.searching.limits import OutOfTime, limited
from statements.searching.paragraphs import VECTOR, holding
from statements.searching.understanding import Understood

#: Two of them are about three lines of text on a wide window: enough to see the words in their
#: sentence, and little enough for twenty statements on a page.
FRAGMENT_WORDS: Final = 22
FRAGMENTS: Final = 2

#: A paragraph of up to so many characters takes no more room whole.
WHOLE_CHARACTERS: Final = 280

#: Where a paragraph has its number, the title has this: paragraphs count from 1.
TITLE: Final = 0


@dataclass(frozen=True, slots=True)
class Passage:
    """The best part of a paragraph. `headline` is its verbatim text with signs around the words
    (`marking.MARK_START` and `MARK_STOP`), and "…" where text is left out.

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
        with limited(by_words=any(map(postgres.is_as_written, wanted_terms(query.tree)))):
            rows = list(
                Paragraph.objects.filter(pk__in=_best(shown, query, wanted, per_speech))
                .annotate(headline=headline)
                .order_by("speech", "number")
                .values_list("speech", "number", "page", "headline", "text")
            )
    except OutOfTime:
        return {}
    for speech, number, page, headline, text in rows:
        shown_parts = parts(text, headline, postgres.FRAGMENT_DELIMITER)
        fragment = f"p{number}{_directive(text, shown_parts)}"
        found[speech].append(Passage(number, page, _headline(text, shown_parts), fragment))
    return dict(found)


def _directive(text: str, shown: Sequence[Part]) -> str:
    """Leads a browser to the first part that has a marked word."""
    first = next((part for part in shown if part.marks), None)
    return text_directive(text, text[first.start : first.end]) if first else ""


def _headline(text: str, shown: Sequence[Part]) -> str:
    """The parts with signs around marked words, and "…" for what is left out of the text."""
    if not shown:
        return text
    between = postgres.FRAGMENT_DELIMITER.join(_with_signs(text, part) for part in shown)
    begins, ends = text[: shown[0].start].strip(), text[shown[-1].end :].strip()
    return ("… " if begins else "") + between + (" …" if ends else "")


def _with_signs(text: str, part: Part) -> str:
    signed, at = "", part.start
    for mark in part.marks:
        signed += text[at : mark.start] + MARK_START + text[mark.start : mark.end] + MARK_STOP
        at = mark.end
    return signed + text[at : part.end]


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
        .order_by()
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
