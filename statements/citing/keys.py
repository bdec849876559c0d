"""Keys by which programs name a citation."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from statements.citing.records import Cited

#: Keys are typed by hand, so they are no longer than can be read.
LONGEST_NAME = 30


def citation_key(cited: Cited) -> str:
    """As in "zhangjun2020p12": letters and digits of ASCII only, as all programs take them."""
    plain = unicodedata.normalize("NFKD", cited.author.casefold()).encode("ascii", "ignore")
    name = re.sub("[^a-z0-9]", "", plain.decode())[:LONGEST_NAME]
    year = str(cited.date.year) if cited.date else ""
    paragraph = f"p{cited.paragraphs.replace('–', 'to')}" if cited.paragraphs else ""
    return f"{name or 'statement'}{year}{paragraph}"


def unique_keys(items: Sequence[Cited]) -> list[str]:
    """A key for each, those met before with a number after a hyphen, which no other key has."""
    seen: Counter[str] = Counter()
    keys = []
    for key in map(citation_key, items):
        seen[key] += 1
        keys.append(key if seen[key] == 1 else f"{key}-{seen[key]}")
    return keys
