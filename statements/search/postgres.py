"""From the query tree to SQL expressions. Knows no model.

The tables that are searched have a `language` column (ISO 639-1 code) and a `search_vector`
column generated with the configuration of that language. `SearchQuery(config=F("language"))`
would hide the index from the planner (a sequential scan, 80 ms against 18 ms on 8,000
speeches), so each condition is an OR of one constant configuration per language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial, reduce
from operator import and_, or_
from typing import Any, Final, cast

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import (
    CombinedSearchQuery,
    SearchHeadline,
    SearchQuery,
    SearchRank,
    SearchVector,
)
from django.db import connection
from django.db.models import Case, CharField, F, Func, Q, TextField, Value, When
from django.db.models.expressions import Combinable, Expression
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from statements.search.languages import CONFIGURATIONS, UNSTEMMED
from statements.search.marking import BLANKS, BRACKETS, MARK_START, MARK_STOP
from statements.search.query import And, Node, Not, Or, Term, wanted_terms

SqlQuery = SearchQuery | CombinedSearchQuery
Configs = tuple[str, ...]

#: What stands in a headline for words left out between two passages.
FRAGMENT_DELIMITER: Final = " … "

#: `ts_rank_cd` divides the rank by 1 + the logarithm of the text's length (PostgreSQL,
#: "Ranking Search Results", normalisation 1), or long speeches come first for being long.
LENGTH_NORMALISATION: Final = 1


def generated_vector(**weights: str) -> Case:
    """The value of a `search_vector` column: the named columns, each with its weight A to D."""
    whens = [
        When(language=code, then=_vector(configs, weights))
        for code, configs in CONFIGURATIONS.items()
    ]
    return Case(*whens, default=_vector(UNSTEMMED, weights))


def matches(tree: Node) -> Q:
    """The condition that a row matches the whole query, whatever its language."""
    conditions = [
        Q(language=code, search_vector=to_sql(tree, configs))
        for code, configs in CONFIGURATIONS.items()
    ]
    unstemmed = ~Q(language__in=CONFIGURATIONS) & Q(search_vector=to_sql(tree, UNSTEMMED))
    return reduce(or_, [*conditions, unstemmed])


def has_only_stop_words(tree: Node) -> bool:
    """Whether some language leaves out all words of the query, as English "the" and "of"."""
    words = " ".join(term.text for term in wanted_terms(tree))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT bool_or(numnode(plainto_tsquery(config::regconfig, %s)) = 0)"
            " FROM unnest(%s::text[]) config",
            [words, [configs[-1] for configs in CONFIGURATIONS.values()]],
        )
        (found,) = cursor.fetchone()
    return bool(found)


def cover_density(tree: Node) -> Case:
    """How close together the wanted words stand, higher is better."""

    def rank(configs: Configs) -> SearchRank:
        return SearchRank(
            F("search_vector"),
            to_sql(tree, configs),
            cover_density=True,
            normalization=Value(LENGTH_NORMALISATION),
        )

    return _by_language(rank)


def frequency(tree: Node) -> Case:
    """How often the wanted words stand in the text, higher is better: for alternatives."""
    return _by_language(lambda configs: SearchRank(F("search_vector"), to_sql(tree, configs)))


def headline(tree: Node, column: str, *, fragments: int, words: int, whole: int) -> Case:
    """The best passages of a text, its matching words between MARK_START and MARK_STOP.

    The text comes back HTML-escaped once: `ts_headline` replaces whatever looks like a tag by a
    space, and a quotation must not lose words. A text of up to `whole` characters comes whole, a
    longer one as at most `fragments` passages of about `words` words.
    """

    def passages(configs: Configs) -> Case:
        marked = partial(
            SearchHeadline,
            _escaped(column),
            to_sql(tree, configs),
            config=configs[-1],
            start_sel=MARK_START,
            stop_sel=MARK_STOP,
        )
        best = marked(
            fragment_delimiter=FRAGMENT_DELIMITER,
            max_fragments=fragments,
            max_words=words,
            min_words=words // 2,
        )
        is_short: LessThanOrEqual[int] = LessThanOrEqual(Length(column), whole)
        return Case(When(is_short, then=marked(highlight_all=True)), default=best)

    return _by_language(passages, TextField())


def matches_in(language: str, tree: Node) -> Q:
    """The condition that a row matches, where all rows are in one known language."""
    return Q(search_vector=to_sql(tree, CONFIGURATIONS.get(language, UNSTEMMED)))


def copies(language: str, tree: Node, column: str) -> Func:
    """The whole text with its matching words between signs, for `marking.marks` to read.

    One copy for each configuration of the language: a word may match by one of its stems only.
    """
    configs = CONFIGURATIONS.get(language, UNSTEMMED)
    signed = (
        SearchHeadline(
            _without_brackets(column),
            to_sql(tree, configs),
            config=config,
            start_sel=MARK_START,
            stop_sel=MARK_STOP,
            highlight_all=True,
        )
        for config in configs
    )
    return Func(*signed, template="ARRAY[%(expressions)s]", output_field=ArrayField(TextField()))


def to_sql(tree: Node, configs: Configs) -> SqlQuery:
    """A tsquery for one language: a term matches in any of its configurations."""
    match tree:
        case Term(text):
            forms = (SearchQuery(text, config=config, search_type="phrase") for config in configs)
            return reduce(or_, forms)
        case And(parts):
            return _joined(and_, [to_sql(part, configs) for part in parts])
        case Or(parts):
            return _joined(or_, [to_sql(part, configs) for part in parts])
        case Not(part):
            return _absent(part, configs)


def _absent(tree: Node, configs: Configs) -> SqlQuery:
    """The negation, brought down to single terms (De Morgan): Django negates no combination."""
    match tree:
        case Term(text):
            forms = (SearchQuery(text, config=config, search_type="phrase") for config in configs)
            return cast(SqlQuery, reduce(and_, (~form for form in forms)))
        case And(parts):
            return _joined(or_, [_absent(part, configs) for part in parts])
        case Or(parts):
            return _joined(and_, [_absent(part, configs) for part in parts])
        case Not(part):
            return to_sql(part, configs)


def _joined(operator: Callable[[Any, Any], Any], queries: Sequence[SqlQuery]) -> SqlQuery:
    """The queries joined as a balanced tree: Django walks it by recursion."""
    if len(queries) == 1:
        return queries[0]
    half = len(queries) // 2
    joined = operator(_joined(operator, queries[:half]), _joined(operator, queries[half:]))
    return cast(SqlQuery, joined)


def _vector(configs: Configs, weights: dict[str, str]) -> Combinable:
    vectors: Iterator[Combinable] = (
        SearchVector(_without_brackets(column), weight=weight, config=config)
        for config in configs
        for column, weight in weights.items()
    )
    return reduce(lambda left, right: left + right, vectors)


def _by_language(
    expression: Callable[[Configs], Expression], output_field: TextField[str, str] | None = None
) -> Case:
    whens = [When(language=code, then=expression(c)) for code, c in CONFIGURATIONS.items()]
    return Case(*whens, default=expression(UNSTEMMED), output_field=output_field)


def _without_brackets(column: str) -> Expression:
    """The column as it is indexed, without what the parser would take for a tag."""
    signs = Value(BRACKETS), Value(BLANKS)
    return Func(F(column), *signs, function="TRANSLATE", output_field=TextField())


def _escaped(column: str) -> Expression | F:
    """The column with &, < and > as entities, which the text search parser leaves alone."""
    text: Expression | F = F(column)
    for character, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        text = Func(
            text, Value(character), Value(entity), function="REPLACE", output_field=CharField()
        )
    return text
