"""The order of statements on the programme of their event."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Final, Literal

from django.db import transaction
from django.utils.translation import gettext_lazy

from statements.importing import lock_imports
from statements.models import Event, Speech
from statements.reading import content_hash
from statements.revising import ChangedMeanwhile

#: A programme of more statements than this is not ordered by hand.
MOST: Final = 1000

#: The place of each statement, by its key, in the order of the programme; None: not known.
Places = Mapping[int, int | None]


class ProgrammeChanged(ChangedMeanwhile):
    """The programme is no longer as the person saw it."""

    message = gettext_lazy(
        "Somebody else has changed this programme since you opened it. Open it again: your "
        "changes were not stored."
    )


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
        # First, as everybody does who changes statements: so nobody waits for another in a ring.
        lock_imports()
        Event.objects.select_for_update().only("pk").get(pk=event.pk)
        # Those that are of the event now, until their places are stored.
        list(Speech.objects.select_for_update().filter(event=event).only("pk").order_by("pk"))
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
    """The places after a statement changed its position with the one before or after it.

    The known places stay in use. Those without one get the numbers that follow, as far down as the
    move reaches: what comes after it needs none to stay where it is.
    """
    order = in_order(places)
    if pk not in places:
        return dict(places)
    at = order.index(pk)
    other = at - 1 if to == "up" else at + 1
    if not 0 <= other < len(order):
        return dict(places)
    order[at], order[other] = order[other], order[at]
    numbers = sorted(place for place in places.values() if place is not None)
    first, last = sorted((at, other))
    needed = last + 1 if first < len(numbers) else first + 1
    following = (numbers[-1] if numbers else 0) + 1
    numbers.extend(range(following, following + needed - len(numbers)))
    return {**dict.fromkeys(places), **dict(zip(order, numbers, strict=False))}


def numbered(places: Places) -> dict[int, int | None]:
    """All in the order in which they stand, from 1."""
    return {pk: place for place, pk in enumerate(in_order(places), 1)}
