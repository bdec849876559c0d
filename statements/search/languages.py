"""Which PostgreSQL text search configuration serves which language.

The configurations are our own (see migration 0001): PostgreSQL's stemmer for the language
behind `unaccent`, so that "cote ivoire" finds "Côte d’Ivoire". A generated column needs them
to be constants, and a query uses the index only when its configuration is a constant too.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

#: ISO 639-1 code -> PostgreSQL's own configuration that ours is copied from.
STEMMED: Final[Mapping[str, str]] = {
    "ar": "arabic",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fr": "french",
    "pt": "portuguese",
    "ru": "russian",
}

#: For every other language and where the language is unknown: words as they stand.
UNSTEMMED: Final = "statements_simple"

#: ISO 639-1 code -> the name of our configuration.
CONFIGURATIONS: Final[Mapping[str, str]] = {
    code: f"statements_{base}" for code, base in STEMMED.items()
}
