"""Exact counts over a set of statements: how many mention, are by, are at, are of a year.

What is counted is in memory (`statements.holdings`); only names are read, when they changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.urls import reverse
from pyroaring import AbstractBitMap, FrozenBitMap

from statements.holdings import Holdings, Ranked, count_each, most
from statements.models import Entity, Event, Speaker
from statements.models.speeches import sees_drafts
from statements.searching.recent import newest_of


@dataclass(frozen=True, slots=True)
class Named:
    """A value of a facet. `code` names it in addresses: the slug of a speaker or event."""

    key: int
    kind: str
    code: str
    name: str
    #: Kept by the authority data, whether or not a statement goes with it.
    is_authority: bool = False

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse(f"statements:{self.kind}", args=[self.code])


@dataclass(frozen=True, slots=True)
class Counted:
    """Something and the number of statements of the set that go with it."""

    object: Named
    count: int


#: Facet -> the attribute of the holdings with its sets.
SETS: Final[Mapping[str, str]] = {
    **dict.fromkeys(Entity.Kind.values, "by_entity"),
    "represents": "by_represents",
    "speaker": "by_speaker",
    "event": "by_event",
}


#: Whom a speaker can speak for.
DELEGATIONS: Final = frozenset({"country", "organization"})


def visible_to(user: AbstractBaseUser | AnonymousUser, holdings: Holdings) -> FrozenBitMap:
    """The statements that the user may know of."""
    return holdings.everything if sees_drafts(user) else holdings.published


def counts(
    holdings: Holdings, facet: str, within: AbstractBitMap, limit: int | None = None
) -> list[Counted]:
    """The values of a facet that go with most of the statements, then by name.

    Facets are "theme", "country", "organization", "document" (what is mentioned), "represents"
    (for whom, or on whose behalf), "speaker" and "event" (a statement at a part is one at the
    whole as well).
    """
    names = names_of(holdings, facet)
    ranked = holdings.kept(("ranked", facet), lambda: Ranked(_sets(holdings, facet)))
    found = most(within, ranked, limit, tie=lambda key: (names[key].name, key))
    return [Counted(names[key], count) for key, count in found]


def known_values(holdings: Holdings, facet: str, visible: AbstractBitMap) -> Mapping[str, Named]:
    """The values that may be asked for, by code: those of the authority data, and all that some
    statement goes with that the reader may know of."""

    def known() -> Mapping[str, Named]:
        kinds = DELEGATIONS if facet == "represents" else {facet}
        return {
            named.code: named
            for key, named in names_of(holdings, facet).items()
            if named.kind in kinds
            and (named.is_authority or set_of(holdings, facet, key).intersect(visible))
        }

    return holdings.kept(("known", facet, FrozenBitMap(visible)), known)


def set_of(holdings: Holdings, facet: str, key: int) -> FrozenBitMap:
    """The statements that go with one value of a facet, drafts included."""
    return _all_sets(holdings, facet).get(key, FrozenBitMap())


def count_of(holdings: Holdings, facet: str, key: int, within: AbstractBitMap) -> int:
    """How many of the statements go with one value of a facet."""
    return within.intersection_cardinality(set_of(holdings, facet, key))


def year_counts(holdings: Holdings, within: AbstractBitMap) -> dict[int, int]:
    """The number of the statements of each year that has some, in order."""
    return dict(sorted(count_each(within, holdings.by_year).items()))


def years_of(
    holdings: Holdings, facet: str, key: int, within: AbstractBitMap
) -> tuple[int, int] | None:
    """The first and last year of the statements that go with one value of a facet; None where
    none has a date."""
    found = within & set_of(holdings, facet, key)
    years = [year for year, of_year in holdings.by_year.items() if found.intersect(of_year)]
    return (min(years), max(years)) if years else None


def names_of(holdings: Holdings, facet: str) -> Mapping[int, Named]:
    """All values of a facet by primary key."""
    read = {"speaker": _speakers, "event": _events}.get(facet, _entities)
    return newest_of(holdings.names_version, ("names", read.__name__), read)


def _all_sets(holdings: Holdings, facet: str) -> Mapping[int, FrozenBitMap]:
    sets: Mapping[int, FrozenBitMap] = getattr(holdings, SETS[facet])
    return sets


def _sets(holdings: Holdings, facet: str) -> Mapping[int, FrozenBitMap]:
    sets = _all_sets(holdings, facet)
    names = names_of(holdings, facet)
    if SETS[facet] != "by_entity":
        return {key: found for key, found in sets.items() if key in names}
    # One that was taken away since has no name.
    return {key: found for key, found in sets.items() if key in names and names[key].kind == facet}


def _entities() -> Mapping[int, Named]:
    rows = Entity.objects.order_by().values_list("pk", "kind", "code", "name", "is_authority")
    return {row[0]: Named(*row) for row in rows}


def _speakers() -> Mapping[int, Named]:
    rows = Speaker.objects.order_by().values_list("pk", "slug", "name")
    return {key: Named(key, "speaker", slug, name) for key, slug, name in rows}


def _events() -> Mapping[int, Named]:
    rows = Event.objects.order_by().values_list("pk", "slug", "name")
    return {key: Named(key, "event", slug, name) for key, slug, name in rows}
