"""Upload statements: every file is kept at once, before it is read."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.defaultfilters import filesizeformat
from django.utils.html import format_html
from django.views.generic import FormView

from statements import importing
from statements.admin.page import AdminPageMixin, StaffMixin
from statements.forms import UploadForm
from statements.ingest.errors import EmptyFile, FileTooLarge, IngestError
from statements.models import Source


class UploadView(AdminPageMixin, StaffMixin, FormView[UploadForm]):
    """Takes one or more files, then leads to the review of the first."""

    template_name = "admin/statements/upload.html"
    form_class = UploadForm
    title = "Upload statements"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        waiting = Source.objects.without_bytes().exclude(state=Source.State.STORED)
        return super().get_context_data(
            waiting=waiting[:100], max_bytes=settings.UPLOAD_MAX_BYTES, **kwargs
        )

    def form_valid(self, form: UploadForm) -> HttpResponse:
        taken = [self._take(file) for file in form.cleaned_data["upload"]]
        to_review = [source for source in taken if source is not None]
        if not to_review:
            return redirect("admin:statements_source_upload")
        if len(to_review) > 1:
            messages.info(self.request, f"{len(to_review)} files wait for your review.")
        return redirect("admin:statements_source_review", to_review[0].pk)

    def _take(self, file: UploadedFile) -> Source | None:
        """Keep a file. None, and a message, where there is nothing to review."""
        try:
            source, _ = importing.receive(_bytes(file), file.name or "", self.user)
            if source.state == Source.State.STORED:
                self._say_duplicate(source)
                return None
            return self._readable(source)
        except (EmptyFile, FileTooLarge) as error:
            messages.error(self.request, f"“{file.name}”: {error}")
            return None

    def _readable(self, source: Source) -> Source | None:
        try:
            importing.default_reader().read(bytes(source.data), source.filename)
        except IngestError as error:
            importing.mark_failed(source, error)
            messages.error(self.request, f"“{source.filename}”: {error} The file is kept.")
            return None
        return source

    def _say_duplicate(self, source: Source) -> None:
        speech = getattr(source, "speech", None)
        if speech is None:
            text = "“{}”: this file was imported before and its statement was deleted."
            messages.warning(self.request, format_html(text, source.filename))
            return
        text = '“{}”: this file is in the archive already, as <a href="{}">{}</a>.'
        messages.warning(
            self.request,
            format_html(text, source.filename, speech.get_absolute_url(), speech),
        )


def _bytes(file: UploadedFile) -> bytes:
    if (file.size or 0) > settings.UPLOAD_MAX_BYTES:
        raise FileTooLarge(f"At most {filesizeformat(settings.UPLOAD_MAX_BYTES)} are accepted.")
    data: bytes = file.read()
    if not data:
        raise EmptyFile
    return data
