"""The parts of a query as a tree. Pure: knows neither Django nor SQL.

Trees are kept in normal form by `all_of`, `any_of`, `in_one_paragraph` and `excluding`: no
branch stands directly in a branch of its kind, none has less than two parts, and nothing is
excluded twice. Make branches with them, and what `parse` reads again is what you made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias


@dataclass(frozen=True, slots=True)
class Word:
    """One word; `is_literal` as it is written, `is_prefix` whatever follows its letters."""

    text: str
    is_literal: bool = False
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand next to each other in this order; `is_literal` as they are written."""

    text: str
    is_literal: bool = False


@dataclass(frozen=True, slots=True)
class Near:
    """All words in any order, within `distance` words of each other, in one paragraph."""

    text: str
    distance: int


@dataclass(frozen=True, slots=True)
class Field:
    """A property of statements, one of `fields.NAMES`; the value is as typed, quotes off."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Years:
    """From the first to the last year, both included; None where that side is open."""

    first: int | None
    last: int | None


@dataclass(frozen=True, slots=True)
class Before:
    """Dates before that day, month or year began: "2020", "2020-07" or "2020-07-10"."""

    date_text: str


@dataclass(frozen=True, slots=True)
class After:
    """Dates after that day, month or year was over: "2020", "2020-07" or "2020-07-10"."""

    date_text: str


@dataclass(frozen=True, slots=True)
class Expanded:
    """What was typed or another name of the same entity. Only `names.expand` makes these."""

    typed: Node
    names: tuple[Word | Phrase, ...]
    entity: str


@dataclass(frozen=True, slots=True)
class And:
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class SameParagraph:
    """One paragraph holds all parts; none of them is a `StatementProperty`."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: Node


Term: TypeAlias = Word | Phrase | Near
Restriction: TypeAlias = Field | Years | Before | After
Leaf: TypeAlias = Term | Restriction
Node: TypeAlias = Leaf | Expanded | And | Or | SameParagraph | Not

#: Fields that hold of a whole statement; the others name what a paragraph can mention.
STATEMENT_FIELDS: Final = frozenset({"speaker", "event", "by", "lang"})


def all_of(parts: Iterable[Node]) -> Node | None:
    """Every part is wanted; None when there is none."""
    return _joined(And, parts)


def any_of(parts: Iterable[Node]) -> Node | None:
    """At least one part is wanted; None when there is none."""
    return _joined(Or, parts)


def in_one_paragraph(parts: Iterable[Node]) -> Node | None:
    """All parts in one paragraph; None when there is none.

    Who spoke, when, where and in which language holds of whole statements, so such parts
    come out of it: `speaker:Ruiz climate /p loss` is `speaker:Ruiz (climate /p loss)`.
    """
    given = tuple(parts)
    if len(given) < 2:
        return all_of(given)
    of_statement: list[Node] = []
    sides: list[Node] = []
    for part in given:
        pieces = part.parts if isinstance(part, And) else (part,)
        of_statement += filter(is_statement_property, pieces)
        side = all_of(piece for piece in pieces if not is_statement_property(piece))
        if side is not None:
            sides.append(side)
    together = _joined(SameParagraph, sides)
    return all_of([*of_statement, together] if together else of_statement)


def excluding(part: Node) -> Node:
    """The part is unwanted."""
    return part.part if isinstance(part, Not) else Not(part)


def is_statement_property(node: Node) -> bool:
    """Whether this holds of a statement as a whole, never of one paragraph of it."""
    match node:
        case Not(part):
            return is_statement_property(part)
        case Field(name):
            return name in STATEMENT_FIELDS
        case Years() | Before() | After():
            return True
        case _:
            return False


def _joined(kind: type[And | Or | SameParagraph], parts: Iterable[Node]) -> Node | None:
    flat: list[Node] = []
    for part in parts:
        if isinstance(part, And | Or | SameParagraph) and isinstance(part, kind):
            flat += part.parts
        else:
            flat.append(part)
    if len(flat) < 2:
        return flat[0] if flat else None
    return kind(tuple(flat))


def map_nodes(tree: Node | None, replace: Callable[[Node], Node | None]) -> Node | None:
    """The tree with every node replaced, parts before the branch they stand in.

    `replace` answers the node itself to keep it and None to leave it out; a branch whose
    parts were all left out is gone too. It is not asked about what stands in an `Expanded`.
    """
    return None if tree is None else _replaced(tree, replace)


def _replaced(tree: Node, replace: Callable[[Node], Node | None]) -> Node | None:
    match tree:
        case Not(part):
            inner = _replaced(part, replace)
            rebuilt = None if inner is None else excluding(inner)
        case And(parts):
            rebuilt = all_of(_mapped(parts, replace))
        case Or(parts):
            rebuilt = any_of(_mapped(parts, replace))
        case SameParagraph(parts):
            rebuilt = in_one_paragraph(_mapped(parts, replace))
        case leaf:
            return replace(leaf)
    # A branch of which one part is left is that part, and that was replaced already.
    if rebuilt is None or not isinstance(rebuilt, type(tree)):
        return rebuilt
    return replace(rebuilt)


def _mapped(parts: tuple[Node, ...], replace: Callable[[Node], Node | None]) -> Iterator[Node]:
    return (new for part in parts if (new := _replaced(part, replace)) is not None)


def wanted_terms(tree: Node | None) -> tuple[Term, ...]:
    """The terms that a hit may show, each once: all but those that must be absent.

    The other names of an entity come after the one that was typed.
    """
    return tuple(dict.fromkeys(_wanted(tree)))


def _wanted(tree: Node | None) -> Iterator[Term]:
    match tree:
        case Word() | Phrase() | Near():
            yield tree
        case Expanded(typed, names):
            yield from _wanted(typed)
            yield from names
        case And(parts) | Or(parts) | SameParagraph(parts):
            for part in parts:
                yield from _wanted(part)


def fields_of(tree: Node | None) -> tuple[Restriction, ...]:
    """The fields, years and dates in typed order, each once, also those that are excluded."""
    return tuple(dict.fromkeys(_restrictions(tree)))


def _restrictions(tree: Node | None) -> Iterator[Restriction]:
    match tree:
        case Field() | Years() | Before() | After():
            yield tree
        case Not(part):
            yield from _restrictions(part)
        case And(parts) | Or(parts) | SameParagraph(parts):
            for part in parts:
                yield from _restrictions(part)
