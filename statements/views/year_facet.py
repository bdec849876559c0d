"""The statements of a result by year: a picture, its numbers, and a link that chooses each year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.http import QueryDict

from statements.facets import year_counts
from statements.filters import SpeechFilter
from statements.views.charts import YearChart, year_chart
from statements.views.facet_groups import Choice
from statements.views.narrowing import toggled

#: In pixels: results stand below the picture, and are what a search is for.
HEIGHT: Final = 64


@dataclass(frozen=True, slots=True)
class YearOfResult:
    """A year of which statements are held: `held` in all, `count` of them in the result.

    `address` is the query string with the year chosen besides, or no longer.
    """

    year: int
    count: int
    held: int
    is_chosen: bool
    address: str


@dataclass(frozen=True, slots=True)
class YearFacet:
    """`chart` is None where nothing with a date is held; `undated` is in no year of it."""

    chart: YearChart[YearOfResult] | None
    chosen: list[Choice]
    undated: int
    errors: list[str]


def year_facet(filters: SpeechFilter, params: QueryDict) -> YearFacet:
    """The years of a result, counted without the years chosen; `params` is the address it has."""
    holdings = filters.holdings
    within = filters.statements(without="year")
    found = year_counts(holdings, within)
    chosen = filters.years
    held = year_counts(holdings, filters.visible)
    addresses = toggled(params, "year", map(str, held))
    years = [
        YearOfResult(
            year=year,
            count=found.get(year, 0),
            held=count,
            is_chosen=year in chosen,
            address=address,
        )
        for (year, count), address in zip(held.items(), addresses, strict=True)
    ]
    return YearFacet(
        chart=year_chart(years, HEIGHT),
        chosen=[
            Choice(str(year), str(year), found.get(year, 0), is_chosen=True) for year in chosen
        ],
        undated=within.intersection_cardinality(holdings.undated),
        errors=list(filters.form.errors.get("year", [])),
    )
