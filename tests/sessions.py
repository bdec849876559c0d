"""The sessions that PostgreSQL holds in the database of the tests."""

from __future__ import annotations

import time
from typing import Any, Final

from django.db import connection

#: Of others, that is; the server's own processes, such as a vacuum, are nobody's to end.
_END: Final = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = %s AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""
_ARE_LEFT: Final = """
SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid())
"""
#: Sessions end when the disk lets them, which is late where a checkpoint keeps it busy.
_PATIENCE_SECONDS: Final = 60


def end_those_of_others() -> None:
    """End what threads have open: the requests of a server that no page waits for any more."""
    with connection.cursor() as cursor:
        cursor.execute(_END, [connection.settings_dict["NAME"]])


def end_all() -> None:
    """End all of them, and return when they are gone, so that the database can be dropped.

    PostgreSQL itself waits five seconds for others to leave before it refuses to drop it.
    """
    name = connection.settings_dict["NAME"]
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(_END, [name])
        given_up = time.monotonic() + _PATIENCE_SECONDS
        while _are_left(cursor, name) and time.monotonic() < given_up:
            time.sleep(0.05)


def _are_left(cursor: Any, name: str) -> bool:
    cursor.execute(_ARE_LEFT, [name])
    (are_left,) = cursor.fetchone()
    return bool(are_left)
