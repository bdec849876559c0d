"""Spellings of one name: British and American, with and without hyphen.

The United Nations wrote "Co-operation" for fifty years and "Cooperation" since.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# Each a part of words that is written in either way.
_PAIRS = (
    (r"\bco-?(?=op|ord)", "co", "co-"),
    (r"(?<=\w)i[sz]ation(?=s?\b)", "isation", "ization"),
    (r"\bprogram(?:me)?(?=s?\b)", "programme", "program"),
    (r"\bcent(?:re|er)(?=s?\b)", "centre", "center"),
    (r"\bdefen[cs]e\b", "defence", "defense"),
    (r"\blabou?r\b", "labour", "labor"),
    (r"\bpeace-?(?=keep|build)", "peace", "peace-"),
)


def spellings(name: str) -> Iterator[str]:
    """The name as written, then in the other spellings.

    >>> list(spellings("World Labour Centre"))
    ['World Labour Centre', 'World Labour Center', 'World Labor Centre', 'World Labor Center']
    """
    found = [name]
    for pattern, *both in _PAIRS:
        for spelling in both:
            found += [
                other
                for known in tuple(found)
                if (other := _respelled(pattern, spelling, known)) not in found
            ]
    yield from found


def _respelled(pattern: str, spelling: str, name: str) -> str:
    def like(match: re.Match[str]) -> str:
        written = match.group()
        if written.isupper():
            return spelling.upper()
        return spelling.capitalize() if written[0].isupper() else spelling

    return re.sub(pattern, like, name, flags=re.IGNORECASE)
