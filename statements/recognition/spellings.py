"""The other spellings of a name: British, American and those with a hyphen of earlier years."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

# One word, spelt in two ways, that the names of bodies and documents are full of.
_PAIRS = (
    ("organization", "organisation"),
    ("co-operation", "cooperation"),
    ("co-operative", "cooperative"),
    ("co-ordination", "coordination"),
    ("programme", "program"),
    ("labour", "labor"),
    ("centre", "center"),
    ("defence", "defense"),
    ("decolonization", "decolonisation"),
    ("stabilization", "stabilisation"),
    ("non-proliferation", "nonproliferation"),
    ("non-aligned", "nonaligned"),
    ("peace-keeping", "peacekeeping"),
    ("peace-building", "peacebuilding"),
    ("counter-terrorism", "counterterrorism"),
    ("inter-governmental", "intergovernmental"),
    ("sub-commission", "subcommission"),
    ("sea-bed", "seabed"),
    ("south-east", "southeast"),
)
_OTHER = {word: other for pair in _PAIRS for word, other in (pair, pair[::-1])}
# Written without its sign; but "Human and Peoples' Rights" has its own.
_OTHER["people's"] = "peoples"
_WORDS = re.compile(rf"\b(?:{'|'.join(map(re.escape, _OTHER))})\b", re.IGNORECASE)


def spellings(name: str) -> Iterator[str]:
    """The name in its other spellings, itself left out.

    >>> list(spellings("World Health Organization"))
    ['World Health Organisation']
    """
    words = dict.fromkeys(word.lower() for word in _WORDS.findall(name))
    for choice in product((False, True), repeat=len(words)):
        changed = {word for word, other in zip(words, choice, strict=True) if other}
        if changed:
            yield _respelt(name, changed)


def _respelt(name: str, changed: set[str]) -> str:
    def other(found: re.Match[str]) -> str:
        word = found.group()
        if word.lower() not in changed:
            return word
        respelt = _OTHER[word.lower()]
        return respelt.capitalize() if word[0].isupper() else respelt

    return _WORDS.sub(other, name)
