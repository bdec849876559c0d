"""When two spellings are one name."""

from __future__ import annotations

import re
import unicodedata

# Vowel signs that stand apart (of Devanagari, Thai …) are no letters to `\\w`.
_WORD = re.compile(
    "(?:\\w|["
    + "".join(
        re.escape(chr(n)) for n in range(0x300, 0x11000) if unicodedata.category(chr(n))[0] == "M"
    )
    + "])+"
)


def fold_name(name: str) -> str:
    """A name as it is compared: without case, accents and punctuation, words one space apart."""
    decomposed = unicodedata.normalize("NFKD", name)
    plain = "".join(sign for sign in decomposed if not _is_accent(sign)).casefold()
    return " ".join(_WORD.findall(plain))


def _is_accent(sign: str) -> bool:
    """Whether the sign only tells how a letter is said: accents, and vowel points of Hebrew and
    Arabic. In the scripts of India and its neighbours, and in Kana, such signs make the word."""
    kind = unicodedata.combining(sign)
    return kind == 1 or 10 <= kind <= 36 or kind >= 200


def person_key(name: str) -> str:
    """A person's name as it is compared: folded, its words in alphabetical order.

    "ZHANG Jun" and "Jun Zhang" are one person: the order of names differs by country and by form.
    """
    return " ".join(sorted(fold_name(name).split()))
