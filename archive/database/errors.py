"""Failures to reach the database, told from all others, in one line that says what to do."""

from typing import Any

import psycopg
from django.db import OperationalError


class EmbeddedServerError(OperationalError):
    """The embedded server can't be made or started; the message says why and what to do."""


def is_unreachable(error: OperationalError) -> bool:
    """Whether `error` means that there is no connection, not that a statement failed.

    A statement that fails has the server's SQLSTATE; a connection that does not come about
    has none.
    """
    if isinstance(error, EmbeddedServerError):
        return True
    cause = error.__cause__
    return isinstance(cause, psycopg.OperationalError) and cause.sqlstate is None


def explain(error: OperationalError, settings: dict[str, Any]) -> str:
    """One line for people: which server (never its password), why not, and what to do."""
    reason = _first_reason(str(error))
    if isinstance(error, EmbeddedServerError):
        return f"The embedded database server can't be used: {reason}"
    if "SERVER_HOME" in settings:
        return (
            f"The embedded database server does not answer: {reason} "
            f"See {settings['SERVER_HOME']}/server.log."
        )
    where = f"host {settings['HOST'] or 'local socket'}, port {settings['PORT'] or 5432}"
    return (
        f"The database can't be reached ({where}, database {settings['NAME']}): {reason} "
        "Check DATABASE_URL and that the server runs; without DATABASE_URL the archive starts "
        "a server of its own."
    )


def _first_reason(message: str) -> str:
    """The first of libpq's lines, as a sentence: those after it are hints and repetitions."""
    line = next(iter(message.strip().splitlines()), "no reason given").strip()
    return line if line.endswith((".", "!", "?")) else f"{line}."
