"""The signs that a file in Rich Text Format is made of (RTF specification 1.9.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from statements.ingest.errors import DamagedFile, TextTooLong

# Word itself nests some thirty groups in a table with drawings.
MAX_DEPTH: Final = 200
# What counts is not the size of a file, for a picture is one sign: a speech of 200,000 characters,
# the longest at the General Assembly, is some 500,000 signs if each letter is escaped.
MAX_SIGNS: Final = 1_000_000
_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?[0-9]{1,10})? ?"
    rb"|((?:\\'[0-9a-fA-F]{2}){1,100})"
    rb"|\\([^a-zA-Z'])"
    rb"|([{}])"
    rb"|([^\\{}]+)",
    re.DOTALL,
)
# Between signs, these mean nothing: programs break lines where they like.
_MEANINGLESS: Final = b"\r\n\x00"
_LINE_ENDS: Final = ("\r", "\n")


class Word(NamedTuple):
    """A control word with the number behind it, or a control symbol ("~", "*")."""

    name: str
    number: int | None = None


class Characters(NamedTuple):
    """Bytes of text, in the code page of the font."""

    data: bytes


class Brace(NamedTuple):
    """The beginning of a group, or its end."""

    is_open: bool


Token = Word | Characters | Brace


def tokens(data: bytes) -> Iterator[Token]:
    """The signs up to the end of the outermost group; what stands behind it is no part of the file.

    Binary data is passed over. Raises DamagedFile where a group is not closed, a sign is broken or
    groups are nested more than MAX_DEPTH deep, TextTooLong after MAX_SIGNS.
    """
    depth = position = count = 0
    while position < len(data):
        count += 1
        if count > MAX_SIGNS:
            raise TextTooLong(f"It has more than {MAX_SIGNS:,} signs of RTF.")
        match = _TOKEN.match(data, position)
        if match is None:
            raise DamagedFile("It has a broken sign.")
        position = match.end()
        token = _token(match)
        if isinstance(token, Brace):
            depth += 1 if token.is_open else -1
            if depth > MAX_DEPTH:
                raise DamagedFile("It is nested too deeply.")
        elif isinstance(token, Word) and token.name == "bin":
            position += max(0, token.number or 0)
        if token is not None:
            yield token
        if depth <= 0:
            return
    raise DamagedFile("Its end is missing.")


# A file uses few words, and each of them many times.
@lru_cache(maxsize=4096)
def _word(name: bytes, number: bytes | None) -> Word:
    return Word(name.decode("ascii"), None if number is None else int(number))


def _token(match: re.Match[bytes]) -> Token | None:
    word, number, escaped, symbol, brace, text = match.groups()
    if word is not None:
        return _word(word, number)
    if escaped is not None:
        return Characters(bytes.fromhex(escaped.replace(b"\\'", b"").decode("ascii")))
    if symbol is not None:
        name = symbol.decode("latin-1")
        return Word("par" if name in _LINE_ENDS else name)
    if brace is not None:
        return Brace(brace == b"{")
    shown = text.translate(None, _MEANINGLESS)
    return Characters(shown) if shown else None
