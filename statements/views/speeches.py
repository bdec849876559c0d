"""The list of statements, and the file of one."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from urllib.parse import quote

from django.core.paginator import Page
from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import add_never_cache_headers, get_conditional_response
from django.utils.decorators import method_decorator
from django.utils.http import quote_etag
from django.views.decorators.vary import vary_on_headers
from django.views.generic import ListView, View
from django_htmx.middleware import HtmxDetails

from statements.evidence import passages
from statements.filters import SpeechFilter, speech_filter
from statements.models import Speech
from statements.results import Results
from statements.views.facet_groups import facet_groups, languages
from statements.views.indexes import page_numbers
from statements.views.narrowing import without
from statements.views.searched import search_name, searched, words_address
from statements.views.site import site_of
from statements.views.wording import result_count
from statements.views.year_facet import year_facet

PER_PAGE = 20

#: What links switch: the form of the filters sends it along unseen.
KEPT = ("names", "sort", "more")

#: The id of the results, which htmx puts in the place of those there are, and how it asks.
RESULTS = "results"
HTMX_HEADERS = ("HX-Request", "HX-Target", "HX-History-Restore-Request")


class HtmxRequest(HttpRequest):
    """A request as the middleware of django-htmx hands it on."""

    htmx: HtmxDetails


class SpeechListView(ListView[Speech]):
    """All lists and all searches: one set of filters, one order."""

    template_name = "statements/speech_list.html"
    paginate_by = PER_PAGE
    request: HtmxRequest
    filters: SpeechFilter

    @method_decorator(vary_on_headers(*HTMX_HEADERS))
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return super().dispatch(request, *args, **kwargs)

    def get_template_names(self) -> list[str]:
        """The page, or, to bring one up to date that is there already, what changes of it."""
        htmx = self.request.htmx
        is_update = htmx.target == RESULTS and not htmx.history_restore_request
        return ["statements/_list_update.html" if is_update else self.template_name]

    def get_queryset(self) -> Results:  # type: ignore[override]
        self.filters = speech_filter(self.request)
        return self.filters.result

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        filters, params = self.filters, self.request.GET
        page: Page[Speech] = context["page_obj"]
        text = filters.query.text
        evidence = passages(page.object_list, filters.understood)
        return {
            **context,
            "filters": filters,
            "form": filters.form,
            "query": filters.query,
            "searched": searched(filters, params),
            "search_name": search_name(filters),
            "result_count": result_count(len(filters.result), is_exact=filters.is_exact),
            "site": site_of(self.request),
            "words_address": words_address(text, filters.names, filters.unit),
            "hits": [(speech, evidence.get(speech.pk, [])) for speech in page.object_list],
            "chips": [(chip, without(params, chip)) for chip in filters.chips()],
            "clear_address": f"?q={quote(text)}" if text else "?",
            "facet_groups": facet_groups(filters, params),
            "year_facet": year_facet(filters, params),
            "languages": languages(filters),
            "kept": [(name, params[name]) for name in KEPT if params.get(name)],
            "date_from": filters.form["from"],
            "date_to": filters.form["to"],
            "pages": page_numbers(page),
        }


class SourceView(View):
    """The original file, byte for byte: to keep, so a browser never runs it."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponseBase:
        speeches = Speech.objects.visible_to(request.user).select_related("source")
        speech = get_object_or_404(speeches.defer("text", "source__data"), slug=slug)
        source = speech.source
        etag = quote_etag(source.sha256)
        unchanged = get_conditional_response(request, etag=etag)
        response = unchanged or FileResponse(
            BytesIO(source.data),
            as_attachment=True,
            filename=source.filename,
            content_type=source.media_type or "application/octet-stream",
        )
        response.headers["ETag"] = etag
        if speech.is_draft:
            add_never_cache_headers(response)
        return response
