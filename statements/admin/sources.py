"""Source files: their list, the upload, the review."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext, gettext_lazy

from statements.admin.page import ListedAdmin
from statements.admin.review import DiscardView, ReadAgainView, ReadingView, ReviewView
from statements.admin.upload import ProgressView, UploadFileView, UploadView
from statements.models import Source


class FormatFilter(admin.AllValuesFieldListFilter):
    """The formats that files have; what could not be read has none."""

    def choices(self, changelist: Any) -> Iterator[Any]:
        for choice in super().choices(changelist):
            yield {**choice, "display": choice["display"] or gettext("Not known")}


@admin.register(Source)
class SourceAdmin(ListedAdmin[Source]):
    """The files as they came. They are never edited; the review leads to a statement."""

    list_display = ["filename", "state", "size", "format", "created_at", "uploaded_by", "review"]
    list_filter = ["state", ("format", FormatFilter), "created_at"]
    list_select_related = [
        *("uploaded_by", "speech__speaker"),
        *("speech__represents", "speech__event"),
    ]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    search_fields = ["filename", "sha256", "source_url"]
    fields = [
        *("filename", "download", "state", "error", "size", "sha256", "format", "media_type"),
        *("reader", "reader_version", "by_ocr", "pages", "revises"),
        *("source_url", "licence", "uploaded_by", "created_at"),
    ]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).defer("data", "speech__text", "speech__title_block")

    def get_readonly_fields(self, request: HttpRequest, obj: Source | None = None) -> Any:
        return [name for name in self.fields or [] if name not in {"source_url", "licence"}]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        def staff_only(view: Any) -> Any:
            return self.admin_site.admin_view(view)

        name = "statements_source"
        own = [
            path("upload/", staff_only(UploadView.as_view()), name=f"{name}_upload"),
            path("upload/file/", staff_only(UploadFileView.as_view()), name=f"{name}_upload_file"),
            path("upload/progress/", staff_only(ProgressView.as_view()), name=f"{name}_progress"),
            path("<int:pk>/review/", staff_only(ReviewView.as_view()), name=f"{name}_review"),
            path("<int:pk>/reading/", staff_only(ReadingView.as_view()), name=f"{name}_reading"),
            path(
                "<int:pk>/read-again/",
                staff_only(ReadAgainView.as_view()),
                name=f"{name}_read_again",
            ),
            path("<int:pk>/discard/", staff_only(DiscardView.as_view()), name=f"{name}_discard"),
            path("<int:pk>/file/", staff_only(self.file_view), name=f"{name}_file"),
        ]
        return [*own, *super().get_urls()]

    def file_view(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """The bytes, to keep and never to run; also for those who review what was read."""
        reviews = any(
            request.user.has_perm(f"statements.{may}_speech") for may in ("add", "change", "view")
        )
        if not (reviews or self.has_view_permission(request)):
            raise PermissionDenied
        source = get_object_or_404(Source, pk=pk)
        return FileResponse(
            BytesIO(source.data),
            as_attachment=True,
            filename=source.filename,
            content_type=source.media_type or "application/octet-stream",
        )

    @admin.display(description=gettext_lazy("File"))
    def download(self, source: Source) -> str:
        address = reverse("admin:statements_source_file", args=[source.pk])
        return format_html(
            '<a href="{}" download>{}</a>', address, gettext("Download the original")
        )

    @admin.display(description=gettext_lazy("Leads to"))
    def review(self, source: Source) -> str:
        if source.state != Source.State.STORED:
            address = reverse("admin:statements_source_review", args=[source.pk])
            return format_html('<a href="{}">{}</a>', address, gettext("Review"))
        speech = getattr(source, "speech", None)
        if speech is None:
            return gettext("its statement was deleted")
        return format_html('<a href="{}">{}</a>', speech.get_absolute_url(), speech)
