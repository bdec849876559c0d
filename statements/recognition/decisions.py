"""What editors decided of mentions, put in force on what is recognised anew."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from statements.recognition.quotes import Letters, Place, TextQuote
from statements.recognition.spans import EntityRef, Span

State = Literal["found", "accepted", "rejected"]


@dataclass(frozen=True, slots=True)
class Decision:
    """That the quoted words, in the title or in a paragraph, do or do not mention an entity."""

    quote: TextQuote
    in_title: bool
    entity: EntityRef
    is_mention: bool


@dataclass(frozen=True, slots=True)
class SettledSpan:
    """A mention and where it stands: only found, accepted by an editor, or rejected."""

    span: Span
    state: State = "found"


@dataclass(frozen=True, slots=True)
class Settled:
    """The mentions of the title and of each paragraph with the decisions in force, in order.

    `lost` are decisions on words that stand in the statement no longer.
    """

    title: tuple[SettledSpan, ...]
    paragraphs: tuple[tuple[SettledSpan, ...], ...]
    lost: tuple[Decision, ...] = ()


def settle(
    title: str,
    paragraphs: Sequence[str],
    found: tuple[Sequence[Span], Sequence[Sequence[Span]]],
    decisions: Sequence[Decision],
) -> Settled:
    """Put decisions in force, later ones over earlier ones.

    `found` are the spans of the title and of each paragraph. Where words are accepted as a
    mention, nothing else is found that overlaps them.
    """
    in_title, in_text = found
    of_title = [decision for decision in decisions if decision.in_title]
    of_text = [decision for decision in decisions if not decision.in_title]
    (settled_title,), lost_of_title = _settle([title], [in_title], of_title)
    settled_text, lost_of_text = _settle(paragraphs, in_text, of_text)
    return Settled(settled_title, tuple(settled_text), (*lost_of_title, *lost_of_text))


def _settle(
    texts: Sequence[str], found: Sequence[Sequence[Span]], decisions: Sequence[Decision]
) -> tuple[list[tuple[SettledSpan, ...]], list[Decision]]:
    settled = [[SettledSpan(span) for span in spans] for spans in found]
    lost = []
    letters = Letters(texts) if decisions else None
    for decision in decisions:
        place = letters.find(decision.quote) if letters else None
        if place is None:
            lost.append(decision)
            continue
        spans = settled[place.text]
        if decision.is_mention:
            surface = texts[place.text][place.start : place.end]
            accepted = Span(decision.entity, place.start, place.end, surface)
            spans[:] = _accepted(spans, place, accepted)
        else:
            spans[:] = _rejected(spans, place, decision.entity)
    return [tuple(sorted(spans, key=_order)) for spans in settled], lost


def _accepted(spans: Sequence[SettledSpan], place: Place, accepted: Span) -> list[SettledSpan]:
    """What was found so already is confirmed, with the names within it; else it takes the place
    of all that overlaps."""
    if any(settled.span == accepted for settled in spans):
        return [
            SettledSpan(settled.span, "accepted") if settled.span == accepted else settled
            for settled in spans
        ]
    return [*_beside(spans, place), SettledSpan(accepted, "accepted")]


def _beside(spans: Iterable[SettledSpan], place: Place) -> list[SettledSpan]:
    """Those that leave the place free; what was rejected there stays rejected."""
    return [
        settled for settled in spans if settled.state == "rejected" or not _overlap(settled, place)
    ]


def _rejected(spans: Iterable[SettledSpan], place: Place, entity: EntityRef) -> list[SettledSpan]:
    def is_meant(settled: SettledSpan) -> bool:
        found = settled.span.entity
        is_of_entity = (found.kind, found.code) == (entity.kind, entity.code)
        return is_of_entity and _overlap(settled, place)

    return [
        SettledSpan(settled.span, "rejected") if is_meant(settled) else settled for settled in spans
    ]


def _overlap(settled: SettledSpan, place: Place) -> bool:
    return settled.span.start < place.end and place.start < settled.span.end


def _order(settled: SettledSpan) -> tuple[int, int]:
    return settled.span.start, -settled.span.end
