"""How long the database may take, and how it plans."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.db import OperationalError, connection, transaction
from psycopg.errors import QueryCanceled

#: A search has several questions; each of them may take so long before a part of the answer has
#: to do.
SECONDS: Final = 1.5


class OutOfTime(Exception):
    """A search took longer than it may."""


@contextmanager
def limited(seconds: float = SECONDS, *, by_words: bool = True) -> Iterator[None]:
    """Queries are stopped after so many seconds (OutOfTime) and use indexes.

    By its estimates the planner would read all of a table where a word is in most statements,
    and meet every long vector on the way. Unless `by_words`, indexes of words are not used: of few
    rows that are found by their keys the words are seen sooner in themselves.
    """
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('statement_timeout', %s, true),"
                " set_config('enable_seqscan', 'off', true),"
                " set_config('enable_bitmapscan', %s, true)",
                [str(round(seconds * 1000)), "on" if by_words else "off"],
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
