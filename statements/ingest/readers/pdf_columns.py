"""The parts of a PDF page that are read one after the other: columns, and what crosses them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

from statements.ingest.readers.pdf_lines import Run, baselines

# Lines at the head and the foot of a page that stand as far apart from the text (in multiples of
# the usual distance) are the page's, and no part of a column.
# A second line needs more: it might be the second of a column's first paragraph.
_APART: Final = (1.6, 2.5)
# Lines are seldom set closer (in multiples of the type's size); those of two columns whose lines
# are not level stand between each other.
_CLOSEST_LEADING: Final = 1.2
# A column has lines that begin at one edge, and is no list of labels: most of its lines are at
# least such a share of its widest, and so many times as wide as the type is high.
_FEWEST_LINES: Final = 4
_FULL_LINE: Final = 0.5
_NARROWEST: Final = 10.0
# No edge of a column is as close (in shares of the text's width) to that of the text.
_NEAREST_EDGE: Final = 0.15
# How far from a column's edge (in multiples of the type's size) its gutter is looked for.
_REACH: Final = 4.0
_MOST_EDGES: Final = 8
_MOST_COLUMNS: Final = 4


def regions(members: Sequence[Run], *, from_right: bool) -> list[list[Run]]:
    """The runs in parts: all of them, or where the page has columns what stands above, the first
    column, the next one, and so on down."""
    head, body, foot = _without_edges(members)
    found = [head, *_columns(body, _MOST_COLUMNS, from_right=from_right), foot]
    return [part for part in found if part]


def _without_edges(members: Sequence[Run]) -> tuple[list[Run], list[Run], list[Run]]:
    lines = baselines(members)
    heights = [max(run.baseline for run in line) for line in lines]
    distances = [above - below for above, below in pairwise(heights)]
    if len(lines) <= 2 * len(_APART) + 1:
        return [], list(members), []
    size = median(run.size for run in members)
    usual = max(median(distances), size * _CLOSEST_LEADING)
    head = _edge_lines(distances, usual)
    foot = _edge_lines(distances[::-1], usual)
    parts = lines[:head], lines[head : len(lines) - foot], lines[len(lines) - foot :]
    first, body, last = ([run for line in part for run in line] for part in parts)
    return first, body, last


def _edge_lines(distances: Sequence[float], usual: float) -> int:
    apart = zip(distances, _APART, strict=False)
    return next((n for n, (gap, least) in enumerate(apart, 1) if gap > least * usual), 0)


def _columns(members: list[Run], most: int, *, from_right: bool) -> Iterator[list[Run]]:
    gutter = _gutter(members, from_right=from_right) if most > 1 else None
    if gutter is None:
        yield members
        return
    crossing: list[Run] = []
    for band in _bands(members, gutter):
        if not (band.before or band.after):
            crossing += band.crossing
            continue
        if crossing:
            yield crossing
        sides = (band.after, band.before) if from_right else (band.before, band.after)
        for side in sides:
            yield from _columns(side, most - 1, from_right=from_right)
        crossing = list(band.crossing)
    yield crossing


@dataclass(frozen=True, slots=True)
class _Band:
    """What stands on each side of a gutter, down to the lines that cross it."""

    before: list[Run]
    after: list[Run]
    crossing: list[Run]


def _bands(members: Sequence[Run], gutter: float) -> list[_Band]:
    bands = [_Band([], [], [])]
    for line in baselines(members):
        crossing = [run for run in line if run.left < gutter < run.right]
        if crossing:
            bands[-1].crossing.extend(line)
            bands.append(_Band([], [], []))
            continue
        for run in line:
            (bands[-1].before if run.right <= gutter else bands[-1].after).append(run)
    return bands


def _gutter(members: Sequence[Run], *, from_right: bool) -> float | None:
    """The middle of the white strip between two columns; None where there is one column."""
    if len(members) < 2 * _FEWEST_LINES:
        return None
    left, right = min(run.left for run in members), max(run.right for run in members)
    least = (right - left) * _NEAREST_EDGE
    edges = Counter(round(run.right if from_right else run.left) for run in members)
    best: tuple[int, float | None] = (0, None)
    for edge, count in edges.most_common(_MOST_EDGES):
        if count < _FEWEST_LINES or not left + least < edge < right - least:
            continue
        gutter = _whitest(members, edge, from_right=from_right)
        lines = sum(_column_lines(band) for band in _bands(members, gutter))
        best = max(best, (lines, gutter), key=lambda found: found[0])
    return best[1]


def _whitest(members: Sequence[Run], edge: int, *, from_right: bool) -> float:
    """The place beside a column's edge that the fewest lines cross; the middle of such."""
    reach = round(_REACH * median(run.size for run in members))
    places = range(edge, edge + reach) if from_right else range(edge - reach, edge)
    crossings = {x: sum(run.left < x + 0.5 < run.right for run in members) for x in places}
    fewest = min(crossings.values())
    free = [x + 0.5 for x in places if crossings[x] == fewest]
    return free[len(free) // 2]


def _column_lines(band: _Band) -> int:
    """How many lines of a band stand in columns."""
    sides = [_full_lines(side) for side in (band.before, band.after)]
    return min(sides) if min(sides) >= _FEWEST_LINES else 0


def _full_lines(side: Sequence[Run]) -> int:
    """How many lines a side has, if most are filled as in a column, else 0."""
    widths = [
        max(run.right for run in line) - min(run.left for run in line) for line in baselines(side)
    ]
    if not widths or median(widths) < _NARROWEST * median(run.size for run in side):
        return 0
    full = sum(width >= max(widths) * _FULL_LINE for width in widths)
    return len(widths) if full * 2 >= len(widths) else 0
