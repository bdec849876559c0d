"""From the authority data in files to rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction

from statements.models import Entity, EntityName
from statements.recognition.data import Authorities, Authority, AuthorityName
from statements.recognition.themes import bare

EntityKey = tuple[str, str]
NameKey = tuple[str, str, str, bool]


@dataclass(frozen=True, slots=True)
class Changes:
    """How many entities were added or changed, and how many names added or removed."""

    added: int
    changed: int
    names_added: int
    names_removed: int
    unchanged: int

    def __str__(self) -> str:
        return (
            f"{self.added} added, {self.changed} changed, {self.unchanged} unchanged; "
            f"{self.names_added} names added, {self.names_removed} removed"
        )


@transaction.atomic
def load(authorities: Authorities) -> Changes:
    """Bring the entities and their names in line with the files.

    An entity that is no longer in the files stays, since statements may mention it.
    """
    wanted: dict[EntityKey, Authority] = {
        (authority.kind, authority.code): authority for authority in authorities.entities
    }
    stored = {(e.kind, e.code): e for e in Entity.objects.all()}
    added = _add(wanted, stored)
    changed = _update(wanted, stored) - added
    names_added, names_removed = _load_names(wanted, stored)
    return Changes(
        added=len(added),
        changed=len(changed),
        unchanged=len(wanted) - len(added) - len(changed),
        names_added=names_added,
        names_removed=names_removed,
    )


def _add(wanted: Mapping[EntityKey, Authority], stored: dict[EntityKey, Entity]) -> set[EntityKey]:
    missing = [
        Entity(kind=kind, code=code, name=authority.name)
        for (kind, code), authority in wanted.items()
        if (kind, code) not in stored
    ]
    added = {(entity.kind, entity.code): entity for entity in Entity.objects.bulk_create(missing)}
    stored.update(added)
    return set(added)


def _update(
    wanted: Mapping[EntityKey, Authority], stored: Mapping[EntityKey, Entity]
) -> set[EntityKey]:
    """Set what differs, once all are there: a parent may be listed after its parts."""
    changed = {
        key: stored[key]
        for key, authority in wanted.items()
        if _apply(authority, stored[key], stored)
    }
    Entity.objects.bulk_update(
        changed.values(), ["name", "facts", "is_authority", "part_of"], batch_size=500
    )
    return set(changed)


def _apply(authority: Authority, entity: Entity, stored: Mapping[EntityKey, Entity]) -> bool:
    parent = stored[authority.kind, authority.part_of] if authority.part_of else None
    before = entity.name, entity.facts, entity.is_authority, entity.part_of_id
    entity.name, entity.facts = authority.name, dict(authority.facts)
    entity.is_authority, entity.part_of = True, parent
    return before != (entity.name, entity.facts, entity.is_authority, entity.part_of_id)


def _load_names(
    wanted: Mapping[EntityKey, Authority], stored: Mapping[EntityKey, Entity]
) -> tuple[int, int]:
    entities = {stored[key].pk: authority for key, authority in wanted.items()}
    known = _stored_names(entities)
    removed = [
        row.pk
        for entity, rows in known.items()
        for key, row in rows.items()
        if key not in {_name_key(name) for name in entities[entity].names}
    ]
    added = [
        EntityName(
            entity_id=entity,
            text=bare(name.text),
            kind=name.kind,
            language=name.language,
            case_sensitive=name.case_sensitive,
        )
        for entity, authority in entities.items()
        for key, name in {_name_key(name): name for name in authority.names}.items()
        if key not in known.get(entity, {})
    ]
    EntityName.objects.filter(pk__in=removed).delete()
    EntityName.objects.bulk_create(added, batch_size=2_000)
    return len(added), len(removed)


def _stored_names(entities: Iterable[int]) -> dict[int, dict[NameKey, EntityName]]:
    known: dict[int, dict[NameKey, EntityName]] = {}
    for row in EntityName.objects.filter(entity__in=list(entities)):
        known.setdefault(row.entity_id, {})[_name_key(row)] = row
    return known


def _name_key(name: AuthorityName | EntityName) -> NameKey:
    return bare(name.text), name.kind, name.language, name.case_sensitive
