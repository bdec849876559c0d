"""The list of statements, a statement, its file."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cached_property
from io import BytesIO
from typing import Any
from urllib.parse import quote

from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import add_never_cache_headers, get_conditional_response
from django.utils.http import quote_etag
from django.views.generic import DetailView, ListView, View

from statements.evidence import (
    marks_by_paragraph,
    marks_in_title,
    passages,
    with_title_copies,
)
from statements.filters import SpeechFilter, speech_filter
from statements.highlighting import segments
from statements.models import Entity, Mention, Speech
from statements.models.speeches import SpeechQuerySet
from statements.search.query import Query, parse
from statements.views.facet_groups import facet_groups
from statements.views.indexes import page_numbers
from statements.views.narrowing import without

PER_PAGE = 20

#: Links to paragraphs that hold searched words: as many as take three lines on a telephone.
MATCHING_SHOWN = 24


class SpeechListView(ListView[Speech]):
    """All lists and all searches: one set of filters, one order."""

    template_name = "statements/speech_list.html"
    paginate_by = PER_PAGE
    filters: SpeechFilter

    def get_queryset(self) -> SpeechQuerySet:
        self.filters = speech_filter(self.request)
        speeches: SpeechQuerySet = self.filters.qs
        return speeches

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        page: Page[Speech] = context["page_obj"]
        visible = Speech.objects.visible_to(self.request.user)
        text, tree = self.filters.query.text, self.filters.query.tree
        evidence = passages(page.object_list, tree)
        return {
            **context,
            "filters": self.filters,
            "form": self.filters.form,
            "query": self.filters.query,
            "hits": [(speech, evidence.get(speech.pk, [])) for speech in page.object_list],
            "chips": [(chip, without(self.request.GET, chip)) for chip in self.filters.chips()],
            "clear_address": f"?q={quote(text)}" if text else "?",
            "facet_groups": facet_groups(self.filters, self.filters.qs, visible),
            "date_from": self.filters.form["from"],
            "date_to": self.filters.form["to"],
            "pages": page_numbers(page),
        }


class SpeechView(DetailView[Speech]):
    """One statement with its numbered paragraphs, what they mention, and words searched for."""

    template_name = "statements/speech_detail.html"
    context_object_name = "speech"

    @cached_property
    def query(self) -> Query:
        return parse(self.request.GET.get("q", ""))

    def get_queryset(self) -> QuerySet[Speech]:
        speeches = (
            Speech.objects.visible_to(self.request.user)
            .select_related("speaker", "represents", "event__part_of", "source__uploaded_by")
            .defer("text", "search_vector", "source__data", "source__reading")
        )
        return with_title_copies(speeches, self.query.tree)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        mentions = list(self.object.mentions.live().select_related("entity"))
        by_paragraph: dict[int | None, list[Mention]] = defaultdict(list)
        for mention in mentions:
            by_paragraph[mention.paragraph_id].append(mention)
        paragraphs = self.object.paragraphs.defer("search_vector")
        marked = marks_by_paragraph(self.object, self.query.tree)
        return super().get_context_data(
            title=segments(self.object.title, by_paragraph[None], marks_in_title(self.object)),
            paragraphs=[
                (p, segments(p.text, by_paragraph[p.pk], marked.get(p.number, [])))
                for p in paragraphs
            ],
            query=self.query,
            matching=list(marked)[:MATCHING_SHOWN],
            matching_count=len(marked),
            matching_left_out=max(0, len(marked) - MATCHING_SHOWN),
            mentioned=_mentioned(mentions),
            groups=self.object.on_behalf_of.all(),
            version=self.object.revisions.defer("content").order_by("-number").first(),
            **kwargs,
        )


class SourceView(View):
    """The original file, byte for byte: to keep, so a browser never runs it."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponseBase:
        speeches = Speech.objects.visible_to(request.user).select_related("source")
        speech = get_object_or_404(
            speeches.defer("text", "search_vector", "source__data"), slug=slug
        )
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


def _mentioned(mentions: list[Mention]) -> list[tuple[str, list[tuple[Entity, int]]]]:
    """What is mentioned how often, by kind, the most frequent first."""
    counts = Counter(mention.entity for mention in mentions)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0].name))
    return [
        (kind.value, found)
        for kind in Entity.Kind
        if (found := [(entity, count) for entity, count in ordered if entity.kind == kind])
    ]
