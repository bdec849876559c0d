"""The same course for both sides: cold, warm, then several clients at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from bench.serving.figures import spread
from bench.serving.load import Answer, Job, Load, put
from bench.serving.queries import Search

WARM_ROUNDS = 2
CLIENTS = (1, 4, 16)

Memory = dict[str, float]


class WrongAnswer(RuntimeError):
    """A page did not come, or without its count: what was measured would mean nothing."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Milliseconds (p50, p95, p99), pages a second by number of clients, MB, counts by search."""

    cold: dict[str, float]
    warm: dict[str, float]
    by_class: dict[str, dict[str, float]]
    throughput: dict[str, float]
    memory: Memory
    counts: list[int | None] = field(repr=False)
    #: Of the answers to one client, those that said "at least".
    inexact: int
    page_kilobytes: float


def measure(
    port: int,
    searches: Sequence[Search],
    path: Callable[[Search], str],
    *,
    count: str,
    seconds: float,
    memory: Callable[[], Memory],
) -> Measured:
    """A side that was started just now; `seconds` for each number of clients.

    Memory is taken while the most clients ask, when it is largest.
    Raises WrongAnswer for a page without success and count.
    """
    paths = [path(one) for one in searches]
    answers = checked(put(Job(port, paths, count, rounds=1 + WARM_ROUNDS)).answers, paths)
    cold, warm = answers[: len(paths)], answers[len(paths) :]
    throughput: dict[str, float] = {}
    taken: Memory = {}
    for clients in CLIENTS:
        job = Job(port, paths, count, clients=clients, seconds=seconds)
        load, taken = _while_taking(memory, job, seconds)
        checked(load.answers, paths)
        throughput[str(clients)] = load.per_second
    return Measured(
        cold=spread([one.seconds for one in cold]),
        warm=spread([one.seconds for one in warm]),
        by_class=_by_class(searches, warm),
        throughput=throughput,
        memory=taken,
        counts=[one.count for one in cold],
        inexact=sum(not one.is_exact for one in answers),
        page_kilobytes=sum(one.size for one in cold) / len(cold) / 1024,
    )


def _while_taking(memory: Callable[[], Memory], job: Job, seconds: float) -> tuple[Load, Memory]:
    with ThreadPoolExecutor(1) as pool:
        asking = pool.submit(put, job)
        taken: Memory = {}
        while not asking.done():
            # Seldom: to take it costs the machine that is being measured.
            now = memory()
            taken = max(taken, now, key=lambda one: sum(one.values()))
            try:
                asking.result(seconds / 3)
            except TimeoutError:
                continue
        return asking.result(), taken


def _by_class(searches: Sequence[Search], answers: Sequence[Answer]) -> dict[str, dict[str, float]]:
    seconds: dict[str, list[float]] = {}
    for one in answers:
        seconds.setdefault(searches[one.number].kind, []).append(one.seconds)
    return {kind: spread(values) for kind, values in sorted(seconds.items())}


def checked(answers: Sequence[Answer], paths: Sequence[str]) -> Sequence[Answer]:
    """The answers, if every one is a page with a count. Raises WrongAnswer."""
    for one in answers:
        if one.status != 200 or one.count is None:
            raise WrongAnswer(f"{paths[one.number]}: status {one.status}, count {one.count}")
    return answers
