"""Where in a text the searched words stand. Pure: knows neither Django nor SQL.

PostgreSQL tells it by a copy of the text with signs around the words (`ts_headline`). Here the
places are read off the copy, so that a page cuts its own verbatim text and never shows the copy.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

#: The signs around a marked word. Import removes control characters from texts, so these cannot
#: be part of one; templates swap them for <mark> after escaping.
MARK_START: Final = "\x02"
MARK_STOP: Final = "\x03"

#: < and > are blanks in a copy, as they are in the index: PostgreSQL's parser would leave out
#: “<a heading like this>” as a tag.
BRACKETS: Final = "<>"
BLANKS: Final = "  "

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
    plain = text.translate(str.maketrans(BRACKETS, BLANKS))
    joined: list[Mark] = []
    for mark in sorted({mark for copy in copies for mark in _read(plain, copy)}):
        before = joined[-1] if joined else None
        if before and _JOINING.fullmatch(text, before.end, max(before.end, mark.start)):
            joined[-1] = Mark(before.start, max(before.end, mark.end))
        else:
            joined.append(mark)
    return joined


def without_signs(copy: str) -> str:
    """A copy as it was before words were marked."""
    return _SIGN.sub("", copy)


def _read(plain: str, copy: str) -> Iterator[Mark]:
    """The marks of one copy: every second part between signs."""
    if MARK_START not in copy:
        return
    places = _places(plain, without_signs(copy))
    at = 0
    for number, part in enumerate(_SIGN.split(copy)):
        if part and number % 2:
            yield Mark(places[at], places[at + len(part) - 1] + 1)
        at += len(part)


def _places(plain: str, unsigned: str) -> Sequence[int]:
    """Where in the text each character of the copy stands. Raises ValueError for no copy of it."""
    if plain == unsigned:
        return range(len(plain))
    places: list[int] = []
    for character in unsigned:
        places.append(plain.index(character, places[-1] + 1 if places else 0))
    return places
