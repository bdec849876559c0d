"""What is said of a search and of its results, in the language of the reader."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache, reduce
from typing import Final

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.dates import MONTHS
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext

from statements.models import Speech
from statements.search.messages import Message, Part

#: Numbers that a process keeps as they are written: the same ones are on most pages.
KEPT: Final = 4096


def worded(text: str) -> str:
    """What was told of a query, in the language of the page; other texts stay as they are."""
    if not isinstance(text, Message):
        return text
    if text.plural:
        template = ngettext(text.template, text.plural, text.number)
    else:
        template = gettext(text.template)
    return template.format(**{name: _part(part) for name, part in text.parts.items()})


def _part(part: Part) -> str:
    return worded(part) if isinstance(part, str) else number(part)


def either(texts: Iterable[str]) -> SafeString:
    """Quoted texts of which one holds, as HTML: <q>a</q>, <q>b</q> or <q>c</q>."""
    quoted = [format_html("<q>{}</q>", text) for text in texts]
    if not quoted:
        return mark_safe("")
    *firsts, last = quoted
    if not firsts:
        return last
    listed = reduce(
        lambda one, other: format_html(gettext("{one}, {other}"), one=one, other=other), firsts
    )
    return format_html(gettext("{one} or {other}"), one=listed, other=last)


def result_count(count: int, *, is_exact: bool) -> str:
    """How many statements were found; the least where there may be more."""
    if is_exact:
        text = ngettext("{count} statement", "{count} statements", count)
    else:
        text = ngettext("at least {count} statement", "at least {count} statements", count)
    return text.format(count=number(count))


def number(value: int) -> str:
    """The number as the language of the page writes it, its thousands apart."""
    return _number(value, get_language())


@lru_cache(maxsize=KEPT)
def _number(value: int, _language: str | None) -> str:
    return intcomma(value)


def delivered(speech: Speech) -> str:
    """The date as far as it is known: "10 July 2020", "July 2020", "2020", or nothing."""
    day = speech.date
    if day is None:
        return ""
    parts = [str(day.year)]
    if speech.date_precision != Speech.DatePrecision.YEAR:
        parts.insert(0, str(MONTHS[day.month]))
    if speech.date_precision == Speech.DatePrecision.DAY:
        parts.insert(0, str(day.day))
    return " ".join(parts)
