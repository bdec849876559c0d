"""Datasette on the same texts: an SQLite file with FTS5, as a user of Datasette would make it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.serving import processes
from bench.serving.texts import Text

COUNT = r"<h3>\s*([\d,]+) rows?\b"
#: How its table page is asked for; the first is the page as it comes, with the one facet.
PAGES: dict[str, tuple[tuple[str, str], ...]] = {
    "one facet": (("_facet", "represents"),),
    "one facet, none suggested": (("_facet", "represents"), ("_nosuggest", "1")),
    "no facet": (("_nofacet", "1"), ("_nosuggest", "1")),
}

_SCHEMA = """
    CREATE TABLE speeches (
        id INTEGER PRIMARY KEY, title TEXT, speaker TEXT, represents TEXT, event TEXT,
        date TEXT, year INTEGER, text TEXT
    );
    CREATE VIRTUAL TABLE speeches_fts USING fts5 (
        title, speaker, represents, event, text, content="speeches", content_rowid="id",
        tokenize="porter"
    );
"""
# What helps the facet and the filters, as the documentation of Datasette advises.
_INDEXES = """
    CREATE INDEX speeches_represents ON speeches (represents);
    CREATE INDEX speeches_year ON speeches (year);
    INSERT INTO speeches_fts (speeches_fts) VALUES ('rebuild');
    INSERT INTO speeches_fts (speeches_fts) VALUES ('optimize');
    ANALYZE;
"""


@dataclass(frozen=True, slots=True)
class Datasette:
    port: int
    process: int

    def memory(self) -> dict[str, float]:
        return {"application": processes.memory(processes.family(self.process))}


def write(path: Path, texts: Iterable[Text]) -> int:
    """Makes the file `path`, whose name is the database's in the address; how many texts it has."""
    connection = sqlite3.connect(path)
    try:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.executescript(_SCHEMA)
        inserted = connection.executemany(
            "INSERT INTO speeches (title, speaker, represents, event, date, year, text)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            map(_row, texts),
        )
        count = inserted.rowcount
        connection.commit()
        connection.executescript(_INDEXES)
    finally:
        connection.close()
    return count


def _row(text: Text) -> tuple[object, ...]:
    about = (text.title, text.speaker, text.represents, text.event)
    return (*about, text.date, text.year or None, text.text)


@contextmanager
def served(interpreter: str, path: Path) -> Iterator[Datasette]:
    """Datasette on the file, newly started, until the block ends.

    Its limit of a second a query is lifted, so that slow pages come and count; the shorter ones of
    its facets stay, which are a part of how it works.
    """
    port = processes.free_port()
    command = [
        *(interpreter, "-m", "datasette", "serve", str(path), "--host=127.0.0.1"),
        *(f"--port={port}", "--setting", "sql_time_limit_ms", "60000"),
    ]
    started = processes.serving(
        command, port, ready="/-/versions.json", folder=path.parent, variables={}
    )
    with started as process:
        yield Datasette(port, process)
