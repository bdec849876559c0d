"""A text cut at its mentions, so that templates can link them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from statements.models import Entity, Mention


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text; `entity` is what it mentions, if anything."""

    text: str
    entity: Entity | None = None


def segments(text: str, mentions: Iterable[Mention]) -> list[Segment]:
    """The whole text in order. A mention outside of it, or over an earlier one, stays plain."""
    cut: list[Segment] = []
    at = 0
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if mention.start < at or mention.end > len(text):
            continue
        if mention.start > at:
            cut.append(Segment(text[at : mention.start]))
        cut.append(Segment(text[mention.start : mention.end], mention.entity))
        at = mention.end
    if at < len(text):
        cut.append(Segment(text[at:]))
    return cut
