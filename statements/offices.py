"""The offices in which a person is seen to speak: as the statements name them, and when."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from statements.models.speeches import SpeechQuerySet


class Seen(NamedTuple):
    """The day of a statement, as far as it is known; as a statement has it."""

    date: datetime.date
    date_precision: str


@dataclass(frozen=True, slots=True)
class Office:
    """An office, for one country or organization, and the statements made in it.

    `role` is empty where the statements name none, `represents` the primary key of an entity or
    None where it is not known. `seen` are the days in order, undated statements left out.
    """

    role: str
    represents: int | None
    statements: int
    seen: list[Seen]

    @property
    def first(self) -> Seen | None:
        return self.seen[0] if self.seen else None

    @property
    def last(self) -> Seen | None:
        return self.seen[-1] if self.seen else None


def offices(speeches: SpeechQuerySet) -> list[Office]:
    """The offices that the statements name, in the order in which they were first seen."""
    rows = speeches.order_by().values_list("speaker_role", "represents", "date", "date_precision")
    seen: defaultdict[tuple[str, int | None], list[Seen | None]] = defaultdict(list)
    for role, represents, date, precision in rows:
        seen[role, represents].append(None if date is None else Seen(date, precision))
    found = [
        Office(role, represents, len(days), sorted(filter(None, days)))
        for (role, represents), days in seen.items()
    ]
    return sorted(found, key=_when_first)


def years(found: Iterable[Office]) -> tuple[int, int] | None:
    """The first and the last year in which any of the offices was seen."""
    of_all = [day.date.year for office in found for day in office.seen]
    return (min(of_all), max(of_all)) if of_all else None


def _when_first(office: Office) -> tuple[datetime.date, str, int]:
    first = office.first.date if office.first else datetime.date.max
    return first, office.role, office.represents or 0
