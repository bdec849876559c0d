"""How entities are merged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django.db.models import BigIntegerField, Exists, OuterRef, Q, QuerySet, Subquery, Value
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
    present,
    statements_where,
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

    def shares(self, old: Entity, kept: Entity) -> tuple[Share, ...]:
        mentions, decisions = _mentions(old), _decisions(old)
        groups = _groups(old)
        return present(
            counted(
                "statements",
                Speech.objects.filter(represents=old),
                address=statements_where("represents", old.code),
            ),
            counted("on_behalf", groups, already=_held(groups, kept).count()),
            counted(
                "mentions",
                mentions,
                already=_twins(mentions, kept).count(),
                address=statements_where(old.kind, old.code),
            ),
            counted("decisions", decisions, already=_decided(decisions, kept).count()),
            listed("parts", [str(part) for part in old.parts.all()]),
            listed("names", [old.name, *_names(old)]),
            left_addresses(old),
        )

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


def _names(old: Entity) -> list[str]:
    texts = old.names.exclude(text=old.name).values_list("text", flat=True)
    return list(dict.fromkeys(texts))


def _groups(old: Entity) -> QuerySet[Any]:
    return Speech.on_behalf_of.through.objects.filter(entity=old)


def _held(groups: QuerySet[Any], kept: Entity) -> QuerySet[Any]:
    """Of the rows those of statements that are the kept one's already."""
    of_kept = Speech.on_behalf_of.through.objects.filter(entity=kept).values("speech")
    return groups.filter(Q(speech__in=of_kept) | Q(speech__represents=kept))


def _move_groups(old: Entity, kept: Entity) -> None:
    _held(_groups(old), kept).delete()
    _groups(old).update(entity=kept)
    # Nobody speaks on behalf of whom they speak for.
    _groups(kept).filter(speech__represents=kept).delete()


def _mentions(old: Entity) -> QuerySet[Mention]:
    return Mention.objects.filter(entity=old).order_by()


def _twins(mentions: QuerySet[Mention], kept: Entity) -> QuerySet[Any]:
    """Those in whose very words the kept one is mentioned too: `twin` and `twin_state`."""
    same = (
        Mention.objects.annotate(place=Coalesce("paragraph", _TITLE))
        .filter(
            entity=kept,
            speech=OuterRef("speech"),
            place=Coalesce(OuterRef("paragraph"), _TITLE),
            start=OuterRef("start"),
            end=OuterRef("end"),
        )
        .order_by()
    )
    return mentions.filter(Exists(same)).annotate(
        twin=Subquery(same.values("pk")[:1]), twin_state=Subquery(same.values("state")[:1])
    )


def _move_mentions(old: Entity, kept: Entity) -> None:
    dropped: list[int] = []
    saying_more: dict[str, list[int]] = {}
    rows = _twins(_mentions(old), kept).values_list("pk", "state", "twin", "twin_state")
    for pk, state, twin, twin_state in rows:
        dropped.append(pk)
        if _SAYS_MORE.index(state) > _SAYS_MORE.index(twin_state):
            saying_more.setdefault(state, []).append(twin)
    Mention.objects.filter(pk__in=dropped).delete()
    for state, twins in saying_more.items():
        Mention.objects.filter(pk__in=twins).update(state=state)
    _mentions(old).update(entity=kept)


def _decisions(old: Entity) -> QuerySet[MentionDecision]:
    return MentionDecision.objects.filter(entity=old).order_by()


def _decided(decisions: QuerySet[MentionDecision], kept: Entity) -> QuerySet[Any]:
    """Those on words on which there is a decision for the kept one too: `twin`."""
    quote = ("speech", "in_title", "exact", "prefix", "suffix")
    same = _decisions(kept).filter(**{name: OuterRef(name) for name in quote})
    return decisions.filter(Exists(same)).annotate(twin=Subquery(same.values("pk")[:1]))


def _move_decisions(old: Entity, kept: Entity) -> None:
    rows = list(_decided(_decisions(old), kept).values_list("pk", "is_mention", "twin"))
    accepted = [twin for _, is_mention, twin in rows if is_mention]
    MentionDecision.objects.filter(pk__in=accepted).update(is_mention=True)
    MentionDecision.objects.filter(pk__in=[pk for pk, *_ in rows]).delete()
    _decisions(old).update(entity=kept)


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
