"""How the archive's values are shown."""

from __future__ import annotations

import html
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from django import template
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_info, gettext_lazy, override

from statements.highlighting import Segment, Stretch
from statements.models import Speech
from statements.recognition.spans import EntityRef
from statements.search.marking import MARK_START, MARK_STOP
from statements.stable_links import statement_key as key_of_statement
from statements.views.wording import delivered

#: Links to entities that a process keeps: the most mentioned are on most pages.
KEPT: Final = 4096

#: What a mention names, and of which kind it is.
MENTION_TITLES: Final = {
    "country": gettext_lazy("%(name)s (country)"),
    "organization": gettext_lazy("%(name)s (organization)"),
    "theme": gettext_lazy("%(name)s (theme)"),
    "document": gettext_lazy("%(name)s (document)"),
}

register = template.Library()
register.filter(delivered)

RIGHT_TO_LEFT: Final = frozenset({"ar", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"})

#: Languages of which Django knows only the varieties.
UNDIVIDED: Final = {"zh": gettext_lazy("Chinese")}


@register.filter
def marked(headline: str) -> SafeString:
    """A search headline as HTML: its text escaped, then its words marked."""
    with_marks = escape(headline).replace(MARK_START, "<mark>").replace(MARK_STOP, "</mark>")
    return mark_safe(with_marks)  # noqa: S308 - escaped above; only the marks are ours


@register.filter
def linked(segments: Iterable[Segment]) -> SafeString:
    """A text cut into segments as HTML: mentions lead to what they name, matches are marked.

    A statement has hundreds of segments; as a template they take most of its page's time.
    """
    language = get_language() or ""
    parts = [_segment(segment, language) for segment in segments]
    return mark_safe("".join(parts))  # noqa: S308 - all parts escaped below


def _segment(segment: Segment, language: str) -> str:
    content = "".join(map(_stretch, segment.stretches)) or html.escape(segment.text)
    entity = segment.entity
    if entity is None:
        return content
    return f"{_link(entity.kind, entity.code, entity.name, language)}{content}</a>"


def _stretch(stretch: Stretch) -> str:
    text = html.escape(stretch.text)
    return f'<mark class="match">{text}</mark>' if stretch.is_match else text


@lru_cache(maxsize=KEPT)
def _link(kind: str, code: str, name: str, language: str) -> str:
    """The start of a link to what is mentioned, which says its kind in the reader's language."""
    with override(language):
        title = MENTION_TITLES[kind] % {"name": name}
    return format_html(
        '<a class="mention mention--{}" href="{}" title="{}">', kind, _address(kind, code), title
    )


@register.filter
def address(entity: EntityRef) -> str:
    """The page of an entity that recognition names."""
    return _address(entity.kind, entity.code)


@lru_cache(maxsize=KEPT)
def _address(kind: str, code: str) -> str:
    return reverse(f"statements:{kind}", args=[code])


@register.filter
def statement_key(speech: Speech) -> str:
    """The stable key of a statement, by which links name it and baskets keep it."""
    return key_of_statement(speech.pk)


@register.filter
def direction(language: str) -> str:
    """The `dir` of a text in a language."""
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


@register.filter
def name_of_language(language: str) -> str:
    """The name of a language in that of the reader, or its code where it has none here."""
    if language in UNDIVIDED:
        return str(UNDIVIDED[language])
    try:
        return str(get_language_info(language)["name_translated"])
    except KeyError:
        return language
