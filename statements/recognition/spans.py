"""What recognition finds: spans of text that name an entity of the authority data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Kind = Literal["country", "organization", "theme", "document"]


@dataclass(frozen=True, slots=True)
class EntityRef:
    """A pointer to an entity: `code` is unique within `kind`, `name` is the one to show."""

    kind: Kind
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` (exclusive) of a text that name `entity`.

    `text[start:end] == surface` always.
    """

    entity: EntityRef
    start: int
    end: int
    surface: str


@dataclass(frozen=True, slots=True)
class StatementMentions:
    """The mentions of a whole statement; `paragraphs[i]` are those of its i-th paragraph."""

    title: tuple[Span, ...]
    paragraphs: tuple[tuple[Span, ...], ...]


def without_overlap(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Of spans that overlap the leftmost stays, of those the longest, of those the first given."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return tuple(kept)
