"""The list of statements, a statement, its file."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
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

from statements.evidence import TITLE, marks_in, passages
from statements.filters import SpeechFilter, speech_filter
from statements.highlighting import segments
from statements.holdings import current
from statements.models import Entity, Speech
from statements.recognition.spans import EntityRef, Span
from statements.results import Results
from statements.search.nodes import Node
from statements.search.query import Query, parse
from statements.searching.understanding import understand
from statements.views.facet_groups import facet_groups, languages
from statements.views.indexes import page_numbers
from statements.views.narrowing import without
from statements.views.searched import searched, words_address
from statements.views.year_facet import year_facet

PER_PAGE = 20

#: What links switch: the form of the filters sends it along unseen.
KEPT = ("names", "sort", "unit")

#: Links to paragraphs that hold searched words: as many as take three lines on a telephone.
MATCHING_SHOWN = 24


class SpeechListView(ListView[Speech]):
    """All lists and all searches: one set of filters, one order."""

    template_name = "statements/speech_list.html"
    paginate_by = PER_PAGE
    filters: SpeechFilter

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
            "words_address": words_address(text, filters.names, filters.unit),
            "hits": [(speech, evidence.get(speech.pk, [])) for speech in page.object_list],
            "chips": [(chip, without(params, chip)) for chip in filters.chips()],
            "clear_address": f"?q={quote(text)}" if text else "?",
            "facet_groups": facet_groups(filters),
            "year_facet": year_facet(filters, params),
            "languages": languages(filters),
            "kept": [(name, params[name]) for name in KEPT if params.get(name)],
            "date_from": filters.form["from"],
            "date_to": filters.form["to"],
            "pages": page_numbers(page),
        }


class SpeechView(DetailView[Speech]):
    """One statement with its numbered paragraphs, what they mention, and words searched for."""

    template_name = "statements/speech_detail.html"
    context_object_name = "speech"

    def get_queryset(self) -> QuerySet[Speech]:
        return (
            Speech.objects.visible_to(self.request.user)
            .select_related("speaker", "represents", "event__part_of", "source__uploaded_by")
            .defer("text", "source__data", "source__reading")
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        mentions = _mentions(self.object)
        by_paragraph: dict[int | None, list[Span]] = defaultdict(list)
        for paragraph, mention in mentions:
            by_paragraph[paragraph].append(mention)
        paragraphs = self.object.paragraphs.defer("words")
        asked = self.request.GET
        query, names = parse(asked.get("q", "")), asked.get("names", "")
        marks = marks_in(self.object, _searched_for(query, names))
        matching = [number for number, found in marks.items() if found and number != TITLE]
        return super().get_context_data(
            title=segments(self.object.title, by_paragraph[None], marks.get(TITLE, ())),
            paragraphs=[
                (p, segments(p.text, by_paragraph[p.pk], marks.get(p.number, ())))
                for p in paragraphs
            ],
            query=query,
            words_address=words_address(query.text, names, asked.get("unit", "")),
            matching=matching[:MATCHING_SHOWN],
            matching_count=len(matching),
            matching_left_out=max(0, len(matching) - MATCHING_SHOWN),
            mentioned=_mentioned(mention.entity for _, mention in mentions),
            groups=self.object.on_behalf_of.all(),
            version=self.object.revisions.defer("content").order_by("-number").first(),
            **kwargs,
        )


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


def _searched_for(query: Query, names: str) -> Node | None:
    """What the list of statements looked for, other names too unless they are to be as typed."""
    if query.tree is None:
        # What the archive holds need not be looked up for nothing.
        return None
    return understand(query, current(), adds_names=names != "typed").tree


def _mentions(speech: Speech) -> list[tuple[int | None, Span]]:
    """All mentions, each with the key of its paragraph, or None for the title.

    A statement has hundreds, and models of them and their entities would take longer than all
    else on its page.
    """
    rows = speech.mentions.live().values_list(
        *("paragraph_id", "entity__kind", "entity__code", "entity__name"),
        *("start", "end", "surface"),
    )
    return [
        (paragraph, Span(EntityRef(kind, code, name), start, end, surface))
        for paragraph, kind, code, name, start, end, surface in rows
    ]


def _mentioned(entities: Iterable[EntityRef]) -> list[tuple[str, list[tuple[EntityRef, int]]]]:
    """What is mentioned how often, by kind, the most frequent first."""
    counts = Counter(entities)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0].name))
    return [
        (kind.value, found)
        for kind in Entity.Kind
        if (found := [(entity, count) for entity, count in ordered if entity.kind == kind])
    ]
