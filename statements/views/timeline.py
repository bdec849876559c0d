"""The years of which statements are held, as a picture and a table whose parts lead to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from statements.views.charts import YearChart, year_chart


@dataclass(frozen=True, slots=True)
class HeldYear:
    """A year and the number of its statements."""

    year: int
    count: int


@dataclass(frozen=True, slots=True)
class Decade:
    """Ten years from one that ends in 0, each with the number of its statements or 0."""

    first: int
    years: list[HeldYear]

    @property
    def last(self) -> int:
        return self.first + 9

    @property
    def count(self) -> int:
        return sum(year.count for year in self.years)


@dataclass(frozen=True, slots=True)
class Timeline:
    """`chart` is None where no statement has a date."""

    chart: YearChart[HeldYear] | None
    decades: list[Decade]

    @property
    def is_one_year(self) -> bool:
        """Whether there is nothing to compare."""
        return self.chart is not None and len(self.chart.bars) == 1


def timeline(years: Mapping[int, int]) -> Timeline:
    """Of the number of statements of each year, in order; decades without any are left out."""
    held = [HeldYear(year, count) for year, count in years.items()]
    firsts = sorted({year - year % 10 for year in years})
    return Timeline(year_chart(held), [_decade(first, years) for first in firsts])


def _decade(first: int, years: Mapping[int, int]) -> Decade:
    return Decade(first, [HeldYear(year, years.get(year, 0)) for year in range(first, first + 10)])
