"""The cells of who mentions whom, as squares of a picture and as cells of a table.

There are up to nine hundred of them; as templates they would take most of the page's time.
"""

from __future__ import annotations

from html import escape

from django import template
from django.contrib.humanize.templatetags.humanize import intcomma
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from statements.views.matrix_picture import CELL_HEIGHT, CELL_WIDTH, Line, Square

register = template.Library()

#: Between two squares.
_GAP = 2


@register.filter
def squares(line: Line) -> SafeString:
    """The squares of a row, each a link out of the way of the keyboard: the table has the same."""
    said = (escape(line.row.entity.name), intcomma(line.row.held))
    address = reverse("statements:speeches")
    made = (_square(square, address, *said) for square in line.squares)
    return mark_safe("\n".join(made))  # noqa: S308 - all parts are numbers or escaped


@register.filter
def cells(line: Line) -> SafeString:
    """The same numbers as cells of a table's row, each a link."""
    address = reverse("statements:speeches")
    made = (_cell(square, address) for square in line.squares)
    return mark_safe("".join(made))  # noqa: S308 - all parts are numbers or escaped


def _square(square: Square, address: str, name: str, held: str) -> str:
    place = f'x="{square.x}" width="{CELL_WIDTH - _GAP}" height="{CELL_HEIGHT - _GAP}"'
    if not square.count:
        return f'<rect class="matrix__none" {place}/>'
    kind = " matrix__cell--self" if square.is_self else ""
    kind = " matrix__cell--deep" if square.is_deep else kind
    count = intcomma(square.count)
    return (
        f'<a class="matrix__cell{kind}" href="{address}?{escape(square.query)}" tabindex="-1">'
        f"<title>{name} → {escape(square.column.name)}: {count} / {held}</title>"
        f'<rect {place} fill-opacity="{square.opacity}"/>'
        f'<text x="{square.x + (CELL_WIDTH - _GAP) // 2}" y="18" text-anchor="middle">{count}'
        "</text></a>"
    )


def _cell(square: Square, address: str) -> str:
    if not square.count:
        return "<td>0</td>"
    return f'<td><a href="{address}?{escape(square.query)}">{intcomma(square.count)}</a></td>'
