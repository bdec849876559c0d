"""Where a statement stands on the programme of its event, and which come before and after it."""

from __future__ import annotations

from dataclasses import dataclass

from statements.models import Speech
from statements.models.speeches import SpeechQuerySet


@dataclass(frozen=True, slots=True)
class Place:
    """The `number`th of `count` statements at the event, and those beside it."""

    number: int
    count: int
    previous: Speech | None
    next: Speech | None


def place_at_event(speech: Speech, visible: SpeechQuerySet) -> Place | None:
    """Its place among the visible statements at its event; None where it has no event.

    Two queries, however many there are: an event has hundreds of statements at most, and their
    keys alone are told sooner than a window over their rows.
    """
    if speech.event_id is None:
        return None
    keys = list(
        visible.filter(event=speech.event_id).in_programme_order().values_list("pk", flat=True)
    )
    if speech.pk not in keys:
        return None
    at = keys.index(speech.pk)
    before = keys[at - 1] if at else None
    after = keys[at + 1] if at + 1 < len(keys) else None
    beside = visible.for_list().in_bulk([key for key in (before, after) if key is not None])
    return Place(
        number=at + 1,
        count=len(keys),
        previous=None if before is None else beside.get(before),
        next=None if after is None else beside.get(after),
    )
