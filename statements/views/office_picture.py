"""Offices over time: a line from the first statement in each to the last, a dot for each statement.

Across in per cent of the width and down in pixels, as the bars over years are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from statements.offices import Office, Seen, years
from statements.views.charts import Label, year_labels

ROW_HEIGHT: Final = 40
#: So much is left free at both ends for half a dot.
MARGIN: Final = 1.0


@dataclass(frozen=True, slots=True)
class OfficeLine:
    """An office as it is drawn: `dots` are places across, the first and last the line's ends."""

    office: Office
    label: str
    y: int
    dots: list[float]

    @property
    def start(self) -> float:
        return self.dots[0]

    @property
    def end(self) -> float:
        return self.dots[-1]


@dataclass(frozen=True, slots=True)
class OfficePicture:
    lines: list[OfficeLine]
    labels: list[Label]
    first: int
    last: int

    @property
    def height(self) -> int:
        return len(self.lines) * ROW_HEIGHT + 4


def office_picture(offices: Sequence[Office], labels: Sequence[str]) -> OfficePicture | None:
    """The picture of the offices that have a date, each with its label; None for a single year."""
    span = years(offices)
    if span is None or span[0] == span[1]:
        return None
    first, last = span
    dated = [(office, label) for office, label in zip(offices, labels, strict=True) if office.seen]
    lines = [
        OfficeLine(
            office,
            label,
            number * ROW_HEIGHT,
            sorted({_across(day, first, last) for day in office.seen}),
        )
        for number, (office, label) in enumerate(dated)
    ]
    return OfficePicture(lines, year_labels(first, last), first, last)


def _across(day: Seen, first: int, last: int) -> float:
    """The place of a day; one known to the year or month is in the middle of that."""
    of_year = (day.date.timetuple().tm_yday - 1) / 366
    of_year += {"year": 0.5, "month": 0.5 / 12}.get(day.date_precision, 0)
    share = (day.date.year - first + of_year) / (last - first + 1)
    return round(MARGIN + share * (100 - 2 * MARGIN), 3)
