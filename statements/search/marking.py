"""Where in a text the searched words stand. Pure: knows neither Django nor SQL.

PostgreSQL tells it by a copy of the text with signs around the words (`ts_headline`). Here the
places are read off the copy, so that a page cuts its own verbatim text and never shows the copy.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from statements.search.plain import plain

#: The signs around a marked word. Import removes control characters from texts, so these cannot
#: be part of one; templates swap them for <mark> after escaping.
MARK_START: Final = "\x02"
MARK_STOP: Final = "\x03"

#: So few letters between two parts of a passage take no more room than the sign for them.
SHORT_GAP: Final = 25

_SIGN: Final = re.compile(f"[{MARK_START}{MARK_STOP}]")

#: Marked words with no more than this between them are shown as one: a phrase, a compound.
_JOINING: Final = re.compile(r"\s*|[-\u2010\u2011]")


class Mark(NamedTuple):
    """A searched word, or several in a row: characters `start` to `end`, exclusive."""

    start: int
    end: int


def marks(text: str, copies: Iterable[str]) -> list[Mark]:
    """The marks of all copies of a text, in order; no two touch or overlap.

    A copy may lack words: PostgreSQL leaves out those of more than 2,047 bytes.
    """
    return _joined(text, {mark for copy in copies for mark in _read(plain(text), copy)})


class Part(NamedTuple):
    """Characters `start` to `end` of a text, exclusive, with the marks in them."""

    start: int
    end: int
    marks: list[Mark]


def parts(text: str, headline: str, delimiter: str) -> list[Part]:
    """The passages of a text that a headline shows, with their marks in the text.

    Parts between which next to nothing is left out are one: PostgreSQL begins none with a word
    like "of", so that "Law … Sea" may be all that is there of "Law of the Sea".
    """
    found: list[Part] = []
    indexed, end = plain(text), 0
    for copy in headline.split(delimiter):
        words = without_signs(copy)
        start = indexed.find(words, end)
        if start < 0:
            continue
        end = start + len(words)
        marked = [Mark(start + m.start, start + m.end) for m in _read(words, copy)]
        if found and start - found[-1].end <= SHORT_GAP:
            start, marked = found[-1].start, found[-1].marks + marked
            found.pop()
        found.append(Part(start, end, _joined(text, marked)))
    return found


def _joined(text: str, found: Iterable[Mark]) -> list[Mark]:
    joined: list[Mark] = []
    for mark in sorted(found):
        before = joined[-1] if joined else None
        if before and _JOINING.fullmatch(text, before.end, max(before.end, mark.start)):
            joined[-1] = Mark(before.start, max(before.end, mark.end))
        else:
            joined.append(mark)
    return joined


def without_signs(copy: str) -> str:
    """A copy as it was before words were marked."""
    return _SIGN.sub("", copy)


def _read(indexed: str, copy: str) -> Iterator[Mark]:
    """The marks of one copy: every second part between signs."""
    if MARK_START not in copy:
        return
    places = _places(indexed, without_signs(copy))
    at = 0
    for number, part in enumerate(_SIGN.split(copy)):
        if part and number % 2:
            yield Mark(places[at], places[at + len(part) - 1] + 1)
        at += len(part)


def _places(indexed: str, unsigned: str) -> Sequence[int]:
    """Where in the text each character of the copy stands. Raises ValueError for no copy of it."""
    if indexed == unsigned:
        return range(len(indexed))
    places: list[int] = []
    for character in unsigned:
        places.append(indexed.index(character, places[-1] + 1 if places else 0))
    return places
