"""Addresses of the whole site; the archive's own are in statements.urls."""

from importlib.util import find_spec

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from archive import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.process),
    path("readyz", health.database),
    path("admin/", admin.site.urls),
]
if find_spec("statements.urls"):
    urlpatterns.append(path("", include("statements.urls")))
