"""A matrix of counts as squares whose depth of colour tells how high a count is, in pixels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from statements.facets import Named
from statements.who_mentions import Cell, Matrix, Row

CELL_HEIGHT: Final = 28
CELL_WIDTH: Final = 38
#: Room for the names that stand aslant above the columns, and for the end of the last of them.
HEAD: Final = 128
TAIL: Final = 92
#: Room for the names of the rows.
NAMES: Final = 160
MOST_CHARACTERS: Final = 24

#: How opaque the squares of each step are. Ink can be read on the first ones in both themes, and
#: paper on the last two; between them neither could.
OPACITIES: Final = (0.07, 0.18, 0.3, 0.42, 0.8, 1.0)
#: The first step whose number is written in the colour that stands on the accent.
FIRST_DEEP: Final = 4


@dataclass(frozen=True, slots=True)
class Square:
    """A cell as it is drawn; `query` leads to its statements. A step of None has no colour."""

    x: int
    count: int
    is_self: bool
    step: int | None
    query: str
    column: Named

    @property
    def opacity(self) -> float:
        return 0 if self.step is None else OPACITIES[self.step]

    @property
    def is_deep(self) -> bool:
        return self.step is not None and self.step >= FIRST_DEEP


@dataclass(frozen=True, slots=True)
class Line:
    """A row as it is drawn."""

    y: int
    row: Row
    label: str
    squares: list[Square]


@dataclass(frozen=True, slots=True)
class Head:
    """The name above a column: it begins at x and leans to the side that is read first."""

    x: int
    label: str
    column: Named


@dataclass(frozen=True, slots=True)
class Step:
    """A depth of colour and the counts that it stands for."""

    opacity: float
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class MatrixPicture:
    """`is_mirrored` where pages are read from right to left: the first column is on the right."""

    heads: list[Head]
    lines: list[Line]
    steps: list[Step]
    is_mirrored: bool

    @property
    def width(self) -> int:
        return len(self.heads) * CELL_WIDTH + TAIL

    @property
    def height(self) -> int:
        return HEAD + len(self.lines) * CELL_HEIGHT

    @property
    def names_width(self) -> int:
        return NAMES

    @property
    def head(self) -> int:
        return HEAD

    @property
    def cell_height(self) -> int:
        return CELL_HEIGHT


def matrix_picture(matrix: Matrix, queries: list[list[str]], *, mirrored: bool) -> MatrixPicture:
    """The picture of a matrix; `queries` are the query strings of its cells."""
    most = matrix.most
    across = len(matrix.columns)
    xs = [
        TAIL + (across - 1 - number) * CELL_WIDTH if mirrored else number * CELL_WIDTH
        for number in range(across)
    ]
    lines = [
        Line(
            HEAD + number * CELL_HEIGHT,
            row,
            shortened(row.entity.name),
            [
                Square(x, cell.count, cell.is_self, _step(cell, most), query, column)
                for x, cell, query, column in zip(
                    xs, row.cells, of_row, matrix.columns, strict=True
                )
            ],
        )
        for number, (row, of_row) in enumerate(zip(matrix.rows, queries, strict=True))
    ]
    heads = [
        Head(x + CELL_WIDTH // 2, shortened(column.name), column)
        for x, column in zip(xs, matrix.columns, strict=True)
    ]
    return MatrixPicture(heads, lines, _steps(most), mirrored)


def shortened(name: str) -> str:
    """The name, or its beginning where there is no room for all of it."""
    if len(name) <= MOST_CHARACTERS:
        return name
    return name[: MOST_CHARACTERS - 1].rstrip() + "…"


def _step(cell: Cell, most: int) -> int | None:
    """Even parts of the way to the highest count."""
    if cell.is_self or not cell.count:
        return None
    return (cell.count - 1) * len(OPACITIES) // most


def _steps(most: int) -> list[Step]:
    """What each depth of colour stands for, those that no count can have left out."""
    counts: dict[int, list[int]] = {}
    for count in range(1, most + 1):
        step = _step(Cell(count), most)
        if step is not None:
            counts.setdefault(step, []).append(count)
    return [Step(OPACITIES[step], found[0], found[-1]) for step, found in counts.items()]
