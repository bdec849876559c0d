"""The look that every upload gets before it is stored."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext
from django.views.generic import TemplateView, View

from statements import background
from statements.admin.page import AdminPageMixin, StaffMixin, Step
from statements.admin.review_page import (
    names_of_delegations,
    shown_of,
    source_of,
)
from statements.contents import compare, content_of_reading
from statements.correcting import (
    Corrections,
    accept_corrected,
    corrected,
    corrections_of,
    keep_corrections,
    proposed_version,
    state_of,
    store_corrected,
)
from statements.importing import default_reader, discard
from statements.ingest.errors import IngestError
from statements.models import Source, Speech
from statements.reading import ReadStatement
from statements.review_form import ReviewForm
from statements.revising import ChangedMeanwhile, current_number

STORING = {"_publish": Speech.Status.PUBLISHED, "_draft": Speech.Status.DRAFT}
#: The buttons that store; the others only look again.
DECISIVE = {*STORING, "_accept"}


class PendingSourceMixin(StaffMixin):
    kwargs: dict[str, Any]

    @cached_property
    def source(self) -> Source:
        sources = Source.objects.select_related(
            "uploaded_by", "revises__speaker", "revises__represents", "revises__event"
        )
        return get_object_or_404(sources.defer("data"), pk=self.kwargs["pk"])

    def to_stored(self) -> HttpResponse:
        messages.info(self.request, gettext("This file is stored already."))
        speech = getattr(self.source, "speech", None)
        if speech is not None and self.may_see_statements:
            return redirect("admin:statements_speech_change", speech.pk)
        if speech is None and self.request.user.has_perm("statements.view_source"):
            return redirect("admin:statements_source_change", self.source.pk)
        return redirect("admin:statements_source_upload")

    @property
    def may_see_statements(self) -> bool:
        """Who may only add statements has no use of the list of those that are stored."""
        user = self.request.user
        return any(user.has_perm(f"statements.{may}_speech") for may in ("view", "change"))


class ReviewView(AdminPageMixin, PendingSourceMixin, TemplateView):
    """What was read from a file, to be corrected and then stored as a draft or published.

    Who may add statements may publish what they reviewed; there is no second pair of eyes to
    wait for in a small archive.
    """

    template_name = "admin/statements/review.html"

    @property
    def title(self) -> str:  # type: ignore[override]
        return gettext("Review %(file)s") % {"file": self.source.filename}

    def trail(self) -> Sequence[Step]:
        return (Step(reverse("admin:statements_source_upload"), gettext("Upload statements")),)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.source.state == Source.State.STORED:
            return self.to_stored()
        read = background.reading_of(self.source)
        if read is None:
            return self._show_unread()
        corrections = corrections_of(self.source)
        complete = corrected(read, corrections)
        initial = ReviewForm.initial_of(content_of_reading(complete, ""))
        initial |= {"same_speaker": corrections.speaker_id, "same_event": corrections.event_id}
        return self._show(self._form(read, initial=initial), read, corrections)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.source.state == Source.State.STORED:
            return self.to_stored()
        read = background.reading_of(self.source)
        if read is None:
            return redirect(request.path)
        corrections = corrections_of(self.source)
        form = self._form(read, request.POST, needs_word=bool(DECISIVE & request.POST.keys()))
        if not form.is_valid():
            return self._show(form, read, corrections, seen=request.POST.get("seen", ""))
        corrections = form.corrections(corrections)
        seen = request.POST.get("seen", "")
        try:
            keep_corrections(self.source, corrections, seen)
            seen = state_of(self.source)
            return self._act(read, corrections)
        except (IngestError, ChangedMeanwhile) as error:
            return self._show(form, read, corrections, error, seen=seen)

    def _form(self, read: ReadStatement, *args: Any, **kwargs: Any) -> ReviewForm:
        return ReviewForm(
            *args,
            resolve=default_reader().recognizer.resolve,
            before=read.parsed.paragraphs,
            missing=gettext("the document does not say"),
            unsure=dict(read.parsed.byline.unsure),
            found=content_of_reading(read, ""),
            **kwargs,
        )

    def _act(self, read: ReadStatement, corrections: Corrections) -> HttpResponse:
        if "_accept" in self.request.POST and self.source.revises:
            return self._accept(read, corrections)
        for name, status in STORING.items():
            if name in self.request.POST:
                return self._store(read, corrections, status)
        messages.success(
            self.request, gettext("Your corrections are kept. Nothing is published yet.")
        )
        return redirect(self.request.path)

    def _store(
        self, read: ReadStatement, corrections: Corrections, status: Speech.Status
    ) -> HttpResponse:
        outcome = store_corrected(
            self.source,
            read,
            corrections,
            status=status,
            is_new=self.source.revises is not None,
            made_by=self.user,
        )
        if outcome.status == "changed":
            messages.warning(
                self.request, gettext("A statement like this one is stored already: compare them.")
            )
            return redirect(self.request.path)
        if outcome.status == "duplicate":
            messages.warning(
                self.request, gettext("Somebody else has stored this file in the meantime.")
            )
        elif outcome.speech is not None:
            stored = Speech.objects.for_list().get(pk=outcome.speech.pk)
            self._say_stored(
                gettext("Stored as published")
                if status == Speech.Status.PUBLISHED
                else gettext("Stored as draft"),
                stored,
            )
        return self._to_next()

    def _accept(self, read: ReadStatement, corrections: Corrections) -> HttpResponse:
        speech = self.source.revises
        assert speech is not None  # noqa: S101 - asked before
        if not self.request.user.has_perm("statements.change_speech"):
            raise PermissionDenied
        accept_corrected(
            self.source, read, corrections, based_on=self._based_on(), made_by=self.user
        )
        self._say_stored(gettext("Accepted as the new version"), speech)
        return self._to_next()

    def _based_on(self) -> int:
        number = self.request.POST.get("based_on", "")
        return int(number) if number.isdecimal() and len(number) < 10 else 0

    def _say_stored(self, text: str, speech: Speech) -> None:
        link = format_html('<a href="{}">{}</a>', speech.get_absolute_url(), speech)
        messages.success(self.request, format_html("{}: {}.", text, link))

    def _show_unread(self) -> HttpResponse:
        background.start_if_waiting()
        can_be_recognised = background.can_be_recognised(self.source)
        context = self.get_context_data(source=self.source, can_be_recognised=can_be_recognised)
        return self.response_class(
            request=self.request, template="admin/statements/review_unread.html", context=context
        )

    def _show(
        self,
        form: ReviewForm,
        read: ReadStatement,
        corrections: Corrections,
        error: Exception | None = None,
        *,
        seen: str | None = None,
    ) -> HttpResponse:
        """The form; `seen` is the state of the source that a person has seen, if not that of
        now."""
        complete = corrected(read, corrections)
        return self.render_to_response(
            self.get_context_data(
                source=self.source,
                is_nav_sidebar_enabled=False,
                form=form,
                read=complete,
                error=error,
                seen=state_of(self.source) if seen is None else seen,
                names=names_of_delegations(),
                following=Source.objects.key_after(self.source),
                is_begun=bool(self.source.corrections),
                **(shown_of(complete) | self._source_text(read)),
                **self._revised(read, corrections),
            )
        )

    def _source_text(self, read: ReadStatement) -> dict[str, Any]:
        """The text of the source where it was not kept with the reading and is asked for: files
        that a command imports are too many to keep it."""
        if read.parsed.source.pages or self.source.by_ocr or "source" not in self.request.GET:
            return {}
        try:
            return source_of(background.read_now(self.source).parsed)
        except IngestError as error:
            return {"source_error": error}

    def _revised(self, read: ReadStatement, corrections: Corrections) -> dict[str, Any]:
        """The statement of which this is a changed file, and what accepting it would change."""
        speech = self.source.revises
        if speech is None:
            return {}
        current, new = proposed_version(speech, read, corrections)
        return {
            "revises": speech,
            "based_on": current_number(speech),
            "comparison": compare(current, new),
        }

    def _to_next(self) -> HttpResponse:
        waiting = Source.objects.pending().exclude(pk=self.source.pk).order_by("created_at", "pk")
        following = waiting.exclude(reading=None).values_list("pk", flat=True).first()
        if following is not None:
            return redirect("admin:statements_source_review", following)
        if waiting.exists() or not self.may_see_statements:
            return redirect("admin:statements_source_upload")
        return redirect("admin:statements_speech_changelist")


class ReadingView(PendingSourceMixin, TemplateView):
    """The part of the review page that changes until the file is read."""

    template_name = "admin/statements/_reading.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        background.start_if_waiting()
        return super().get_context_data(source=self.source, **kwargs)


class ReadAgainView(PendingSourceMixin, View):
    """Has a file that is not stored read once more, by text recognition if asked."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if self.source.state == Source.State.STORED:
            return self.to_stored()
        by_ocr = "by_ocr" in request.POST and background.can_be_recognised(self.source)
        background.read_again(self.source, by_ocr=by_ocr)
        return redirect("admin:statements_source_review", pk)


class DiscardView(PendingSourceMixin, View):
    """Deletes an uploaded file that leads to no statement."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if discard(self.source):
            messages.success(
                request, gettext("“%(file)s” was discarded.") % {"file": self.source.filename}
            )
        else:
            messages.error(request, gettext("A stored file is kept: delete its statement first."))
        return redirect("admin:statements_source_upload")
