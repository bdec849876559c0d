"""The order of statements on the programme of their event."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Final, Literal

from django.db import transaction

from statements.models import Event, Speech
from statements.reading import content_hash
from statements.revising import ChangedMeanwhile

#: A programme of more statements than this is not ordered by hand.
MOST: Final = 1000

#: The place of each statement, by its key, in the order of the programme; None: not known.
Places = Mapping[int, int | None]


class ProgrammeChanged(ChangedMeanwhile):
    """Somebody else has changed this programme since you opened it. Open it again: your changes
    were not stored."""


def programme_of(event: Event) -> list[Speech]:
    """The statements of an event, those first whose places are known."""
    speeches = Speech.objects.filter(event=event).for_list().in_programme_order()
    return list(speeches[:MOST])


def state_of(speeches: Sequence[Speech]) -> str:
    """What tells whether a programme was changed since somebody saw it."""
    places = sorted((speech.pk, speech.programme_number) for speech in speeches)
    return content_hash(json.dumps(places).encode())


def arrange(event: Event, places: Places, seen: str) -> int:
    """Give statements of the event their places; how many were changed.

    `seen` is the state that the person saw; raises ProgrammeChanged where it is another now.
    """
    with transaction.atomic():
        Event.objects.select_for_update().only("pk").get(pk=event.pk)
        speeches = programme_of(event)
        if state_of(speeches) != seen:
            raise ProgrammeChanged
        changed = [s for s in speeches if s.pk in places and places[s.pk] != s.programme_number]
        for speech in changed:
            speech.programme_number = places[speech.pk]
        Speech.objects.bulk_update(changed, ["programme_number"])
        return len(changed)


def in_order(places: Places) -> list[int]:
    """The keys as the programme has them: by place, and after that as they came."""
    last = max((place for place in places.values() if place), default=0) + 1
    return sorted(places, key=lambda pk: places[pk] or last)


def moved(places: Places, pk: int, to: Literal["up", "down"]) -> dict[int, int | None]:
    """The places after a statement changed its own with the one before or after it.

    From below the known places, a statement moves to the end of them; from there, below them.
    """
    order = in_order(places)
    known = [key for key in order if places[key] is not None]
    new = dict(places)
    if pk not in known:
        if to == "up" and pk in places:
            new[pk] = (places[known[-1]] or 0) + 1 if known else 1
        return new
    at = known.index(pk)
    if to == "down" and at == len(known) - 1:
        new[pk] = None
    elif to == "down" or at > 0:
        other = known[at + 1 if to == "down" else at - 1]
        new[pk], new[other] = places[other], places[pk]
    return new


def numbered(places: Places) -> dict[int, int | None]:
    """All in the order in which they stand, from 1."""
    return {pk: place for place, pk in enumerate(in_order(places), 1)}
