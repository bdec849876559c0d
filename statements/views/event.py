"""An event."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Min, Q, QuerySet, Window
from django.http import Http404
from django.shortcuts import get_object_or_404
from pyroaring import FrozenBitMap

from statements.holdings import Holdings
from statements.models import Event, Speech
from statements.models.speeches import PROGRAMME, SpeechQuerySet
from statements.offices import Seen
from statements.views.subject import SubjectView

#: Of those spoken for, so many are shown.
MOST_SPEAKING: Final = 40


@dataclass(frozen=True, slots=True)
class Section:
    """Statements that follow each other, of one day at one part of the event: another of the same
    day comes where a programme goes back to it.

    `event` is None where all are at the event itself, `first` None where all are of one day.
    """

    event: Event | None
    first: Speech | None
    speeches: list[Speech]


class EventView(SubjectView):
    """An event with its parts; its statements, in the order of the programme, are theirs too."""

    template_name = "statements/event_detail.html"
    facet = "event"
    subject: Event

    def get_queryset(self) -> SpeechQuerySet:
        events = Event.objects.select_related("part_of")
        self.subject = get_object_or_404(events, slug=self.kwargs["slug"])
        # A part has a programme of its own, so parts follow each other whole, as they are listed.
        first = Window(Min("date"), partition_by=F("event"))
        return self._speeches().order_by(
            first.asc(nulls_last=True), "event__name_key", "event_id", *PROGRAMME
        )

    def paginate_queryset(
        self, queryset: Any, page_size: int
    ) -> tuple[Paginator[Speech], Page[Speech], Any, bool]:
        """The statements of a page. Of all only the keys are sorted: joining and carrying whole
        rows of thousands, to show some, takes long."""
        keys = queryset.values_list("pk", flat=True)
        paginator, page, _, is_paginated = super().paginate_queryset(keys, page_size)
        if not paginator.count:
            raise Http404("No statement made at this event is published.")
        shown = cast("list[int]", list(page.object_list))
        found = Speech.objects.for_list().in_bulk(shown)
        page.object_list = [found[key] for key in shown if key in found]
        return paginator, page, page.object_list, is_paginated

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        days = self._days()
        parts = list(self._parts())
        return {
            **context,
            "days": days,
            "parts": parts,
            "has_programme": any(each.programme_number for each in context["object_list"]),
            "sections": list(
                _sections(context["object_list"], by_event=bool(parts), by_day=len(days) > 1)
            ),
        }

    def counted(self, holdings: Holdings, within: FrozenBitMap) -> dict[str, Any]:
        speaking = self.entries(holdings, "represents", within, None)
        return {"speaking": speaking[:MOST_SPEAKING], "speaking_count": len(speaking)}

    def _speeches(self) -> SpeechQuerySet:
        at = Event.objects.filter(Q(pk=self.subject.pk) | Q(part_of=self.subject))
        return self.visible().filter(event__in=at)

    def _days(self) -> list[Seen]:
        """The days of the event in order, as far as the dates of its statements are known."""
        dated = self._speeches().filter(date__isnull=False).order_by("date", "date_precision")
        found = dated.values_list("date", "date_precision").distinct()
        return [Seen(date, precision) for date, precision in found if date is not None]

    def _parts(self) -> QuerySet[Event]:
        """The parts with visible statements, their number as `count`, as they were held."""
        seen = self.visible().order_by().values("pk")
        return (
            self.subject.parts.filter(speeches__in=seen)
            .annotate(count=Count("speeches"), first=Min("speeches__date"))
            .order_by(F("first").asc(nulls_last=True), "name_key", "pk")
        )


def _sections(speeches: Sequence[Speech], *, by_event: bool, by_day: bool) -> Iterator[Section]:
    def place(speech: Speech) -> tuple[int | None, datetime.date | None]:
        return (speech.event_id if by_event else None), (speech.date if by_day else None)

    for _, group in itertools.groupby(speeches, key=place):
        together = list(group)
        first = together[0]
        yield Section(first.event if by_event else None, first if by_day else None, together)
