"""What is said of a statement that was withdrawn, to those who have a link to it."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers


def withdrawn_page(request: HttpRequest, since: datetime) -> HttpResponse:
    """That it was withdrawn, and since when, and nothing of what it was."""
    response = render(request, "statements/withdrawn.html", {"since": since}, status=410)
    # It may be published again tomorrow.
    add_never_cache_headers(response)
    return response
