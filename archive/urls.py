"""Addresses of the whole site; the archive's own are in statements.urls."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from archive import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.process),
    path("readyz", health.database),
    path("admin/", admin.site.urls),
    path("", include("statements.urls")),
]
