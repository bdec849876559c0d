"""Pairs that may be one: proposals for an editor, who decides. Nobody is merged silently."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal

from django.db import connection, models

from statements.addresses import Thing
from statements.matching import same_numbers
from statements.models import Entity, Event, Speaker

#: How alike the names of speakers for one country must be (pg_trgm, 0 to 1). Of 40 pairs of the
#: General Debate from 0.6 up 39 were one person, of 40 from 0.45 to 0.6 still 25: mostly letters
#: that were misread. Below, strangers prevail.
ALIKE: Final = 0.45
#: For names of events and entities, which share more words by nature.
MUCH_ALIKE: Final = 0.6

#: "words": all words of one name are in the other. "alike": they are spelt alike. "same": their
#: codes differ in marks alone, or one leaves the year out.
Reason = Literal["words", "alike", "same"]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two that may be one, and why; `likeness` is from 0 to 1."""

    first: Thing
    second: Thing
    reason: Reason
    likeness: float

    @property
    def percent(self) -> int:
        return int(self.likeness * 100)


#: First, second, whether it is by the reason that is not "alike", and the likeness.
_Row = tuple[int, int, bool, float]

# Compared within each country or organization: people who spoke for one, and are called alike.
_SPEAKERS: Final = """
    WITH spoken AS (
        SELECT DISTINCT speaker_id, represents_id FROM statements_speech
        WHERE speaker_id IS NOT NULL AND represents_id IS NOT NULL
    ), compared AS (
        SELECT DISTINCT one.id AS first, other.id AS second,
            string_to_array(one.name_key, ' ') <@ string_to_array(other.name_key, ' ')
            OR string_to_array(other.name_key, ' ') <@ string_to_array(one.name_key, ' ') AS held,
            similarity(one.name_key, other.name_key) AS likeness
        FROM spoken AS by_one
        JOIN spoken AS by_other ON by_other.represents_id = by_one.represents_id
            AND by_other.speaker_id > by_one.speaker_id
        JOIN statements_speaker AS one ON one.id = by_one.speaker_id
        JOIN statements_speaker AS other ON other.id = by_other.speaker_id
    )
    SELECT first, second, held, likeness FROM compared WHERE held OR likeness >= %(alike)s
"""

_EVENTS: Final = """
    SELECT one.id, other.id, false, similarity(one.name_key, other.name_key)
    FROM statements_event AS one
    JOIN statements_event AS other ON other.id > one.id AND other.name_key %% one.name_key
    WHERE similarity(one.name_key, other.name_key) >= %(much_alike)s
"""

# Two of the authority data are two. Symbols of documents are all alike, but by other means.
_ENTITIES: Final = """
    SELECT one.id, other.id, false, similarity(lower(one.name), lower(other.name))
    FROM statements_entity AS one
    JOIN statements_entity AS other ON other.kind = one.kind AND other.id <> one.id
        AND (other.is_authority OR other.id > one.id)
    WHERE NOT one.is_authority AND one.kind <> 'document'
        AND similarity(lower(one.name), lower(other.name)) >= %(much_alike)s
"""
_DOCUMENTS: Final = """
    WITH symbol AS (
        SELECT id, is_authority, code, split_part(code, '(', 1) AS undated,
            regexp_replace(lower(code), '[^[:alnum:]]+', ' ', 'g') AS folded
        FROM statements_entity WHERE kind = 'document'
    )
    SELECT one.id, other.id, true, 1.0::real FROM symbol AS one
    JOIN symbol AS other ON other.folded = one.folded AND other.id > one.id
    WHERE NOT (one.is_authority AND other.is_authority)
    UNION
    SELECT one.id, other.id, true, similarity(one.code, other.code) FROM symbol AS one
    JOIN symbol AS other ON other.undated = one.code AND other.id <> one.id
    WHERE NOT (one.is_authority AND other.is_authority)
"""


def possible_duplicates(model: type[models.Model]) -> list[Pair]:
    """All pairs of the model that may be one, the likest first."""
    find, reason = _FINDERS[model]
    rows = sorted(find(), key=lambda row: (-row[3], row[0], row[1]))
    keys = {key for first, second, *_ in rows for key in (first, second)}
    things: Any = model._default_manager.in_bulk(keys)
    return [
        Pair(things[first], things[second], reason if is_for_reason else "alike", likeness)
        for first, second, is_for_reason, likeness in rows
    ]


def _speakers() -> list[_Row]:
    return _rows(_SPEAKERS)


def _events() -> Iterator[_Row]:
    """The 74th and the 75th session are two, however alike their names are."""
    rows = _rows(_EVENTS)
    keys = {key for first, second, *_ in rows for key in (first, second)}
    names = dict(Event.objects.filter(pk__in=keys).values_list("pk", "name_key"))
    return (row for row in rows if same_numbers(names[row[0]], names[row[1]]))


def _entities() -> list[_Row]:
    return [*_rows(_ENTITIES), *_rows(_DOCUMENTS)]


_FINDERS: Final[dict[type[models.Model], tuple[Callable[[], Any], Reason]]] = {
    Speaker: (_speakers, "words"),
    Event: (_events, "words"),
    Entity: (_entities, "same"),
}


def _rows(sql: str) -> list[_Row]:
    with connection.cursor() as cursor:
        cursor.execute(sql, {"alike": ALIKE, "much_alike": MUCH_ALIKE})
        return list(cursor.fetchall())
