"""What an entity is: its place among others, its codes, its names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext, gettext_noop

from statements.models import Entity, EntityName
from statements.views.labels import (
    DOMAINS,
    OTHER,
    PLURALS,
    STATUSES,
    category_label,
    document_class,
)

#: A chain of parents that is longer would be a ring.
MOST_PARENTS: Final = 10

#: Names with more letters than this take a row of their own.
LONG_CHARACTERS: Final = 60

#: What is shown as it is written, with its name.
FACTS: Final = (
    ("existed", gettext_noop("Existed")),
    ("iso2", gettext_noop("ISO 3166-1 alpha-2")),
    ("m49", gettext_noop("M49")),
    ("capitals", gettext_noop("Capital")),
    ("symbol", gettext_noop("Symbol")),
    ("year", gettext_noop("Year")),
)

NAME_GROUPS: Final = (
    (EntityName.Kind.OFFICIAL, gettext_noop("Official name")),
    (EntityName.Kind.SHORT, gettext_noop("Short name")),
    (EntityName.Kind.ACRONYM, gettext_noop("Acronyms")),
    (EntityName.Kind.ALIAS, gettext_noop("Also called")),
    (EntityName.Kind.FORMER, gettext_noop("Former names")),
    (EntityName.Kind.DEMONYM, gettext_noop("Adjective or people")),
    (EntityName.Kind.SIGNAL, gettext_noop("Recognised by the words")),
)


@dataclass(frozen=True, slots=True)
class NameGroup:
    """The names of one kind."""

    label: str
    names: list[EntityName]

    @property
    def is_long(self) -> bool:
        return sum(len(name.text) for name in self.names) > LONG_CHARACTERS


@dataclass(frozen=True, slots=True)
class Step:
    """A link on the way from the index down to the entity."""

    text: str
    address: str


def path(entity: Entity) -> list[Step]:
    """From the index by its region, class or domain, and its parents, to right above the entity."""
    index = reverse(f"statements:{PLURALS[entity.kind].lower()}")
    steps = [Step(PLURALS[entity.kind], index)]
    steps += [Step(text, f"{index}#{section_id(text)}") for text in places(entity)]
    return steps + [Step(parent.name, parent.get_absolute_url()) for parent in _parents(entity)]


def places(entity: Entity) -> list[str]:
    """The headings under which the entity stands in the index of its kind."""
    facts: Mapping[str, str] = entity.facts
    match entity.kind:
        case Entity.Kind.COUNTRY:
            return [facts[key] for key in ("region", "subregion") if facts.get(key)] or [OTHER]
        case Entity.Kind.ORGANIZATION:
            return [category_label(facts.get("category", ""))]
        case Entity.Kind.DOCUMENT:
            return [document_class(entity)]
        case _:
            return []


def section_id(heading: str) -> str:
    """The fragment of an address that leads to a heading of an index."""
    return "in-" + "-".join("".join(c if c.isalnum() else " " for c in heading.lower()).split())


def codes(entity: Entity) -> Iterator[tuple[str, str]]:
    """The codes and facts that the authority data holds, each with its name."""
    facts: Mapping[str, str] = entity.facts
    if status := facts.get("status"):
        yield gettext_noop("Status"), gettext(STATUSES.get(status, status.capitalize()))
    if entity.kind == Entity.Kind.COUNTRY:
        yield "ISO 3166-1 alpha-3" if facts.get("iso2") else gettext_noop("Code"), entity.code
    else:
        yield gettext_noop("Symbol") if "/" in entity.code else "Code", entity.code
    for key, label in FACTS:
        value = facts.get(key)
        if value and value != entity.code:
            yield label, value.replace("|", ", ")
    if domain := facts.get("unbis_domain"):
        words = gettext(DOMAINS[domain]) if domain in DOMAINS else ""
        yield gettext_noop("UNBIS domain"), f"{domain} {words}".strip()


def names(entity: Entity, rows: Iterable[EntityName]) -> list[NameGroup]:
    """The English names that are not the heading, by kind."""
    by_kind: dict[str, dict[str, EntityName]] = {}
    for row in rows:
        if row.language == "en" and row.text != entity.name:
            by_kind.setdefault(row.kind, {}).setdefault(row.text, row)
    return [
        NameGroup(label, list(by_kind[kind].values()))
        for kind, label in NAME_GROUPS
        if kind in by_kind
    ]


def foreign_names(rows: Iterable[EntityName]) -> list[tuple[str, list[str]]]:
    """The names in other languages, by the code of the language."""
    by_language: dict[str, list[str]] = {}
    for row in rows:
        if row.language != "en" and row.text not in by_language.setdefault(row.language, []):
            by_language[row.language].append(row.text)
    return list(by_language.items())


def memberships(entity: Entity) -> list[Entity]:
    """The organizations of which a country is a member, by name."""
    organizations = Entity.objects.of_kind(Entity.Kind.ORGANIZATION).filter(
        facts__has_key="members"
    )
    return [other for other in organizations if entity.code in other.member_codes]


def list_address(param: str, entity: Entity) -> str:
    """The list of the statements that are by the entity, or mention it."""
    return f"{reverse('statements:speeches')}?{urlencode({param: entity.code}, safe='/')}"


def _parents(entity: Entity) -> list[Entity]:
    """The bodies and themes that it is part of, the widest first."""
    above: list[Entity] = []
    parent = entity.part_of
    while parent is not None and parent not in above and len(above) < MOST_PARENTS:
        above.insert(0, parent)
        parent = parent.part_of
    return above
