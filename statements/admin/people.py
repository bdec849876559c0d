"""Speakers and events."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count
from django.http import HttpRequest

from statements.forms import EventForm, SpeakerForm
from statements.models import Event, Speaker


class CountedAdmin(admin.ModelAdmin[Any]):
    """A list that says how many statements belong to each."""

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).annotate(speech_count=Count("speeches"))

    @admin.display(description="Statements", ordering="speech_count")
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
    list_display = ["name", "part_of", "speech_count"]
    list_select_related = ["part_of"]
    search_fields = ["name", "name_key"]
    autocomplete_fields = ["part_of"]
