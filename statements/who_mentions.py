"""Who mentions whom: in how many statements made for one, another is mentioned.

All in memory: for each pair the statements of the one are intersected with those that mention the
other. A statement on behalf of a group counts for the group as well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pyroaring import AbstractBitMap, FrozenBitMap

from statements.facets import Named, names_of
from statements.holdings import Holdings


@dataclass(frozen=True, slots=True)
class Cell:
    """The statements made for one that mention the other; `is_self` where both are the same."""

    count: int
    is_self: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One that is spoken for, all statements made for it, and those that mention each other one."""

    entity: Named
    held: int
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Those spoken for, each a row, and those mentioned, each a column."""

    columns: list[Named]
    rows: list[Row]

    @property
    def most(self) -> int:
        """The highest number of any two that are not the same; 0 for none."""
        cells = (cell for row in self.rows for cell in row.cells if not cell.is_self)
        return max((cell.count for cell in cells), default=0)


def who_mentions(
    holdings: Holdings, within: AbstractBitMap, *, speaking: str, mentioned: str, size: int
) -> Matrix:
    """Of the statements within, at most `size` rows and as many columns.

    `speaking` is the kind of those spoken for, a country or organization; `mentioned` the kind of
    what is mentioned. Columns are those that most statements mention which are made for another;
    rows those of whose statements most mention the columns, each counted once for each. Among
    equals the order is by name. Nobody's mention of itself counts for the order.
    """
    names = names_of(holdings, mentioned)
    spoken = _spoken(holdings, names, speaking, within)
    columns = _columns(holdings, names, spoken, mentioned, size)
    rows = [Row(names[key], len(made), _cells(key, made, columns)) for key, made in spoken.items()]
    rows.sort(key=lambda row: (-_total(row.cells), row.entity.name, row.entity.key))
    return Matrix(
        columns=[names[key] for key, _ in columns],
        rows=[row for row in rows if _total(row.cells)][:size] if columns else [],
    )


def _spoken(
    holdings: Holdings, names: Mapping[int, Named], kind: str, within: AbstractBitMap
) -> dict[int, AbstractBitMap]:
    """Of each of a kind that is spoken for its statements within, if there are any."""
    of_kind = (
        (key, ids)
        for key, ids in holdings.by_represents.items()
        if key in names and names[key].kind == kind
    )
    return {key: found for key, ids in of_kind if (found := ids & within)}


def _columns(
    holdings: Holdings,
    names: Mapping[int, Named],
    spoken: Mapping[int, AbstractBitMap],
    kind: str,
    size: int,
) -> list[tuple[int, AbstractBitMap]]:
    """The entities that most statements of others mention, with the statements that do."""
    anyone = FrozenBitMap.union(FrozenBitMap(), *spoken.values())
    mentions = {
        key: ids
        for key, ids in holdings.by_entity.items()
        if key in names and names[key].kind == kind
    }
    by_others = {
        key: anyone.intersection_cardinality(ids)
        - (spoken[key].intersection_cardinality(ids) if key in spoken else 0)
        for key, ids in mentions.items()
    }
    most = sorted(
        (key for key, count in by_others.items() if count),
        key=lambda key: (-by_others[key], names[key].name, key),
    )
    return [(key, mentions[key]) for key in most[:size]]


def _cells(
    key: int, made: AbstractBitMap, columns: Sequence[tuple[int, AbstractBitMap]]
) -> list[Cell]:
    return [
        Cell(made.intersection_cardinality(ids), is_self=other == key) for other, ids in columns
    ]


def _total(cells: Sequence[Cell]) -> int:
    return sum(cell.count for cell in cells if not cell.is_self)
