"""The paragraphs that mention an entity, each with the words around the mention."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Exists, F, OuterRef

from statements.highlighting import Segment, segments
from statements.models import Entity, Mention, Paragraph
from statements.models.speeches import ParagraphQuerySet, SpeechQuerySet

#: About a line and a half on either side of a mention.
AROUND: Final = 140

#: A word is not looked for further than this: some scripts put no spaces between words.
LONGEST_WORD: Final = 25

#: A paragraph may be long, and full of mentions.
STRETCHES: Final = 3

ELLIPSIS: Final = "…"


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of a statement, and the part of its text that holds the mentions."""

    paragraph: Paragraph
    excerpt: list[Segment]


def mentioning_paragraphs(
    entity: Entity, speeches: SpeechQuerySet, *, oldest_first: bool = False
) -> ParagraphQuerySet:
    """The paragraphs by date of their statement, then as they follow each other in it."""
    mentions = Mention.objects.live().filter(paragraph=OuterRef("pk"), entity=entity)
    day, key = F("speech__date"), F("speech")
    order = (
        (day.asc(nulls_last=True), key.asc())
        if oldest_first
        else (day.desc(nulls_last=True), key.desc())
    )
    paragraphs: ParagraphQuerySet = (
        Paragraph.objects.filter(Exists(mentions), speech__in=speeches.order_by().values("pk"))
        .select_related("speech__speaker", "speech__represents", "speech__event__part_of")
        .defer("search_vector", *(f"speech__{name}" for name in _LONG))
        .order_by(*order, "number")
    )
    return paragraphs


_LONG: Final = ("title_block", "text", "sign_off", "search_vector")


def lines(entity: Entity, paragraphs: Sequence[Paragraph]) -> list[Line]:
    """The paragraphs of a page with their excerpts, at the cost of one query."""
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
