"""The look that every upload gets before it is stored."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.views.generic import TemplateView, View

from statements import importing
from statements.admin.page import AdminPageMixin, StaffMixin
from statements.forms import ReviewForm
from statements.highlighting import segments
from statements.importing import Arrival
from statements.ingest.errors import IngestError
from statements.models import Entity, Source, Speech
from statements.reading import NOTHING_SAID, ReadStatement
from statements.recognition.spans import EntityRef

ACTIONS = {"_publish": Speech.Status.PUBLISHED, "_draft": Speech.Status.DRAFT}


class ReviewView(AdminPageMixin, StaffMixin, TemplateView):
    """What was read from a file, to be corrected and then stored as a draft or published.

    Who may add statements may publish what they reviewed; there is no second pair of eyes to
    wait for in a small archive.
    """

    template_name = "admin/statements/review.html"
    title = "Review"

    @cached_property
    def source(self) -> Source:
        return get_object_or_404(Source.objects.select_related("speech"), pk=self.kwargs["pk"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.source.state == Source.State.STORED:
            return self._to_stored()
        try:
            read = self._read(NOTHING_SAID)
        except IngestError as error:
            return self._show(None, None, error)
        return self._show(self._form(initial=ReviewForm.initial_from(read)), read)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.source.state == Source.State.STORED:
            return self._to_stored()
        form = self._form(request.POST)
        try:
            read = self._read(form.metadata() if form.is_valid() else NOTHING_SAID)
            status = next((ACTIONS[name] for name in ACTIONS if name in request.POST), None)
            if status and form.is_valid():
                return self._store(read, status)
        except IngestError as error:
            return self._show(form, None, error)
        return self._show(form, read)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(source=self.source, names=_names(), **kwargs)

    def _form(self, *args: Any, **kwargs: Any) -> ReviewForm:
        return ReviewForm(*args, recognizer=importing.default_reader().recognizer, **kwargs)

    def _read(self, metadata: Any) -> ReadStatement:
        data = bytes(self.source.data)
        return importing.default_reader().read(data, self.source.filename, metadata)

    def _show(
        self, form: ReviewForm | None, read: ReadStatement | None, error: IngestError | None = None
    ) -> HttpResponse:
        return self.render_to_response(
            self.get_context_data(form=form, read=read, error=error, **_shown(read))
        )

    def _store(self, read: ReadStatement, status: Speech.Status) -> HttpResponse:
        outcome = importing.store(
            Arrival(
                read=read,
                data=bytes(self.source.data),
                status=status,
                uploaded_by=self.user,
                is_new=True,
            )
        )
        if outcome.status == "duplicate":
            messages.warning(self.request, "Somebody else has stored this file in the meantime.")
        elif outcome.speech is not None:
            text = 'Stored as {}: <a href="{}">{}</a>.'
            address = outcome.speech.get_absolute_url()
            message = format_html(text, status.label, address, outcome.speech)
            messages.success(self.request, message)
        return self._to_next()

    def _to_stored(self) -> HttpResponse:
        messages.info(self.request, "This file is stored already.")
        speech = getattr(self.source, "speech", None)
        if speech is None:
            return redirect("admin:statements_source_change", self.source.pk)
        return redirect("admin:statements_speech_change", speech.pk)

    def _to_next(self) -> HttpResponse:
        waiting = Source.objects.pending().exclude(pk=self.source.pk).order_by("created_at", "pk")
        if following := waiting.values_list("pk", flat=True).first():
            return redirect("admin:statements_source_review", following)
        return redirect("admin:statements_speech_changelist")


class DiscardView(StaffMixin, View):
    """Deletes an uploaded file that leads to no statement."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        source = get_object_or_404(Source.objects.without_bytes(), pk=pk)
        if source.state == Source.State.STORED:
            messages.error(request, "A stored file is kept: delete its statement first.")
        else:
            source.delete()
            messages.success(request, f"“{source.filename}” was discarded.")
        return redirect("admin:statements_source_upload")


def _shown(read: ReadStatement | None) -> dict[str, Any]:
    """What the page shows of a reading: paragraphs cut at their mentions, and totals by kind."""
    if read is None:
        return {}
    spans = [*read.title_mentions, *(span for p in read.paragraphs for span in p.mentions)]
    counts: Counter[EntityRef] = Counter(span.entity for span in spans)
    return {
        "paragraphs": [(p, segments(p.text, p.mentions)) for p in read.paragraphs],
        "mentioned": [
            (kind.label, kind.value, found)
            for kind in Entity.Kind
            if (found := [item for item in counts.most_common() if item[0].kind == kind])
        ],
    }


def _names() -> Any:
    """The names that complete what is typed into “represents”."""
    return Entity.objects.delegations().filter(is_authority=True).values_list("name", flat=True)
