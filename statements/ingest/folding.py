"""When two spellings are one name."""

from __future__ import annotations

import re
import unicodedata


def fold_name(name: str) -> str:
    """A name as it is compared: without case, accents and punctuation, words one space apart."""
    decomposed = unicodedata.normalize("NFKD", name)
    plain = "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
    return " ".join(re.findall(r"\w+", plain))


def person_key(name: str) -> str:
    """A person's name as it is compared: folded, its words in alphabetical order.

    "ZHANG Jun" and "Jun Zhang" are one person: the order of names differs by country and by form.
    """
    return " ".join(sorted(fold_name(name).split()))
