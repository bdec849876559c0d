"""The page to return to when something was done on it."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def way_back(request: HttpRequest, otherwise: str, fragment: str = "") -> str:
    """The address that a form sent along as `next`, at a fragment of it where one is given.

    What leads to another site is not followed, but `otherwise`.
    """
    address = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    if not is_ours:
        address = otherwise
    return f"{address.partition('#')[0]}#{fragment}" if fragment else address
