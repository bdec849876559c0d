"""What a list of statements repeats: for every hit a byline, for every filter its values.

There are a hundred of them on a page; as templates they would take most of its time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import escape
from typing import Final

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from statements.models import Speech
from statements.views.facet_groups import Choice
from statements.views.wording import delivered, number

#: Addresses that a process keeps: those of one page are on many.
KEPT: Final = 8192

register = template.Library()


@register.filter
def byline(speech: Speech) -> SafeString:
    """Who spoke, for whom, where and when, as list items of which each leads to its page."""
    items = "".join(f"<li>{part}</li>" for part in _byline(speech))
    return mark_safe(items)  # noqa: S308 - all parts are escaped below


@register.filter
def checkboxes(choices: Iterable[Choice], param: str) -> SafeString:
    """The values of a filter, each with the number of statements that it leaves."""
    with_these = gettext("{number} with these")
    boxes = [_checkbox(choice, escape(param), with_these) for choice in choices]
    return mark_safe("\n".join(boxes))  # noqa: S308 - all parts are numbers or escaped


def _byline(speech: Speech) -> Iterator[str]:
    if speech.is_draft:
        # Not within the f-string, where xgettext does not see it.
        draft = gettext("Draft")
        yield f'<span class="badge">{escape(draft)}</span>'
    if speaker := speech.speaker:
        name = f"{speech.speaker_honorific} {speaker}" if speech.speaker_honorific else str(speaker)
        yield _link("speaker", speaker.slug, name)
    if represents := speech.represents:
        link = _link(represents.kind, represents.code, str(represents))
        yield escape(gettext("for {delegation}")).format(delegation=link)
    if event := speech.event:
        yield escape(gettext("at {event}")).format(event=_link("event", event.slug, str(event)))
    if speech.date:
        yield f'<time datetime="{speech.iso_date}">{escape(delivered(speech))}</time>'
    else:
        yield escape(gettext("undated"))


def _link(kind: str, code: str, text: str) -> str:
    return f'<a href="{_address(kind, code)}" dir="auto">{escape(text)}</a>'


@lru_cache(maxsize=KEPT)
def _address(kind: str, code: str) -> str:
    return escape(reverse(f"statements:{kind}", args=[code]))


def _checkbox(choice: Choice, param: str, with_these: str) -> str:
    value, checked = escape(choice.value), " checked" if choice.is_chosen else ""
    counts = f'<span class="count">{number(choice.count)}</span>'
    if choice.together is not None:
        together = escape(with_these.format(number=number(choice.together)))
        counts += f' <span class="count count--together">{together}</span>'
    return (
        f'<label class="choice"><input id="{param}-{value}" type="checkbox" name="{param}"'
        f' value="{value}"{checked}> <span>{escape(choice.text)}</span> {counts}</label>'
    )
