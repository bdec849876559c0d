"""From the authority data in files to rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count

from statements.addresses import AddressError, entities_before
from statements.models import Entity, EntityName, Mention
from statements.recognition.data import Authorities, Authority, AuthorityName
from statements.recognition.themes import bare

EntityKey = tuple[str, str]
NameKey = tuple[str, str, str, bool, int | None, int | None]


@dataclass(frozen=True, slots=True)
class Change:
    """What differed of one entity: its fields, and how many names came and went."""

    key: EntityKey
    fields: tuple[str, ...]
    names_added: int = 0
    names_removed: int = 0

    def __str__(self) -> str:
        parts = list(self.fields)
        for count, verb in ((self.names_added, "added"), (self.names_removed, "removed")):
            if count:
                parts.append(f"{count} name{'s' if count > 1 else ''} {verb}")
        return f"{' '.join(self.key)}: {', '.join(parts)}"


@dataclass(frozen=True, slots=True)
class Retirement:
    """An entity that left the files; it is kept, with its mentions, for what refers to it."""

    key: EntityKey
    mentions: int

    def __str__(self) -> str:
        plural = "" if self.mentions == 1 else "s"
        return (
            f"{' '.join(self.key)}: no longer in the files, "
            f"kept with {self.mentions} mention{plural}"
        )


@dataclass(frozen=True, slots=True)
class Changes:
    """What a load did, entity by entity in the order of the files."""

    added: tuple[EntityKey, ...]
    changed: tuple[Change, ...]
    retired: tuple[Retirement, ...]
    unchanged: int

    def __str__(self) -> str:
        return (
            f"{len(self.added)} added, {len(self.changed)} changed, {len(self.retired)} retired, "
            f"{self.unchanged} unchanged"
        )

    def lines(self) -> Iterator[str]:
        """One line for each entity that is not as it was."""
        yield from (f"added {' '.join(key)}" for key in self.added)
        yield from (f"changed {change}" for change in self.changed)
        yield from (f"retired {retirement}" for retirement in self.retired)


@transaction.atomic
def load(authorities: Authorities) -> Changes:
    """Bring the entities and their names in line with the files.

    Nothing is deleted but names: an entity that is no longer in the files is retired, which hides
    it where nothing refers to it, and comes back when the files have it again. Raises AddressError
    where the files have a code that was another entity's here.
    """
    wanted: dict[EntityKey, Authority] = {
        (authority.kind, authority.code): authority for authority in authorities.entities
    }
    stored = {(e.kind, e.code): e for e in Entity.objects.all()}
    _check_codes(key for key in wanted if key not in stored)
    retired = _retire([entity for key, entity in stored.items() if key not in wanted])
    added = _add(wanted, stored)
    fields = _update(wanted, stored)
    names = _load_names(wanted, stored)
    changed = tuple(
        Change(key, fields.get(key, ()), *names.get(key, (0, 0)))
        for key in wanted
        if key not in added and (key in fields or key in names)
    )
    return Changes(
        added=tuple(added),
        changed=changed,
        retired=retired,
        unchanged=len(wanted) - len(added) - len(changed),
    )


def _check_codes(new: Iterable[EntityKey]) -> None:
    if before := entities_before(new):
        problems = (
            f"{kind} {code} was merged into or renamed {entity.code}, “{entity.name}”"
            for (kind, code), entity in sorted(before.items())
        )
        raise AddressError(
            f"The files have codes that lead to other entities here: {'; '.join(problems)}. "
            "Leave them out of the files, or give them codes that were never used."
        )


def _retire(gone: Collection[Entity]) -> tuple[Retirement, ...]:
    leaving = {entity.pk: entity for entity in gone if entity.is_authority}
    Entity.objects.filter(pk__in=leaving).update(is_authority=False)
    counted = Mention.objects.filter(entity__in=leaving).values("entity")
    mentions = dict(counted.annotate(count=Count("pk")).values_list("entity", "count"))
    return tuple(
        Retirement((entity.kind, entity.code), mentions.get(pk, 0))
        for pk, entity in leaving.items()
    )


def _add(
    wanted: Mapping[EntityKey, Authority], stored: dict[EntityKey, Entity]
) -> dict[EntityKey, Entity]:
    missing = [
        Entity(kind=kind, code=code, name=authority.name)
        for (kind, code), authority in wanted.items()
        if (kind, code) not in stored
    ]
    added = {(entity.kind, entity.code): entity for entity in Entity.objects.bulk_create(missing)}
    stored.update(added)
    return added


def _update(
    wanted: Mapping[EntityKey, Authority], stored: Mapping[EntityKey, Entity]
) -> dict[EntityKey, tuple[str, ...]]:
    """Set what differs, once all are there: a parent may be listed after its parts."""
    changed = {
        key: fields
        for key, authority in wanted.items()
        if (fields := _apply(authority, stored[key], stored))
    }
    Entity.objects.bulk_update(
        [stored[key] for key in changed],
        ["name", "facts", "is_authority", "part_of"],
        batch_size=500,
    )
    return changed


def _apply(
    authority: Authority, entity: Entity, stored: Mapping[EntityKey, Entity]
) -> tuple[str, ...]:
    """Set the fields of the entity; the names of those that differed."""
    parent = stored[authority.kind, authority.part_of] if authority.part_of else None
    before, after = entity.facts, dict(authority.facts)
    differing = {
        "name": entity.name != authority.name,
        "part_of": entity.part_of_id != (parent.pk if parent else None),
        "now in the files": not entity.is_authority,
        **{fact: before.get(fact) != after.get(fact) for fact in sorted({*before, *after})},
    }
    entity.name, entity.facts = authority.name, after
    entity.is_authority, entity.part_of = True, parent
    return tuple(field for field, differs in differing.items() if differs)


def _load_names(
    wanted: Mapping[EntityKey, Authority], stored: Mapping[EntityKey, Entity]
) -> dict[EntityKey, tuple[int, int]]:
    """Add and remove names; how many of each entity. Those of entities merged into it stay."""
    known = _stored_names(stored[key].pk for key in wanted)
    counts: dict[EntityKey, tuple[int, int]] = {}
    added: list[EntityName] = []
    removed: list[int] = []
    for key, authority in wanted.items():
        rows = known.get(stored[key].pk, {})
        # Spellings made by rule are for the recogniser alone.
        names = {_name_key(name): name for name in authority.names if name.kind != "spelling"}
        new = [_row(stored[key], name) for form, name in names.items() if form not in rows]
        written = set(map(_written, new))
        old = [
            row.pk
            for form, row in rows.items()
            if form not in names and (not row.is_merged or _written(row) in written)
        ]
        if new or old:
            counts[key] = len(new), len(old)
        added += new
        removed += old
    EntityName.objects.filter(pk__in=removed).delete()
    EntityName.objects.bulk_create(added, batch_size=2_000)
    return counts


def _row(entity: Entity, name: AuthorityName) -> EntityName:
    return EntityName(
        entity=entity,
        text=bare(name.text),
        kind=name.kind,
        language=name.language,
        case_sensitive=name.case_sensitive,
        first_year=name.first_year,
        last_year=name.last_year,
    )


def _stored_names(entities: Iterable[int]) -> dict[int, dict[NameKey, EntityName]]:
    known: dict[int, dict[NameKey, EntityName]] = {}
    for row in EntityName.objects.filter(entity__in=list(entities)):
        known.setdefault(row.entity_id, {})[_name_key(row)] = row
    return known


def _written(row: EntityName) -> tuple[str, str, str]:
    """What only one name of an entity can have."""
    return row.text, row.kind, row.language


def _name_key(name: AuthorityName | EntityName) -> NameKey:
    return (
        bare(name.text),
        name.kind,
        name.language,
        name.case_sensitive,
        name.first_year,
        name.last_year,
    )
