"""Short keys for links to a statement or a paragraph, that hold when paragraphs are renumbered.

"6z4-mgjpa1jm" is the statement of row 9,040 in base 36 and a digest of the paragraph's words. No
table remembers keys: they are told from the words, so a copy of the archive gives the same.
"""

from __future__ import annotations

import re
from base64 import b32encode
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

#: Douglas Crockford's: no letter that is read as another or as a number.
_BASE32: Final = "0123456789abcdefghjkmnpqrstvwxyz"
_BASE36: Final = "0123456789abcdefghijklmnopqrstuvwxyz"
#: The letters of RFC 4648 for the same five bits each.
_TO_CROCKFORD: Final = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", _BASE32.encode())
#: 40 bits: of 10,000 different paragraphs of one statement two are the same in 1 of 20,000.
_DIGEST_BYTES: Final = 5
_DIGEST_LENGTH: Final = 8
#: The highest number that a row can have.
_HIGHEST: Final = 2**63 - 1
_KEY: Final = re.compile(
    rf"([1-9a-z][0-9a-z]{{0,12}})(?:-([0-9a-z]{{{_DIGEST_LENGTH}}})(?:-([1-9][0-9]{{0,5}}))?)?"
)
#: What people write for a letter or number that is in the digest.
_MISREAD: Final = str.maketrans("ilo", "110")


@dataclass(frozen=True, slots=True)
class LinkKey:
    """The statement's row; for a paragraph the digest of its words, and which of the statement's
    paragraphs with that digest it is, from 1. `str()` gives the key as it stands in a link."""

    speech: int
    digest: str = ""
    nth: int = 1

    def __str__(self) -> str:
        key = _in_base36(self.speech)
        if self.digest:
            key += f"-{self.digest}"
        return key if self.nth == 1 else f"{key}-{self.nth}"

    @property
    def is_paragraph(self) -> bool:
        return bool(self.digest)


def statement_key(speech: int) -> str:
    """The key of a statement as a whole."""
    return str(LinkKey(speech))


def link_key(speech: int, text: str, nth: int = 1) -> LinkKey:
    """The key of the statement's nth paragraph with these words, whatever space is between."""
    return LinkKey(speech, _digest(text), nth)


def paragraph_keys(speech: int, paragraphs: Iterable[tuple[int, str]]) -> dict[int, str]:
    """The keys of all paragraphs of a statement, given in order as number and text."""
    seen: Counter[str] = Counter()
    keys: dict[int, str] = {}
    for number, text in paragraphs:
        digest = _digest(text)
        seen[digest] += 1
        keys[number] = str(LinkKey(speech, digest, seen[digest]))
    return keys


def parse_key(text: str) -> LinkKey | None:
    """The key as a person may have typed it: capitals, and i, l and o in the digest, are taken
    for what they are read as. None for what is no key."""
    match = _KEY.fullmatch(text.lower()) if text.isascii() else None
    if match is None:
        return None
    speech, digest, nth = match.groups()
    digest = (digest or "").translate(_MISREAD)
    number = int(speech, 36)
    if number > _HIGHEST or not set(digest) <= set(_BASE32):
        return None
    return LinkKey(number, digest, int(nth or 1))


def _digest(text: str) -> str:
    folded = " ".join(text.split())
    digest = sha256(folded.encode("utf-8", "surrogatepass")).digest()[:_DIGEST_BYTES]
    return b32encode(digest).translate(_TO_CROCKFORD).decode()


def _in_base36(number: int) -> str:
    letters = ""
    while number:
        number, digit = divmod(number, 36)
        letters = _BASE36[digit] + letters
    return letters
