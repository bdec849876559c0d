"""What of one thing moves to another, told before it is done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlencode

from django.db.models import Count, Max, QuerySet
from django.urls import reverse

from statements.addresses import Thing, address_of, former_addresses


class CannotMerge(ValueError):
    """A merge of these makes no sense; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Share:
    """So many of one sort. `name` is one of those that templates have words for.

    `already` are those that the kept one has as well, which are dropped; `address` is where all
    can be looked at, `texts` are the things themselves where they are few; `mark` tells others of
    the same number apart.
    """

    name: str
    count: int
    already: int = 0
    address: str = ""
    texts: tuple[str, ...] = ()
    mark: int = 0


class Sort(Protocol):
    """How things of one model are merged."""

    def check(self, kept: Thing, merged: Sequence[Any]) -> None:
        """Raise CannotMerge where it makes no sense."""

    def shares(self, old: Any, kept: Any) -> tuple[Share, ...]:
        """What moves from `old`; without what there is none of."""

    def move(self, old: Any, kept: Any) -> None:
        """Leave nothing at `old` but its address."""


def counted(name: str, rows: QuerySet[Any], *, already: int = 0, address: str = "") -> Share:
    """By one query."""
    found = rows.order_by().aggregate(count=Count("pk"), last=Max("pk"))
    return Share(name, found["count"], already, address, mark=found["last"] or 0)


def listed(name: str, texts: Sequence[str]) -> Share:
    """Of so few that each is told."""
    return Share(name, len(texts), texts=tuple(texts))


def left_addresses(old: Thing) -> Share:
    """All that will lead to the kept one."""
    former = former_addresses(old).values_list("address", flat=True)
    return listed("addresses", [address_of(old), *former])


def statements_where(name: str, value: str) -> str:
    """The address of the list of the statements whose parameter `name` is `value`."""
    return f"{reverse('statements:speeches')}?{urlencode({name: value})}"


def present(*shares: Share) -> tuple[Share, ...]:
    """Those that there is anything of, in their order."""
    return tuple(share for share in shares if share.count)
