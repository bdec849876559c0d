"""Speakers and events."""

from __future__ import annotations

from functools import reduce
from operator import add
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.generic import ListView

from statements.ingest.folding import fold_name
from statements.models import Entity, Event, Speaker, Speech
from statements.models.speeches import SpeechQuerySet
from statements.views.indexes import asked_name, initial, page_numbers

PER_INDEX_PAGE = 200
PER_PAGE = 20


class NamedListView(ListView[Any]):
    """An index by name of those with statements that the reader may see."""

    paginate_by = PER_INDEX_PAGE
    template_name = "statements/named_list.html"
    title: str
    noun: str

    def counted(self, named: QuerySet[Any], *relations: str) -> QuerySet[Any]:
        """Those with visible statements, their number as `count`, by name.

        `relations` lead from a statement to the one that it belongs to.
        """
        visible = Speech.objects.visible_to(self.request.user)
        numbers = [_number(visible.filter(**{name: OuterRef("pk")}), name) for name in relations]
        counted = named.annotate(count=reduce(add, numbers)).filter(count__gt=0)
        if key := fold_name(asked_name(self.request)):
            counted = counted.filter(name_key__contains=key)
        ordered: QuerySet[Any] = counted.order_by("name_key", "pk")
        return ordered

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        entries = [(initial(named.name), named) for named in context["object_list"]]
        return {
            **context,
            "entries": entries,
            "title": self.title,
            "noun": self.noun,
            "name": asked_name(self.request),
            "pages": page_numbers(context["page_obj"]),
        }


class SpeakerListView(NamedListView):
    title = "Speakers"
    noun = "speaker"

    def get_queryset(self) -> QuerySet[Speaker]:
        return self.counted(Speaker.objects.all(), "speaker")


class EventListView(NamedListView):
    title = "Events"
    noun = "event"

    def get_queryset(self) -> QuerySet[Event]:
        events = Event.objects.select_related("part_of")
        return self.counted(events, "event", "event__part_of")


def _number(speeches: SpeechQuerySet, by: str) -> Coalesce:
    count = speeches.order_by().values(by).annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(count), 0)


class SpeechesView(ListView[Speech]):
    """The statements that belong to one thing, which is in the context as `subject`."""

    paginate_by = PER_PAGE
    subject: Any

    def visible(self) -> SpeechQuerySet:
        return Speech.objects.visible_to(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(subject=self.subject, **kwargs)
        return {**context, "pages": page_numbers(context["page_obj"])}


class SpeakerView(SpeechesView):
    """A person: the offices held at the time, for whom they spoke, their statements."""

    template_name = "statements/speaker_detail.html"
    subject: Speaker

    def get_queryset(self) -> SpeechQuerySet:
        self.subject = get_object_or_404(Speaker, slug=self.kwargs["slug"])
        speeches = self.visible().filter(speaker=self.subject)
        if not speeches.exists():
            raise Http404("None of this speaker's statements is published.")
        return speeches.for_list().newest()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        spoken = self.visible().filter(speaker=self.subject).order_by()
        offices = spoken.exclude(speaker_role="").values_list("speaker_role", flat=True)
        return super().get_context_data(
            offices=offices.distinct().order_by("speaker_role"),
            spoken_for=Entity.objects.filter(pk__in=spoken.values("represents")),
            **kwargs,
        )


class EventView(SpeechesView):
    """An event with its parts; its statements are those of the parts too."""

    template_name = "statements/event_detail.html"
    subject: Event

    def get_queryset(self) -> SpeechQuerySet:
        events = Event.objects.select_related("part_of")
        self.subject = get_object_or_404(events, slug=self.kwargs["slug"])
        at_event = Q(event=self.subject) | Q(event__part_of=self.subject)
        speeches = self.visible().filter(at_event)
        if not speeches.exists():
            raise Http404("No statement made at this event is published.")
        return speeches.for_list().newest()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        held = self.visible().order_by().values("event")
        parts = self.subject.parts.filter(pk__in=held).order_by("name_key")
        return super().get_context_data(parts=parts, **kwargs)
