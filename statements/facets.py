"""Exact counts over a set of statements: how many mention, are by, are at, are of a year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Count, Model
from django.db.models.functions import ExtractYear

from statements.models import Entity, Event, Mention, Speaker
from statements.models.speeches import SpeechQuerySet

Thing = TypeVar("Thing", bound=Model)


@dataclass(frozen=True, slots=True)
class Counted(Generic[Thing]):
    """Something and the number of statements of the set that go with it."""

    object: Thing
    count: int


def entity_counts(
    speeches: SpeechQuerySet, kind: str, limit: int | None = None
) -> list[Counted[Entity]]:
    """The entities of a kind that the statements mention, most statements first."""
    pairs = (
        Mention.objects.live()
        .filter(entity__kind=kind, speech__in=_keys(speeches))
        .values_list("entity")
        .annotate(count=Count("speech", distinct=True))
        .order_by("-count", "entity__name", "entity")
    )
    return _counted(Entity, pairs[:limit])


def entity_counts_by_kind(speeches: SpeechQuerySet, limit: int) -> dict[str, list[Counted[Entity]]]:
    """The most mentioned entities of every kind at once: the mentions are gone through once."""
    pairs = (
        Mention.objects.live()
        .filter(speech__in=_keys(speeches))
        .values_list("entity")
        .annotate(count=Count("speech", distinct=True))
        .order_by()
    )
    counts = dict(pairs)
    by_kind: dict[str, list[Counted[Entity]]] = {kind: [] for kind in Entity.Kind.values}
    for entity in Entity.objects.in_bulk(counts).values():
        by_kind[entity.kind].append(Counted(entity, counts[entity.pk]))
    for counted in by_kind.values():
        counted.sort(key=lambda item: (-item.count, item.object.name, item.object.pk))
        del counted[limit:]
    return by_kind


def represents_counts(speeches: SpeechQuerySet, limit: int | None = None) -> list[Counted[Entity]]:
    """The countries and organizations whose own speakers delivered the statements."""
    return _counted(Entity, _by(speeches, "represents", "represents__name")[:limit])


def speaker_counts(speeches: SpeechQuerySet, limit: int | None = None) -> list[Counted[Speaker]]:
    return _counted(Speaker, _by(speeches, "speaker", "speaker__name")[:limit])


def event_counts(speeches: SpeechQuerySet, limit: int | None = None) -> list[Counted[Event]]:
    return _counted(Event, _by(speeches, "event", "event__name")[:limit])


def year_counts(speeches: SpeechQuerySet) -> list[tuple[int, int]]:
    """Years and their number of statements, in order; statements without a date are left out."""
    years = (
        speeches.order_by()
        .filter(date__isnull=False)
        .values_list(ExtractYear("date"))
        .annotate(count=Count("pk"))
    )
    return sorted(years)


def _keys(speeches: SpeechQuerySet) -> Any:
    # A sort by rank would be computed for every row of the subquery and then thrown away.
    return speeches.order_by().values("pk")


def _by(speeches: SpeechQuerySet, field: str, name: str) -> Any:
    return (
        speeches.order_by()
        .filter(**{f"{field}__isnull": False})
        .values_list(field)
        .annotate(count=Count("pk"))
        .order_by("-count", name, field)
    )


def _counted(model: type[Thing], pairs: Any) -> list[Counted[Thing]]:
    counts = dict(pairs)
    objects = model._default_manager.in_bulk(counts)
    return [Counted(objects[key], count) for key, count in counts.items()]
