"""How a set of statements uses an entity: how often, when, by whom, together with what."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Final, NamedTuple

from django.db.models import Count, F, Q
from django.db.models.functions import ExtractYear

from statements.models import Entity, Mention, Speech
from statements.models.entities import MentionQuerySet
from statements.models.speeches import SpeechQuerySet

#: What stands beside so many of the latest mentions is counted, so that a page about what
#: nearly every statement mentions costs no more than others. The page says so.
LATEST_MENTIONS: Final = 10_000


@dataclass(frozen=True, slots=True)
class Totals:
    """Mentions in paragraphs and titles, and in how many statements, paragraphs and titles."""

    mentions: int
    statements: int
    paragraphs: int
    titles: int


class StatementUse(NamedTuple):
    """A statement, by its primary key, and the mentions in it."""

    speech: int
    date: datetime.date | None
    represents: int | None
    mentions: int
    paragraphs: int
    in_title: int


@dataclass(frozen=True, slots=True)
class YearUse:
    """A year's mentions, the statements with one, and all statements held of that year."""

    year: int
    mentions: int
    statements: int
    held: int

    @property
    def count(self) -> int:
        """What a chart shows of the year."""
        return self.mentions


@dataclass(frozen=True, slots=True)
class DelegationUse:
    """How often those who speak for a country or organization mention the entity."""

    entity: Entity
    statements: int
    mentions: int


class Usage:
    """Every statement of a set that mentions an entity, counted in one query."""

    def __init__(self, entity: Entity, speeches: SpeechQuerySet) -> None:
        self._speeches = speeches.order_by()
        self.statements = [
            StatementUse(*row)
            for row in _mentions(entity, speeches)
            .order_by()
            .values_list("speech", "speech__date", "speech__represents")
            .annotate(
                # Of a column that the index holds, which the primary key is not.
                mentions=Count("speech"),
                paragraphs=Count("paragraph", distinct=True),
                in_title=Count("speech", filter=Q(paragraph=None)),
            )
        ]

    def totals(self) -> Totals:
        return Totals(
            mentions=sum(row.mentions for row in self.statements),
            statements=len(self.statements),
            paragraphs=sum(row.paragraphs for row in self.statements),
            titles=sum(row.in_title > 0 for row in self.statements),
        )

    def undated(self) -> int:
        """The mentions in statements without a date."""
        return sum(row.mentions for row in self.statements if row.date is None)

    def by_year(self) -> list[YearUse]:
        """The years of which the set holds statements, mention or not, oldest first."""
        held = dict(
            self._speeches.filter(date__isnull=False)
            .values_list(ExtractYear("date"))
            .annotate(count=Count("pk"))
        )
        mentions: Counter[int] = Counter()
        statements: Counter[int] = Counter()
        for row in self.statements:
            if row.date is not None:
                mentions[row.date.year] += row.mentions
                statements[row.date.year] += 1
        return [
            YearUse(year, mentions[year], statements[year], held[year]) for year in sorted(held)
        ]

    def by_delegation(self) -> list[DelegationUse]:
        """The countries and organizations spoken for, most statements with a mention first.

        A statement on behalf of a group counts for the group as well.
        """
        mentions: Counter[int] = Counter()
        statements: Counter[int] = Counter()
        groups = self._groups()
        for row in self.statements:
            spoken_for = groups[row.speech] | ({row.represents} if row.represents else set())
            for key in spoken_for:
                mentions[key] += row.mentions
                statements[key] += 1
        entities = Entity.objects.in_bulk(statements)
        uses = [DelegationUse(entities[key], statements[key], mentions[key]) for key in statements]
        return sorted(uses, key=lambda use: (-use.statements, -use.mentions, use.entity.name))

    def _groups(self) -> dict[int, set[int]]:
        """The groups on whose behalf each statement was made."""
        groups: defaultdict[int, set[int]] = defaultdict(set)
        pairs = Speech.on_behalf_of.through.objects.filter(speech__in=self._speeches.values("pk"))
        for speech, group in pairs.values_list("speech", "entity"):
            groups[speech].add(group)
        return groups


def together(
    entity: Entity, speeches: SpeechQuerySet, limit: int
) -> list[tuple[str, list[tuple[Entity, int]]]]:
    """What is mentioned in the same paragraphs, by kind, with the number of paragraphs.

    Of the latest `LATEST_MENTIONS` mentions only.
    """
    latest = (
        _mentions(entity, speeches)
        .filter(paragraph__isnull=False)
        .order_by(F("speech__date").desc(nulls_last=True), F("speech").desc())
        .values("paragraph")[:LATEST_MENTIONS]
    )
    counts = dict(
        Mention.objects.live()
        .filter(paragraph__in=latest)
        .exclude(entity=entity)
        .order_by()
        .values_list("entity")
        .annotate(count=Count("paragraph", distinct=True))
    )
    by_kind: dict[str, list[tuple[Entity, int]]] = {kind: [] for kind in Entity.Kind.values}
    for other in Entity.objects.in_bulk(counts).values():
        by_kind[other.kind].append((other, counts[other.pk]))
    for others in by_kind.values():
        others.sort(key=lambda pair: (-pair[1], pair[0].name, pair[0].pk))
    return [(kind, others[:limit]) for kind, others in by_kind.items() if others]


def _mentions(entity: Entity, speeches: SpeechQuerySet) -> MentionQuerySet:
    mentions: MentionQuerySet = Mention.objects.live().filter(entity=entity)
    return mentions.filter(speech__in=speeches.order_by().values("pk"))
