"""The site's addresses and some that lead to each of the error pages."""

from __future__ import annotations

from typing import NoReturn

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.csrf import csrf_failure

from archive.urls import urlpatterns as site


def bad(request: HttpRequest) -> NoReturn:
    raise BadRequest


def forbidden(request: HttpRequest) -> NoReturn:
    raise PermissionDenied


def unsent(request: HttpRequest) -> HttpResponse:
    return csrf_failure(request)


def broken(request: HttpRequest) -> NoReturn:
    raise RuntimeError


urlpatterns = [
    path("errors/400/", bad),
    path("errors/403/", forbidden),
    path("errors/csrf/", unsent),
    path("errors/500/", broken),
    *site,
]
