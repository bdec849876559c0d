"""What copying.js needs on the page of a statement."""

from __future__ import annotations

import html
import json
from dataclasses import astuple
from functools import lru_cache
from typing import Any, Final

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, override

from statements.citations import stable_address
from statements.citing.quoting import DOUBLE, OF_LANGUAGES
from statements.models import Speech
from statements.preferences import PREFERENCES
from statements.stable_links import statement_key
from statements.views.site import site_of

register = template.Library()

#: Stands in an address for the key of a paragraph.
KEY: Final = "KEY"

#: Stands in the link beside a paragraph for its number.
_NUMBER: Final = "NUMBER"

#: The quotation marks of each language, and under "" those of all others.
MARKS: Final = json.dumps(
    {"": astuple(DOUBLE)} | {code: astuple(marks) for code, marks in OF_LANGUAGES.items()}
)


@register.simple_tag
def cite_link(number: int) -> SafeString:
    """The link beside a paragraph. A page has hundreds, so it is no template."""
    return mark_safe(  # noqa: S308 - the texts are escaped
        _cite_link(get_language() or "").replace(_NUMBER, str(number))
    )


@lru_cache(maxsize=64)
def _cite_link(language: str) -> str:
    """The link in a language of the interface, with a sign for the number."""
    with override(language):
        label = gettext("Cite paragraph %(number)d").replace("%(number)d", _NUMBER)
        text = gettext("Cite")
    return (
        f'<a class="paragraph__cite" lang="{html.escape(language)}" '
        f'href="citation/?paragraph={_NUMBER}" aria-label="{html.escape(label)}">'
        f"{html.escape(text)}</a>"
    )


@register.inclusion_tag("statements/_copying.html", takes_context=True)
def copying(context: dict[str, Any], speech: Speech) -> dict[str, Any]:
    """The menu of paragraphs, the tools for selected words, and what copying says."""
    request = context["request"]
    style = PREFERENCES["citation"].of(request)
    return {
        "copying": {
            "key": statement_key(speech.pk),
            "link": stable_address(KEY, site_of(request)),
            "cite": reverse("statements:citation", args=[speech.slug]),
            "file": reverse("statements:citation-file", args=[speech.slug, style]),
            "marks": MARKS,
        }
    }
