"""The characters of a query: which are read, and which count as syntax. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

QUOTES: Final = "“”„‟«»＂〝〞〟「」『』"

# One character for one: a place in the outline is a place in the text. Full-width forms are
# what keyboards for Chinese and Japanese write.
_OUTLINES: Final[Mapping[int, str]] = {
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
    ord("−"): "-",
    **dict.fromkeys(map(ord, QUOTES), '"'),
}

_JOINERS: Final = re.compile("[\u200c\u200d]")


def cleaned(raw: str, limit: int) -> tuple[str, bool]:
    """The visible characters in NFC, as the archive's texts are, and whether any were cut off.

    Control characters and every kind of space are one space. Invisible characters go, but
    for the joiners that Persian and Hindi have between letters. There are at most `limit`
    characters; the cut falls between words.
    """
    visible = " ".join("".join(map(_visible, raw)).split())
    # Cut first: the time that NFC takes is not linear. It can make a text longer, so cut again.
    text, before = _cut(visible, limit), ""
    while text != before:
        before = text
        text = _JOINERS.sub(_joiner_between_letters, unicodedata.normalize("NFC", text))
    text = " ".join(text.split())
    return _cut(text, limit), max(len(visible), len(text)) > limit


def outline(text: str) -> str:
    """The text, equally long, in which all forms of a mark of syntax are the ASCII one."""
    return text.translate(_OUTLINES)


def is_searchable(text: str) -> bool:
    """Whether there is a letter or digit in it."""
    return any(character.isalnum() for character in text)


def is_mark(character: str) -> bool:
    """Whether it only changes the letter before it."""
    return unicodedata.category(character).startswith("M")


def _visible(character: str) -> str:
    category = unicodedata.category(character)
    if category in {"Cc", "Cs", "Zs", "Zl", "Zp"}:
        return " "
    return "" if category == "Cf" and not _JOINERS.match(character) else character


def _joiner_between_letters(match: re.Match[str]) -> str:
    start, stop = match.span()
    around = match.string[max(start - 1, 0) : start] + match.string[stop : stop + 1]
    letters = [c for c in around if c.isalpha() or is_mark(c)]
    return match[0] if len(letters) == 2 else ""


def _cut(text: str, limit: int) -> str:
    if len(text) <= limit:
        return text
    return text[:limit].rpartition(" ")[0] or text[:limit]
