"""The years of a result as a picture and as a table.

There are as many as the archive has years; as templates they would take most of the page's time.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from html import escape
from typing import Final

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext

from statements.views.charts import FILLED, Bar, Gap
from statements.views.wording import number
from statements.views.year_facet import HEIGHT, YearOfResult

#: Texts that a process keeps, by the number of statements that a year has.
KEPT: Final = 1024

register = template.Library()


@register.filter
def year_bars(bars: Iterable[Bar[YearOfResult]]) -> SafeString:
    """Each year as a link of an SVG, as wide as its year and as high as the picture."""
    return mark_safe("\n".join(map(_bar, bars)))  # noqa: S308 - all parts are numbers or escaped


@register.filter
def year_rows(rows: Iterable[Bar[YearOfResult] | Gap]) -> SafeString:
    """The same as rows of a table, those years between them of which nothing is held."""
    made = (_row(row.use) if isinstance(row, Bar) else _gap(row) for row in rows)
    return mark_safe("\n".join(made))  # noqa: S308 - all parts are numbers or escaped


def _bar(bar: Bar[YearOfResult]) -> str:
    year = bar.use
    drawn = ""
    if bar.height:
        place = f'x="{bar.x:.2f}%" width="{bar.width:.2f}%"'
        drawn = f'<rect {place} y="{bar.y:g}" height="{bar.height:g}"/>'
    label = _label(year.held, get_language()).format(
        year=year.year, count=number(year.count), held=number(year.held)
    )
    room = bar.width / FILLED
    left = bar.x - (room - bar.width) / 2
    return (
        f'<a id="bar-{year.year}" href="?{escape(year.address)}"{_marked(year)}{_current(year)}>'
        f"<title>{escape(label)}</title>"
        f'<rect x="{left:.2f}%" width="{room:.2f}%" height="{HEIGHT}"/>{drawn}</a>'
    )


@lru_cache(maxsize=KEPT)
def _label(held: int, _language: str | None) -> str:
    """The text for a year in the language of the page, in the form that the number asks for."""
    return ngettext(
        "{year}: {count} of {held} statement", "{year}: {count} of {held} statements", held
    )


def _row(year: YearOfResult) -> str:
    return (
        f'<tr{_marked(year)}><th scope="row"><a id="row-{year.year}"'
        f' href="?{escape(year.address)}"{_current(year)}>{year.year}'
        f"</a></th><td>{number(year.count)}</td><td>{number(year.held)}</td></tr>"
    )


def _gap(gap: Gap) -> str:
    years = f"{gap.first}–{gap.last}" if gap.first != gap.last else gap.first
    # Not within the f-string, where xgettext does not see it.
    words = gettext("nothing held")
    return (
        f'<tr class="numbers__gap"><th scope="row">{years}</th>'
        f'<td colspan="2">{escape(words)}</td></tr>'
    )


def _marked(year: YearOfResult) -> str:
    return ' class="chosen"' if year.is_chosen else ""


def _current(year: YearOfResult) -> str:
    return ' aria-current="true"' if year.is_chosen else ""
