"""Upload statements: every file is kept at once, then read, and its progress shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext, gettext_lazy, ngettext
from django.views.generic import FormView, TemplateView

from statements import background
from statements.admin.page import AdminPageMixin, StaffMixin, Step, steps_to
from statements.forms import UploadForm
from statements.models import Source
from statements.uploading import Receipt, take_in

#: How many of the files that wait are shown; the list of source files has the others.
SHOWN = 100

_REVISED = ("revises__speaker", "revises__represents", "revises__event")
_LONG = (
    *("data", "reading", "revises__text"),
    *("revises__title_block", "revises__sign_off"),
)


class UploadView(AdminPageMixin, StaffMixin, FormView[UploadForm]):
    """Takes many files at once, and shows what waits. It needs no scripts."""

    template_name = "admin/statements/upload.html"
    form_class = UploadForm
    title = gettext_lazy("Upload statements")

    def trail(self) -> Sequence[Step]:
        return steps_to("speech")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # Without scripts this page is what is loaded again and again.
        background.start_if_waiting()
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(max_bytes=settings.UPLOAD_MAX_BYTES, **_waiting(), **kwargs)

    def form_valid(self, form: UploadForm) -> HttpResponse:
        receipts = [r for file in form.cleaned_data["upload"] for r in take_in(file, self.user)]
        for receipt in receipts:
            self._say(receipt)
        if received := sum(receipt.status == "received" for receipt in receipts):
            text = ngettext(
                "%(count)s file was received.", "%(count)s files were received.", received
            )
            messages.success(self.request, text % {"count": received})
        return redirect("admin:statements_source_upload")

    def _say(self, receipt: Receipt) -> None:
        if receipt.status == "received":
            return
        level = messages.ERROR if receipt.status == "refused" else messages.WARNING
        text, address = _told(receipt)
        link = (
            format_html(' <a href="{}">{}</a>', address, gettext("Look at it")) if address else ""
        )
        messages.add_message(
            self.request, level, format_html("“{}”: {}{}", receipt.filename, text, link)
        )


class UploadFileView(StaffMixin, FormView[UploadForm]):
    """Takes one file from a script, and answers with what became of it and of those in it."""

    http_method_names = ["post"]
    form_class = UploadForm

    def form_valid(self, form: UploadForm) -> HttpResponse:
        receipts = [r for file in form.cleaned_data["upload"] for r in take_in(file, self.user)]
        return JsonResponse({"files": [_as_json(receipt) for receipt in receipts]})

    def form_invalid(self, form: UploadForm) -> HttpResponse:
        return JsonResponse({"error": " ".join(map(str, form.errors["upload"]))}, status=400)


class ProgressView(StaffMixin, TemplateView):
    """The part of the upload page that changes while files are read."""

    template_name = "admin/statements/_waiting.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        background.start_if_waiting()
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**_waiting(), **kwargs)


def _waiting() -> dict[str, Any]:
    """The files that are not stored, and how many are at which step."""
    sources = Source.objects.unfinished()
    steps = sources.by_progress()
    shown = sources.with_progress().select_related(*_REVISED).defer(*_LONG)
    return {
        "sources": shown[:SHOWN],
        "steps": steps,
        "unread": steps["waiting"] + steps["reading"],
        "left_out": max(0, sum(steps.values()) - SHOWN),
    }


def _told(receipt: Receipt) -> tuple[str, str]:
    """What to say of a file, and the address to look at."""
    if receipt.status == "refused":
        return receipt.error, ""
    if receipt.status == "stored":
        if receipt.speech is None:
            return gettext("This file was imported before, and its statement was deleted."), ""
        return gettext("This file is in the archive already."), receipt.speech.get_absolute_url()
    assert receipt.source is not None  # noqa: S101 - only what is refused has none
    review = reverse("admin:statements_source_review", args=[receipt.source.pk])
    if receipt.status == "known":
        return gettext("This file was uploaded before and waits for your review."), review
    return gettext("Received."), review


def _as_json(receipt: Receipt) -> dict[str, str]:
    text, address = _told(receipt)
    return {
        "name": receipt.filename,
        "status": receipt.status,
        "text": text,
        "address": address,
    }
