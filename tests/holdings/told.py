"""What the models tell of the statements, asked in another way than the holdings do."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from statements.holdings import Holdings
from statements.holdings.snapshot import FACETS
from statements.models import Entity, Event, Mention, Speaker, Speech

DAYS = [
    None,
    date(1990, 2, 1),
    date(2001, 1, 1),
    date(2001, 9, 1),
    date(2001, 9, 2),
    date(2020, 1, 1),
]


def told_by_models() -> dict[str, dict[Any, set[int]]]:
    """Of each facet the keys of the statements that go with each value."""
    speeches = Speech.objects.all()
    told: dict[str, dict[Any, set[int]]] = {facet: {} for facet in FACETS}

    def add(facet: str, value: Any, found: Iterable[int]) -> None:
        if keys := set(found):
            told[facet][value] = keys

    def keys(**conditions: Any) -> set[int]:
        return set(speeches.filter(**conditions).values_list("pk", flat=True))

    for entity in Entity.objects.all():
        live = Mention.objects.live().filter(entity=entity)
        add("by_entity", entity.pk, live.values_list("speech", flat=True))
        represented = speeches.represented_by_any([entity])
        add("by_represents", entity.pk, represented.values_list("pk", flat=True))
    for speaker in Speaker.objects.all():
        add("by_speaker", speaker.pk, keys(speaker=speaker))
    for event in Event.objects.all():
        add("by_event", event.pk, keys(event=event) | keys(event__part_of=event))
    for speech in speeches.exclude(date=None):
        assert speech.date is not None
        add("by_day", speech.date, keys(date=speech.date))
        add("by_year", speech.date.year, keys(date__year=speech.date.year))
        add("by_precision", speech.date_precision, keys(date_precision=speech.date_precision))
    for language in ("en", "fr"):
        add("by_language", language, keys(language=language))
    for status in Speech.Status.values:
        add("by_status", status, keys(status=status))
    return told


def assert_true(holdings: Holdings) -> None:
    """Sets, order and ranges of days are what the models tell."""
    told = told_by_models()
    for facet in FACETS:
        sets = getattr(holdings, facet)
        assert {value: set(keys) for value, keys in sets.items()} == told[facet], facet
    everything, published = holdings.everything, holdings.published
    assert set(everything) == {speech.pk for speech in Speech.objects.all()}
    assert set(published) == {speech.pk for speech in Speech.objects.published()}
    newest = [speech.pk for speech in Speech.objects.newest()]
    oldest = [speech.pk for speech in Speech.objects.published().oldest()]
    for start, stop in ((0, len(newest)), (1, 3), (2, 2), (len(newest), len(newest) + 5)):
        assert holdings.newest(everything, start, stop) == newest[start:stop]
        assert holdings.oldest(published, start, stop) == oldest[start:stop]
    for first in DAYS:
        for last in DAYS:
            dated = Speech.objects.all() if first is None else Speech.objects.dated_from(first)
            dated = dated if last is None else dated.dated_to(last)
            assert set(holdings.dated(first, last)) == {speech.pk for speech in dated}
