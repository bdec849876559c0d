"""Speakers and events."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext, gettext_lazy

from statements.admin.merging import MergeableAdmin
from statements.admin.programme import ProgrammeView
from statements.forms import EventForm, SpeakerForm
from statements.models import Event, Speaker


class CountedAdmin(MergeableAdmin):
    """A list that says how many statements belong to each."""

    # Without it what is offered to complete a field has none: the model's ends where rows are
    # counted.
    ordering = ["name", "pk"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).annotate(speech_count=Count("speeches"))

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """A new one may be given an address; later there is a page for that."""
        shown = self.get_readonly_fields(request, obj)
        fields = [name for name in super().get_fields(request, obj) if name not in shown]
        return fields if obj is None else [*(n for n in fields if n != "slug"), *shown]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ["merged_names", "address"] if obj is not None else []

    @admin.display(description=gettext_lazy("Names of those merged into it"))
    def merged_names(self, named: Any) -> str:
        return "; ".join(str(name) for name in named.other_names.all()) or "–"

    @admin.display(description=gettext_lazy("Statements"), ordering="speech_count")
    def speech_count(self, named: Any) -> int:
        return int(named.speech_count)


@admin.register(Speaker)
class SpeakerAdmin(CountedAdmin):
    form = SpeakerForm
    list_display = ["name", "speech_count", "scope"]
    search_fields = ["name", "name_key"]


@admin.register(Event)
class EventAdmin(CountedAdmin):
    form = EventForm
    list_display = ["name", "part_of", "speech_count", "programme"]
    list_select_related = ["part_of"]
    search_fields = ["name", "name_key"]
    autocomplete_fields = ["part_of"]

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(ProgrammeView.as_view())
        own = path("<int:pk>/programme/", view, name="statements_event_programme")
        return [own, *super().get_urls()]

    @admin.display(description=gettext_lazy("Programme"))
    def programme(self, event: Any) -> str:
        if event.speech_count < 2:
            return ""
        address = reverse("admin:statements_event_programme", args=[event.pk])
        return format_html(
            '<a href="{}" aria-label="{}">{}</a>',
            address,
            gettext("Order the programme of %(event)s") % {"event": event.name},
            gettext("Order"),
        )
