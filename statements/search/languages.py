"""Which PostgreSQL text search configurations serve which language.

Our own configurations (migration 0001) fold accents before PostgreSQL's stemmer, so that
"cote ivoire" finds "Côte d’Ivoire". Most stemmers read the accents, though: "resolución" and
"resoluciones" have one stem only while the accent stands. So a text in such a language is indexed
both ways, and a word matches in either. A generated column needs the configurations to be
constants, and a query uses the index only when they are constants too.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

#: For every other language and where the language is unknown: words as they stand.
UNSTEMMED: Final = ("statements_simple",)

#: ISO 639-1 code -> configurations, the one that folds accents last.
CONFIGURATIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "ar": ("pg_catalog.arabic", "statements_arabic"),
    "de": ("pg_catalog.german", "statements_german"),
    "en": ("statements_english",),
    "es": ("pg_catalog.spanish", "statements_spanish"),
    "fr": ("pg_catalog.french", "statements_french"),
    "pt": ("pg_catalog.portuguese", "statements_portuguese"),
    "ru": ("pg_catalog.russian", "statements_russian"),
}
