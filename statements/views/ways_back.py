"""The page to return to when something was done on it."""

from __future__ import annotations

import re
from typing import Final

from django.http import HttpRequest
from django.utils.http import MAX_URL_REDIRECT_LENGTH, url_has_allowed_host_and_scheme

#: A path of this site. Browsers take two slashes at the beginning for another host, a backslash
#: for a slash, and leave tabs and line breaks out.
_PATH: Final = re.compile(r"/(?!/)[^\\\x00-\x1f\x7f]*")


def way_back(request: HttpRequest, otherwise: str, fragment: str = "") -> str:
    """The address that a form sent along as `next`, at a fragment of it where one is given.

    What leads to another site is not followed, but `otherwise`.
    """
    asked = request.POST.get("next", "")
    address = _at(asked, fragment)
    # Django sends nobody to a longer one.
    if _is_ours(request, asked) and len(address) <= MAX_URL_REDIRECT_LENGTH:
        return address
    return _at(otherwise, fragment)


def _at(address: str, fragment: str) -> str:
    return f"{address.partition('#')[0]}#{fragment}" if fragment else address


def _is_ours(request: HttpRequest, address: str) -> bool:
    # Django's own check ends at 2,048 characters, which the page of a full basket exceeds.
    return _PATH.fullmatch(address) is not None or url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
