"""Statements and their paragraphs."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from statements.admin.addressing import AddressedAdmin
from statements.admin.bulk import BulkActions
from statements.admin.history import HistoryView, RestoreView
from statements.admin.mentions import DecideView, TakeBackView
from statements.admin.page import ListedAdmin, is_key
from statements.admin.statement import ReadStoredAgainView, StatementView
from statements.models import Paragraph, Speech
from statements.overview import with_unsure_fields

LONG_COLUMNS = ("text", "title_block", "sign_off")


class UnsureFilter(admin.SimpleListFilter):
    """Statements of which something was read by weak evidence and not looked at since."""

    title = gettext_lazy("unsure fields")
    parameter_name = "unsure"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", gettext_lazy("To be looked at"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return with_unsure_fields(queryset) if self.value() == "yes" else queryset


@admin.register(Speech)
class SpeechAdmin(AddressedAdmin, BulkActions):
    """A statement comes in by upload only; here what is said of it is corrected."""

    # Events have long names: what is looked for most stands before them.
    list_display = [
        *("heading", "status", "shown_date", "speaker", "represents"),
        *("language", "short_event"),
    ]
    list_filter = ["status", UnsureFilter, "language", "date_precision", "created_at"]
    list_select_related = ["speaker", "represents", "event"]
    search_fields = ["title", "speaker__name", "event__name", "represents__name"]
    date_hierarchy = "date"

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).defer(*LONG_COLUMNS)

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        return redirect("admin:statements_source_upload")

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> Any:
        return self._page(StatementView, request, object_id)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> Any:
        return self._page(HistoryView, request, object_id)

    def _page(
        self, view: type[TemplateView], request: HttpRequest, object_id: str
    ) -> HttpResponseBase:
        pk = unquote(object_id)
        if not is_key(pk):
            raise Http404("Statements have numbers.")
        return view.as_view()(request, pk=int(pk))

    def get_urls(self) -> list[URLPattern]:
        def staff_only(view: Any) -> Any:
            return self.admin_site.admin_view(view.as_view())

        name = "statements_speech"
        own = [
            path("<int:pk>/reread/", staff_only(ReadStoredAgainView), name=f"{name}_reread"),
            path("<int:pk>/mentions/", staff_only(DecideView), name=f"{name}_decide"),
            path(
                "<int:pk>/mentions/<int:decision>/take-back/",
                staff_only(TakeBackView),
                name=f"{name}_take_back",
            ),
            path("<int:pk>/restore/<int:number>/", staff_only(RestoreView), name=f"{name}_restore"),
        ]
        return [*own, *super().get_urls()]

    @admin.display(description=gettext_lazy("Title"), ordering="title")
    def heading(self, speech: Speech) -> str:
        return speech.heading

    @admin.display(description=gettext_lazy("Date"), ordering="date")
    def shown_date(self, speech: Speech) -> str:
        return speech.iso_date

    @admin.display(description=gettext_lazy("Event"), ordering="event__name")
    def short_event(self, speech: Speech) -> str:
        return Truncator(speech.event or "").chars(60)


@admin.register(Paragraph)
class ParagraphAdmin(ListedAdmin[Paragraph]):
    list_display = ["speech", "number", "page", "beginning"]
    list_filter = ["language"]
    list_select_related = ["speech__speaker", "speech__represents", "speech__event"]
    search_fields = ["speech__title"]
    readonly_fields = ["speech", "number", "page", "text", "language"]
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> Any:
        paragraphs = super().get_queryset(request)
        return paragraphs.defer("words", *(f"speech__{name}" for name in LONG_COLUMNS))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @admin.display(description=gettext_lazy("Text"))
    def beginning(self, paragraph: Paragraph) -> str:
        return paragraph.text if len(paragraph.text) <= 120 else f"{paragraph.text[:119]}…"
