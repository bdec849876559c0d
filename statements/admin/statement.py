"""The page of a stored statement: the review's fields and paragraphs, for later corrections."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext, gettext_lazy
from django.views.generic import TemplateView

from statements import background
from statements.admin.mention_form import marked_segments, mention_context
from statements.admin.page import AdminPageMixin, StaffMixin, Step, steps_to
from statements.admin.review_page import mentioned, names_of_delegations, source_of
from statements.contents import LABELS, Content, changed_fields, compare, content_of
from statements.correcting import resolve
from statements.ingest.errors import IngestError
from statements.models import Mention, Revision, Speech
from statements.review_form import ReviewForm
from statements.revising import (
    ChangedMeanwhile,
    confirm_unsure,
    current_number,
    proposed,
    revise,
    take_reading,
)

#: What the buttons do to the status, besides storing the corrections.
STATUS_OF: Final = {"_publish": Speech.Status.PUBLISHED, "_withdraw": Speech.Status.DRAFT}
VIEW, CHANGE = "statements.view_speech", "statements.change_speech"


class SpeechMixin(AdminPageMixin, StaffMixin):
    """For staff who may look at statements; what changes them asks for more."""

    kwargs: dict[str, Any]

    def has_permission(self) -> bool:
        return self.may_change or self.user.has_perm(VIEW)  # type: ignore[attr-defined]

    @property
    def may_change(self) -> bool:
        return bool(self.user.has_perm(CHANGE))  # type: ignore[attr-defined]

    def trail(self) -> Sequence[Step]:
        """Of what belongs to a statement; its own page is a step."""
        address = reverse("admin:statements_speech_change", args=[self.speech.pk])
        return (*steps_to("speech"), Step(address, self.speech.heading))

    def require_change(self) -> None:
        if not self.may_change:
            raise PermissionDenied

    @cached_property
    def speech(self) -> Speech:
        speeches = Speech.objects.select_related(
            "speaker", "represents", "event__part_of", "source__uploaded_by"
        ).defer("text", "source__data", "source__reading")
        return get_object_or_404(speeches, pk=self.kwargs["pk"])

    @property
    def based_on(self) -> int:
        """The version that the person saw."""
        number = self.request.POST.get("based_on", "")
        return int(number) if number.isdecimal() and len(number) < 10 else 0

    def say_stored(self, revision: Revision | None) -> None:
        if revision is None:
            messages.info(self.request, gettext("Nothing was changed."))
            return
        link = format_html('<a href="{}">{}</a>', self.speech.get_absolute_url(), gettext("See it"))
        text = gettext("Stored as version %(number)s.") % {"number": revision.number}
        messages.success(self.request, format_html("{} {}", text, link))


class StatementView(SpeechMixin, TemplateView):
    """What a statement holds, to be corrected: every change is a new version."""

    template_name = "admin/statements/statement.html"

    @property
    def title(self) -> str:  # type: ignore[override]
        return self.speech.heading

    def trail(self) -> Sequence[Step]:
        return steps_to("speech")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        content = content_of(self.speech)
        form = self._form(content, initial=ReviewForm.initial_of(content))
        return self._show(form, current_number(self.speech))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.require_change()
        content = content_of(self.speech)
        form = self._form(content, request.POST, initial=ReviewForm.initial_of(content))
        if not form.is_valid():
            return self._show(form, self.based_on)
        try:
            revision = self._revise(content, form.content(content))
            confirmed = self._confirm(revision)
        except (IngestError, ChangedMeanwhile) as error:
            return self._show(form, self.based_on, error)
        if confirmed:
            names = ", ".join(confirmed)
            messages.success(request, gettext("Taken as right: %(fields)s.") % {"fields": names})
        if revision or not confirmed:
            self.say_stored(revision)
        return redirect("admin:statements_speech_change", self.speech.pk)

    def _form(self, content: Content, *args: Any, **kwargs: Any) -> ReviewForm:
        represents = [content.represents] if content.represents else []
        known = [*represents, *content.on_behalf_of]
        form = ReviewForm(
            *args,
            resolve=partial(resolve, known=known),
            before=content.paragraphs,
            settled=content,
            unsure=self.speech.source.unsure,
            found=content,
            **kwargs,
        )
        for field in form.fields.values():
            field.disabled = not self.may_change
        return form

    def _revise(self, before: Content, entered: Content) -> Revision | None:
        corrected = changed_fields(before, entered)
        for name, status in STATUS_OF.items():
            if name in self.request.POST:
                entered = replace(entered, status=status.value)
        kind = Revision.Kind.CORRECTION if corrected else Revision.Kind.STATUS
        return revise(
            self.speech,
            entered,
            kind=kind,
            made_by=self.user,
            based_on=self.based_on,
            fixed_fields=corrected,
        )

    def _confirm(self, revision: Revision | None) -> list[str]:
        """Take the fields as right that are still unsure, if that was asked; their labels."""
        if "_confirm" not in self.request.POST:
            return []
        based_on = revision.number if revision else self.based_on
        names = confirm_unsure(self.speech, self.user, based_on)
        return [str(LABELS.get(name, name)) for name in names]

    def _show(
        self, form: ReviewForm, based_on: int, error: Exception | None = None
    ) -> HttpResponse:
        mentions = list(self.speech.mentions.select_related("entity").order_by("start", "-end"))
        by_paragraph: dict[int | None, list[Mention]] = defaultdict(list)
        for mention in mentions:
            by_paragraph[mention.paragraph_id].append(mention)
        paragraphs = self.speech.paragraphs.order_by("number").defer("words")
        return self.render_to_response(
            self.get_context_data(
                is_nav_sidebar_enabled=False,
                speech=self.speech,
                source=self.speech.source,
                form=form,
                based_on=based_on,
                error=error,
                may_change=self.may_change,
                names=names_of_delegations(),
                paragraphs=[
                    (p, marked_segments(p.number, p.text, by_paragraph[p.pk])) for p in paragraphs
                ],
                title_segments=marked_segments(None, self.speech.title, by_paragraph[None]),
                mentioned=mentioned(
                    mention.entity
                    for mention in mentions
                    if mention.state != Mention.State.REJECTED
                ),
                **mention_context(self.speech, self.request.GET),
                **self._source_text(),
            )
        )

    def _source_text(self) -> dict[str, Any]:
        """The text of the source, where it is asked for: it is read for that."""
        stored = {
            "title_block": self.speech.title_block.splitlines(),
            "sign_off": self.speech.sign_off.splitlines(),
        }
        if "source" not in self.request.GET or self.speech.source.by_ocr:
            return stored
        try:
            return source_of(background.read_now(self.speech.source).parsed)
        except IngestError as error:
            return {**stored, "source_error": error}


class ReadStoredAgainView(SpeechMixin, TemplateView):
    """Reads a stored statement's source again, and takes what differs if a person says so."""

    template_name = "admin/statements/read_again.html"
    title = gettext_lazy("Read the source again")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.require_change()
        return self._show()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.require_change()
        if self.speech.source.by_ocr:
            return self._show()
        try:
            read = background.read_now(self.speech.source)
            revision = take_reading(self.speech, read, self.user, based_on=self.based_on)
        except (IngestError, ChangedMeanwhile) as error:
            messages.error(request, str(error))
            return redirect(request.path)
        self.say_stored(revision)
        return redirect("admin:statements_speech_change", self.speech.pk)

    def _show(self) -> HttpResponse:
        context = self.get_context_data(speech=self.speech, based_on=current_number(self.speech))
        if self.speech.source.by_ocr:
            context["error"] = gettext(
                "The letters were recognised on images, which takes long. The command "
                "reread_statements does it."
            )
            return self.render_to_response(context)
        try:
            read = background.read_now(self.speech.source)
            context["comparison"] = compare(*proposed(self.speech, read))
        except IngestError as error:
            context["error"] = error
        return self.render_to_response(context)
