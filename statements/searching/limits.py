"""How long the database may take, and how it plans."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from time import monotonic
from typing import Any, Final

from django.contrib.postgres.aggregates import ArrayAgg
from django.db import OperationalError, connection, transaction
from django.db.models import QuerySet
from psycopg.errors import QueryCanceled
from pyroaring import FrozenBitMap

#: A search has several questions; each of them may take so long before a part of the answer has
#: to do.
SECONDS: Final = 1.5

#: All questions of one search together.
SEARCH_SECONDS: Final = 3.0

_end: ContextVar[float | None] = ContextVar("end", default=None)


class OutOfTime(Exception):
    """A search took longer than it may."""


def keys_of(rows: QuerySet[Any], column: str) -> FrozenBitMap:
    """A column of the rows, as a set. Raises OutOfTime where that takes too long."""
    with limited():
        keys = rows.order_by().aggregate(keys=ArrayAgg(column, default=None))["keys"]
    return FrozenBitMap(keys or ())


@contextmanager
def budget(seconds: float = SEARCH_SECONDS) -> Iterator[None]:
    """What is `limited` within takes no longer than this together."""
    token = _end.set(monotonic() + seconds)
    try:
        yield
    finally:
        _end.reset(token)


def _left(seconds: float) -> float:
    """The seconds that a question may take. Raises OutOfTime where none are left."""
    end = _end.get()
    left = seconds if end is None else min(seconds, end - monotonic())
    if left <= 0:
        raise OutOfTime
    return left


@contextmanager
def limited(seconds: float = SECONDS, *, by_words: bool = True) -> Iterator[None]:
    """Queries are stopped after so many seconds (OutOfTime) and use indexes.

    By its estimates the planner would read all of a table where a word is in most statements,
    and meet every long vector on the way. Unless `by_words`, indexes of words are not used: of few
    rows that are found by their keys the words are seen sooner in themselves.
    """
    milliseconds = max(1, round(_left(seconds) * 1000))
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('statement_timeout', %s, true),"
                " set_config('enable_seqscan', 'off', true),"
                " set_config('enable_bitmapscan', %s, true)",
                [str(milliseconds), "on" if by_words else "off"],
            )
            yield
            # For a transaction around this one; where the block fails they go with it.
            cursor.execute(
                "SET LOCAL statement_timeout TO DEFAULT; SET LOCAL enable_seqscan TO DEFAULT;"
                " SET LOCAL enable_bitmapscan TO DEFAULT"
            )
    except OperationalError as error:
        if isinstance(error.__cause__, QueryCanceled):
            raise OutOfTime from error
        raise
