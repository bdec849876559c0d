"""“Did you mean”: a search spelt as the archive spells its words."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Final

from django.db import connection

from statements.models import Speech, VocabularyWord
from statements.search.names import KnownNames
from statements.search.query import Node, unparse
from statements.search.spelling import Candidate, corrected, one_slip_away

#: Of a word, those with most trigrams in common; the right one is hardly ever behind these.
_MOST_ALIKE: Final = 40
#: Longer words are found by their trigrams, which two slips leave enough of.
_LONGEST_TRIED: Final = 12
#: A query has at most 60 words; who mistypes so many is not helped by a suggestion.
_MOST_WORDS: Final = 8
#: In a larger archive what stands in one statement only is as often a slip as a word.
_SMALL_ARCHIVE: Final = 50

# The index that keeps words unique serves the first part, its trigram index the second.
_SIMILAR: Final = f"""
    WITH typed AS (SELECT DISTINCT word FROM unnest(%(words)s::text[]) word),
    tried (typed, word) AS (SELECT * FROM unnest(%(typed)s::text[], %(tried)s::text[])),
    enough (statements) AS (
      SELECT CASE WHEN count(*) > {_SMALL_ARCHIVE} THEN 2 ELSE 1 END
        FROM (SELECT FROM {Speech._meta.db_table} LIMIT {_SMALL_ARCHIVE} + 1) counted
    )
    SELECT tried.typed, known.word, known.statements
      FROM tried JOIN {VocabularyWord._meta.db_table} known ON known.word = tried.word, enough
     WHERE known.statements >= enough.statements OR known.word = tried.typed
    UNION
    SELECT typed.word, alike.word, alike.statements
      FROM typed, enough CROSS JOIN LATERAL (
        SELECT known.word, known.statements FROM {VocabularyWord._meta.db_table} known
         WHERE known.word %% typed.word AND known.statements >= enough.statements
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
