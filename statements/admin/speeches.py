"""Statements and their paragraphs."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from statements.models import Paragraph, Speech

LONG_COLUMNS = ("text", "search_vector", "title_block", "sign_off")


class ParagraphInline(admin.TabularInline[Paragraph, Speech]):
    """The words are those of the source, so they are shown and not edited."""

    model = Paragraph
    extra = 0
    fields = ["number", "page", "text"]
    readonly_fields = ["number", "page", "text"]
    can_delete = False
    show_change_link = False

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).defer("search_vector")

    def has_add_permission(self, request: HttpRequest, obj: Speech | None = None) -> bool:
        return False


@admin.register(Speech)
class SpeechAdmin(admin.ModelAdmin[Speech]):
    """A statement comes in by upload only; here what is said of it is corrected."""

    list_display = ["heading", "speaker", "represents", "event", "shown_date", "language", "status"]
    list_filter = ["status", "language", "date_precision", "created_at"]
    list_select_related = ["speaker", "represents", "event"]
    search_fields = ["title", "speaker__name", "event__name", "represents__name"]
    date_hierarchy = "date"
    autocomplete_fields = ["speaker", "event", "represents", "on_behalf_of"]
    readonly_fields = ["slug", "source", "title_block", "sign_off", "created_at", "updated_at"]
    actions = ["publish", "withdraw"]
    inlines = [ParagraphInline]
    fieldsets = [
        (None, {"fields": ["title", "status"]}),
        (
            "Who, for whom",
            {
                "fields": [
                    *("speaker", "speaker_honorific", "speaker_role"),
                    *("represents", "on_behalf_of"),
                ]
            },
        ),
        ("Where and when", {"fields": ["event", "date", "date_precision", "place", "language"]}),
        (
            "As it came",
            {
                "fields": [
                    *("source", "slug", "title_block", "sign_off"),
                    *("created_at", "updated_at"),
                ],
                "description": "To delete a statement for good, delete its source file as well: "
                "while the file is kept, it is not imported again.",
            },
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).defer(*LONG_COLUMNS)

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        return redirect("admin:statements_source_upload")

    @admin.display(description="Title", ordering="title")
    def heading(self, speech: Speech) -> str:
        return speech.heading

    @admin.display(description="Date", ordering="date")
    def shown_date(self, speech: Speech) -> str:
        return speech.iso_date

    @admin.action(description="Publish the chosen statements", permissions=["change"])
    def publish(self, request: HttpRequest, speeches: Any) -> None:
        self._set_status(request, speeches, Speech.Status.PUBLISHED)

    @admin.action(description="Withdraw the chosen statements to draft", permissions=["change"])
    def withdraw(self, request: HttpRequest, speeches: Any) -> None:
        self._set_status(request, speeches, Speech.Status.DRAFT)

    def _set_status(self, request: HttpRequest, speeches: Any, status: Speech.Status) -> None:
        changed = speeches.exclude(status=status).update(status=status)
        self.message_user(request, f"{changed} statements are now {status.label}.")


@admin.register(Paragraph)
class ParagraphAdmin(admin.ModelAdmin[Paragraph]):
    list_display = ["speech", "number", "page", "beginning"]
    list_filter = ["language"]
    list_select_related = ["speech__speaker", "speech__represents", "speech__event"]
    search_fields = ["speech__title"]
    readonly_fields = ["speech", "number", "page", "text", "language"]
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> Any:
        paragraphs = super().get_queryset(request)
        return paragraphs.defer("search_vector", *(f"speech__{name}" for name in LONG_COLUMNS))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @admin.display(description="Text")
    def beginning(self, paragraph: Paragraph) -> str:
        return paragraph.text if len(paragraph.text) <= 120 else f"{paragraph.text[:119]}…"
