"""How names and text are cut into words and compared.

A text becomes words and the joints between them, so that "capacity-building" equals "capacity
building" while "UN, Security Council" is not "UN Security Council".
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

# A combining mark belongs to its letter: "Peru" must not be found in a decomposed "Perú".
WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")

_APOSTROPHES = frozenset("'’‘ʼ`´′＇")
_HYPHENS = frozenset("-‐‑‒–\u00ad")


@lru_cache(maxsize=65536)
def folded(word: str) -> str:
    """The word without case and diacritics: the form that is compared."""
    if word.isascii():
        return word.lower()
    parts = unicodedata.normalize("NFKD", word)
    return "".join(part for part in parts if not unicodedata.combining(part)).casefold()


@lru_cache(maxsize=4096)
def joint(between: str) -> str:
    """What stands between two words, reduced to what tells names apart.

    White space of any kind and a hyphen are one " "; apostrophes are one "'";
    other punctuation stays, without the white space around it.
    """
    bare = between.strip()
    # A hyphen may be set off on one side, as where a line ended; " - " is a dash.
    if not bare or (bare in _HYPHENS and not (between[0].isspace() and between[-1].isspace())):
        return " "
    if len(between) == 1 and between in _APOSTROPHES:
        return "'"
    return "".join("'" if sign in _APOSTROPHES else sign for sign in between if not sign.isspace())


@dataclass(frozen=True, slots=True)
class CutName:
    """A name in pieces: the words as written, the joints between them (one fewer), and the signs
    before the first and after the last."""

    words: tuple[str, ...]
    joints: tuple[str, ...]
    beginning: str
    ending: str


def cut(name: str) -> CutName:
    """The pieces of a name. Raises ValueError where it has no word."""
    found = list(WORD.finditer(name))
    if not found:
        raise ValueError(f"“{name}” has no word.")
    return CutName(
        words=tuple(match.group() for match in found),
        joints=tuple(
            joint(name[before.end() : after.start()]) for before, after in pairwise(found)
        ),
        beginning=name[: found[0].start()].strip(),
        ending=name[found[-1].end() :].strip(),
    )


def comparable(name: str) -> str:
    """A name as one key: no case, diacritics, punctuation or leading article."""
    words = [folded(word) for word in WORD.findall(name)]
    if len(words) > 1 and words[0] == "the":
        del words[0]
    return " ".join(words)
