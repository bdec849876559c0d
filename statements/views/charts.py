"""Bars over years, as numbers that an SVG without a view box can be written with.

Across, everything is in per cent of the width, so that the picture fits any window while its
letters keep their size; up and down, it is in pixels.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Generic, Protocol, TypeVar

HEIGHT: Final = 120
#: The least that shows, for a year with one among many.
LEAST: Final = 2.0
MOST_LABELS: Final = 6
STEPS: Final = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000)
#: Of the room of a year, how much its bar takes.
FILLED: Final = 0.8


class CountedYear(Protocol):
    """A year of which statements are held, and how much there is to show of it."""

    @property
    def year(self) -> int: ...

    @property
    def count(self) -> int: ...


Use = TypeVar("Use", bound=CountedYear)


@dataclass(frozen=True, slots=True)
class Bar(Generic[Use]):
    """A year of which statements are held. `height` is 0 where there is nothing to show."""

    use: Use
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Gap:
    """Years in a row, first to last, of which nothing is held."""

    first: int
    last: int
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Label:
    text: str
    x: float
    anchor: str


@dataclass(frozen=True, slots=True)
class YearChart(Generic[Use]):
    """Every year from the first to the last, each with a bar or in a gap."""

    bars: list[Bar[Use]]
    gaps: list[Gap]
    labels: list[Label]
    most: int
    height: int = HEIGHT

    @property
    def first(self) -> int:
        return self.bars[0].use.year

    @property
    def last(self) -> int:
        return self.bars[-1].use.year

    @property
    def highest(self) -> Use:
        """The year with the highest bar, the latest of several."""
        return max((bar.use for bar in self.bars), key=lambda use: (use.count, use.year))

    @property
    def has_silence(self) -> bool:
        """Whether there is a year with statements, but nothing to show of it."""
        return any(not bar.height for bar in self.bars)

    @property
    def rows(self) -> list[Bar[Use] | Gap]:
        """Bars and gaps as they follow each other."""
        return sorted([*self.bars, *self.gaps], key=lambda part: part.x)


def year_chart(uses: Sequence[Use], height: int = HEIGHT) -> YearChart[Use] | None:
    """The chart of years in order, of a height in pixels, or None for no years."""
    if not uses:
        return None
    first, last = uses[0].year, uses[-1].year
    room = 100 / (last - first + 1)
    most = max(use.count for use in uses)
    heights = [_height(use.count, most, height) for use in uses]
    bars = [
        Bar(
            use,
            x=round((use.year - first + (1 - FILLED) / 2) * room, 3),
            y=round(height - of_bar, 2),
            width=round(room * FILLED, 3),
            height=of_bar,
        )
        for use, of_bar in zip(uses, heights, strict=True)
    ]
    return YearChart(bars, _gaps(uses, room), year_labels(first, last), most, height)


def _height(count: int, most: int, highest: int) -> float:
    return round(max(LEAST, highest * count / most), 2) if count else 0


def _gaps(uses: Sequence[CountedYear], room: float) -> list[Gap]:
    start = uses[0].year
    return [
        Gap(
            before.year + 1,
            after.year - 1,
            x=round((before.year + 1 - start) * room, 3),
            width=round((after.year - before.year - 1) * room, 3),
        )
        for before, after in itertools.pairwise(uses)
        if after.year - before.year > 1
    ]


def year_labels(first: int, last: int) -> list[Label]:
    """A few round years, the outermost of them kept inside the picture."""
    room = 100 / (last - first + 1)
    step = next((s for s in STEPS if (last - first) / s < MOST_LABELS), 2000)
    years = range(-(-first // step) * step, last + 1, step)
    return [Label(str(year), *_place((year - first + 0.5) * room)) for year in years]


def _place(x: float) -> tuple[float, str]:
    if x < 5:
        return 0, "start"
    return (100, "end") if x > 95 else (round(x, 3), "middle")
