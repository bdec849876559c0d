"""Write many rows at once, by PostgreSQL's COPY."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models

_LENGTH = re.compile(r"\(\d+\)")


def copy_rows(
    model: type[models.Model], fields: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Insert `rows`, whose values stand in the order of `fields` (names of columns' fields).

    Values are as psycopg takes them: keys for relations, None for NULL. Nothing is checked but
    by the database. Raises what an INSERT would.
    """
    columns = [concrete_field(model, name) for name in fields]
    quote = connection.ops.quote_name
    names = ", ".join(quote(str(field.column)) for field in columns)
    types = [_LENGTH.sub("", str(field.rel_db_type(connection))) for field in columns]
    # The binary form spares both sides the writing and reading of numbers and of escaped bytes.
    statement = f"COPY {quote(model._meta.db_table)} ({names}) FROM STDIN (FORMAT BINARY)"
    # Django gives its own kinds to the errors of execute() alone.
    wrapped = connection.wrap_database_errors
    with connection.cursor() as cursor, wrapped, cursor.copy(statement) as copy:
        copy.set_types(types)
        for row in rows:
            copy.write_row(row)


def concrete_field(model: type[models.Model], name: str) -> Any:
    """The field of that name, which has a column."""
    field = model._meta.get_field(name)
    assert isinstance(field, models.Field)  # noqa: S101 - callers name columns
    return field


def new_keys(model: type[models.Model], count: int) -> list[int]:
    """`count` primary keys that no other row has or will get."""
    sequence = "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)"
    key = model._meta.pk
    assert key is not None  # noqa: S101 - every model has one
    with connection.cursor() as cursor:
        cursor.execute(sequence, [model._meta.db_table, key.column, count])
        return [number for (number,) in cursor.fetchall()]
