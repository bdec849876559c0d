"""Former addresses lead to those of today: of pages, of what is below them, of filters."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect
from django.urls import ResolverMatch, reverse
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.utils.encoding import escape_uri_path

from statements.addresses import MAX_LENGTH, Thing, address_of, successor, successors
from statements.models import Entity, Event, FormerAddress, Speaker, Speech
from statements.models.speeches import sees_drafts

#: The first part of an address, here and below /api/v1/, and what kind of thing it is of.
_FOLDERS: Final = {
    "speeches": "speech",
    "speakers": "speaker",
    "events": "event",
    "countries": "country",
    "organizations": "organization",
    "themes": "theme",
    "documents": "document",
}
_API: Final = "api/v1/"

#: The filters that take slugs or codes, and of what kinds.
_FILTERS: Final = {
    "speaker": ("speaker",),
    "event": ("event",),
    "represents": ("country", "organization"),
    **{kind: (kind,) for kind in Entity.Kind.values},
}

_SAFE: Final = ("GET", "HEAD")


class FormerAddresses:
    """Middleware: what would not be found, but had that address before, is at another one now."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        match = request.resolver_match
        if response.status_code == 404 and request.method in _SAFE and _is_ours(match):
            return _moved_page(request, match) or response
        return response

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponseBase | None:
        """Filters before the view: it would call the former value an unknown one."""
        if request.method in _SAFE and _is_ours(request.resolver_match):
            return _moved_filters(request)
        return None


def _is_ours(match: ResolverMatch | None) -> bool:
    return match is not None and match.app_names[:1] == ["statements"]


def _moved_page(request: HttpRequest, match: Any) -> HttpResponseBase | None:
    name = next((name for name in ("slug", "code") if name in match.kwargs), None)
    folder = match.route.removeprefix(_API).lstrip("^").partition("/")[0]
    kind = match.kwargs.get("kind") or _FOLDERS.get(folder)
    if name is None or kind not in FormerAddress.Kind.values:
        return None
    thing = _shown_successor(kind, match.kwargs[name], request.user)
    if thing is None:
        return None
    kwargs = {**match.kwargs, name: address_of(thing)}
    return _redirect(request, reverse(match.view_name, kwargs=kwargs), request.META["QUERY_STRING"])


def _moved_filters(request: HttpRequest) -> HttpResponseBase | None:
    asked = {name: request.GET.getlist(name) for name in _FILTERS if name in request.GET}
    values = {value for chosen in asked.values() for value in chosen if _may_be_address(value)}
    if not values:
        return None
    kinds = {kind for name in asked for kind in _FILTERS[name]}
    former = successors(kinds, values)
    if not former:
        return None
    params = request.GET.copy()
    for name, chosen in asked.items():
        params.setlist(name, [_of_today(request, name, value, former) for value in chosen])
    if params == request.GET:
        return None
    # The path is decoded: a code with a “?” or a “%” in it would be cut off there.
    return _redirect(request, escape_uri_path(request.path), params.urlencode())


def _of_today(
    request: HttpRequest, name: str, value: str, former: dict[tuple[str, str], str]
) -> str:
    kind = next((kind for kind in _FILTERS[name] if (kind, value) in former), None)
    thing = _shown_successor(kind, value, request.user) if kind else None
    return value if thing is None else address_of(thing)


def _may_be_address(value: str) -> bool:
    return 0 < len(value) <= MAX_LENGTH and "\x00" not in value


def _shown_successor(
    kind: str, address: str, user: AbstractBaseUser | AnonymousUser
) -> Thing | None:
    """What had the address, unless the user may not know of it: its name is in its address."""
    thing = successor(kind, address) if _may_be_address(address) else None
    return thing if thing is not None and _is_shown(thing, user) else None


def _is_shown(thing: Thing, user: AbstractBaseUser | AnonymousUser) -> bool:
    visible = Speech.objects.visible_to(user)
    match thing:
        case Speech():
            return visible.filter(pk=thing.pk).exists()
        case Speaker():
            return visible.filter(speaker=thing).exists()
        case Event():
            return visible.filter(Q(event=thing) | Q(event__part_of=thing)).exists()
    return (
        thing.is_authority
        or visible.mentioning([thing]).exists()
        or visible.represented_by_any([thing]).exists()
    )


def _redirect(request: HttpRequest, path: str, query: str) -> HttpResponseBase:
    response = HttpResponsePermanentRedirect(f"{path}?{query}" if query else path)
    if sees_drafts(request.user):
        add_never_cache_headers(response)
    else:
        # It holds, but may lead on to another one tomorrow: browsers keep such an answer for good.
        patch_cache_control(response, no_cache=True)
    return response
