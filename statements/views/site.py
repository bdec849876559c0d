"""The archive as others see it."""

from __future__ import annotations

from django.http import HttpRequest


def site_of(request: HttpRequest) -> str:
    """The address of the archive, without a slash at the end: what is cited is a whole address."""
    return request.build_absolute_uri("/").rstrip("/")
