"""A text cut at its mentions, so that templates can link or colour them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from statements.models import Entity
from statements.recognition.spans import EntityRef


class Mentioned(Protocol):
    """A stored Mention or a Span just found: characters `start` to `end`, exclusive."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def entity(self) -> Entity | EntityRef: ...


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text, and the mention that it is, if any."""

    text: str
    mention: Mentioned | None = None

    @property
    def entity(self) -> Entity | EntityRef | None:
        return self.mention.entity if self.mention else None


def segments(text: str, mentions: Iterable[Mentioned]) -> list[Segment]:
    """The whole text in order. A mention outside of it, or over an earlier one, stays plain."""
    cut: list[Segment] = []
    at = 0
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if mention.start < at or mention.end > len(text):
            continue
        if mention.start > at:
            cut.append(Segment(text[at : mention.start]))
        cut.append(Segment(text[mention.start : mention.end], mention))
        at = mention.end
    if at < len(text):
        cut.append(Segment(text[at:]))
    return cut
