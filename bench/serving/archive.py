"""The archive under its production server."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from bench.serving import processes

ROOT = Path(__file__).resolve().parent.parent.parent
WORKERS = 2
#: The page's exact count, whatever words stand around it.
COUNT = r'data-testid="result-count"[^>]*>([^<]*)<'


@dataclass(frozen=True, slots=True)
class Archive:
    port: int
    process: int
    address: str

    def memory(self) -> dict[str, float]:
        """MB of the application and of PostgreSQL; of the latter 0 where it is out of reach."""
        application = processes.memory(processes.family(self.process))
        return {"application": application, "postgres": self._postgres()}

    def _postgres(self) -> float:
        with psycopg.connect(self.address) as connection:
            # The last of those that are not the server's own: this very connection.
            others = connection.execute(
                "SELECT pid FROM pg_stat_activity WHERE datname <> current_database()"
                " OR pid = pg_backend_pid()"
            ).fetchall()
            (backend,) = connection.execute("SELECT pg_backend_pid()").fetchone() or (0,)
            parent = _parent(backend)
            return processes.memory_of_postgres(parent, (pid for (pid,) in others)) if parent else 0


def _parent(backend: int) -> int | None:
    """The server that a backend belongs to; None where it runs on another machine."""
    try:
        status = Path(f"/proc/{backend}/stat").read_text()
        command = Path(f"/proc/{backend}/comm").read_text()
    except FileNotFoundError:
        return None
    if not command.startswith("postgres"):
        return None
    return int(status.rpartition(")")[2].split()[1])


def prepare(address: str) -> None:
    """The static files, whose names with hashes the production settings need."""
    subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity=0"],
        cwd=ROOT,
        env={**os.environ, **_variables(address)},
        check=True,
    )


@contextmanager
def served(address: str) -> Iterator[Archive]:
    """The archive on the database at `address`, newly started, until the block ends."""
    port = processes.free_port()
    command = [sys.executable, "-m", "gunicorn", "--config", "archive/serving.py", "archive.wsgi"]
    variables = {**_variables(address), "PORT": str(port), "WEB_WORKERS": str(WORKERS)}
    started = processes.serving(command, port, ready="/readyz", folder=ROOT, variables=variables)
    with started as process:
        yield Archive(port, process, address)


def _variables(address: str) -> dict[str, str]:
    return {"DATABASE_URL": address, "DEBUG": "false", "LOG_LEVEL": "WARNING"}
