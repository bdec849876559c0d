"""Asks a server for pages, in a process of its own: a JSON job on stdin, its answers on stdout.

http.client on threads: of what waits for answers on kept connections, it takes the least from a
machine on which the server runs too.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from http.client import HTTPConnection, HTTPException
from itertools import chain

TIMEOUT = 120  # seconds


@dataclass(frozen=True, slots=True)
class Job:
    """Pages to ask for: `rounds` times all in order by one client, or by `clients` for `seconds`.

    `count` is a regular expression whose first group is the count that a page states.
    """

    port: int
    paths: list[str]
    count: str
    rounds: int = 0
    clients: int = 1
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What came for the path of that number, the count as a number where the page states one.

    `is_exact` is false where the page says "at least".
    """

    number: int
    seconds: float
    status: int
    count: int | None
    is_exact: bool
    size: int


@dataclass(frozen=True, slots=True)
class Load:
    """The answers, and from the first question to the last answer in seconds."""

    answers: list[Answer]
    seconds: float

    @property
    def per_second(self) -> float:
        return len(self.answers) / self.seconds


def put(job: Job) -> Load:
    """Have the job done by another process."""
    command = [sys.executable, "-m", "bench.serving.load"]
    done = subprocess.run(command, input=json.dumps(asdict(job)), stdout=subprocess.PIPE, text=True)
    done.check_returncode()
    result = json.loads(done.stdout)
    return Load([Answer(*answer) for answer in result["answers"]], result["seconds"])


class Client:
    """One that keeps its connection, and opens another where the server closed it."""

    def __init__(self, port: int, count: str) -> None:
        self._connection = HTTPConnection("127.0.0.1", port, timeout=TIMEOUT)
        self._count = re.compile(count.encode())

    def ask(self, number: int, path: str) -> Answer:
        began = time.perf_counter()
        try:
            status, body = self._get(path)
        except (HTTPException, ConnectionError):
            self._connection.close()
            status, body = self._get(path)
        seconds = time.perf_counter() - began
        return Answer(number, seconds, status, *stated(self._count, body), len(body))

    def _get(self, path: str) -> tuple[int, bytes]:
        self._connection.request("GET", path)
        response = self._connection.getresponse()
        return response.status, response.read()


def stated(count: re.Pattern[bytes], body: bytes) -> tuple[int | None, bool]:
    """The count in a page, whatever stands between its digits, and whether it is exact.

    None where the page states none.
    """
    found = count.search(body)
    text = found[1] if found else b""
    digits = re.sub(rb"\D", b"", text)
    return (int(digits) if digits else None), b"at least" not in text.lower()


def in_rounds(job: Job) -> list[Answer]:
    client = Client(job.port, job.count)
    return [client.ask(*asked) for _ in range(job.rounds) for asked in enumerate(job.paths)]


def for_a_while(job: Job) -> list[Answer]:
    """Each client goes round the pages from another one on, so that they ask different things."""
    answers: list[list[Answer]] = [[] for _ in range(job.clients)]
    until = time.perf_counter() + job.seconds
    failures: list[BaseException] = []

    def go(own: list[Answer], start: int) -> None:
        client = Client(job.port, job.count)
        number = start
        try:
            while time.perf_counter() < until:
                own.append(client.ask(number, job.paths[number]))
                number = (number + 1) % len(job.paths)
        except (HTTPException, OSError) as failure:
            failures.append(failure)

    step = len(job.paths) / job.clients
    threads = [
        threading.Thread(target=go, args=(own, int(place * step)))
        for place, own in enumerate(answers)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return list(chain.from_iterable(answers))


def main() -> None:
    job = Job(**json.load(sys.stdin))
    began = time.perf_counter()
    answers = in_rounds(job) if job.rounds else for_a_while(job)
    seconds = time.perf_counter() - began
    rows: Sequence[tuple[object, ...]] = [
        (one.number, one.seconds, one.status, one.count, one.is_exact, one.size) for one in answers
    ]
    json.dump({"answers": rows, "seconds": seconds}, sys.stdout)


if __name__ == "__main__":
    main()
