"""From the query tree to SQL expressions. Knows no model.

The tables that are searched have a `language` column (ISO 639-1 code) and a `search_vector`
column generated with the configuration of that language. `SearchQuery(config=F("language"))`
would hide the index from the planner (a sequential scan, 80 ms against 18 ms on 8,000
speeches), so each condition is an OR of one constant configuration per language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import reduce
from operator import and_, or_
from typing import Final, cast

from django.contrib.postgres.search import (
    CombinedSearchQuery,
    SearchHeadline,
    SearchQuery,
    SearchRank,
    SearchVector,
)
from django.db.models import Case, CharField, F, Func, Q, TextField, Value, When
from django.db.models.expressions import Combinable, Expression

from statements.search.languages import CONFIGURATIONS, UNSTEMMED
from statements.search.query import And, Node, Not, Or, Term

SqlQuery = SearchQuery | CombinedSearchQuery

#: What stands around a marked word in a headline. Import removes control characters from
#: texts, so these cannot be part of one; templates swap them for <mark> after escaping.
MARK_START: Final = "\x02"
MARK_STOP: Final = "\x03"

#: `ts_rank_cd` divides the rank by 1 + the logarithm of the text's length (PostgreSQL,
#: "Ranking Search Results", normalisation 1), or long speeches come first for being long.
LENGTH_NORMALISATION: Final = 1


def generated_vector(**weights: str) -> Case:
    """The value of a `search_vector` column: the named columns, each with its weight A to D."""
    whens = [
        When(language=code, then=_vector(config, weights))
        for code, config in CONFIGURATIONS.items()
    ]
    return Case(*whens, default=_vector(UNSTEMMED, weights))


def matches(tree: Node) -> Q:
    """The condition that a row matches the whole query, whatever its language."""
    conditions = [
        Q(language=code, search_vector=to_sql(tree, config))
        for code, config in CONFIGURATIONS.items()
    ]
    unstemmed = ~Q(language__in=CONFIGURATIONS) & Q(search_vector=to_sql(tree, UNSTEMMED))
    return reduce(or_, [*conditions, unstemmed])


def cover_density(tree: Node) -> Case:
    """How close together the wanted words stand, higher is better."""

    def rank(config: str) -> SearchRank:
        return SearchRank(
            F("search_vector"),
            to_sql(tree, config),
            cover_density=True,
            normalization=Value(LENGTH_NORMALISATION),
        )

    return _by_language(rank)


def frequency(tree: Node) -> Case:
    """How often the wanted words stand in the text, higher is better: for alternatives."""
    return _by_language(lambda config: SearchRank(F("search_vector"), to_sql(tree, config)))


def headline(tree: Node, column: str, *, fragments: int, words: int) -> Case:
    """The best passages of a text, its matching words between MARK_START and MARK_STOP.

    The text comes back HTML-escaped once: `ts_headline` replaces whatever looks like a tag by a
    space, and a quotation must not lose words. At most `fragments` passages of about `words` words.
    """

    def passage(config: str) -> SearchHeadline:
        return SearchHeadline(
            _escaped(column),
            to_sql(tree, config),
            config=config,
            start_sel=MARK_START,
            stop_sel=MARK_STOP,
            fragment_delimiter=" … ",
            max_fragments=fragments,
            max_words=words,
            min_words=words // 2,
        )

    return _by_language(passage, TextField())


def to_sql(tree: Node, config: str) -> SqlQuery:
    """A tsquery for one text search configuration."""
    match tree:
        case Term(text):
            return SearchQuery(text, config=config, search_type="phrase")
        case And(parts):
            return reduce(and_, (to_sql(part, config) for part in parts))
        case Or(parts):
            return reduce(or_, (to_sql(part, config) for part in parts))
        case Not(part):
            return cast(SqlQuery, ~to_sql(part, config))


def _vector(config: str, weights: dict[str, str]) -> Combinable:
    vectors: Iterator[Combinable] = (
        SearchVector(column, weight=weight, config=config) for column, weight in weights.items()
    )
    return reduce(lambda left, right: left + right, vectors)


def _by_language(
    expression: Callable[[str], Expression], output_field: TextField[str, str] | None = None
) -> Case:
    whens = [When(language=code, then=expression(c)) for code, c in CONFIGURATIONS.items()]
    return Case(*whens, default=expression(UNSTEMMED), output_field=output_field)


def _escaped(column: str) -> Expression | F:
    """The column with &, < and > as entities, which the text search parser leaves alone."""
    text: Expression | F = F(column)
    for character, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        text = Func(
            text, Value(character), Value(entity), function="REPLACE", output_field=CharField()
        )
    return text
