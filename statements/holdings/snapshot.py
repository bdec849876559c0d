"""What the archive holds at one moment, as sets of keys of statements: who, what, where, when.

A snapshot never changes: it is read by many threads at once. What changed makes a new one, which
shares with the old whatever stayed as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cached_property
from itertools import count
from typing import Any, TypeVar, cast

from pyroaring import AbstractBitMap, FrozenBitMap

T = TypeVar("T")

#: Of each facet (a field of Holdings), the keys of the statements that go with each value.
Rows = Mapping[str, Mapping[Any, Iterable[int]]]

NOTHING = FrozenBitMap()
_numbers = count(1)


@dataclass(frozen=True, kw_only=True, eq=False)
class Holdings:
    """All statements, drafts too: intersect with `published` what visitors are shown.

    The sets are frozen: operators make new ones of the kind on the left, and `BitMap(…)` makes a
    copy that can be changed. A value that goes with no statement is missing from its mapping.
    Keys of statements are below 2³² here.
    """

    by_status: Mapping[str, FrozenBitMap] = field(default_factory=dict)
    #: By live mentions: those that no editor rejected.
    by_entity: Mapping[int, FrozenBitMap] = field(default_factory=dict)
    by_speaker: Mapping[int, FrozenBitMap] = field(default_factory=dict)
    #: Countries and organizations that the statement is by, or on behalf of.
    by_represents: Mapping[int, FrozenBitMap] = field(default_factory=dict)
    #: The event, and the event that it is part of.
    by_event: Mapping[int, FrozenBitMap] = field(default_factory=dict)
    by_year: Mapping[int, FrozenBitMap] = field(default_factory=dict)
    by_day: Mapping[date, FrozenBitMap] = field(default_factory=dict)
    by_precision: Mapping[str, FrozenBitMap] = field(default_factory=dict)
    by_language: Mapping[str, FrozenBitMap] = field(default_factory=dict)
    #: Of each snapshot another, and higher than those made before it in the process. Any change of
    #: statements, their texts, mentions or of names makes a new one.
    version: int = field(default_factory=lambda: next(_numbers))
    #: Another when entities, their names, speakers or events changed.
    names_version: int = field(default_factory=lambda: next(_numbers))
    _kept: dict[Hashable, Any] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, rows: Rows) -> Holdings:
        """All that the rows tell."""
        facets: dict[str, Any] = {
            facet: _merged({}, NOTHING, rows.get(facet, {})) for facet in FACETS
        }
        return cls(**facets)

    @cached_property
    def everything(self) -> FrozenBitMap:
        return _union(self.by_status.values())

    @cached_property
    def undated(self) -> FrozenBitMap:
        return self.everything - _union(self.by_year.values())

    @cached_property
    def languages(self) -> frozenset[str]:
        """Those that statements are in, with "" where that of some statement is unknown."""
        unknown = self.everything - _union(self.by_language.values())
        return frozenset(self.by_language) | ({""} if unknown else frozenset())

    @property
    def published(self) -> FrozenBitMap:
        return self.by_status.get("published", NOTHING)

    def kept(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` gives, remembered as long as this snapshot is.

        Threads that ask at once may each make it; all are then given the same.
        """
        if key not in self._kept:
            self._kept.setdefault(key, make())
        return cast("T", self._kept[key])

    def dated(self, first: date | None, last: date | None) -> FrozenBitMap:
        """Those of the days from first to last, None: open; as `dated_from` and `dated_to` say.

        Of a date known to the month or year, any of its days may be the first; open on both
        sides are the undated as well.
        """
        if first is None and last is None:
            return self.everything
        found = self._between(first, last)
        if first is not None:
            for precision, start in (
                ("month", first.replace(day=1)),
                ("year", first.replace(month=1, day=1)),
            ):
                known = self.by_precision.get(precision, NOTHING)
                found |= known & self._between(start, last)
        return found

    def newest(self, ids: AbstractBitMap, start: int, stop: int) -> list[int]:
        """A page of the statements, latest day first, then highest key; undated ones last."""
        return self._page(ids, start, stop, latest_first=True)

    def oldest(self, ids: AbstractBitMap, start: int, stop: int) -> list[int]:
        """A page of the statements, earliest day first, then lowest key; undated ones last."""
        return self._page(ids, start, stop, latest_first=False)

    def apply(self, changed: AbstractBitMap, rows: Rows, *, names_changed: bool) -> Holdings:
        """As it is after some statements changed, which `rows` tells as they now are.

        A statement that is among the changed and in none of the rows is gone.
        """
        facets: dict[str, Any] = {
            facet: _merged(getattr(self, facet), changed, rows.get(facet, {})) for facet in FACETS
        }
        names = next(_numbers) if names_changed else self.names_version
        return Holdings(**facets, names_version=names)

    def holds_the_same(self, other: Holdings) -> bool:
        """Whether both tell the same of every statement."""
        return all(getattr(self, facet) == getattr(other, facet) for facet in FACETS)

    @cached_property
    def _days(self) -> Mapping[int, list[date]]:
        """The days of each year, both in order."""
        days: dict[int, list[date]] = {}
        for day in sorted(self.by_day):
            days.setdefault(day.year, []).append(day)
        return days

    def _between(self, first: date | None, last: date | None) -> FrozenBitMap:
        """Those whose date, of whatever precision, is in between."""
        first, last = first or date.min, last or date.max
        sets = []
        for year, days in self._days.items():
            if first.year < year < last.year:
                sets.append(self.by_year[year])
            elif first.year <= year <= last.year:
                sets += [self.by_day[day] for day in days if first <= day <= last]
        return _union(sets)

    def _page(self, ids: AbstractBitMap, start: int, stop: int, *, latest_first: bool) -> list[int]:
        """Whole years, and of a year whole days, are passed over without a look at their keys."""
        direction = -1 if latest_first else 1
        page: list[int] = []
        passed = 0
        for year in [*list(self._days)[::direction], None]:
            of_year = self.undated if year is None else self.by_year[year]
            if passed + (found := ids.intersection_cardinality(of_year)) <= start:
                passed += found
                continue
            within = ids & of_year
            days = [of_year] if year is None else self._sets_of(year, direction)
            for of_day in filter(within.intersect, days):
                keys = list(within & of_day)[::direction]
                page += keys[max(0, start - passed) : max(0, stop - passed)]
                passed += len(keys)
                if passed >= stop:
                    break
            if passed >= stop:
                break
        return page

    def _sets_of(self, year: int, direction: int) -> list[FrozenBitMap]:
        return [self.by_day[day] for day in self._days[year][::direction]]


FACETS = tuple(f.name for f in fields(Holdings) if f.name.startswith("by_"))


def _union(sets: Iterable[AbstractBitMap]) -> FrozenBitMap:
    return FrozenBitMap.union(NOTHING, *sets)


def _merged(
    values: Mapping[Any, FrozenBitMap],
    changed: AbstractBitMap,
    now: Mapping[Any, Iterable[int]],
) -> Mapping[Any, FrozenBitMap]:
    """The sets of a facet, those that stay as they are being the same objects."""
    merged = dict(values)
    touched = {value for value, keys in values.items() if keys.intersect(changed)}
    for value in touched.union(now):
        old = values.get(value, NOTHING)
        new = (old - changed) | FrozenBitMap(now.get(value, ()))
        if not new:
            merged.pop(value, None)
        elif new != old:
            merged[value] = new
    return merged if merged != values else values
