"""What copying.js needs on the page of a statement."""

from __future__ import annotations

import json
from dataclasses import astuple
from typing import Any

from django import template
from django.urls import reverse

from statements.citations import stable_address
from statements.citing.quoting import DOUBLE, OF_LANGUAGES
from statements.models import Speech
from statements.preferences import PREFERENCES
from statements.stable_links import statement_key

register = template.Library()

#: Stands in an address for the key of a paragraph.
KEY = "KEY"


@register.inclusion_tag("statements/_copying.html", takes_context=True)
def copying(context: dict[str, Any], speech: Speech) -> dict[str, Any]:
    """The menu of paragraphs, the tools for selected words, and what copying says."""
    request = context["request"]
    style = PREFERENCES["citation"].of(request)
    return {
        "copying": {
            "key": statement_key(speech.pk),
            "link": stable_address(KEY, f"{request.scheme}://{request.get_host()}"),
            "cite": reverse("statements:citation", args=[speech.slug]),
            "file": reverse("statements:citation-file", args=[speech.slug, style]),
            "marks": json.dumps(
                {"": astuple(DOUBLE)} | {code: astuple(of) for code, of in OF_LANGUAGES.items()}
            ),
        }
    }
