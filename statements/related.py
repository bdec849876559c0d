"""Other statements that have much in common with one, and what that is."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import connection
from django.db.models import Count
from pyroaring import BitMap

from statements.facets import visible_to
from statements.holdings import Holdings, current
from statements.likeness import Like, distinctive, most_like, squares, worth_counting
from statements.models import Entity, Speech, SpeechIndex, VocabularyWord
from statements.recognition.words import folded

#: So many are shown, with so many reasons of each kind.
SHOWN: Final = 6
REASONS: Final = 4
#: Words that are looked for in other statements: the index is asked for each.
_WORDS: Final = 30
#: The symbol of a verbatim or summary record.
_RECORD: Final = r"/(PV|SR)\."
#: Shorter words, and those that are written with a capital only, are names or tell little.
_WORD: Final = re.compile(r"[^\W\d_]{5,40}")


@dataclass(frozen=True, slots=True)
class Related:
    """A statement, and what it shares with the other, the rarest first.

    `words` are as they stand in the other statement.
    """

    speech: Speech
    entities: list[Entity]
    words: list[str]


def related(speech: Speech, user: AbstractBaseUser | AnonymousUser) -> list[Related]:
    """The statements most like it that the user may see, the most like first.

    Whom it speaks for does not count: statements by the same country are a list of their own.
    Nor do records of meetings: their symbols stand at the head of the pages that were read.
    A fixed number of queries.
    """
    holdings = current()
    mentions = _mentions(speech)
    spellings = _words(speech)
    counts = worth_counting({word: sum(forms.values()) for word, forms in spellings.items()})
    words = distinctive(counts, _known(counts), len(holdings.everything), _WORDS)
    found = most_like(
        mentions,
        words,
        having_entity=holdings.by_entity,
        having_word=_having(words),
        norms=holdings.kept("rarities", lambda: _norms(holdings)),
        total=len(holdings.everything),
        among=visible_to(user, holdings) - BitMap([speech.pk]),
        limit=SHOWN,
    )
    return _with_reasons(found, spellings)


def _mentions(speech: Speech) -> dict[int, int]:
    """How often each entity is mentioned, but for those that the statement speaks for."""
    own = {speech.represents_id, *speech.on_behalf_of.values_list("pk", flat=True)}
    rows = (
        speech.mentions.live()
        .exclude(entity__kind=Entity.Kind.DOCUMENT, entity__code__regex=_RECORD)
        .order_by()
        .values_list("entity")
        .annotate(count=Count("pk"))
    )
    return {entity: count for entity, count in rows if entity not in own}


def _words(speech: Speech) -> dict[str, Counter[str]]:
    """The words of the text that are no names, folded, each with its spellings."""
    named: set[str] = set()
    for surface in speech.mentions.live().order_by().values_list("surface", flat=True).distinct():
        named.update(map(folded, _WORD.findall(surface.lower())))
    spellings: dict[str, Counter[str]] = {}
    for word, count in Counter(_WORD.findall(speech.text)).items():
        # Where a script has no capitals, no word begins with one.
        if not word[0].isupper() and (key := folded(word)) not in named:
            spellings.setdefault(key, Counter())[word] += count
    return spellings


def _known(words: dict[str, int]) -> dict[str, int]:
    """How many statements have each of the words, as far as they have been counted."""
    rows = VocabularyWord.objects.filter(word__in=list(words)).order_by()
    return dict(rows.values_list("word", "statements"))


def _having(words: dict[str, float]) -> dict[str, BitMap]:
    """The statements that have each of the words."""
    table = SpeechIndex._meta.db_table
    statement = f"""
        SELECT word, array_agg(holder.speech_id)
        FROM unnest(%s::text[]) AS word
        JOIN {table} AS holder
            ON holder.exact_words @@ to_tsquery('statements_simple', quote_literal(word))
        GROUP BY word
    """  # noqa: S608 - no value
    with connection.cursor() as cursor:
        cursor.execute(statement, [list(words)])
        return {word: BitMap(keys) for word, keys in cursor.fetchall()}


def _norms(holdings: Holdings) -> dict[int, float]:
    return squares(holdings.by_entity, len(holdings.everything))


def _with_reasons(found: list[Like], spellings: dict[str, Counter[str]]) -> list[Related]:
    speeches = Speech.objects.for_list().in_bulk([like.key for like in found])
    wanted = {entity for like in found for entity in like.entities[:REASONS]}
    entities = Entity.objects.in_bulk(wanted)
    return [
        Related(
            speech=speeches[like.key],
            entities=[entities[key] for key in like.entities[:REASONS] if key in entities],
            words=[spellings[word].most_common(1)[0][0] for word in like.words[:REASONS]],
        )
        for like in found
        if like.key in speeches
    ]
