"""How long a corpus takes from empty to searchable, with the floor beside it.

CORPUS names the folder of the files; METADATA, if given, their CSV. The floor is what PostgreSQL
alone takes for the same texts: COPY into bare tables, then the search vectors and the indexes.
"""

import os
import resource
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

from bench.corpus import files

ROOT = Path(__file__).resolve().parent.parent
SCRATCH = "bench_import"


def main() -> None:
    if not os.environ.get("CORPUS"):
        print("CORPUS=FOLDER METADATA=FILE.csv make bench measures the import of a corpus.")
        return
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
    import django

    django.setup()
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {SCRATCH}")
        cursor.execute(f"CREATE DATABASE {SCRATCH}")
        try:
            _measure(_address(connection.settings_dict))
        finally:
            cursor.execute(f"DROP DATABASE {SCRATCH} WITH (FORCE)")


def _address(database: dict[str, str]) -> str:
    who = database["USER"] + (f":{database['PASSWORD']}" if database["PASSWORD"] else "")
    return f"postgresql://{who}@/{SCRATCH}?host={database['HOST']}&port={database['PORT'] or 5432}"


def _measure(address: str) -> None:
    environment = {**os.environ, "DATABASE_URL": address}
    _manage(environment, "migrate", "--verbosity=0")
    _manage(environment, "load_authorities", "--verbosity=0")
    count = len(files())
    first = _import(environment)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"import               {first:8.1f} s   {count / first:6.0f} files a second of {count}")
    print(f"largest process      {peak:8.0f} MB  (importing, reading or migrating)")
    before = _versions(address)
    again = _import(environment)
    changed = "no row changed" if _versions(address) == before else "ROWS CHANGED"
    print(f"import again         {again:8.1f} s   {changed}")
    floor = _floor(address)
    print(
        f"floor                {floor:8.1f} s   the import takes {first / floor:.2f} times as long"
    )


def _manage(environment: dict[str, str], *arguments: str) -> None:
    command = [sys.executable, "manage.py", *arguments]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)


def _import(environment: dict[str, str]) -> float:
    metadata = os.environ.get("METADATA")
    options = ["--metadata", metadata] if metadata else []
    began = time.perf_counter()
    _manage(environment, "import_statements", os.environ["CORPUS"], *options)
    return time.perf_counter() - began


TABLES = ("source", "speech", "paragraph", "mention", "entity", "speaker", "event")


def _versions(address: str) -> list[tuple[int, int]]:
    """For each table its rows and the newest transaction that wrote one."""
    import psycopg

    with psycopg.connect(address) as connection:
        return [
            connection.execute(
                f"SELECT count(*), max(xmin::text::bigint) FROM statements_{table}"  # noqa: S608
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
            source = f"SELECT {columns} FROM statements_{table}"  # noqa: S608
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
            query = f"COPY (SELECT {columns} FROM statements_{table}) TO STDOUT"  # noqa: S608
            with connection.cursor().copy(query) as copy, paths[table].open("wb") as file:  # type: ignore[attr-defined]
                for block in copy:
                    file.write(block)
        yield paths


if __name__ == "__main__":
    main()
