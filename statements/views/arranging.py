"""How an index puts entities in order: under headings, as trees, or from A to Z."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from django.utils.translation import gettext_noop

from statements.ingest.folding import fold_name
from statements.models import Entity
from statements.views.entity_facts import places, section_id
from statements.views.indexes import NaturalOrder, initial, natural_order
from statements.views.labels import BODIES, CATEGORIES, OTHER, OTHER_SYMBOLS, TREATIES

#: For each kind its arrangements, the usual one first, with the words for the links.
ARRANGEMENTS: Final[dict[str, dict[str, str]]] = {
    "country": {"region": gettext_noop("By region"), "name": gettext_noop("A to Z")},
    "organization": {
        "class": gettext_noop("By class"),
        "tree": gettext_noop("As a tree"),
        "name": gettext_noop("A to Z"),
    },
    "theme": {"tree": gettext_noop("As a tree"), "name": gettext_noop("A to Z")},
    "document": {"class": gettext_noop("By body"), "name": gettext_noop("A to Z")},
}

_ORDER: Final = {
    heading: place
    for place, heading in enumerate(
        (*CATEGORIES.values(), *(label for _, label in BODIES), OTHER_SYMBOLS, TREATIES)
    )
}
#: Headings that are not in that order, such as regions, stand in that of their letters.
_ELSEWHERE: Final = -1
_LAST: Final = 1_000


@dataclass(slots=True)
class Entry:
    """An entity in an index, above its parts. One that is not `listed` only holds its parts."""

    entity: Entity
    mentioned: int = 0
    by: int = 0
    listed: bool = True
    #: All its names, folded, for the box that filters.
    names: str = ""
    parts: list[Entry] = field(default_factory=list)


@dataclass(slots=True)
class Section:
    """A heading with entries, or with narrower headings; `id` is its fragment of the address."""

    heading: str
    id: str
    entries: list[Entry] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)


def arrangement(kind: str, asked: str | None) -> str:
    """The arrangement asked for, or the usual one."""
    known = ARRANGEMENTS[kind]
    return asked if asked in known else next(iter(known))


def roots(entries: Iterable[Entry], by: str) -> list[Entry]:
    """The entries in order, those that are parts put under what they are part of.

    From A to Z and by region nothing is put under another.
    """
    in_order = sorted(entries, key=lambda entry: _by_name(entry.entity))
    if by in {"class", "region"}:
        in_order.sort(key=lambda entry: [_by_heading(h) for h in places(entry.entity)])
    if by not in {"tree", "class"}:
        return in_order
    shown = {entry.entity.pk: entry for entry in in_order}
    top: list[Entry] = []
    for entry in in_order:
        parent = shown.get(entry.entity.part_of_id or 0)
        if parent is not None and _goes_under(parent, entry, shown, by):
            parent.parts.append(entry)
        else:
            top.append(entry)
    return top


def with_ancestors(entities: Collection[Entity], known: dict[int, Entity]) -> set[Entity]:
    """The entities with all that they are part of, out of those known by primary key."""
    shown = set(entities)
    for entity in entities:
        parent = known.get(entity.part_of_id or 0)
        while parent is not None and parent not in shown:
            shown.add(parent)
            parent = known.get(parent.part_of_id or 0)
    return shown


def sections(entries: Iterable[Entry], by: str) -> list[Section]:
    """The entries, already in order, under their headings."""
    if by == "tree":
        return [Section("", "", list(entries))]
    if by == "name":
        return [_letter(*group) for group in _grouped(entries, lambda e: initial(e.entity.name))]
    return [_section(*group, depth=1) for group in _grouped(entries, _place_at(0))]


def letter_id(letter: str) -> str:
    return f"letter-{letter if letter.isalnum() else 'other'}"


def _section(heading: str, entries: list[Entry], depth: int) -> Section:
    section = Section(heading, section_id(heading))
    for narrower, of_narrower in _grouped(entries, _place_at(depth)):
        if narrower:
            section.sections.append(_section(narrower, of_narrower, depth + 1))
        else:
            section.entries = of_narrower
    return section


def _letter(letter: str, entries: list[Entry]) -> Section:
    return Section(letter, letter_id(letter), entries)


def _place_at(depth: int) -> Callable[[Entry], str]:
    def heading(entry: Entry) -> str:
        above = places(entry.entity)
        return above[depth] if depth < len(above) else ""

    return heading


def _grouped(
    entries: Iterable[Entry], heading: Callable[[Entry], str]
) -> list[tuple[str, list[Entry]]]:
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(heading(entry), []).append(entry)
    return list(groups.items())


def _by_heading(heading: str) -> tuple[int, str]:
    return (_LAST if heading == OTHER else _ORDER.get(heading, _ELSEWHERE)), heading


def _goes_under(parent: Entry, entry: Entry, shown: Mapping[int, Entry], by: str) -> bool:
    is_here = by == "tree" or places(entry.entity) == places(parent.entity)
    return is_here and not _is_above(entry, parent, shown)


def _is_above(entry: Entry, other: Entry, shown: Mapping[int, Entry]) -> bool:
    """Whether `other` is part of the entry: then the entry is not put under it, in a ring."""
    seen: set[int] = set()
    above: Entry | None = other
    while above is not None and above is not entry and above.entity.pk not in seen:
        seen.add(above.entity.pk)
        above = shown.get(above.entity.part_of_id or 0)
    return above is entry


def _by_name(entity: Entity) -> tuple[NaturalOrder, str]:
    return natural_order(fold_name(entity.name)), entity.code
