"""The paragraphs that mention an entity, each with the words around the mention."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.db.models import Exists, OuterRef, QuerySet

from statements.highlighting import Segment, segments
from statements.models import Entity, Mention, Paragraph
from statements.usage import StatementUse

#: About a line and a half on either side of a mention.
AROUND: Final = 140

#: A word is not looked for further than this: some scripts put no spaces between words.
LONGEST_WORD: Final = 25

#: A paragraph may be long, and full of mentions.
STRETCHES: Final = 3

ELLIPSIS: Final = "…"

#: Columns of a statement that a line does not show.
_LONG: Final = ("title_block", "text", "sign_off")


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of a statement, and the part of its text that holds the mentions."""

    paragraph: Paragraph
    excerpt: list[Segment]


class Concordance:
    """The paragraphs by date of their statement, then as they follow each other in it.

    A sequence as far as a paginator needs one. Which statements a slice falls on follows from
    the counts of each, so the last page costs no more than the first.
    """

    def __init__(
        self, entity: Entity, statements: Iterable[StatementUse], *, oldest_first: bool = False
    ) -> None:
        self._entity = entity
        self._statements = sorted(
            statements,
            key=lambda use: (use.date or datetime.date.min, use.speech),
            reverse=not oldest_first,
        )
        # Unknown dates come last in either order.
        self._statements.sort(key=lambda use: use.date is None)

    def __len__(self) -> int:
        return sum(use.paragraphs for use in self._statements)

    def __getitem__(self, wanted: slice) -> list[Line]:
        """The lines of a slice, at the cost of two queries."""
        first, last, _ = wanted.indices(len(self))
        at = 0
        skipped: int | None = None
        places: dict[int, int] = {}
        for place, use in enumerate(self._statements):
            if at < last and at + use.paragraphs > first:
                places[use.speech] = place
                skipped = first - at if skipped is None else skipped
            at += use.paragraphs
        paragraphs = sorted(
            _mentioning(self._entity, places), key=lambda p: (places[p.speech_id], p.number)
        )
        begin = skipped or 0
        return _lines(self._entity, paragraphs[begin : begin + last - first])


def _mentioning(entity: Entity, speeches: Iterable[int]) -> QuerySet[Paragraph]:
    mentions = Mention.objects.live().filter(paragraph=OuterRef("pk"), entity=entity)
    paragraphs: QuerySet[Paragraph] = (
        Paragraph.objects.filter(Exists(mentions), speech__in=list(speeches))
        .select_related("speech__speaker", "speech__represents", "speech__event__part_of")
        .defer("words", *(f"speech__{name}" for name in _LONG))
        .order_by()
    )
    return paragraphs


def _lines(entity: Entity, paragraphs: list[Paragraph]) -> list[Line]:
    spans: dict[int | None, list[Mention]] = defaultdict(list)
    for mention in Mention.objects.live().filter(paragraph__in=paragraphs, entity=entity):
        mention.entity = entity
        spans[mention.paragraph_id].append(mention)
    return [Line(p, excerpt(p.text, spans[p.pk])) for p in paragraphs]


def excerpt(text: str, mentions: Iterable[Mention]) -> list[Segment]:
    """The words around each mention, an ellipsis for what is left out between and at the ends."""
    kept = [mention for mention in mentions if mention.end <= len(text)]
    shown = _windows(text, [(mention.start, mention.end) for mention in kept])
    cut: list[Segment] = []
    for first, last in shown:
        if first > 0:
            cut.append(Segment(f"{ELLIPSIS} " if not cut else f" {ELLIPSIS} "))
        inside = [m for m in kept if first <= m.start and m.end <= last]
        cut.extend(_within(text, first, last, inside))
    if shown and shown[-1][1] < len(text):
        cut.append(Segment(f" {ELLIPSIS}"))
    return cut


@dataclass(frozen=True, slots=True)
class _Shifted:
    start: int
    end: int
    entity: Entity


def _within(text: str, first: int, last: int, mentions: Iterable[Mention]) -> list[Segment]:
    shifted = [_Shifted(m.start - first, m.end - first, m.entity) for m in mentions]
    return segments(text[first:last], shifted)


def _windows(text: str, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The first stretches to show, in order; those that touch are one."""
    windows: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        first, last = _word_start(text, start - AROUND), _word_end(text, end + AROUND)
        if windows and first <= windows[-1][1] + 1:
            before = windows.pop()
            first, last = before[0], max(last, before[1])
        windows.append((first, last))
    return windows[:STRETCHES]


def _word_start(text: str, at: int) -> int:
    """The nearest beginning of a word at or after a place."""
    if at <= 0:
        return 0
    for place in range(at, at + LONGEST_WORD):
        if text[place - 1].isspace():
            return place
    return at


def _word_end(text: str, at: int) -> int:
    """The nearest end of a word at or before a place."""
    if at >= len(text):
        return len(text)
    for place in range(at, at - LONGEST_WORD, -1):
        if text[place].isspace():
            return place
    return at
