"""How entities are merged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django.db.models import BigIntegerField, Exists, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Now
from django.utils.translation import gettext as _

from statements.addresses import Thing
from statements.merging.rejections import contradicted
from statements.merging.shares import (
    CannotMerge,
    Share,
    counted,
    left_addresses,
    listed,
    met_before,
    of_each,
    statements_where,
    tally,
    texts_of,
)
from statements.merging.wholes import check_wholes
from statements.models import Entity, EntityName, Mention, MentionDecision, Speech

#: Of two mentions in the same words the one that says more stays: an editor's word that it is one
#: before what was found, and that before a rejection, since the words mean the other of the two.
_SAYS_MORE: Final = (Mention.State.REJECTED, Mention.State.FOUND, Mention.State.ACCEPTED)

#: In place of a paragraph, for what is in the title.
_TITLE: Final = Value(0, output_field=BigIntegerField())


class EntitySort:
    """Mentions, decisions, statements by it and on its behalf, parts, names, addresses."""

    def check(self, kept: Thing, merged: Sequence[Entity]) -> None:
        kind = kept.kind if isinstance(kept, Entity) else ""
        for old in merged:
            if old.kind != kind:
                raise CannotMerge(
                    _("“%(old)s” is a %(kind)s, “%(kept)s” a %(other)s: only two of the same kind.")
                    % {
                        "old": old,
                        "kind": old.get_kind_display(),
                        "kept": kept,
                        "other": Entity.Kind(kind).label,
                    }
                )
            if old.is_authority:
                raise CannotMerge(
                    _(
                        "“%(old)s” is kept by the authority data in seeds/, which would bring it "
                        "back: keep this one, or take it out of the files first."
                    )
                    % {"old": old}
                )
        check_wholes(kept, merged)

    def shares(self, kept: Entity, merged: Sequence[Entity]) -> dict[int, tuple[Share, ...]]:
        return of_each(
            merged,
            counted(
                "statements",
                Speech.objects.filter(represents__in=merged),
                "represents",
                addresses={old.pk: statements_where("represents", old.code) for old in merged},
            ),
            counted(
                "on_behalf",
                _groups(merged),
                "entity",
                already=tally(_held(kept, merged), "entity"),
            ),
            counted(
                "mentions",
                _mentions(merged),
                "entity",
                already=tally(_twins(kept, merged), "entity"),
                addresses={old.pk: statements_where(old.kind, old.code) for old in merged},
            ),
            counted(
                "decisions",
                _decisions(merged),
                "entity",
                already=tally(_decided(kept, merged), "entity"),
            ),
            listed("parts", texts_of(Entity.objects.filter(part_of__in=merged), "part_of", "name")),
            listed("names", _names(merged)),
            left_addresses(merged, "entity"),
        )

    def statements(self, merged: Sequence[Entity]) -> QuerySet[Speech]:
        of_groups = _groups(merged).values("speech")
        return Speech.objects.filter(Q(represents__in=merged) | Q(pk__in=of_groups))

    def move(self, old: Entity, kept: Entity) -> None:
        Speech.objects.filter(represents=old).update(represents=kept, updated_at=Now())
        _move_groups(old, kept)
        # Before the mentions are of one entity, whichever of the two was rejected.
        gone = [*contradicted(old, kept), *contradicted(kept, old)]
        MentionDecision.objects.filter(pk__in=gone).delete()
        _move_mentions(old, kept)
        _move_decisions(old, kept)
        old.parts.update(part_of=kept)
        _move_names(old, kept)


def _names(merged: Sequence[Entity]) -> dict[int, list[str]]:
    texts = texts_of(EntityName.objects.filter(entity__in=merged), "entity", "text")
    return {old.pk: list(dict.fromkeys([old.name, *texts.get(old.pk, ())])) for old in merged}


def _groups(entities: Sequence[Entity]) -> QuerySet[Any]:
    return Speech.on_behalf_of.through.objects.filter(entity__in=entities)


def _held(kept: Entity, merged: Sequence[Entity]) -> QuerySet[Any]:
    """The rows of statements that are on behalf of the kept one already, or of one merged before,
    or by one of them all."""
    through: Any = Speech.on_behalf_of.through
    rows, same = met_before(through.objects.all(), "entity", kept, merged, "speech")
    return rows.filter(Exists(same) | Q(speech__represents__in=[kept, *merged]))


def _move_groups(old: Entity, kept: Entity) -> None:
    _held(kept, [old]).delete()
    _groups([old]).update(entity=kept)
    # Nobody speaks on behalf of whom they speak for.
    _groups([kept]).filter(speech__represents=kept).delete()


def _mentions(entities: Sequence[Entity]) -> QuerySet[Mention]:
    return Mention.objects.filter(entity__in=entities).order_by()


def _twins(kept: Entity, merged: Sequence[Entity]) -> QuerySet[Any]:
    """The mentions in whose very words the kept one, or one merged before, is mentioned too:
    `twin` and `twin_state`."""
    placed = Mention.objects.alias(place=Coalesce("paragraph", _TITLE))
    words = ("speech", "place", "start", "end")
    rows, same = met_before(placed, "entity", kept, merged, *words)
    twins: QuerySet[Any] = rows.filter(Exists(same)).annotate(
        twin=Subquery(same.values("pk")[:1]), twin_state=Subquery(same.values("state")[:1])
    )
    return twins


def _move_mentions(old: Entity, kept: Entity) -> None:
    dropped: list[int] = []
    saying_more: dict[str, list[int]] = {}
    rows = _twins(kept, [old]).values_list("pk", "state", "twin", "twin_state")
    for pk, state, twin, twin_state in rows:
        dropped.append(pk)
        if _SAYS_MORE.index(state) > _SAYS_MORE.index(twin_state):
            saying_more.setdefault(state, []).append(twin)
    Mention.objects.filter(pk__in=dropped).delete()
    for state, twins in saying_more.items():
        Mention.objects.filter(pk__in=twins).update(state=state)
    _mentions([old]).update(entity=kept)


def _decisions(entities: Sequence[Entity]) -> QuerySet[MentionDecision]:
    return MentionDecision.objects.filter(entity__in=entities).order_by()


def _decided(kept: Entity, merged: Sequence[Entity]) -> QuerySet[Any]:
    """The decisions on words on which there is one for the kept one, or one merged before, too:
    `twin`."""
    quote = ("speech", "in_title", "exact", "prefix", "suffix")
    rows, same = met_before(MentionDecision.objects.all(), "entity", kept, merged, *quote)
    twins: QuerySet[Any] = rows.filter(Exists(same)).annotate(twin=Subquery(same.values("pk")[:1]))
    return twins


def _move_decisions(old: Entity, kept: Entity) -> None:
    rows = list(_decided(kept, [old]).values_list("pk", "is_mention", "twin"))
    accepted = [twin for _, is_mention, twin in rows if is_mention]
    MentionDecision.objects.filter(pk__in=accepted).update(is_mention=True)
    MentionDecision.objects.filter(pk__in=[pk for pk, *_ in rows]).delete()
    _decisions([old]).update(entity=kept)


def _move_names(old: Entity, kept: Entity) -> None:
    """A name that the kept one has stays as it has it; its own is one more of its names."""
    known = {(name.text, name.kind, name.language) for name in kept.names.all()}
    texts = {kept.name, *(text for text, _, _ in known)}
    for name in old.names.all():
        if (name.text, name.kind, name.language) not in known:
            name.entity, name.is_merged = kept, True
            name.save(update_fields=["entity", "is_merged"])
            texts.add(name.text)
    if old.name not in texts:
        EntityName.objects.create(
            entity=kept, text=old.name[:300], kind=EntityName.Kind.ALIAS, is_merged=True
        )
