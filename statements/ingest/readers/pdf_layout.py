"""From the fragments of text on a page to its lines in reading order, with gaps and indents."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

from statements.ingest.readers.right_to_left import is_right_to_left

# All in multiples of the type's size, unless said otherwise.
_SAME_LINE: Final = 0.45
_WORD_GAP: Final = 0.12
#: A wider gap than this between two words parts a line: columns, the two sides of a letterhead.
WIDE_GAP: Final = 2.2
_INDENT: Final = (0.7, 6.0)
# Of a usual distance between lines: more is a gap between paragraphs.
_PARAGRAPH_GAP: Final = 1.3
# A column has lines, and is no list of labels: its lines are this share of the text's width.
_FEWEST_COLUMN_LINES: Final = 5
_NARROWEST_COLUMN: Final = 0.25
# Lines across both columns (a title, a table) may be this share of all.
_MOST_CROSSING: Final = 0.3
# Large type has more between its lines than the text has.
_WIDEST_LEADING: Final = 1.5
_OTHER_SIZE: Final = 1.25
_SMALL_TYPE: Final = 0.93
_NOTE = re.compile(r"(\d{1,3}|[*†‡]{1,3}|\[\d{1,3}\])[.)]?\s?(?=\S)")


@dataclass(frozen=True, slots=True)
class Fragment:
    """A run of text on one baseline; in points from the lower left corner of the page."""

    text: str
    left: float
    right: float
    baseline: float
    size: float


@dataclass(frozen=True, slots=True)
class PageText:
    """The text of a page, and the footnotes that stood at its foot."""

    text: str
    notes: tuple[str, ...]


def page_text(fragments: Sequence[Fragment]) -> PageText:
    """Set the fragments of a page as lines: blank ones for gaps, leading spaces for indents."""
    if not fragments:
        return PageText("", ())
    regions, notes = _notes_apart([_rows(region) for region in _regions(fragments)])
    leadings = _leadings(regions)
    text = ""
    for above, rows in zip([[], *regions], regions, strict=False):
        # A sentence may go on in the next column: no gap stands between, as between pages.
        is_below = bool(above) and above[-1].baseline > rows[0].baseline
        is_apart = is_below and _is_apart(above[-1], rows[0], leadings)
        text += ("\n\n" if is_apart else "\n" if above else "") + _set(rows, leadings)
    return PageText(text, notes)


def _regions(fragments: Sequence[Fragment]) -> list[list[Fragment]]:
    """The fragments in parts that are read one after the other: all of them, or where the page
    has two columns what stands above, the left column, the right one, and so on down."""
    gutter = _gutter(fragments)
    if gutter is None:
        return [list(fragments)]
    crossing = [f for f in fragments if f.left < gutter < f.right]
    edges = sorted((f.baseline for f in crossing), reverse=True)
    regions: list[list[Fragment]] = []
    above = float("inf")
    for edge in [*edges, float("-inf")]:
        band = [f for f in fragments if edge < f.baseline < above and f not in crossing]
        regions.append([f for f in band if f.right <= gutter])
        regions.append([f for f in band if f.left >= gutter])
        regions.append([f for f in crossing if f.baseline == edge])
        above = edge
    return [region for region in _together(regions) if region]


def _together(regions: list[list[Fragment]]) -> list[list[Fragment]]:
    """Crossing lines that follow one another, with no column between, are one region."""
    joined: list[list[Fragment]] = []
    was_crossing = False
    for index, region in enumerate(regions):
        if not region:
            continue
        is_crossing = index % 3 == 2
        if is_crossing and was_crossing:
            joined[-1] += region
        else:
            joined.append(list(region))
        was_crossing = is_crossing
    return joined


def _gutter(fragments: Sequence[Fragment]) -> float | None:
    """The middle of the white strip between two columns; None where the page has one."""
    left, right = min(f.left for f in fragments), max(f.right for f in fragments)
    width = right - left
    inner = [left + width * share / 100 for share in range(30, 71)]
    best: tuple[int, float] | None = None
    for x in inner:
        crossing = sum(f.left < x < f.right for f in fragments)
        if best is None or crossing < best[0]:
            best = (crossing, x)
    if best is None or best[0] > len(fragments) * _MOST_CROSSING:
        return None
    free = [x for x in inner if sum(f.left < x < f.right for f in fragments) == best[0]]
    gutter = free[len(free) // 2]
    sides = (
        [f for f in fragments if f.right <= gutter],
        [f for f in fragments if f.left >= gutter],
    )
    return gutter if all(_is_column(side, width) for side in sides) else None


def _is_column(side: Sequence[Fragment], width: float) -> bool:
    wide = [f for f in side if f.right - f.left >= width * _NARROWEST_COLUMN]
    return len(wide) >= _FEWEST_COLUMN_LINES and len(wide) * 2 >= len(side)


@dataclass(frozen=True, slots=True)
class _Row:
    text: str
    left: float
    baseline: float
    size: float


def _rows(fragments: Sequence[Fragment]) -> list[_Row]:
    """The lines from the top down. What stands far apart on one baseline is two lines."""
    rows: list[list[Fragment]] = []
    for fragment in sorted(fragments, key=lambda f: -f.baseline):
        size = max(fragment.size, rows[-1][0].size) if rows else 0
        if rows and rows[-1][0].baseline - fragment.baseline <= size * _SAME_LINE:
            rows[-1].append(fragment)
        else:
            rows.append([fragment])
    return [row for fragments_ in rows for row in _parted(sorted(fragments_, key=lambda f: f.left))]


def _parted(fragments: Sequence[Fragment]) -> list[_Row]:
    parts: list[list[Fragment]] = [[fragments[0]]]
    for before, fragment in pairwise(fragments):
        if fragment.left - before.right > WIDE_GAP * max(fragment.size, before.size):
            parts.append([fragment])
        else:
            parts[-1].append(fragment)
    return [_row(part) for part in parts]


def _row(fragments: Sequence[Fragment]) -> _Row:
    # Right-to-left fragments of one line stand in the order of the line's end to its beginning.
    if sum(is_right_to_left(fragment.text) for fragment in fragments) * 2 > len(fragments):
        fragments = list(reversed(fragments))
    text = fragments[0].text
    for before, fragment in pairwise(fragments):
        gap = max(fragment.left - before.right, before.left - fragment.right)
        text += (" " if gap > _WORD_GAP * fragment.size else "") + fragment.text
    longest = max(fragments, key=lambda f: len(f.text))
    return _Row(text, min(f.left for f in fragments), longest.baseline, longest.size)


def _leadings(regions: Sequence[Sequence[_Row]]) -> dict[int, float]:
    """The usual distance between the lines of a page, by the size of their type in points."""
    distances: dict[int, list[float]] = defaultdict(list)
    for rows in regions:
        for above, row in pairwise(rows):
            if round(above.size) == round(row.size) and above.baseline > row.baseline:
                distances[round(row.size)].append(above.baseline - row.baseline)
    return {size: median(found) for size, found in distances.items()}


def _set(rows: Sequence[_Row], leadings: Mapping[int, float]) -> str:
    left = _usual_left(rows)
    lines: list[str] = []
    for index, row in enumerate(rows):
        if index and _is_apart(rows[index - 1], row, leadings):
            lines.append("")
        indent = (row.left - left) / row.size if row.size else 0
        shown = 4 if _INDENT[0] < indent < _INDENT[1] else 8 if indent >= _INDENT[1] else 0
        lines.append(" " * shown + row.text)
    return "\n".join(lines)


def _is_apart(above: _Row, row: _Row, leadings: Mapping[int, float]) -> bool:
    """Whether a gap is between two lines, or type of clearly another size: a heading."""
    distance = above.baseline - row.baseline
    large, small = max(above.size, row.size), min(above.size, row.size)
    if large > small * _OTHER_SIZE and distance > small:
        return True
    usual = leadings.get(round(row.size), 0)
    return distance > max(usual * _PARAGRAPH_GAP, row.size * _WIDEST_LEADING)


def _usual_left(rows: Sequence[_Row]) -> float:
    return Counter(round(row.left) for row in rows).most_common(1)[0][0]


def _notes_apart(regions: list[list[_Row]]) -> tuple[list[list[_Row]], tuple[str, ...]]:
    """The regions without the footnotes at their feet, and these."""
    body = Counter[float]()
    for row in (row for region in regions for row in region):
        body[round(row.size, 1)] += len(row.text)
    usual = body.most_common(1)[0][0]
    text = "\n".join(
        row.text for region in regions for row in region if row.size > usual * _SMALL_TYPE
    )
    kept: list[list[_Row]] = []
    notes: list[str] = []
    for region in regions:
        rest, found = _without_notes(region, usual, text)
        notes += found
        if rest:
            kept.append(rest)
    return kept, tuple(notes)


def _without_notes(
    region: list[_Row], usual: float, text: str
) -> tuple[list[_Row], tuple[str, ...]]:
    """A region without its footnotes: smaller type than usual at its foot that begins with a mark
    which the text of the page cites."""
    begin = len(region)
    while begin and region[begin - 1].size <= usual * _SMALL_TYPE:
        begin -= 1
    marked = [i for i in range(begin, len(region)) if _mark(region[i].text)]
    if not marked or not all(_is_cited(_mark(region[i].text), text) for i in marked):
        return region, ()
    end = len(region)
    # A number alone at the very foot is the page's.
    while end > marked[0] and re.fullmatch(r"\W*\d{1,4}\W*", region[end - 1].text):
        end -= 1
    return [*region[: marked[0]], *region[end:]], _joined(region[marked[0] : end])


def _mark(text: str) -> str:
    match = _NOTE.match(text)
    return match[1] if match else ""


def _is_cited(mark: str, text: str) -> bool:
    """Whether the mark stands close behind a word or a stop, as no number in a sentence does."""
    return bool(mark) and bool(re.search(rf"[^\W\d_][.,;:’”\"')\]]*{re.escape(mark)}(?!\d)", text))


def _joined(rows: Sequence[_Row]) -> tuple[str, ...]:
    notes: list[str] = []
    for row in rows:
        if not notes or _mark(row.text):
            notes.append(row.text)
        elif notes[-1].endswith("-"):
            notes[-1] += row.text
        else:
            notes[-1] += f" {row.text}"
    return tuple(notes)
