"""How many of a set of statements go with each value of a facet."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from heapq import heappush, heapreplace
from typing import Any, Generic, TypeVar

from pyroaring import AbstractBitMap

Value = TypeVar("Value", bound=Hashable)

#: Values looked at between two checks of whether the rest can still reach the list.
_BATCH = 64


class Ranked(Generic[Value]):
    """The values of a facet with their sets of statements, those with most statements first.

    Sorting them takes longer than a count: see `Holdings.kept` for keeping it.
    """

    def __init__(self, values: Mapping[Value, AbstractBitMap]) -> None:
        sized = [(len(ids), value, ids) for value, ids in values.items()]
        sized.sort(key=lambda item: -item[0])
        self._totals = [total for total, _, _ in sized]
        self._values = [value for _, value, _ in sized]
        self._sets = [ids for _, _, ids in sized]

    def __len__(self) -> int:
        return len(self._values)

    def batches(self) -> Iterator[tuple[int, list[Value], list[AbstractBitMap]]]:
        """The highest total of the batch, its values and their sets."""
        for start in range(0, len(self), _BATCH):
            end = start + _BATCH
            yield self._totals[start], self._values[start:end], self._sets[start:end]


def most(
    within: AbstractBitMap,
    values: Mapping[Value, AbstractBitMap] | Ranked[Value],
    limit: int | None = None,
    *,
    tie: Callable[[Value], Any] | None = None,
) -> list[tuple[Value, int]]:
    """The values that go with most of the statements, and with how many; none with 0.

    Among values with as many, those come first for which `tie` gives less: the value itself, if
    nothing is given. The result is exact; looking ends where no value has statements enough, in
    all of the archive, to come into the list.
    """
    ranked = values if isinstance(values, Ranked) else Ranked(values)
    count = within.intersection_cardinality
    counted: list[tuple[Value, int]] = []
    #: The highest counts so far, as many as the list is long; the lowest of them first.
    leading: list[int] = []
    least = 1
    for total, names, sets in ranked.batches():
        if total < least or limit == 0:
            break
        for value, found in zip(names, map(count, sets), strict=True):
            if found < least:
                continue
            counted.append((value, found))
            if limit is None:
                continue
            if len(leading) < limit:
                heappush(leading, found)
            else:
                heapreplace(leading, found)
            if len(leading) == limit:
                least = leading[0]
    order = tie or _itself
    listed = [item for item in counted if item[1] >= least]
    listed.sort(key=lambda item: (-item[1], order(item[0])))
    return listed[:limit]


def count_each(within: AbstractBitMap, values: Mapping[Value, AbstractBitMap]) -> dict[Value, int]:
    """With how many of the statements each value goes; those with none are left out."""
    counts = zip(values, map(within.intersection_cardinality, values.values()), strict=True)
    return {value: found for value, found in counts if found}


def _itself(value: Value) -> Any:
    return value
