"""From the words of a PDF page to its lines in reading order, with gaps and indents."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

from statements.ingest.readers.pdf_columns import regions
from statements.ingest.readers.pdf_lines import Row, is_from_right, rows, runs
from statements.ingest.readers.pdf_notes import without_notes
from statements.ingest.readers.pdf_words import Word

# In multiples of the type's size: less is no indent, more is a line that is set to the right.
_INDENT: Final = (0.7, 6.0)
_INDENT_SPACES: Final = (4, 8)
# Of a usual distance between lines: more is a gap between paragraphs.
_PARAGRAPH_GAP: Final = 1.3
# Large type has more between its lines than the text has, in multiples of its size.
_WIDEST_LEADING: Final = 1.5
# A line whose type is larger by more than this is a heading.
_OTHER_SIZE: Final = 1.25


@dataclass(frozen=True, slots=True)
class PageText:
    """The text of a page, the footnotes that stood at its foot, and what is written across it."""

    text: str
    notes: tuple[str, ...] = ()
    across: str = ""


def page_text(words: Sequence[Word], across: Sequence[Word] = ()) -> PageText:
    """Set the words of a page as lines: blank ones for gaps, leading spaces for indents.

    `across` are the words in another direction: stamps, no part of the text.
    """
    stamps = " ".join(word.text for word in across)
    if not words:
        return PageText("", across=stamps)
    from_right = is_from_right(words)
    parts = [rows(part) for part in regions(runs(words), from_right=from_right)]
    parts, notes = without_notes(parts)
    lines = [row for part in parts for row in part]
    indents = [indent for part in parts for indent in _indents(part, from_right=from_right)]
    leadings = _leadings(parts)
    text: list[str] = []
    for index, (row, indent) in enumerate(zip(lines, indents, strict=True)):
        if index and _is_apart(lines[index - 1], row, leadings):
            text.append("")
        text.append(" " * indent + row.text)
    return PageText("\n".join(text), notes, stamps)


def _leadings(parts: Sequence[Sequence[Row]]) -> dict[int, float]:
    """The usual distance between the lines of a page, by the size of their type in points."""
    distances: dict[int, list[float]] = defaultdict(list)
    for above, row in (pair for part in parts for pair in pairwise(part)):
        distance = above.baseline - row.baseline
        if round(above.size) == round(row.size) and distance > row.size / 2:
            distances[round(row.size)].append(distance)
    return {size: median(found) for size, found in distances.items()}


def _is_apart(above: Row, row: Row, leadings: Mapping[int, float]) -> bool:
    """Whether a gap is between two lines, or type of clearly another size: a heading.

    None is between the foot of a column and the head of the next, as between pages: there a
    sentence may go on.
    """
    distance = above.baseline - row.baseline
    large, small = max(above.size, row.size), min(above.size, row.size)
    if large > small * _OTHER_SIZE and distance > small:
        return True
    usual = leadings.get(round(row.size), 0.0)
    return distance > max(usual * _PARAGRAPH_GAP, row.size * _WIDEST_LEADING)


def _indents(part: Sequence[Row], *, from_right: bool) -> list[int]:
    """How many spaces show the indent of each line against most others of the same part."""
    edges = [-row.right if from_right else row.left for row in part]
    usual = Counter(map(round, edges)).most_common(1)[0][0] if edges else 0
    return [
        _spaces((edge - usual) / row.size) if row.size else 0
        for row, edge in zip(part, edges, strict=True)
    ]


def _spaces(indent: float) -> int:
    if indent < _INDENT[0]:
        return 0
    return _INDENT_SPACES[indent >= _INDENT[1]]
