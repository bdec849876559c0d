"""What was asked of the database of late, for readers who turn a page or add a filter."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, Final, TypeVar, cast

from cachetools import LRUCache

Answer = TypeVar("Answer")

#: Answers kept by a process: sets of keys, of some kilobytes even for 100,000 statements, and
#: lists of the best thousand.
ANSWERS: Final = 1_000

_answers: LRUCache[Hashable, Any] = LRUCache(ANSWERS)
_lock = Lock()


def remembered(version: int, question: Hashable, ask: Callable[[], Answer]) -> Answer:
    """The answer to a question about the archive at a version of its holdings, asked once.

    Each change of the archive gives its holdings a version of its own, and old answers fall out.
    """
    key = version, question
    with _lock:
        known = _answers.get(key)
    if known is not None:
        return cast("Answer", known)
    answer = ask()
    with _lock:
        _answers[key] = answer
    return answer


def forget() -> None:
    """Ask everything anew."""
    with _lock:
        _answers.clear()
