"""Exact counts over a set of statements: how many mention, are by, are at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Count, F, Model

from statements.models import Entity, Event, Mention, Speaker, Speech
from statements.models.speeches import SpeechQuerySet

Thing = TypeVar("Thing", bound=Model)
Named = TypeVar("Named", Entity, Event)


@dataclass(frozen=True, slots=True)
class Counted(Generic[Thing]):
    """Something and the number of statements of the set that go with it."""

    object: Thing
    count: int


def entity_counts(
    speeches: SpeechQuerySet, kind: str, limit: int | None = None
) -> list[Counted[Entity]]:
    """The entities of a kind that the statements mention, most statements first."""
    counts = (
        Mention.objects.live()
        .filter(entity__kind=kind, speech__in=_keys(speeches))
        .values_list("entity")
        .annotate(count=Count("speech", distinct=True))
        # Sorted here: with names beside the keys the database would sort many times the bytes.
        .order_by()
    )
    return _most(Entity, dict(counts), limit)


def entity_counts_by_kind(speeches: SpeechQuerySet, limit: int) -> dict[str, list[Counted[Entity]]]:
    """The most mentioned entities of every kind at once: the mentions are gone through once."""
    pairs = (
        Mention.objects.live()
        .filter(speech__in=_keys(speeches))
        .values_list("entity")
        .annotate(count=Count("speech", distinct=True))
        .order_by()
    )
    return most_of_each_kind(dict(pairs), limit)


def most_of_each_kind(counts: Mapping[int, int], limit: int) -> dict[str, list[Counted[Entity]]]:
    """Those with the highest counts of every kind, given the counts by primary key."""
    by_kind: dict[str, list[Counted[Entity]]] = {kind: [] for kind in Entity.Kind.values}
    for entity in Entity.objects.in_bulk(counts).values():
        by_kind[entity.kind].append(Counted(entity, counts[entity.pk]))
    for counted in by_kind.values():
        counted.sort(key=lambda item: (-item.count, item.object.name, item.object.pk))
        del counted[limit:]
    return by_kind


def represents_counts(speeches: SpeechQuerySet, limit: int | None = None) -> list[Counted[Entity]]:
    """The countries and organizations that the statements are by, or on behalf of."""
    counts = Counter(dict(_by(speeches, "represents")))
    groups = (
        Speech.on_behalf_of.through.objects.filter(speech__in=_keys(speeches))
        .exclude(speech__represents=F("entity"))
        .values_list("entity")
        .annotate(count=Count("speech"))
    )
    counts.update(dict(groups))
    return _most(Entity, counts, limit)


def speaker_counts(speeches: SpeechQuerySet, limit: int | None = None) -> list[Counted[Speaker]]:
    pairs = _by(speeches, "speaker").order_by("-count", "speaker__name", "speaker")
    return _counted(Speaker, pairs[:limit])


def event_counts(speeches: SpeechQuerySet, limit: int | None = None) -> list[Counted[Event]]:
    """Events with their parts: a statement at a part is one at the whole as well."""
    counts = Counter(dict(_by(speeches, "event")))
    counts.update(dict(_by(speeches, "event__part_of")))
    return _most(Event, counts, limit)


def _keys(speeches: SpeechQuerySet) -> Any:
    # A sort by rank would be computed for every row of the subquery and then thrown away.
    return speeches.order_by().values("pk")


def _by(speeches: SpeechQuerySet, field: str) -> Any:
    return (
        speeches.order_by()
        .filter(**{f"{field}__isnull": False})
        .values_list(field)
        .annotate(count=Count("pk"))
    )


def _most(model: type[Named], counts: Mapping[int, int], limit: int | None) -> list[Counted[Named]]:
    """Those with most statements first, then by name."""
    objects = model._default_manager.in_bulk(counts)
    counted = [Counted(objects[key], count) for key, count in counts.items()]
    counted.sort(key=lambda item: (-item.count, item.object.name, item.object.pk))
    return counted[:limit]


def _counted(model: type[Thing], pairs: Any) -> list[Counted[Thing]]:
    counts = dict(pairs)
    objects = model._default_manager.in_bulk(counts)
    return [Counted(objects[key], count) for key, count in counts.items()]
