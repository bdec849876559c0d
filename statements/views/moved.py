"""Former addresses lead to those of today: of pages, of what is below them, of filters."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from typing import Any, Final
from urllib.parse import unquote

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect
from django.urls import ResolverMatch, reverse
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.utils.encoding import escape_uri_path
from django.utils.http import MAX_URL_REDIRECT_LENGTH

from statements.addresses import (
    MAX_LENGTH,
    Thing,
    address_of,
    kind_of,
    successor,
    successors,
)
from statements.facets import known_values, visible_to
from statements.holdings import current
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

#: Of more values than this at once none is looked up: nobody chose them by hand.
_MOST_VALUES: Final = 50

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
    path = _path_of(match, kind, thing, {**match.kwargs, name: address_of(thing)})
    # What is not found where it is today would be sent to itself without end.
    if unquote(path) == request.path:
        return None
    return _redirect(request, path, request.META["QUERY_STRING"])


def _path_of(match: ResolverMatch, kind: str, thing: Thing, kwargs: dict[str, Any]) -> str:
    """The same page of what was of that kind, and may be of another one today."""
    today = kind_of(thing)
    if "kind" in kwargs:
        return reverse(match.view_name, kwargs={**kwargs, "kind": today})
    # The pages of a kind of entities are named after it, here and in the API.
    *namespaces, page = match.view_name.split(":")
    if today != kind:
        page = today + page.removeprefix(kind)
    return reverse(":".join([*namespaces, page]), kwargs=kwargs)


def _moved_filters(request: HttpRequest) -> HttpResponseBase | None:
    asked = {n: dict.fromkeys(request.GET.getlist(n)) for n in _FILTERS if n in request.GET}
    values = {value for chosen in asked.values() for value in chosen if _may_be_address(value)}
    if not 0 < len(values) <= _MOST_VALUES:
        return None
    kinds = {kind for name in asked for kind in _FILTERS[name]}
    former = successors(kinds, values)
    if not former:
        return None
    params, holdings = request.GET.copy(), current()
    visible = visible_to(request.user, holdings)
    for name, chosen in asked.items():
        known = known_values(holdings, name, visible)
        today = dict.fromkeys(_of_today(name, value, former, known) for value in chosen)
        if today != chosen:
            params.setlist(name, list(today))
    if params == request.GET:
        return None
    # The path is decoded: a code with a “?” or a “%” in it would be cut off there.
    return _redirect(request, escape_uri_path(request.path), params.urlencode())


def _of_today(
    name: str, value: str, former: Mapping[tuple[str, str], str], known: Container[str]
) -> str:
    """The value that the filter knows now. One that it knows stays, whatever had it before: what
    is sent on from here is not sent on again."""
    if value in known:
        return value
    today = (former.get((kind, value), "") for kind in _FILTERS[name])
    return next((address for address in today if address in known), value)


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


def _redirect(request: HttpRequest, path: str, query: str) -> HttpResponseBase | None:
    address = f"{path}?{query}" if query else path
    if len(address) > MAX_URL_REDIRECT_LENGTH:
        return None
    response = HttpResponsePermanentRedirect(address)
    if sees_drafts(request.user):
        add_never_cache_headers(response)
    else:
        # It holds, but may lead on to another one tomorrow: browsers keep such an answer for good.
        patch_cache_control(response, no_cache=True)
    return response
