"""What of some things moves to another, told before it is done.

All is asked for all of them at once, so that more of them take no more queries.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlencode

from django.db.models import Case, Count, IntegerField, Max, OuterRef, QuerySet, Value, When
from django.urls import reverse

from statements.addresses import Thing, address_of
from statements.models import FormerAddress, Speech


class CannotMerge(ValueError):
    """A merge of these makes no sense; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Share:
    """So many of one sort. `name` is one of those that templates have words for.

    `already` are those that the kept one has as well, or will have from one merged before, which
    are dropped; `address` is where all can be looked at, `texts` are the things themselves where
    they are few; `mark` tells others of the same number apart.
    """

    name: str
    count: int
    already: int = 0
    address: str = ""
    texts: tuple[str, ...] = ()
    mark: int = 0


#: The share of each that has one, by its key.
Shares = dict[int, Share]


class Sort(Protocol):
    """How things of one model are merged."""

    def check(self, kept: Thing, merged: Sequence[Any]) -> None:
        """Raise CannotMerge where it makes no sense."""

    def shares(self, kept: Any, merged: Sequence[Any]) -> dict[int, tuple[Share, ...]]:
        """What moves from each, by its key, when they are merged in that order; without what
        there is none of."""

    def statements(self, merged: Sequence[Any]) -> QuerySet[Speech]:
        """Those that name one of them, and will name the kept one."""

    def move(self, old: Any, kept: Any) -> None:
        """Leave nothing at `old` but its address."""


def counted(
    name: str,
    rows: QuerySet[Any],
    owner: str,
    *,
    already: Mapping[int, int] | None = None,
    addresses: Mapping[int, str] | None = None,
) -> Shares:
    """Of rows that the column `owner` says whose they are."""
    already, addresses = already or {}, addresses or {}
    found = rows.order_by().values_list(owner).annotate(count=Count("pk"), last=Max("pk"))
    return {
        key: Share(name, count, already.get(key, 0), addresses.get(key, ""), mark=last)
        for key, count, last in found
    }


def tally(rows: QuerySet[Any], owner: str) -> dict[int, int]:
    """How many rows each has."""
    return dict(rows.order_by().values_list(owner).annotate(count=Count("pk")))


def listed(name: str, texts: Mapping[int, Sequence[str]]) -> Shares:
    """Of so few that each is told."""
    return {key: Share(name, len(some), texts=tuple(some)) for key, some in texts.items()}


def texts_of(rows: QuerySet[Any], owner: str, column: str) -> dict[int, list[str]]:
    """The texts that each has, in the order of the rows."""
    texts: dict[int, list[str]] = defaultdict(list)
    for key, text in rows.values_list(owner, column):
        texts[key].append(text)
    return texts


def left_addresses(merged: Sequence[Any], owner: str) -> Shares:
    """All that will lead to the kept one."""
    former = texts_of(FormerAddress.objects.filter(**{f"{owner}__in": merged}), owner, "address")
    return listed(
        "addresses", {old.pk: [address_of(old), *former.get(old.pk, ())] for old in merged}
    )


def statements_where(name: str, value: str) -> str:
    """The address of the list of the statements whose parameter `name` is `value`."""
    return f"{reverse('statements:speeches')}?{urlencode({name: value})}"


def of_each(merged: Iterable[Any], *shares: Shares) -> dict[int, tuple[Share, ...]]:
    """By key what there is of each, in that order."""
    return {old.pk: tuple(some[old.pk] for some in shares if old.pk in some) for old in merged}


def met_before(
    rows: QuerySet[Any], owner: str, kept: Any, merged: Sequence[Any], *columns: str
) -> tuple[QuerySet[Any], QuerySet[Any]]:
    """The rows of those that are merged, in that order; and, to be asked of one of these, the rows
    of the kept one and of those merged before that have the same in the columns."""
    everyone = [kept, *merged]
    ranks = (When(**{owner: thing.pk}, then=Value(n)) for n, thing in enumerate(everyone))
    ranked: Any = rows.order_by().alias(rank=Case(*ranks, output_field=IntegerField()))
    same = {name: OuterRef(name) for name in columns}
    before = ranked.filter(**{f"{owner}__in": everyone}, rank__lt=OuterRef("rank"), **same)
    return ranked.filter(**{f"{owner}__in": merged}), before
