"""A basket as one: to read and print, as text, as data, and as a list of citations."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView, View

from statements.citing.formats import FORMATS, PROSE, Format
from statements.keeping.cookie import chosen_basket, items_query
from statements.keeping.gathering import gather
from statements.keeping.pieces import Piece, as_json, as_text, cite_together, pieces
from statements.preferences import PREFERENCES
from statements.views.site import site_of


@method_decorator(never_cache, name="dispatch")
class DocumentView(TemplateView):
    """All statements and paragraphs with their full text, as one document."""

    template_name = "statements/basket_document.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            pieces=_pieces(self.request), items_query=items_query(self.request), **kwargs
        )


@method_decorator(never_cache, name="dispatch")
class TextView(View):
    """The same as a file of plain text."""

    def get(self, request: HttpRequest) -> HttpResponse:
        text = as_text(_pieces(request), _address(request), timezone.localdate().isoformat())
        return _file(text, "text/plain", "txt")


@method_decorator(never_cache, name="dispatch")
class JsonView(View):
    """The same as data."""

    def get(self, request: HttpRequest) -> HttpResponse:
        text = as_json(_pieces(request), _address(request), timezone.localdate().isoformat())
        return _file(text, "application/json", "json")


@method_decorator(never_cache, name="dispatch")
class CitationsView(View):
    """The citations of all in one of the formats, as a file. Raises Http404 for another."""

    def get(self, request: HttpRequest, format: str) -> HttpResponse:
        if format not in FORMATS:
            raise Http404
        chosen = FORMATS[format]
        found = _pieces(request, with_texts=False)
        return _file(cite_together(found, chosen), chosen.media_type, chosen.extension)


def _pieces(request: HttpRequest, *, with_texts: bool = True) -> list[Piece]:
    items = gather(chosen_basket(request), request.user, with_texts=with_texts)
    return pieces(items, site_of(request), _style(request))


def _style(request: HttpRequest) -> Format:
    """In which the reader wants to see citations."""
    return PROSE[PREFERENCES["citation"].of(request)]


def _address(request: HttpRequest) -> str:
    """Where anybody sees the same basket."""
    return f"{site_of(request)}{reverse('statements:basket')}?items={chosen_basket(request)}"


def _file(text: str, media_type: str, extension: str) -> HttpResponse:
    response = HttpResponse(text, content_type=f"{media_type}; charset=utf-8")
    name = f"basket-{timezone.localdate():%Y-%m-%d}.{extension}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
