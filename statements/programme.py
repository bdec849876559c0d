"""Where a statement stands on the programme of its event, and which come before and after it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from statements.models import Entity, Event, Speaker, Speech
from statements.models.speeches import SpeechQuerySet

#: What tells a statement's address and heading.
_TOLD: Final = (
    *("programme_number", "pk", "slug", "title", "language"),
    *("represents__name", "speaker__name", "event__name"),
)


@dataclass(frozen=True, slots=True)
class Place:
    """The `number`th of `count` statements at the event, and those beside it.

    Where the event `has_programme`, the place of some statement on it is known; otherwise the
    number says nothing of the order in which they were delivered. Those beside it are for a link:
    they hold what tells their address, heading and language, no more.
    """

    number: int
    count: int
    has_programme: bool
    previous: Speech | None
    next: Speech | None


def place_at_event(speech: Speech, visible: SpeechQuerySet) -> Place | None:
    """Its place among the visible statements at its event; None where it has no event.

    One query, however many there are: an event has hundreds of statements at most.
    """
    if speech.event_id is None:
        return None
    rows = list(visible.filter(event=speech.event_id).in_programme_order().values_list(*_TOLD))
    at = next((place for place, (_, key, *_rest) in enumerate(rows) if key == speech.pk), None)
    if at is None:
        return None
    return Place(
        number=at + 1,
        count=len(rows),
        has_programme=any(known is not None for known, *_rest in rows),
        previous=_speech(*rows[at - 1][1:]) if at else None,
        next=_speech(*rows[at + 1][1:]) if at + 1 < len(rows) else None,
    )


def _speech(
    key: int,
    slug: str,
    title: str,
    language: str,
    represents: str | None,
    speaker: str | None,
    event: str | None,
) -> Speech:
    return Speech(
        pk=key,
        slug=slug,
        title=title,
        language=language,
        represents=Entity(name=represents) if represents else None,
        speaker=Speaker(name=speaker) if speaker else None,
        event=Event(name=event) if event else None,
    )
