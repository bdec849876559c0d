"""The order of what was found, best first."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, reduce
from typing import Any, Final

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.fields import ArrayField
from django.db import OperationalError
from django.db.models import BigIntegerField, BooleanField, F, FloatField, Func, Q, QuerySet, Value
from django.db.models.expressions import Combinable
from psycopg.errors import QueryCanceled
from pyroaring import AbstractBitMap, FrozenBitMap

from statements.holdings import Holdings
from statements.models import SpeechIndex
from statements.search import postgres
from statements.search.nodes import (
    And,
    Expanded,
    Field,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    SameParagraph,
    Word,
    all_of,
    any_of,
    map_nodes,
)
from statements.searching.limits import limited
from statements.searching.recent import remembered

#: So many statements are compared by all places of the words. Of more, those in which the words
#: occur most often are, and the others follow by date: reading the places of a word in 10,700
#: statements takes 110 ms.
COMPARED: Final = 2_000
ENOUGH: Final = 400

#: What words as they were typed weigh against words of the same stem, and a title or name that
#: holds all words against the text. Measured on known items and topics (docs/benchmarks.md).
AS_WRITTEN: Final = 8.0
NAMES: Final = 1.0


def best_first(tree: Node, statements: FrozenBitMap, holdings: Holdings) -> list[int]:
    """The statements by relevance to the query, the first COMPARED or so of them at least."""
    return remembered(
        holdings, ("ranked", tree, statements), partial(_best_first, tree, statements, holdings)
    )


def _best_first(tree: Node, statements: FrozenBitMap, holdings: Holdings) -> list[int]:
    words = words_to_compare(tree)
    if words is None or not statements:
        return []
    try:
        compared = _most_promising(words, statements, holdings)
        return _by_score(words, compared, holdings)
    except OperationalError as error:
        if isinstance(error.__cause__, QueryCanceled):
            return []
        raise


def words_to_compare(tree: Node) -> Node | None:
    """What is wanted of the words, without what must be absent and what is no word."""

    def words(node: Node) -> Node | None:
        match node:
            case Word() | Phrase() | Near() | And() | Or():
                return node
            case SameParagraph(parts):
                return all_of(parts)
            case Expanded(typed, names):
                return any_of([typed, *names])
            case _:
                return None

    return map_nodes(tree, words)


def _by_score(words: Node, statements: AbstractBitMap, holdings: Holdings) -> list[int]:
    scored = _among(statements).annotate(score=_score(words, holdings)).values_list("pk", "score")
    with limited():
        scores = dict(scored)
    place = {key: at for at, key in enumerate(holdings.newest(statements, 0, len(statements)))}
    return sorted(statements, key=lambda key: (-scores.get(key, 0.0), place[key]))


def _score(words: Node, holdings: Holdings) -> Combinable:
    def stemmed(configs: postgres.Configs) -> Any:
        query = postgres.stems(words, configs)
        in_names = postgres.cover_density("name_words", query)
        return postgres.cover_density("words", query) + Value(NAMES) * in_names

    by_stems = postgres.by_language(holdings.by_language, stemmed, FloatField())
    literally = postgres.cover_density("exact_words", postgres.as_written(words))
    return by_stems + Value(AS_WRITTEN) * literally


def _most_promising(
    words: Node, statements: FrozenBitMap, holdings: Holdings
) -> AbstractBitMap:
    """At most about COMPARED statements: those in which all words occur often.

    The highest tier is taken that leaves enough to choose from.
    """
    if len(statements) <= COMPARED:
        return statements
    lowest, highest = 0, postgres.HIGHEST_TIER + 1
    chosen = NOTHING
    while highest - lowest > 1:
        step = (lowest + highest) // 2
        found = statements & _frequent(words, step, holdings)
        if len(found) >= ENOUGH:
            lowest, chosen = step, found
        else:
            highest = step
    if not chosen:
        some = statements & _frequent(words, 1, holdings)
        rest = holdings.newest(statements - some, 0, COMPARED - len(some))
        return some | FrozenBitMap(rest)
    return chosen


def _frequent(words: Node, step: int, holdings: Holdings) -> FrozenBitMap:
    stemmed = map_nodes(words, _by_stem)
    if stemmed is None:
        return NOTHING

    def ask() -> FrozenBitMap:
        condition = postgres.in_each(
            holdings.by_language,
            lambda configs: Q(postgres.occurs_often("frequent_words", stemmed, step, configs)),
        )
        with limited():
            rows = SpeechIndex.objects.filter(condition).aggregate(keys=ArrayAgg("pk", default=None))
        return FrozenBitMap(rows["keys"] or ())

    return remembered(holdings, ("frequent", stemmed, step), ask)


def _by_stem(node: Node) -> Node | None:
    """The word by its stem; a prefix has none."""
    if isinstance(node, Word):
        return None if node.is_prefix else Word(node.text)
    return node


def _among(statements: AbstractBitMap) -> QuerySet[SpeechIndex]:
    keys = Value(list(statements), output_field=ArrayField(BigIntegerField()))
    # As one value: so many placeholders take longer than the search.
    among = Func(F("pk"), keys, template="%(expressions)s)", arg_joiner=" = ANY(", output_field=BooleanField())
    return SpeechIndex.objects.filter(among)


NOTHING: Final = FrozenBitMap()
