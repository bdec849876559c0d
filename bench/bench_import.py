"""How long a corpus takes from empty to searchable, with the floor beside it.

CORPUS names the folder of the files; METADATA, if given, their CSV. The floor is what PostgreSQL
alone takes for the same texts: COPY into bare tables, then the search vectors and the indexes of
stems and of words as they are written.
"""

import os
import resource
import time
from contextlib import contextmanager
from pathlib import Path

from bench import scratch
from bench.corpus import files


def main() -> None:
    if not os.environ.get("CORPUS"):
        print("CORPUS=FOLDER METADATA=FILE.csv make bench measures the import of a corpus.")
        return
    with scratch.database("bench_import") as address:
        _measure(address)


def _measure(address: str) -> None:
    count = len(files())
    first = scratch.fill(address)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"import               {first:8.1f} s   {count / first:6.0f} files a second of {count}")
    print(f"largest process      {peak:8.0f} MB  (importing, reading or migrating)")
    before = _versions(address)
    again = scratch.import_corpus(address)
    changed = "no row changed" if _versions(address) == before else "ROWS CHANGED"
    print(f"import again         {again:8.1f} s   {changed}")
    floor = _floor(address)
    print(
        f"floor                {floor:8.1f} s   the import takes {first / floor:.2f} times as long"
    )


TABLES = ("source", "speech", "paragraph", "mention", "entity", "speaker", "event")


def _versions(address: str) -> list[tuple[int, int]]:
    """For each table its rows and the newest transaction that wrote one."""
    import psycopg

    with psycopg.connect(address) as connection:
        return [
            connection.execute(
                f"SELECT count(*), max(xmin::text::bigint) FROM statements_{table}"
            ).fetchone()
            for table in TABLES
        ]


def _floor(address: str) -> float:
    """Seconds for COPY of the stored texts into bare tables, their vectors and indexes."""
    import psycopg

    config = "statements_english"
    tables = {"speech": "id, title, text", "paragraph": "id, speech_id, number, text"}
    with (
        psycopg.connect(address, autocommit=True) as connection,
        _files_of(connection, tables) as data,
    ):
        began = time.perf_counter()
        for table, columns in tables.items():
            source = f"SELECT {columns} FROM statements_{table}"
            connection.execute(f"CREATE TABLE floor_{table} AS {source} WITH NO DATA")
            copying = connection.cursor().copy(f"COPY floor_{table} FROM STDIN")
            with copying as copy, data[table].open("rb") as file:
                while block := file.read(1 << 20):
                    copy.write(block)
            connection.execute(
                f"ALTER TABLE floor_{table} ADD vector tsvector GENERATED ALWAYS AS"
                f" (to_tsvector('{config}', text)) STORED"
            )
            connection.execute(f"CREATE INDEX ON floor_{table} USING gin (vector)")
            connection.execute(
                f"CREATE INDEX ON floor_{table} USING gin (to_tsvector('statements_simple', text))"
            )
            connection.execute(f"CREATE UNIQUE INDEX ON floor_{table} (id)")
        connection.execute("CREATE UNIQUE INDEX ON floor_paragraph (speech_id, number)")
        return time.perf_counter() - began


@contextmanager
def _files_of(connection: object, tables: dict[str, str]):  # type: ignore[no-untyped-def]
    """The texts as COPY writes them, in files, so that reading them is not measured."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        paths = {table: Path(folder) / table for table in tables}
        for table, columns in tables.items():
            query = f"COPY (SELECT {columns} FROM statements_{table}) TO STDOUT"
            with connection.cursor().copy(query) as copy, paths[table].open("wb") as file:  # type: ignore[attr-defined]
                for block in copy:
                    file.write(block)
        yield paths


if __name__ == "__main__":
    main()
