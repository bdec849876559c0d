"""The few facts of an entity that a reader wants without leaving the statement."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

from statements.facets import visible_to
from statements.holdings import current
from statements.holdings.snapshot import NOTHING
from statements.models import Entity


@dataclass(frozen=True, slots=True)
class Card:
    """An entity, how many statements mention it, and the years of the first and last of them.

    The years are None where none of the statements has a date.
    """

    entity: Entity
    statements: int
    first_year: int | None
    last_year: int | None


def card(kind: str, code: str, user: AbstractBaseUser | AnonymousUser) -> Card | None:
    """The card of an entity as the user may see it; None for one that the archive does not show.

    Two queries: the entity, and whether the archive is as this process knows it.
    """
    entity = Entity.objects.of_kind(kind).select_related("part_of").filter(code=code).first()
    if entity is None:
        return None
    holdings = current()
    seen = visible_to(user, holdings)
    mentioning = holdings.by_entity.get(entity.pk, NOTHING) & seen
    by_it = holdings.by_represents.get(entity.pk, NOTHING) & seen
    if not (entity.is_authority or mentioning or by_it):
        return None
    years = [year for year, ids in holdings.by_year.items() if ids.intersect(mentioning)]
    return Card(entity, len(mentioning), min(years, default=None), max(years, default=None))
