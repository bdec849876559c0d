"""What was asked of the database of late, for readers who turn a page or add a filter."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, Final, TypeVar, cast

from cachetools import LRUCache, TTLCache

Answer = TypeVar("Answer")

#: Answers kept by a process: sets of keys, of some kilobytes even for 100,000 statements, and
#: lists of the best thousand.
ANSWERS: Final = 1_000

#: So long an answer does that is not all of it.
MAKESHIFT_SECONDS: Final = 60

_newest = 0

_answers: LRUCache[Hashable, Any] = LRUCache(ANSWERS)
_makeshift: TTLCache[Hashable, Any] = TTLCache(ANSWERS, ttl=MAKESHIFT_SECONDS)
_large: dict[Hashable, tuple[int, Any]] = {}
_lock = Lock()


def remembered(
    version: int,
    question: Hashable,
    ask: Callable[[], Answer],
    *,
    is_final: Callable[[Answer], bool] = lambda _: True,
) -> Answer:
    """The answer to a question about the archive at a version of its holdings, asked once.

    Each change of the archive gives its holdings a version of its own, and old answers fall out.
    An answer that is not final is soon asked for again, when the database may have less to do.
    """
    key = version, question
    with _lock:
        known = _answers.get(key, _makeshift.get(key))
    if known is not None:
        return cast("Answer", known)
    answer = ask()
    with _lock:
        _drop_older_than(version)
        (_answers if is_final(answer) else _makeshift)[key] = answer
    return answer


def _drop_older_than(version: int) -> None:
    """What was asked before the archive changed is hardly asked for again, and takes room."""
    global _newest
    if version > _newest:
        _newest = version
        _answers.clear()


def newest_of(version: int, question: Hashable, ask: Callable[[], Answer]) -> Answer:
    """As `remembered`, for what takes much room: only the answer at one version is kept."""
    with _lock:
        known = _large.get(question)
    if known is not None and known[0] == version:
        return cast("Answer", known[1])
    answer = ask()
    with _lock:
        _large[question] = version, answer
    return answer


def forget() -> None:
    """All answers are asked for again."""
    with _lock:
        _answers.clear()
        _makeshift.clear()
        _large.clear()
