"""What the review of a file and the page of a stored statement have in common."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from statements.highlighting import segments
from statements.ingest.document import ParsedStatement
from statements.models import Entity
from statements.reading import ReadStatement
from statements.recognition.spans import EntityRef


def shown_of(read: ReadStatement) -> dict[str, Any]:
    """What the page shows of a reading beside its fields."""
    return {
        "paragraphs": [(p, segments(p.text, p.mentions)) for p in read.paragraphs],
        "mentioned": mentioned(
            span.entity for spans in (read.title_mentions, *read.mentions) for span in spans
        ),
        **source_of(read.parsed),
    }


def source_of(parsed: ParsedStatement) -> dict[str, Any]:
    """The source as it was read, page by page, and what was left out of the statement."""
    return {
        "pages": _pages(parsed),
        "paged": parsed.source.paged,
        "furniture": parsed.furniture,
        "left_out": parsed.source.left_out,
        "title_block": parsed.title_block,
        "sign_off": parsed.sign_off,
    }


def _pages(parsed: ParsedStatement) -> list[list[tuple[str, bool]]]:
    """The lines of each page, and whether a line is no part of the statement (page numbers,
    repeated headers and footers)."""
    furniture = iter([*parsed.furniture, None])
    left_out = next(furniture)
    pages = []
    for page in parsed.source.pages:
        lines = []
        for line in page.split("\n"):
            is_left_out = left_out is not None and line.strip() == left_out
            if is_left_out:
                left_out = next(furniture)
            lines.append((line, is_left_out))
        pages.append(lines)
    return pages


def mentioned(
    entities: Iterable[Entity | EntityRef],
) -> list[tuple[str, str, list[tuple[Entity | EntityRef, int]]]]:
    """What is mentioned how often, by kind."""
    counts = Counter(entities)
    return [
        (str(kind.label), kind.value, found)
        for kind in Entity.Kind
        if (found := [item for item in counts.most_common() if item[0].kind == kind])
    ]


def names_of_delegations() -> Any:
    """The names that complete what is typed into “represents”."""
    return Entity.objects.delegations().values_list("name", flat=True)
