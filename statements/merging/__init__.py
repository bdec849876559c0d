"""Two of one: move all that belongs to a duplicate to the one that is kept, and delete it.

What is merged leaves its address and its names behind, so that links lead to the kept one and a
later import finds it instead of creating the other anew.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from statements.addresses import Thing, address_of, leave_behind
from statements.importing import lock_imports
from statements.merging.shares import CannotMerge, Share, Sort
from statements.merging.sorts import sort_of
from statements.merging.wholes import parts_first
from statements.revising import ChangedMeanwhile

__all__ = ["MOST", "CannotMerge", "Done", "Merged", "Preview", "Share", "merge", "preview"]

#: So many at once can still be looked through by a person.
MOST: Final = 20


@dataclass(frozen=True, slots=True)
class Merged:
    """One that will be merged, and all that moves from it."""

    thing: Thing
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What a merge will do. `token` is another one as soon as anything of it is."""

    kept: Thing
    merged: tuple[Merged, ...]
    token: str


@dataclass(frozen=True, slots=True)
class Done:
    """What a merge did; `statements` are the keys of those that it wrote."""

    kept: Thing
    merged: tuple[Thing, ...]
    statements: tuple[int, ...]


def preview(kept: Thing, merged: Sequence[Thing]) -> Preview:
    """What will move to `kept`. Raises CannotMerge where a merge makes no sense."""
    sort = _checked(kept, merged)
    shares = sort.shares(kept, parts_first(merged))
    found = tuple(Merged(old, shares[old.pk]) for old in merged)
    return Preview(kept, found, _token(kept, found))


def merge(kept: Thing, merged: Sequence[Thing], *, token: str) -> Done:
    """Do what the preview with that token said, in one transaction.

    Raises ChangedMeanwhile where something is not as it was then, and CannotMerge.
    """
    with transaction.atomic():
        # First, as everybody does: a person who had rows and waited for this would stop an import.
        lock_imports()
        kept, *merged = _locked([kept, *merged])
        found = preview(kept, merged)
        if found.token != token:
            raise ChangedMeanwhile
        sort = sort_of(kept)
        statements = sort.statements(merged).order_by("pk").values_list("pk", flat=True)
        done = Done(kept, tuple(merged), tuple(statements))
        for old in parts_first(merged):
            # Its whole may have been another of them.
            old.refresh_from_db()
            sort.move(old, kept)
            leave_behind(old, kept)
            # Not old.delete(), which would take the key from what the caller goes on with.
            type(old)._default_manager.filter(pk=old.pk).delete()
    return done


def _checked(kept: Thing, merged: Sequence[Thing]) -> Sort:
    if not merged:
        raise CannotMerge(_("Choose two or more."))
    if len(merged) >= MOST:
        raise CannotMerge(_("Choose at most %(most)d at once.") % {"most": MOST})
    if any(type(old) is not type(kept) for old in merged):
        raise CannotMerge(_("Only two of the same kind can be merged."))
    keys = [kept.pk, *(old.pk for old in merged)]
    if len(set(keys)) < len(keys):
        raise CannotMerge(_("“%(thing)s” cannot be merged with itself.") % {"thing": kept})
    sort = sort_of(kept)
    sort.check(kept, merged)
    return sort


def _locked(things: Sequence[Thing]) -> list[Thing]:
    """The rows to ourselves, as they are; locked in one order, so that two merges never wait for
    each other."""
    model: Any = type(things[0])
    keys = sorted(thing.pk for thing in things)
    locked = model._default_manager.select_for_update(of=("self",)).order_by("pk")
    rows = {row.pk: row for row in locked.filter(pk__in=keys)}
    if list(rows) != keys:
        raise ChangedMeanwhile
    return [rows[thing.pk] for thing in things]


def _token(kept: Thing, merged: Sequence[Merged]) -> str:
    state = [
        [kept.pk, str(kept), address_of(kept)],
        *(
            [
                *(one.thing.pk, str(one.thing), address_of(one.thing)),
                [
                    [share.name, share.count, share.already, share.mark, share.texts]
                    for share in one.shares
                ],
            ]
            for one in merged
        ),
    ]
    return sha256(json.dumps(state).encode()).hexdigest()
