"""Addresses that lead a browser to words on a page. Pure: knows neither Django nor SQL.

The syntax is that of "URL Fragment Text Directives" (WICG, Draft Community Group Report):
`#p12:~:text=start,end`. A browser that does not know it takes what stands before it, `#p12`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final
from urllib.parse import quote

#: A browser takes the first place on the page that fits: beginnings of sentences are formulas
#: ("I should like to take this opportunity to"), so the start is longer than one.
START_CHARACTERS: Final = 60
END_CHARACTERS: Final = 30

#: A word is not looked for further than this: some scripts put no spaces between words.
LONGEST_WORD: Final = 25

#: What may be cut at: after white space, or after punctuation in scripts without spaces.
_PIECE: Final = re.compile(r"[^\s、。，；：？！]+[、。，；：？！]*|[、。，；：？！]+")


def text_directive(text: str, passage: str) -> str:
    """`:~:text=` for a passage of a text, made to whole words; "" where the text has no such one.

    A long passage is named by its first and its last words.
    """
    passage = passage.strip()
    at = text.find(passage)
    if not passage or at < 0:
        return ""
    start, end = _word_start(text, at), _word_end(text, at + len(passage))
    pieces = [piece.span() for piece in _PIECE.finditer(text, start, end)]
    head = _head(pieces)
    tail = _told_apart(text, pieces, head, _tail(pieces))
    if head >= tail:
        return f":~:text={_encoded(text, pieces)}"
    return f":~:text={_encoded(text, pieces[:head])},{_encoded(text, pieces[tail:])}"


def _word_start(text: str, at: int) -> int:
    """Where the word begins that a place lies within, or the place itself."""
    for place in range(at, max(0, at - LONGEST_WORD) - 1, -1):
        if place == 0 or text[place - 1].isspace():
            return place
    return at


def _word_end(text: str, at: int) -> int:
    """Where the word ends that a place lies within, or the place itself."""
    for place in range(at, min(len(text), at + LONGEST_WORD) + 1):
        if place == len(text) or text[place].isspace():
            return place
    return at


def _head(pieces: Sequence[tuple[int, int]]) -> int:
    """How many pieces make up the start."""
    begun = pieces[0][0]
    enough = (n for n, (_, end) in enumerate(pieces, 1) if end - begun >= START_CHARACTERS)
    return next(enough, len(pieces))


def _tail(pieces: Sequence[tuple[int, int]]) -> int:
    """The first of the pieces that make up the end."""
    ended = pieces[-1][1]
    enough = (n for n in reversed(range(len(pieces))) if ended - pieces[n][0] >= END_CHARACTERS)
    return next(enough, 0)


def _told_apart(text: str, pieces: Sequence[tuple[int, int]], head: int, tail: int) -> int:
    """Where the end begins, with as many more pieces as it needs: a browser takes the first that
    it finds after the start.
    """
    while tail > head:
        passed = _compared(text[pieces[head][0] : pieces[-1][1]])
        sought = _compared(text[pieces[tail][0] : pieces[-1][1]])
        if passed.find(sought) == len(passed) - len(sought):
            break
        tail -= 1
    return tail


def _compared(words: str) -> str:
    """Words as browsers compare them: whatever their case, accents and white space."""
    letters = unicodedata.normalize("NFKD", " ".join(words.split()))
    return "".join(sign for sign in letters if not unicodedata.combining(sign)).casefold()


def _encoded(text: str, pieces: Sequence[tuple[int, int]]) -> str:
    """The words as the browser sees them, white space as one blank; - , & are of the syntax."""
    words = " ".join(text[pieces[0][0] : pieces[-1][1]].split())
    return quote(words, safe="").replace("-", "%2D")
