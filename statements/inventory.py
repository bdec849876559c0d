"""What the archive holds in all: how many statements, of whom, when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyroaring import AbstractBitMap, FrozenBitMap

from statements.facets import year_counts
from statements.holdings import Holdings


@dataclass(frozen=True, slots=True)
class Inventory:
    """Counts over the statements that a reader may see."""

    statements: int
    speakers: int
    #: Countries and organizations for which, or on whose behalf, someone spoke.
    delegations: int
    #: Meetings and the events that they are part of.
    events: int
    languages: int
    #: The statements of each year that has some, in order.
    years: Mapping[int, int]
    undated: int

    @property
    def first_year(self) -> int | None:
        return next(iter(self.years), None)

    @property
    def last_year(self) -> int | None:
        return next(reversed(self.years), None)


def inventory(holdings: Holdings, visible: FrozenBitMap) -> Inventory:
    """Counted once for each state of the archive and each set of visible statements."""

    def counted() -> Inventory:
        return Inventory(
            statements=len(visible),
            speakers=_touched(holdings.by_speaker.values(), visible),
            delegations=_touched(holdings.by_represents.values(), visible),
            events=_touched(holdings.by_event.values(), visible),
            languages=_touched(holdings.by_language.values(), visible),
            years=year_counts(holdings, visible),
            undated=visible.intersection_cardinality(holdings.undated),
        )

    return holdings.kept(("inventory", visible), counted)


def _touched(sets: Iterable[AbstractBitMap], visible: AbstractBitMap) -> int:
    """How many of the sets have a statement that is visible."""
    return sum(map(visible.intersect, sets))
