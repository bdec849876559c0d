"""Databases for one benchmark, beside the archive's own on its server."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def database(name: str, template: str | None = None) -> Iterator[str]:
    """The address of a new database of that name, which goes with the block.

    `template` is a database to copy, to which nobody else may be connected meanwhile.
    """
    connection = server()
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name}")
        cursor.execute(f"CREATE DATABASE {name}" + (f" TEMPLATE {template}" if template else ""))
        try:
            yield address(name)
        finally:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def server() -> Any:
    """The connection of the archive, which starts its own server where none is named."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
    import django

    django.setup()
    from django.db import connection

    return connection


def address(name: str | None = None) -> str:
    """Of a database on the archive's server; of the archive's own if none is named."""
    connection = server()
    connection.ensure_connection()
    at = connection.connection.info
    user, password, host = (quote(part, "") for part in (at.user, at.password, at.host))
    secret = f":{password}" if password else ""
    return f"postgresql://{user}{secret}@{host}:{at.port}/{quote(name or at.dbname)}"


def fill(address: str) -> float:
    """Make the tables and import the files that CORPUS names; seconds for the import alone."""
    manage(address, "migrate", "--verbosity=0")
    manage(address, "load_authorities", "--verbosity=0")
    return import_corpus(address)


def import_corpus(address: str) -> float:
    metadata = os.environ.get("METADATA")
    options = ["--metadata", metadata] if metadata else []
    began = time.perf_counter()
    manage(address, "import_statements", os.environ["CORPUS"], *options)
    return time.perf_counter() - began


def manage(address: str, *arguments: str) -> None:
    subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": address},
        check=True,
        stdout=subprocess.DEVNULL,
    )
