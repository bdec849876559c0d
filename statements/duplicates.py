"""Pairs that may be one: proposals for an editor, who decides. Nobody is merged silently."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal

from django.db import OperationalError, connection, models, transaction
from psycopg.errors import QueryCanceled

from statements.addresses import Thing
from statements.holdings import current
from statements.matching import same_numbers
from statements.models import Entity, Event, Speaker

#: How alike the names of speakers for one country must be (pg_trgm, 0 to 1). Of 40 pairs of the
#: General Debate from 0.6 up 39 were one person, of 40 from 0.45 to 0.6 still 25: mostly letters
#: that were misread. Below, strangers prevail.
ALIKE: Final = 0.45
#: For names of events and entities, which share more words by nature.
MUCH_ALIKE: Final = 0.6
#: Each of the questions may take so long: the comparisons grow with the square of the names.
SECONDS: Final = 10.0

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


class TookTooLong(Exception):
    """There are too many names to compare each with each; what was found until then is lost."""


# Compared within each country or organization: people who spoke for one, and are called alike.
# An index of trigrams takes longer: of all speakers it finds the pairs, of those for one it cannot.
_SPEAKERS: Final = """
    WITH spoken AS MATERIALIZED (
        SELECT DISTINCT speech.represents_id, speaker.id, speaker.name_key,
            string_to_array(speaker.name_key, ' ') AS words
        FROM statements_speech AS speech
        JOIN statements_speaker AS speaker ON speaker.id = speech.speaker_id
        WHERE speech.represents_id IS NOT NULL
    ), compared AS (
        SELECT DISTINCT one.id AS first, other.id AS second,
            one.words <@ other.words OR other.words <@ one.words AS held,
            similarity(one.name_key, other.name_key) AS likeness
        FROM spoken AS one
        JOIN spoken AS other ON other.represents_id = one.represents_id AND other.id > one.id
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
    """All pairs of the model that may be one, the likest first. Raises TookTooLong.

    They are looked for once in each state of the archive.
    """
    find, reason = _FINDERS[model]
    rows = current().kept(("duplicates", model), lambda: sorted(find(), key=_likest_first))
    keys = {key for first, second, *_ in rows for key in (first, second)}
    things: Any = model._default_manager.in_bulk(keys)
    return [
        Pair(things[first], things[second], reason if is_for_reason else "alike", likeness)
        for first, second, is_for_reason, likeness in rows
        # One may have been merged or deleted since they were looked for.
        if first in things and second in things
    ]


def _likest_first(row: _Row) -> tuple[float, int, int]:
    first, second, _, likeness = row
    return -likeness, first, second


def _speakers() -> list[_Row]:
    return _rows(_SPEAKERS)


def _events() -> Iterator[_Row]:
    """The 74th and the 75th session are two, however alike their names are."""
    rows = _rows(_EVENTS)
    keys = {key for first, second, *_ in rows for key in (first, second)}
    names = dict(Event.objects.filter(pk__in=keys).values_list("pk", "name_key"))
    # One may have been merged or deleted meanwhile.
    there = (row for row in rows if row[0] in names and row[1] in names)
    return (row for row in there if same_numbers(names[row[0]], names[row[1]]))


def _entities() -> list[_Row]:
    return [*_rows(_ENTITIES), *_rows(_DOCUMENTS)]


_FINDERS: Final[dict[type[models.Model], tuple[Callable[[], Any], Reason]]] = {
    Speaker: (_speakers, "words"),
    Event: (_events, "words"),
    Entity: (_entities, "same"),
}


def _rows(sql: str) -> list[_Row]:
    milliseconds = str(round(SECONDS * 1000))
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('statement_timeout', %s, true)", [milliseconds])
            cursor.execute(sql, {"alike": ALIKE, "much_alike": MUCH_ALIKE})
            rows = list(cursor.fetchall())
            # For a transaction around this one.
            cursor.execute("SET LOCAL statement_timeout TO DEFAULT")
            return rows
    except OperationalError as error:
        if isinstance(error.__cause__, QueryCanceled):
            raise TookTooLong from error
        raise
