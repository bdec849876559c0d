"""The database of the tests can be dropped, whoever is still in it."""

from __future__ import annotations

from collections.abc import Callable

import psycopg
import pytest
from django.db import connection

from tests import sessions


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("end", [sessions.end_those_of_others, sessions.end_all])
def test_the_session_of_another_ends(end: Callable[[], None]) -> None:
    parameters = {**connection.get_connection_params(), "cursor_factory": None}
    with psycopg.connect(**parameters) as other:
        end()
        with pytest.raises(psycopg.OperationalError):
            other.execute("SELECT 1")
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
