"""Measure how the lines of a document were set, so that joining them needs no guess by sample."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from statements.ingest.lines import Line, ends_sentence, starts_small

# Advance widths of Times Roman, from its public AFM file, in quarters of a percent of an em.
# Any proportional face is near enough: what counts is that "W" is wide and "i" is not.
_TIMES = {
    "!()-Ifr[]`": 333, "',. ": 250, ":;/\\ijlt": 278, '"': 408, "#$0123456789_bdghknopquvxy*": 500,
    "%": 833, "&ADGHKNOQUVXYw": 722, "+<=>": 564, "?aceqz": 444, "@": 921, "BCERTLZ": 650,
    "FPS": 556, "J": 389, "M": 889, "W": 944, "m": 778, "s": 389,
}  # fmt: skip
_WIDTHS = bytearray([500 // 4] * 256)
for _characters, _width in _TIMES.items():
    for _character in _characters:
        _WIDTHS[ord(_character)] = _width // 4
_TABLE = bytes(_WIDTHS)

# Lines longer than this (characters, ninth of ten) are whole paragraphs: no page is so wide.
_WIDEST_PAGE = 180
# In wrapped text most lines end amid a sentence; in text of a paragraph a line hardly any does.
_OPEN_SHARE = 0.35
_TOLERANCE = 0.99
# Gaps rarer than one in so many lines do not stand between paragraphs, but where pages broke.
_LONGEST_PARAGRAPH = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How a text is set.

    `spacing` counts the blank lines between any two lines (1: double-spaced). `capacity` is what
    a full line holds, `first_capacity` the first line of a paragraph, which may be indented; both
    in the unit of `width`.
    """

    wrapped: bool
    spacing: int = 0
    gaps_mark: bool = False
    indents_mark: bool = False
    pages_by_space: bool = False
    capacity: float = 0
    first_indented: bool = False
    width: Callable[[str], int] = len

    def gap(self, line: Line) -> bool:
        """Whether more blank lines stand before this line than the text has everywhere."""
        return line.blanks_before > self.spacing and not line.page_break_before

    def room_left(self, line: Line, following: Line) -> float:
        """What is left of a full line after `line` and the next word, as a share of it.

        Above 0 the word would have fitted: the line was ended on purpose.
        """
        word = following.text.split(None, 1)[0]
        return 1 - (self.width(line.text) + self.width(" " + word)) / self.capacity


#: How a text is set whose format tells its paragraphs apart.
PARAGRAPHS = Layout(wrapped=False)


@lru_cache(maxsize=1024)
def proportional_width(text: str) -> int:
    """The width of the text in a proportional face, in quarters of a percent of an em."""
    return sum(text.encode("latin-1", "replace").translate(_TABLE))


def measure(lines: Sequence[Line]) -> Layout:
    """Find out how the text of these lines is set."""
    if len(lines) < 2 or not _is_wrapped(lines):
        return PARAGRAPHS
    spacing = spacing_of(lines)
    pages_by_space = spacing > 0 and _has_pages_by_space(lines)
    width, capacity = _measure_width(lines)
    layout = Layout(wrapped=True, spacing=spacing, width=width, capacity=capacity)
    return Layout(
        wrapped=True,
        spacing=spacing,
        gaps_mark=_gaps_mark(lines, layout),
        indents_mark=not pages_by_space and _indents_mark(lines),
        pages_by_space=pages_by_space,
        capacity=capacity,
        first_indented=_first_lines_indented(lines, layout),
        width=width,
    )


def _is_wrapped(lines: Sequence[Line]) -> bool:
    lengths = sorted(len(line.text) for line in lines)
    widest = lengths[len(lengths) * 9 // 10]
    if widest > _WIDEST_PAGE:
        return False
    long = [line for line in lines[:-1] if len(line.text) * 2 > widest]
    open_ends = sum(not ends_sentence(line.text) and line.text[-1] != "," for line in long)
    return open_ends > len(long) * _OPEN_SHARE


def spacing_of(lines: Sequence[Line]) -> int:
    """The number of blank lines that stand even between the lines of one sentence."""
    inside = sorted(
        line.blanks_before
        for before, line in pairwise(lines)
        if not ends_sentence(before.text) and starts_small(line.text)
    )
    return inside[len(inside) // 3] if inside else 0


def _has_pages_by_space(lines: Sequence[Line]) -> bool:
    """A form feed that was turned into one space begins a line with no blank line before it."""
    marked = [line for line in lines[1:] if line.indent == 1 and not line.blanks_before]
    tight = [line for line in lines[1:] if not line.blanks_before]
    return bool(marked) and len(marked) * 2 > len(tight) and len(marked) * 8 < len(lines)


def _gaps_mark(lines: Sequence[Line], layout: Layout) -> bool:
    """Whether blank lines stand between paragraphs, rather than where a page broke."""
    after_gap = [
        ends_sentence(before.text) or not starts_small(line.text)
        for before, line in pairwise(lines)
        if layout.gap(line)
    ]
    return (
        len(after_gap) * _LONGEST_PARAGRAPH >= len(lines)
        and sum(after_gap) >= len(after_gap) * 0.75
    )


def _indents_mark(lines: Sequence[Line]) -> bool:
    """Whether a leading space or tab begins a paragraph, rather than being a trace of the page."""
    indented = [
        ends_sentence(before.text)
        for before, line in pairwise(lines)
        if line.indent > before.indent
    ]
    return len(indented) >= max(2, len(lines) // 50) and sum(indented) >= len(indented) * 0.7


def _measure_width(lines: Sequence[Line]) -> tuple[Callable[[str], int], float]:
    """The measure (characters or type widths) by which full lines agree best, and their width."""
    pairs = [
        (line.text, following.text.split(None, 1)[0])
        for line, following in pairwise(lines)
        if not ends_sentence(line.text)
    ]
    measures: list[tuple[int, float, Callable[[str], int]]] = []
    for width in (len, proportional_width):
        widths = sorted(width(line.text) for line in lines)
        needs = sorted(width(text) + width(" " + word) for text, word in pairs)
        capacity, misses = _capacity(widths, needs)
        measures.append((misses, capacity, width))
    _, best_capacity, best_width = min(measures, key=lambda measure: measure[0])
    return best_width, best_capacity


def _capacity(widths: list[int], needs: list[int]) -> tuple[float, int]:
    """The line length that the fewest lines gainsay, and how many do.

    A line longer than it gainsays it, and so does a break before a word that would have fitted.
    """
    candidates = sorted(set(widths[len(widths) // 2 :]))
    misses = [
        (len(widths) - bisect_right(widths, c)) + bisect_left(needs, c + 1) for c in candidates
    ]
    least = min(misses, default=0)
    good = [c for c, missed in zip(candidates, misses, strict=True) if missed == least]
    return (good[len(good) // 2] if good else 1) * _TOLERANCE, least


def _first_lines_indented(lines: Sequence[Line], layout: Layout) -> bool:
    """Whether lines that surely begin a paragraph break early more often than others do."""
    early: Counter[bool] = Counter()
    total: Counter[bool] = Counter()
    for before, line, after in zip(lines, lines[1:], lines[2:], strict=False):
        if ends_sentence(line.text):
            continue
        begins = ends_sentence(before.text) and layout.room_left(before, line) > 0.1
        total[begins] += 1
        early[begins] += layout.room_left(line, after) > 0
    if total[True] < 3 or not total[False]:
        return True
    return early[True] / total[True] > 2 * early[False] / total[False]
