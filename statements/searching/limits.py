"""How long the database may take, and how it plans."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.db import connection, transaction

#: A search has several questions; each of them may take so long before a part of the answer has
#: to do.
SECONDS: Final = 1.5


@contextmanager
def limited(seconds: float = SECONDS) -> Iterator[None]:
    """Queries are stopped after so many seconds (OperationalError) and use indexes of words.

    By its estimates the planner would read all of a table where a word is in most statements,
    and meet every long vector on the way.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('statement_timeout', %s, true), set_config(%s, 'off', true)",
            [str(round(seconds * 1000)), "enable_seqscan"],
        )
        yield
        # For a transaction around this one; where the block fails they go with it.
        cursor.execute(
            "SET LOCAL statement_timeout TO DEFAULT; SET LOCAL enable_seqscan TO DEFAULT"
        )
