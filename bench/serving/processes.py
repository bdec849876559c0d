"""Servers as processes of their own, and what memory they take (Linux's /proc)."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path

START_SECONDS, STOP_SECONDS = 120, 20
_POLL_SECONDS = 0.1


class ServerFailed(RuntimeError):
    """A server did not start; what it said follows."""


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
    return port


@contextmanager
def serving(
    command: list[str], port: int, *, ready: str, folder: Path, variables: dict[str, str]
) -> Iterator[int]:
    """The process id of a server that answers at the path `ready`; it ends with the block."""
    environment = {**os.environ, **variables}
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            if not _answers(process, port, ready):
                log.seek(0)
                said = log.read()[-3_000:].decode(errors="replace")
                raise ServerFailed(f"{' '.join(command)}\n{said}")
            yield process.pid
        finally:
            _end(process)


def _answers(process: subprocess.Popen[bytes], port: int, path: str) -> bool:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        connection = HTTPConnection("127.0.0.1", port, timeout=START_SECONDS)
        try:
            connection.request("GET", path)
            if connection.getresponse().status == 200:
                return True
        except (HTTPException, OSError):
            pass
        finally:
            connection.close()
        time.sleep(_POLL_SECONDS)
    return False


def _end(process: subprocess.Popen[bytes]) -> None:
    """The server and all that it started: the group is its own."""
    for way in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, way)
        except ProcessLookupError:
            break
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            continue


def family(process: int) -> set[int]:
    """A process and all that descend from it."""
    children: dict[int, list[int]] = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        children.setdefault(int(fields[1]), []).append(int(status.parent.name))
    found, waiting = set(), [process]
    while waiting:
        one = waiting.pop()
        found.add(one)
        waiting += children.get(one, [])
    return found


def memory(processes: Iterable[int]) -> float:
    """MB of all the processes; pages that several share are counted once (PSS)."""
    return sum(_kilobytes(process).get("Pss", 0) for process in processes) / 1024


def memory_of_postgres(server: int, others: Iterable[int]) -> float:
    """MB of a PostgreSQL server: without the private memory of `others`, which are connections of
    somebody else, but with all of the shared memory, counted once.
    """
    foreign = set(others)
    sizes = {process: _kilobytes(process) for process in family(server)}
    shared = sum(size.get("Pss_Shmem", 0) for size in sizes.values())
    own = sum(
        size.get("Pss", 0) - size.get("Pss_Shmem", 0)
        for process, size in sizes.items()
        if process not in foreign
    )
    return (shared + own) / 1024


def _kilobytes(process: int) -> dict[str, int]:
    """What /proc tells of a process's memory; nothing where it has ended or is hidden."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()[1:]
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return {}
    return {name: int(size.split()[0]) for name, _, size in (x.partition(":") for x in lines)}
