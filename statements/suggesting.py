"""“Did you mean”: a search spelt as the archive spells its words."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Final

from django.db import connection

from statements.models import VocabularyWord
from statements.search.names import KnownNames
from statements.search.query import Node, unparse
from statements.search.spelling import Candidate, corrected, one_slip_away

#: Of a word, those with most trigrams in common; the right one is hardly ever behind these.
_MOST_ALIKE: Final = 40
#: Longer words are found by their trigrams, which two slips leave enough of.
_LONGEST_TRIED: Final = 12
#: A query has at most 60 words; who mistypes so many is not helped by a suggestion.
_MOST_WORDS: Final = 8
#: In a small archive a word that one statement has may well be right.
_SMALL_ARCHIVE: Final = 50

# The vocabulary's primary key serves the first part, its trigram index the second.
_SIMILAR: Final = f"""
    WITH typed AS (SELECT DISTINCT word FROM unnest(%(words)s::text[]) word),
    tried (typed, word) AS (SELECT * FROM unnest(%(typed)s::text[], %(tried)s::text[]))
    SELECT tried.typed, known.word, known.statements
      FROM tried JOIN {VocabularyWord._meta.db_table} known ON known.word = tried.word
    UNION
    SELECT typed.word, alike.word, alike.statements
      FROM typed CROSS JOIN LATERAL (
        SELECT known.word, known.statements FROM {VocabularyWord._meta.db_table} known
         WHERE known.word %% typed.word
         ORDER BY similarity(known.word, typed.word) DESC, known.statements DESC
         LIMIT {_MOST_ALIKE}
      ) alike
     ORDER BY 1
"""  # noqa: S608 - no value


def suggestion(tree: Node, known: KnownNames) -> str | None:
    """The text of a search that the reader may have meant; None where no word looks misspelt.

    Whether it finds more is for the caller to see. One query, of some milliseconds a word.
    """
    meant = corrected(tree, similar, known)
    return unparse(meant) if meant is not None else None


def similar(words: Collection[str]) -> Mapping[str, Sequence[Candidate]]:
    """For each folded word those of the vocabulary that are spelt alike, itself included."""
    chosen = sorted(words)[:_MOST_WORDS]
    tried = [
        (word, other)
        for word in chosen
        for other in ({word} if len(word) > _LONGEST_TRIED else one_slip_away(word) | {word})
    ]
    parameters = {
        "words": chosen,
        "typed": [word for word, _ in tried],
        "tried": [other for _, other in tried],
    }
    with connection.cursor() as cursor:
        cursor.execute(_SIMILAR, parameters)
        rows = cursor.fetchall()
    return {
        word: [Candidate(other, statements) for _, other, statements in group]
        for word, group in groupby(rows, key=itemgetter(0))
    }
