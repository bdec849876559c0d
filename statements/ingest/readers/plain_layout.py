"""The pages of plain text in the order in which they are read: columns undone, notes taken out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from statements.ingest.characters import one_line_end
from statements.ingest.furniture import find_furniture
from statements.ingest.layout import spacing_of
from statements.ingest.lines import Line
from statements.ingest.readers.plain_columns import regions
from statements.ingest.readers.plain_notes import NoteFinder, may_have_notes


@dataclass(frozen=True, slots=True)
class ReadingOrder:
    """The text of each page, and the notes that stood at their feet, in order."""

    pages: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """Lines of a page that are read before the next part's; `is_furniture` the page's own."""

    page: int
    lines: list[str]
    is_furniture: bool = False
    ends_page: bool = False


def reading_order(pages: Sequence[str]) -> ReadingOrder:
    """Read each column by itself and take out the notes at the foot of each page.

    Where the text has no pages, lines with page numbers show where they were.
    """
    parts = list(_parts([one_line_end(page).split("\n") for page in pages]))
    notes: tuple[str, ...] = ()
    if may_have_notes([line for part in parts for line in part.lines]):
        parts, notes = _without_notes(parts)
    read: list[list[str]] = [[] for _ in pages]
    for part in parts:
        read[part.page] += part.lines
    return ReadingOrder(tuple("\n".join(lines) for lines in read), notes)


def _without_notes(parts: Sequence[_Part]) -> tuple[list[_Part], tuple[str, ...]]:
    finder = NoteFinder(spacing_of(_lines(parts)))
    kept: list[_Part] = []
    notes: list[str] = []
    following = _first_lines_after(parts)
    for part, below in zip(parts, following, strict=True):
        if part.is_furniture:
            kept.append(part)
            continue
        body = finder.take(part.lines, ends_page=part.ends_page, following=below)
        kept.append(replace(part, lines=body.lines))
        notes += body.notes
    return kept, tuple(notes)


def _first_lines_after(parts: Sequence[_Part]) -> list[str]:
    """The line of the text that comes first after each part, "" after the last."""
    found = []
    below = ""
    for part in reversed(parts):
        found.append(below)
        if not part.is_furniture:
            below = next((line for line in part.lines if line.strip()), below)
    return found[::-1]


def _parts(pages: Sequence[Sequence[str]]) -> Iterator[_Part]:
    stripped = [[line.strip() for line in lines] for lines in pages]
    furniture: dict[int, list[int]] = {}
    for page, index in sorted(find_furniture(stripped, paged=len(pages) > 1)):
        furniture.setdefault(page, []).append(index)
    for page, lines in enumerate(pages):
        begin = 0
        for index in [*furniture.get(page, []), len(lines)]:
            ends_page = index < len(lines) or page + 1 < len(pages)
            for region in regions(lines[begin:index]):
                yield _Part(page, region, ends_page=ends_page)
            if index < len(lines):
                yield _Part(page, [lines[index]], is_furniture=True)
            begin = index + 1


def _lines(parts: Sequence[_Part]) -> list[Line]:
    lines: list[Line] = []
    blanks = 0
    for part in parts:
        for line in part.lines:
            if text := line.strip():
                lines.append(Line(text, blanks_before=blanks))
            blanks = 0 if text else blanks + 1
    return lines
