"""The years of a result as a picture and as a table.

There are as many as the archive has years; as templates they would take most of the page's time.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from django import template
from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.safestring import SafeString, mark_safe

from statements.views.charts import HEIGHT, Bar, Gap
from statements.views.year_facet import YearOfResult

register = template.Library()


@register.filter
def year_bars(bars: Iterable[Bar[YearOfResult]]) -> SafeString:
    """Each year as a link of an SVG, out of the way of the keyboard: the table has the same."""
    return mark_safe("\n".join(map(_bar, bars)))  # noqa: S308 - all parts are numbers or escaped


@register.filter
def year_rows(rows: Iterable[Bar[YearOfResult] | Gap]) -> SafeString:
    """The same as rows of a table, those years between them of which nothing is held."""
    made = (_row(row.use) if isinstance(row, Bar) else _gap(row) for row in rows)
    return mark_safe("\n".join(made))  # noqa: S308 - all parts are numbers or escaped


def _bar(bar: Bar[YearOfResult]) -> str:
    year = bar.use
    place = f'x="{bar.x}%" width="{bar.width}%"'
    drawn = f'<rect {place} y="{bar.y}" height="{bar.height}"/>' if bar.height else ""
    return (
        f'<a href="?{escape(year.address)}" tabindex="-1"{_marked(year)}>'
        f"<title>{year.year}: {intcomma(year.count)} of {intcomma(year.held)}</title>"
        f'<rect {place} height="{HEIGHT}"/>{drawn}</a>'
    )


def _row(year: YearOfResult) -> str:
    hint = '<span class="visually-hidden"> (chosen; take it away)</span>' if year.is_chosen else ""
    return (
        f'<tr{_marked(year)}><th scope="row"><a href="?{escape(year.address)}">{year.year}{hint}'
        f"</a></th><td>{intcomma(year.count)}</td><td>{intcomma(year.held)}</td></tr>"
    )


def _gap(gap: Gap) -> str:
    years = f"{gap.first}–{gap.last}" if gap.first != gap.last else gap.first
    return (
        f'<tr class="numbers__gap"><th scope="row">{years}</th>'
        '<td colspan="2">nothing held</td></tr>'
    )


def _marked(year: YearOfResult) -> str:
    return ' class="chosen"' if year.is_chosen else ""
