"""From the words of a PDF page to its lines in reading order, with gaps and indents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

from statements.ingest.readers.pdf_columns import regions
from statements.ingest.readers.pdf_lines import Row, is_right_to_left, rows, runs
from statements.ingest.readers.pdf_notes import without_notes
from statements.ingest.readers.pdf_words import Word

# In multiples of the type's size: less is no indent, more is a line that is set to the right.
_INDENT: Final = (0.7, 6.0)
_INDENT_SPACES: Final = (4, 8)
# Of a usual distance between lines: more is a gap between paragraphs.
_PARAGRAPH_GAP: Final = 1.3


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
    from_right = is_right_to_left(words)
    parts = [rows(part) for part in regions(runs(words), from_right=from_right)]
    parts, notes = without_notes(parts)
    lines = [row for part in parts for row in part]
    indents = [indent for part in parts for indent in _indents(part, from_right=from_right)]
    is_gap = _gap_measure(parts)
    text: list[str] = []
    for index, (row, indent) in enumerate(zip(lines, indents, strict=True)):
        if index and is_gap(lines[index - 1], row):
            text.append("")
        text.append(" " * indent + row.text)
    return PageText("\n".join(text), notes, stamps)


def _gap_measure(parts: Sequence[Sequence[Row]]) -> Callable[[Row, Row], bool]:
    """Whether a gap between paragraphs stands between two lines, by the page's usual leading.

    None stands between the foot of a column and the head of the next, as between pages: there a
    sentence may go on.
    """
    sizes: Counter[float] = Counter()
    for row in (row for part in parts for row in part):
        sizes[round(row.size, 1)] += len(row.text)
    body = max(sizes, key=lambda size: sizes[size], default=0.0)
    distances = [
        distance
        for part in parts
        for above, row in pairwise(part)
        if (distance := above.baseline - row.baseline) > body / 2
    ]
    usual = median(distances) if distances else 0.0

    def is_gap(above: Row, row: Row) -> bool:
        larger = max(max(above.size, row.size) / body, 1) if body else 1
        return 0 < usual * _PARAGRAPH_GAP * larger < above.baseline - row.baseline

    return is_gap


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
