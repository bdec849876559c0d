"""Read from the database what the archive holds, or what of it has changed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from pyroaring import AbstractBitMap, FrozenBitMap

from statements.holdings.snapshot import FACETS, Rows

# Each of the queries is one statement, so all its parts see the archive at the same moment,
# whatever the transaction it is sent in.

# The moment: what is visible to the query, and the number of its own transaction if that has
# written. The server's start and the database's own number tell a restored or new database.
_MOMENT = """
    SELECT json_build_object(
        'snapshot', pg_current_snapshot()::text,
        'transaction', pg_current_xact_id_if_assigned()::text,
        'seconds', extract(epoch FROM clock_timestamp()),
        'database', pg_postmaster_start_time()::text
            || (SELECT oid FROM pg_database WHERE datname = current_database()),
        'own_change', (
            SELECT max(id) FROM statements_change WHERE xid = pg_current_xact_id_if_assigned()
        )
    )::text"""

# What became visible since a snapshot. A number that no transaction can have yet is from another
# server, whose dump was restored here. One's own transaction may not have ended.
_SINCE = """
    FROM statements_change
    WHERE xid >= pg_snapshot_xmin(%(since)s::pg_snapshot) AND what <> 'mark'
    AND (
        xid < pg_snapshot_xmax(pg_current_snapshot())
        AND NOT pg_visible_in_snapshot(xid, %(since)s::pg_snapshot)
        OR xid = pg_current_xact_id_if_assigned()
    )"""

_LOOK = f"""
    {_MOMENT},
    count(*) FILTER (WHERE xid IS DISTINCT FROM pg_current_xact_id_if_assigned()),
    count(DISTINCT speech_id), count(*) FILTER (WHERE what = 'everything')
    {_SINCE}"""

# Which keys of statements go with which value of which facet. {of_*}: restrictions to some.
_ROWS = """
    SELECT 'by_status' AS facet, NULL::bigint AS number, status AS word, NULL::date AS day,
        array_agg(id) AS keys
    FROM statements_speech WHERE true {of_speech} GROUP BY status
    UNION ALL
    SELECT 'by_language', NULL, language, NULL, array_agg(id)
    FROM statements_speech WHERE language <> '' {of_speech} GROUP BY language
    UNION ALL
    SELECT 'by_precision', NULL, date_precision, NULL, array_agg(id)
    FROM statements_speech WHERE date IS NOT NULL {of_speech} GROUP BY date_precision
    UNION ALL
    SELECT 'by_day', NULL, NULL, date, array_agg(id)
    FROM statements_speech WHERE date IS NOT NULL {of_speech} GROUP BY date
    UNION ALL
    SELECT 'by_year', extract(year FROM date)::bigint, NULL, NULL, array_agg(id)
    FROM statements_speech WHERE date IS NOT NULL {of_speech} GROUP BY extract(year FROM date)
    UNION ALL
    SELECT 'by_speaker', speaker_id, NULL, NULL, array_agg(id)
    FROM statements_speech WHERE speaker_id IS NOT NULL {of_speech} GROUP BY speaker_id
    UNION ALL
    SELECT 'by_represents', entity_id, NULL, NULL, array_agg(speech_id)
    FROM (
        SELECT represents_id AS entity_id, id AS speech_id
        FROM statements_speech WHERE represents_id IS NOT NULL {of_speech}
        UNION ALL
        SELECT entity_id, speech_id FROM statements_speech_on_behalf_of WHERE true {of_part}
    ) AS represented GROUP BY entity_id
    UNION ALL
    SELECT 'by_event', event_id, NULL, NULL, array_agg(id)
    FROM (
        SELECT event_id, id FROM statements_speech WHERE event_id IS NOT NULL {of_speech}
        UNION ALL
        SELECT event.part_of_id, speech.id
        FROM statements_speech AS speech JOIN statements_event AS event ON event.id = event_id
        WHERE event.part_of_id IS NOT NULL {of_speech_at_event}
    ) AS held GROUP BY event_id
    UNION ALL
    -- With this condition, in this order, it is read from the index mention_entity_use alone.
    SELECT 'by_entity', entity_id, NULL, NULL, array_agg(speech_id)
    FROM (
        SELECT DISTINCT entity_id, speech_id FROM statements_mention
        WHERE NOT state = 'rejected' {of_part}
    ) AS mentioned GROUP BY entity_id"""

_AND_THE_MOMENT = f"""
    UNION ALL
    SELECT 'moment', NULL, moment, NULL, NULL FROM ({_MOMENT} AS moment) AS now"""  # noqa: S608 - of constants

_LOAD = _ROWS.format(of_speech="", of_part="", of_speech_at_event="") + _AND_THE_MOMENT

_REREAD = (
    f"""
    WITH logged AS MATERIALIZED (SELECT DISTINCT what, speech_id, event_id {_SINCE}),
    touched AS MATERIALIZED (
        SELECT speech_id AS id FROM logged WHERE what = 'statement'
        UNION
        SELECT speech.id FROM statements_speech AS speech JOIN logged USING (event_id)
    )"""  # noqa: S608 - of constants
    + _ROWS.format(
        of_speech="AND id IN (SELECT id FROM touched)",
        of_part="AND speech_id IN (SELECT id FROM touched)",
        of_speech_at_event="AND speech.id IN (SELECT id FROM touched)",
    )
    + """
    UNION ALL
    SELECT 'touched', NULL, NULL, NULL, array_agg(id) FROM touched
    UNION ALL
    SELECT 'changed', NULL, what, NULL, NULL FROM logged GROUP BY what"""
    + _AND_THE_MOMENT
)

# A mark tells that all transactions below its number had ended when it was made. What they logged
# is of no use to a process that has looked since, so an hour later it is dropped.
_DROP_FOREIGN_MARKS = """
    -- Of another server, whose dump was restored here: its numbers were ahead of the ones here.
    DELETE FROM statements_change
    WHERE what = 'mark' AND xid > pg_snapshot_xmin(pg_current_snapshot())"""
_MARK = """
    INSERT INTO statements_change (what, xid, made_at)
    SELECT 'mark', pg_snapshot_xmin(pg_current_snapshot()), clock_timestamp()
    WHERE NOT EXISTS (
        SELECT FROM statements_change
        WHERE what = 'mark' AND made_at > clock_timestamp() - make_interval(secs => %(interval)s)
    )"""
_MAY_PRUNE = "SELECT pg_try_advisory_xact_lock(hashtext('statements_change'))"
_PRUNE = """
    DELETE FROM statements_change WHERE xid < (
        SELECT xid FROM statements_change
        WHERE what = 'mark' AND made_at < clock_timestamp() - make_interval(secs => %(age)s)
        ORDER BY xid DESC LIMIT 1
    )"""


@dataclass(frozen=True, slots=True)
class Moment:
    """What a query could see."""

    #: As PostgreSQL writes it.
    snapshot: str
    #: The number of the query's own transaction, if that has written something.
    transaction: str | None
    #: The number of the last change that it has logged and not rolled back.
    own_change: int | None
    #: The database's clock.
    seconds: float
    #: Another when the database is.
    database: str


@dataclass(frozen=True, slots=True)
class Look:
    """How much became visible since an earlier moment."""

    moment: Moment
    #: Changes by others than one's own transaction.
    by_others: int
    statements: int
    is_everything: bool


@dataclass(frozen=True, slots=True)
class Reread:
    """Statements that may have changed since an earlier moment, as they are now."""

    moment: Moment
    touched: AbstractBitMap
    rows: Rows
    #: Of what kinds the changes were.
    kinds: frozenset[str]


def look(connection: BaseDatabaseWrapper, since: str) -> Look:
    """What became visible since that snapshot. To be asked often: it reads the log's index."""
    with connection.cursor() as cursor:
        cursor.execute(_LOOK, {"since": since})
        moment, by_others, statements, everything = cursor.fetchone()
    return Look(Moment(**json.loads(moment)), by_others, statements, everything > 0)


def load(connection: BaseDatabaseWrapper) -> tuple[Moment, Rows]:
    """All of the archive."""
    found = _found(connection, _LOAD, {})
    return _moment(found), {facet: found.get(facet, {}) for facet in FACETS}


def reread(connection: BaseDatabaseWrapper, since: str) -> Reread:
    """What became visible since that snapshot, or was written in one's own transaction."""
    found = _found(connection, _REREAD, {"since": since})
    return Reread(
        moment=_moment(found),
        touched=FrozenBitMap(found["touched"][None] or ()),
        rows={facet: found.get(facet, {}) for facet in FACETS},
        kinds=frozenset(found.get("changed", {})),
    )


def prune(connection: BaseDatabaseWrapper, *, age: timedelta, interval: timedelta) -> None:
    """Drop from the log what transactions wrote that had ended `age` ago, to within `interval`.

    Nothing is done while another process does it.
    """
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute(_MAY_PRUNE)
        if cursor.fetchone() == (True,):
            cursor.execute(_DROP_FOREIGN_MARKS)
            cursor.execute(_MARK, {"interval": interval.total_seconds()})
            cursor.execute(_PRUNE, {"age": age.total_seconds()})


def _found(
    connection: BaseDatabaseWrapper, query: str, params: dict[str, Any]
) -> dict[str, dict[Any, Any]]:
    found: dict[str, dict[Any, Any]] = {}
    with connection.cursor() as cursor:
        cursor.execute(query, params or None)
        for facet, number, word, day, keys in cursor:
            value = next((value for value in (number, word, day) if value is not None), None)
            found.setdefault(facet, {})[value] = keys
    return found


def _moment(found: Mapping[str, Mapping[Any, object]]) -> Moment:
    (moment,) = found["moment"]
    return Moment(**json.loads(moment))
