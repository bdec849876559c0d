"""The groups of checkboxes beside a list of statements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from statements.facets import (
    Counted,
    entity_counts_by_kind,
    event_counts,
    represents_counts,
    speaker_counts,
)
from statements.filters import SpeechFilter
from statements.models import Entity, Mention
from statements.models.speeches import SpeechQuerySet

#: Values shown in a group: as many as can be taken in at a glance.
SHOWN = 8

#: The groups that most readers come for; the rest open at a touch.
STARTS_OPEN = {"theme", "country", "organization"}


@dataclass(frozen=True, slots=True)
class Choice:
    """A checkbox: the number is that of statements in the present result."""

    value: str
    text: str
    count: int | None
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """A filter with its most frequent values; `others` can be added from a menu."""

    param: str
    label: str
    choices: list[Choice]
    others: list[Entity]
    index: str
    errors: list[str]
    starts_open: bool

    @property
    def is_open(self) -> bool:
        is_in_use = bool(self.errors) or any(choice.is_chosen for choice in self.choices)
        return self.starts_open or is_in_use


def facet_groups(
    filters: SpeechFilter, found: SpeechQuerySet, visible: SpeechQuerySet
) -> list[FacetGroup]:
    """The groups for a result; `visible` are all statements that its reader may see."""
    others = _mentioned(visible)
    mentioned = entity_counts_by_kind(found, SHOWN)
    entity_groups = [
        _group(filters, kind, index, mentioned[kind], "code", others[kind])
        for kind, index in (
            ("theme", "themes"),
            ("country", "countries"),
            ("organization", "organizations"),
            ("document", "documents"),
        )
    ]
    return [
        *entity_groups,
        _group(filters, "represents", "countries", represents_counts(found, SHOWN), "code"),
        _group(filters, "speaker", "speakers", speaker_counts(found, SHOWN), "slug"),
        _group(filters, "event", "events", event_counts(found, SHOWN), "slug"),
    ]


def _group(
    filters: SpeechFilter,
    param: str,
    index: str,
    counted: Iterable[Counted[Any]],
    key: str,
    others: Iterable[Entity] = (),
) -> FacetGroup:
    choices = list(_choices(_chosen(filters, param), counted, key))
    shown = {choice.value for choice in choices}
    return FacetGroup(
        param=param,
        label=str(filters.filters[param].label),
        choices=choices,
        others=[entity for entity in others if entity.code not in shown],
        index=f"statements:{index}",
        errors=list(filters.form.errors.get(param, [])),
        starts_open=param in STARTS_OPEN,
    )


def _choices(
    chosen: Iterable[Model], counted: Iterable[Counted[Any]], key: str
) -> Iterator[Choice]:
    counts = {item.object: item.count for item in counted}
    for item in chosen:
        yield Choice(getattr(item, key), str(item), counts.pop(item, None), is_chosen=True)
    for item, count in counts.items():
        yield Choice(getattr(item, key), str(item), count, is_chosen=False)


def _chosen(filters: SpeechFilter, param: str) -> list[Model]:
    return list(filters.form.cleaned_data.get(param) or [])


def _mentioned(visible: SpeechQuerySet) -> dict[str, list[Entity]]:
    """The entities that can be added from a menu, by kind, each kind by name."""
    mentions = Mention.objects.live().filter(speech__in=visible.order_by().values("pk"))
    by_kind: dict[str, list[Entity]] = {kind: [] for kind in Entity.Kind.values}
    for entity in Entity.objects.filter(pk__in=mentions.values("entity")):
        by_kind[entity.kind].append(entity)
    return by_kind
