"""Statements that have much in common with one."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.cache import (
    add_never_cache_headers,
    patch_cache_control,
    patch_vary_headers,
)
from django.views.generic import DetailView

from statements.models import Speech
from statements.related import related

#: What is related changes only when statements do; a little later is soon enough.
KEPT_SECONDS = 300


class RelatedView(DetailView[Speech]):
    """A page of its own, and for the statement's page the part of it that comes later."""

    context_object_name = "speech"

    def get_queryset(self) -> QuerySet[Speech]:
        return (
            Speech.objects.visible_to(self.request.user)
            .select_related("represents")
            .defer("title_block", "sign_off")
        )

    def get_template_names(self) -> list[str]:
        is_part = self.request.headers.get("HX-Request") == "true"
        return ["statements/_related.html" if is_part else "statements/related.html"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(related=related(self.object, self.request.user), **kwargs)

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        response = super().render_to_response(context, **kwargs)
        if self.object.is_draft:
            add_never_cache_headers(response)
        else:
            patch_cache_control(response, private=True, max_age=KEPT_SECONDS)
        patch_vary_headers(response, ["Cookie", "Accept-Language", "HX-Request"])
        return response
