"""Change many statements as one act of an editor: each in a transaction and a version of its own.

What takes too long for a request is broken off between two statements and told of, so that a
person can go on.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final

from django.contrib.auth.models import AbstractBaseUser

from statements.ingest.errors import IngestError
from statements.models import Event, Revision, Speech
from statements.revising import ChangedMeanwhile, set_event, set_status

#: Seconds that a batch may take; servers commonly give up on a request after thirty.
PATIENCE: Final = 15.0


@dataclass(slots=True)
class Tally:
    """How many statements were changed, were so already, and were left for want of time; and
    what was wrong with the others."""

    changed: int = 0
    unchanged: int = 0
    left: int = 0
    refused: list[tuple[Speech, Exception]] = field(default_factory=list)


def set_status_of(
    speeches: Iterable[Speech],
    status: Speech.Status,
    made_by: AbstractBaseUser,
    clock: Callable[[], float] = time.monotonic,
) -> Tally:
    """Publish or withdraw statements."""
    return _each(speeches, lambda speech: set_status(speech, status, made_by), clock)


def set_event_of(
    speeches: Iterable[Speech],
    event: Event | None,
    made_by: AbstractBaseUser,
    clock: Callable[[], float] = time.monotonic,
) -> Tally:
    """Make statements ones of an event, or of none."""
    return _each(speeches, lambda speech: set_event(speech, event, made_by), clock)


def _each(
    speeches: Iterable[Speech],
    change: Callable[[Speech], Revision | None],
    clock: Callable[[], float],
) -> Tally:
    tally, began = Tally(), clock()
    for speech in speeches:
        if clock() - began > PATIENCE:
            tally.left += 1
            continue
        try:
            revision = change(speech)
        except (ChangedMeanwhile, IngestError) as error:
            tally.refused.append((speech, error))
            continue
        if revision is None:
            tally.unchanged += 1
        else:
            tally.changed += 1
    return tally
