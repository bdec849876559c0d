"""Names in Russian and Arabic, whose words change with their place in the sentence."""

from __future__ import annotations

import re

from statements.recognition.words import comparable

_SCRIPTS = re.compile("[\u0400-\u04ff\u0600-\u06ff]")
# The article and the particles that Arabic writes as part of the word.
_PARTICLES = re.compile("^(?:وال|بال|كال|فال|لل|ال|و|ل|ب)(?=.{3})")
# A stem has so many letters at the least; an ending so many at the most.
_STEM, _ENDING = 4, 3


def is_inflected_script(text: str) -> bool:
    """Whether the text has Cyrillic or Arabic letters."""
    return bool(_SCRIPTS.search(text))


def holds_inflected(text: str, name: str) -> bool:
    """Whether all words of the name stand in the text, in any of their forms.

    >>> holds_inflected("Российской Федерации", "Российская Федерация")
    True
    """
    words = [_bare(word) for word in comparable(text).split()]
    return all(any(_is_form(_bare(part), word) for word in words) for part in name.split())


def _bare(word: str) -> str:
    return _PARTICLES.sub("", word)


def _is_form(first: str, second: str) -> bool:
    common = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        common += 1
    if common < min(_STEM, len(first)) or common < 3:
        return False
    return max(len(first), len(second)) - common <= _ENDING
