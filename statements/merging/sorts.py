"""Which module merges what."""

from __future__ import annotations

from typing import Final

from django.db import models

from statements.addresses import Thing
from statements.merging.entities import EntitySort
from statements.merging.people import EventSort, SpeakerSort
from statements.merging.shares import CannotMerge, Sort
from statements.models import Entity, Event, Speaker

_SORTS: Final[dict[type[models.Model], Sort]] = {
    Speaker: SpeakerSort(),
    Event: EventSort(),
    Entity: EntitySort(),
}


def sort_of(thing: Thing) -> Sort:
    """Raises CannotMerge for what cannot be merged at all, such as statements."""
    sort = _SORTS.get(type(thing))
    if sort is None:
        raise CannotMerge("Statements are not merged: each is the words of one file.")
    return sort
