"""The parts of a statement's page that come by the hundred, written without templates.

As templates they took half of the page's time.
"""

from __future__ import annotations

import html
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext, override

from statements.recognition.spans import EntityRef
from statements.templatetags.archive import address, direction, linked

if TYPE_CHECKING:
    from statements.views.statement import Shown

register = template.Library()

#: Stands in the words of a language for the number of a paragraph.
_NUMBER: Final = "%(number)s"


@register.simple_tag
def paragraph_start(paragraph: Shown, language: str) -> SafeString:
    """A paragraph of a statement in a language, but for the end of its element."""
    number, kind = paragraph.number, " paragraph--heading" if paragraph.is_heading else ""
    own = paragraph.language
    link, spoken = _label(get_language() or "", own or language)
    of_own = f' lang="{html.escape(own)}" dir="{direction(own)}"' if own else ""
    return mark_safe(  # noqa: S308 - the text and the words are escaped, the key is letters
        f'<div class="paragraph{kind}" id="p{number}" data-key="{paragraph.key}"{of_own}>'
        f'<a class="paragraph__number" href="#p{number}"{spoken}'
        f' aria-label="{link.replace(_NUMBER, str(number))}">{number}</a>'
        f"<p>{linked(paragraph.segments)}</p>"
    )


@lru_cache(maxsize=256)
def _label(interface: str, language: str) -> tuple[str, str]:
    """What is said of a link to a paragraph, and the language in which it is said, where the
    paragraph is in another."""
    with override(interface):
        link = gettext("Link to paragraph %(number)s")
    is_same = interface.partition("-")[0] == language
    return html.escape(link), "" if is_same else f' lang="{interface}"'


@register.filter
def mention_items(counted: Iterable[tuple[EntityRef, int]]) -> SafeString:
    """Items of a list: links to entities, each with how often it is mentioned if more than once."""
    return mark_safe("".join(_item(entity, count) for entity, count in counted))  # noqa: S308


def _item(entity: EntityRef, count: int) -> str:
    link = f'<a href="{html.escape(address(entity))}">{html.escape(entity.name)}</a>'
    return f"<li>{link}{_times(count, get_language() or '') if count > 1 else ''}</li>"


@lru_cache(maxsize=1024)
def _times(count: int, language: str) -> str:
    """How often something is mentioned, in a language of the interface."""
    with override(language):
        spoken = ngettext("%(count)s time", "%(count)s times", count) % {"count": count}
    return format_html(
        '\u00a0<span class="count"><span aria-hidden="true">×\u00a0{}</span>'
        '<span class="visually-hidden">{}</span></span>',
        count,
        spoken,
    )
