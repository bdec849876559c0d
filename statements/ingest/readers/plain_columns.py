"""Plain text set in two columns side by side: read the left one first, then the right one.

Only beyond doubt. A table, a letterhead or the two sides of a signature block also have gaps
within their lines; but their cells hold no running text, which goes on from line to line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median
from typing import Final, Literal

from statements.ingest.lines import starts_small
from statements.ingest.readers.right_to_left import is_right_to_left

_GAP = re.compile(r"(?<=\S)\s{2,}(?=\S)")
_TAB_WIDTH: Final = 8
_FEWEST_LINES: Final = 6
#: The right column begins at one place, give or take so many characters.
_SLACK: Final = 2
# Of the lines of a column: those that begin with a small letter, amid a sentence; and how far
# the middle one fills the column. Cells of tables and halves of verses are shorter.
_LEAST_GOING_ON: Final = 0.3
_LEAST_FILLED: Final = 0.6
_NARROWEST_COLUMN: Final = 20
_FEWEST_WORDS: Final = 2.5
# Of all lines: such that go over the gap between the columns (titles). Of those in columns: such
# that hold both.
_MOST_CROSSING: Final = 0.4
_LEAST_PAIRED: Final = 0.4

Region = list[str]
_Kind = Literal["blank", "pair", "left", "right", "across"]


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of the page, cut where the right column begins."""

    kind: _Kind
    left: str
    right: str = ""


def regions(lines: Sequence[str]) -> list[Region]:
    """The lines of a page in parts that are read one after the other.

    One part holds all lines, as they are, where the page is not in two columns.
    """
    gapped = [line for line in map(str.strip, lines) if "  " in line or "\t" in line]
    if len(gapped) < _FEWEST_LINES:
        return [list(lines)]
    expanded = [line.expandtabs(_TAB_WIDTH).rstrip() for line in lines]
    begin = _right_column(expanded)
    if begin is None or is_right_to_left("".join(lines)):
        return [list(lines)]
    rows = _cut(expanded, begin)
    if not _is_in_columns(rows):
        return [list(lines)]
    found: list[Region] = []
    for is_band, members in _bands(rows):
        if not is_band:
            # Notes below the columns are at the foot of the right one.
            below = [lines[index] for index in members]
            found[-1:] = [[*(found[-1] if found else []), *below]]
            continue
        band = [rows[index] for index in members]
        found.append(_without_outer_blanks([row.left for row in band]))
        found.append(_without_outer_blanks([row.right for row in band]))
    return [region for region in found if region]


def _right_column(lines: Sequence[str]) -> int | None:
    """Where the right column begins, in characters from the left; None where no place is usual."""
    starts = Counter(match.end() for line in lines for match in _GAP.finditer(line))
    starts = Counter({start: n for start, n in starts.items() if start > _NARROWEST_COLUMN})
    if not starts:
        return None
    begin, _ = max(starts.items(), key=lambda item: (item[1], item[0]))
    near = sum(any(_is_near(match, begin) for match in _GAP.finditer(line)) for line in lines)
    return begin if near >= _FEWEST_LINES else None


def _is_near(gap: re.Match[str], begin: int) -> bool:
    return gap.end() == begin or (
        abs(gap.end() - begin) <= _SLACK and gap.end() - gap.start() > _SLACK
    )


def _cut(lines: Sequence[str], begin: int) -> list[_Row]:
    rows = [_cut_line(line, begin) for line in lines]
    for index in range(1, len(rows) - 1):
        # A full line of the left column may leave one space before the right one.
        line = lines[index]
        if (
            rows[index].kind == "across"
            and rows[index - 1].kind == rows[index + 1].kind == "pair"
            and line[begin - 1] == " "
            and line[begin] != " "
        ):
            rows[index] = _Row("pair", line[: begin - 1].rstrip(), line[begin:])
    return rows


def _cut_line(line: str, begin: int) -> _Row:
    if not line:
        return _Row("blank", "")
    for gap in _GAP.finditer(line):
        if _is_near(gap, begin):
            return _Row("pair", line[: gap.start()], line[gap.end() :])
    indent = len(line) - len(line.lstrip())
    if indent >= begin - _SLACK:
        return _Row("right", "", line[min(indent, begin) :])
    return _Row("left" if len(line) < begin else "across", line)


def _is_in_columns(rows: Sequence[_Row]) -> bool:
    full = [row for row in rows if row.kind != "blank"]
    across = sum(row.kind == "across" for row in full)
    pairs = [row for row in full if row.kind == "pair"]
    # Below the last pair one column may go on alone for long.
    last = max((index for index, row in enumerate(full) if row.kind == "pair"), default=0)
    return (
        len(pairs) >= _FEWEST_LINES
        and len(pairs) >= (last + 1 - across) * _LEAST_PAIRED
        and across <= len(full) * _MOST_CROSSING
        and _is_running_text([row.left.strip() for row in pairs])
        and _is_running_text([row.right.strip() for row in pairs])
        and not _is_table(rows)
    )


def _is_running_text(texts: Sequence[str]) -> bool:
    """Whether these are lines of sentences that go on from line to line and fill a column."""
    lengths = [len(text) for text in texts]
    return (
        max(lengths) >= _NARROWEST_COLUMN
        and median(lengths) >= max(lengths) * _LEAST_FILLED
        and sum(len(text.split()) for text in texts) >= len(texts) * _FEWEST_WORDS
        and sum(map(starts_small, texts)) >= len(texts) * _LEAST_GOING_ON
    )


def _is_table(rows: Sequence[_Row]) -> bool:
    """Whether blank lines part rows of cells, so that both sides always begin anew below them."""
    begins_anew = [
        not starts_small(row.left) and not starts_small(row.right)
        for above, row in pairwise(rows)
        if above.kind == "blank" and row.kind == "pair"
    ]
    return len(begins_anew) > 2 and all(begins_anew)


def _bands(rows: Sequence[_Row]) -> list[tuple[bool, list[int]]]:
    """The indices of the rows in order, in parts: with True those that are in columns.

    Columns begin at a line that holds both, and end at one that goes across, or with the last
    that surely is of a column: below the shorter column the longer one goes on alone.
    """
    bands: list[tuple[bool, list[int]]] = []
    for is_across, members in groupby(range(len(rows)), lambda index: rows[index].kind == "across"):
        part = list(members)
        pairs = [index for index in part if rows[index].kind == "pair"]
        if is_across or not pairs:
            bands.append((False, part))
            continue
        end = _end(rows, pairs[-1] + 1, part[-1] + 1)
        bands += [
            (False, part[: pairs[0] - part[0]]),
            (True, list(range(pairs[0], end))),
            (False, list(range(end, part[-1] + 1))),
        ]
    return [band for band in bands if band[1]]


def _end(rows: Sequence[_Row], begin: int, limit: int) -> int:
    """Where the columns end, whose last line that holds both is the one before `begin`."""
    width = max(len(row.left.strip()) for row in rows if row.kind == "pair")
    end = begin
    while end < limit:
        group = end
        while group < limit and rows[group].kind == "blank":
            group += 1
        stop = group
        while stop < limit and rows[stop].kind != "blank":
            stop += 1
        texts = [(rows[index].left or rows[index].right).strip() for index in range(group, stop)]
        is_attached = group == begin
        if not texts or not (is_attached or max(map(len, texts)) >= width * _LEAST_FILLED):
            break
        end = stop
    return end


def _without_outer_blanks(lines: Sequence[str]) -> Region:
    """The lines without the blank ones around them: a sentence may go on in the next column."""
    full = [index for index, line in enumerate(lines) if line.strip()]
    return list(lines[full[0] : full[-1] + 1]) if full else []
