"""A text cut at its mentions and at searched words, so that templates can link and mark them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from statements.models import Entity
from statements.recognition.spans import EntityRef
from statements.search.marking import Mark


class Mentioned(Protocol):
    """A stored Mention or a Span just found: characters `start` to `end`, exclusive."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def entity(self) -> Entity | EntityRef: ...


class Stretch(NamedTuple):
    """A part of a segment that is wholly a match, or wholly none."""

    text: str
    is_match: bool


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text, and the mention that it is, if any.

    `stretches` are its parts in order where searched words stand in it, or else none.
    """

    text: str
    mention: Mentioned | None = None
    stretches: tuple[Stretch, ...] = ()

    @property
    def entity(self) -> Entity | EntityRef | None:
        return self.mention.entity if self.mention else None


def segments(
    text: str, mentions: Iterable[Mentioned], matches: Sequence[Mark] = ()
) -> list[Segment]:
    """The whole text in order. A mention outside of it, or over an earlier one, stays plain.

    `matches` are searched words, in order and apart. They may lie within mentions and across
    their ends: a mention stays one segment, one link.
    """
    cut: list[Segment] = []
    at = 0
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if mention.start < at or mention.end > len(text):
            continue
        if mention.start > at:
            cut.append(_segment(text, at, mention.start, None, matches))
        cut.append(_segment(text, mention.start, mention.end, mention, matches))
        at = mention.end
    if at < len(text):
        cut.append(_segment(text, at, len(text), None, matches))
    return cut


def _segment(
    text: str, start: int, end: int, mention: Mentioned | None, matches: Sequence[Mark]
) -> Segment:
    stretches: list[Stretch] = []
    at = start
    for match in matches[bisect_right(matches, start, key=lambda match: match.end) :]:
        if match.start >= end:
            break
        first, last = max(match.start, start), min(match.end, end)
        if first > at:
            stretches.append(Stretch(text[at:first], is_match=False))
        stretches.append(Stretch(text[first:last], is_match=True))
        at = last
    if stretches and at < end:
        stretches.append(Stretch(text[at:end], is_match=False))
    return Segment(text[start:end], mention, tuple(stretches))
