"""From the query tree to SQL expressions. Knows no model.

The tables that are searched have a `language` column (ISO 639-1 code) and vectors of words made
with the configurations of that language (`search.languages`). `SearchQuery(config=F("language"))`
would hide the index from the planner (a sequential scan, 80 ms against 18 ms on 8,000
speeches), so each condition is an OR of one constant configuration per language that occurs.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import partial, reduce
from operator import and_, or_
from typing import Any, Final, TypeAlias, cast

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import (
    CombinedSearchQuery,
    SearchHeadline,
    SearchQuery,
    SearchRank,
    SearchVector,
)
from django.db.models import (
    BooleanField,
    Case,
    F,
    Field,
    Func,
    IntegerField,
    Q,
    TextField,
    Value,
    When,
)
from django.db.models.expressions import Expression
from django.db.models.functions import Length
from django.db.models.lookups import Exact, LessThanOrEqual

from statements.search.languages import CONFIGURATIONS, UNSTEMMED
from statements.search.marking import MARK_START, MARK_STOP
from statements.search.nodes import And, Expanded, Near, Node, Not, Or, Phrase, SameParagraph, Word
from statements.search.plain import plain

SqlQuery: TypeAlias = SearchQuery | CombinedSearchQuery
Configs: TypeAlias = tuple[str, ...]

#: What stands in a headline for words left out between two passages.
FRAGMENT_DELIMITER: Final = " … "

#: Two words within so many words of each other are asked for by every distance.
FEW_WORDS: Final = 10

#: The highest step of `frequent_words`: a word that occurs 192 times and more.
HIGHEST_TIER: Final = 14


def in_each(languages: Collection[str], condition: Callable[[Configs], Q]) -> Q:
    """The condition with the configurations of a row's language, for rows in these languages.

    A language of several configurations has the words of its texts by all of them.
    """
    stemmed = [code for code in CONFIGURATIONS if code in languages]
    conditions = [Q(language=code) & condition(CONFIGURATIONS[code]) for code in stemmed]
    if set(languages) - set(stemmed):
        conditions.append(~Q(language__in=CONFIGURATIONS) & condition(UNSTEMMED))
    return reduce(or_, conditions, Q()) if conditions else Q(pk__in=[])


def by_language(
    languages: Collection[str],
    expression: Callable[[Configs], Any],
    output_field: Field[Any, Any] | None = None,
) -> Any:
    """The expression with the configurations of a row's language, out of these languages."""
    stemmed = [code for code in CONFIGURATIONS if code in languages]
    if len(stemmed) == 1 == len(set(languages)):
        return expression(CONFIGURATIONS[stemmed[0]])
    whens = [When(language=code, then=expression(CONFIGURATIONS[code])) for code in stemmed]
    return Case(*whens, default=expression(UNSTEMMED), output_field=output_field)


def is_stemmed(tree: Node) -> bool:
    """Whether vectors of stems alone answer this: words and phrases, none as it is written."""
    match tree:
        case Word(_, is_literal, is_prefix):
            return not (is_literal or is_prefix)
        case Phrase(_, is_literal):
            return not is_literal
        case And(parts) | Or(parts) | SameParagraph(parts):
            return all(map(is_stemmed, parts))
        case Not(part):
            return is_stemmed(part)
        case Expanded(typed, names):
            return is_stemmed(typed) and all(map(is_stemmed, names))
        case _:
            return False


def stems(tree: Node, configs: Configs) -> SqlQuery:
    """A tsquery of stems; what asks for words as they are written is taken by its stems.

    A term matches in any of the configurations.
    """
    match tree:
        case Word(text, is_prefix=True):
            return _Beginning(text)
        case Word(text) | Phrase(text):
            return _joined(or_, [_phrase(form, c) for form in _spellings(text) for c in configs])
        case Near(text, distance):
            words = plain(text).split()
            if len(words) == 2 and distance <= FEW_WORDS and all(map(str.isalnum, words)):
                return _joined(or_, [_near(words, distance, config) for config in configs])
            return _joined(and_, [stems(Word(word), configs) for word in words])
        case And(parts) | SameParagraph(parts):
            return _joined(and_, [stems(part, configs) for part in parts])
        case Or(parts):
            return _joined(or_, [stems(part, configs) for part in parts])
        case Expanded(typed, names):
            return _joined(or_, [stems(part, configs) for part in (typed, *names)])
        case Not(part):
            return _absent(part, configs)
        case _:
            raise TypeError(f"No words to look for in {tree!r}")


def holds(tree: Node, vector: str, configs: Configs, written: Callable[[Node], Q]) -> Q:
    """Whether a vector of stems holds words and phrases, for rows of one language.

    A word that the language leaves out, as English "the" and "who", is in no vector of stems: it
    is looked for as it is `written`. PostgreSQL tells so while it plans, and keeps one of both
    conditions; the first has all words together, so that the index is read once.
    """
    together = Q(**{vector: stems(tree, configs)})
    terms = dict.fromkeys(_terms(tree))
    leaves_out = reduce(or_, [is_empty(stems(term, configs)) for term in terms])
    if isinstance(tree, Word | Phrase):
        return together | (leaves_out & written(tree))

    def one_by_one(part: Node) -> Q:
        match part:
            case And(parts) | SameParagraph(parts):
                return reduce(and_, map(one_by_one, parts))
            case Or(parts):
                return reduce(or_, map(one_by_one, parts))
            case Expanded(typed, names):
                return reduce(or_, map(one_by_one, (typed, *names)))
            case Not(inner):
                return ~one_by_one(inner)
            case _:
                return holds(part, vector, configs, written)

    return (~leaves_out & together) | (leaves_out & one_by_one(tree))


def _terms(tree: Node) -> list[Node]:
    match tree:
        case And(parts) | Or(parts) | SameParagraph(parts):
            return [term for part in parts for term in _terms(part)]
        case Expanded(typed, names):
            return [*_terms(typed), *names]
        case Not(part):
            return _terms(part)
        case _:
            return [tree]


def as_written(tree: Node) -> SqlQuery:
    """A tsquery of words as they are written, but for case and accents."""
    return stems(tree, UNSTEMMED)


def written_words(column: str) -> SearchVector:
    """The words of a column as they are written, as `as_written` looks for them."""
    return SearchVector(_plain(column), config=UNSTEMMED[0])


def weighted(vector: str, weights: str, query: SqlQuery) -> Func:
    """Whether those words of a vector that have one of the weights, as "ab", match the query."""
    words = Func(F(vector), Value(list(weights)), template='ts_filter(%(expressions)s::"char"[])')
    return matches(words, query)


def matches(vector: Expression | F, query: Expression) -> Func:
    """Whether a vector, which need not be a column, matches the query."""
    return Func(
        vector,
        query,
        template="(%(expressions)s)",
        arg_joiner=" @@ ",
        output_field=BooleanField(),
    )


def near(node: Near, vector: str, configs: Configs) -> Func:
    """Whether the words stand within the distance of each other, in whatever order."""
    return Func(
        F(vector),
        Value(list(configs)),
        Value(plain(node.text).split()),
        Value(node.distance),
        template="statements_near(%(expressions)s)",
        arg_joiner=", ",
        output_field=BooleanField(),
        function="statements_near",
    )


def occurs_often(column: str, tree: Node, step: int, configs: Configs) -> Func:
    """Whether all words occur so often, by a column made like `frequent_words`.

    Two steps make an octave: 1 is twice and more, 2 three times, 3 four times, 4 six times,
    HIGHEST_TIER 192 times (cf. "tiered indexes" in Manning, Raghavan and Schütze,
    Introduction to Information Retrieval, section 7.2.1).
    """
    return matches(F(column), _Tier(stems(tree, configs), step=step))


def is_empty(query: SqlQuery) -> Q:
    """Whether nothing is left to look for: a language leaves out words as English "the", "who"."""
    return Q(Exact(Func(query, function="numnode", output_field=IntegerField()), 0))


def cover_density(vector: str, query: SqlQuery) -> SearchRank:
    """How often and how close together the words stand, higher is better."""
    return SearchRank(F(vector), query, cover_density=True)


def frequency(vector: str, query: SqlQuery) -> SearchRank:
    """How often the words stand in the text, higher is better."""
    return SearchRank(F(vector), query)


def headline(
    tree: Node,
    column: str,
    *,
    languages: Collection[str],
    fragments: int,
    words: int,
    whole: int,
) -> Any:
    """The best passages of a text, its matching words between MARK_START and MARK_STOP.

    Of the text as it is indexed (`statements.search.plain`): `marking.parts` cuts the same out of
    the verbatim text. One of up to `whole` characters comes whole, a longer one as at most
    `fragments` passages of about `words` words.
    """

    def passages(configs: Configs) -> Case:
        marked = partial(
            SearchHeadline,
            _plain(column),
            stems(tree, configs),
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

    if is_as_written(tree):
        return passages(UNSTEMMED)
    return by_language(languages, passages, TextField())


def copies(language: str, tree: Node, column: str) -> Func:
    """The whole text with its matching words between signs, for `marking.marks` to read.

    One copy for each configuration of the language, since a word may match by one of its stems
    only, and one for words as they are written. `tree` is one term or an Or of them.
    """
    terms = tree.parts if isinstance(tree, Or) else (tree,)
    stemmed = [term for term in terms if not is_as_written(term)]
    written = [term for term in terms if is_as_written(term)]
    configs = CONFIGURATIONS.get(language, UNSTEMMED)
    signed = [
        SearchHeadline(
            _plain(column),
            query,
            config=config,
            start_sel=MARK_START,
            stop_sel=MARK_STOP,
            highlight_all=True,
        )
        for asked, names in ((stemmed, configs), (written, UNSTEMMED))
        if asked
        for query in [_joined(or_, [stems(term, names) for term in asked])]
        for config in names
    ]
    return Func(*signed, template="ARRAY[%(expressions)s]", output_field=ArrayField(TextField()))


class _Beginning(SearchQuery):
    """Words as they are written that begin so, but for case and accents.

    `to_tsquery` would take "co-operat" apart and look for "co" and its followers one by one.
    """

    template = "(quote_literal(unaccent(lower(%(expressions)s))) || ':*')::tsquery"

    def __init__(self, text: str) -> None:
        super().__init__(Value(plain(text).replace("\\", ""), output_field=TextField()))


class _Tier(Func):
    """A tsquery whose words stand for themselves and a step, and whose phrases for their words."""

    template = (
        "regexp_replace(regexp_replace((%(expressions)s)::text, '<(-|[0-9]+)>', '&', 'g'),"
        " '''(:[*ABCD]+)?(?=[ )]|$)', '/%(step)d''', 'g')::tsquery"
    )


def is_as_written(term: Node) -> bool:
    """Whether a term, or all of an Or of terms, asks for words as they are written."""
    match term:
        case Word(_, is_literal, is_prefix):
            return is_literal or is_prefix
        case Phrase(_, is_literal):
            return is_literal
        case Or(parts):
            return all(map(is_as_written, parts))
        case _:
            return False


def _near(words: Sequence[str], distance: int, config: str) -> SearchQuery:
    """Two words at each distance, in either order: most of what has both is told by the index."""
    first, second = (word.replace("\\", "").replace("'", "''") for word in words)
    pairs = (
        f"'{one}' <{steps}> '{other}'"
        # None, where both have the same stem.
        for steps in range(distance + 1)
        for one, other in ((first, second), (second, first))
    )
    return SearchQuery(" | ".join(pairs), config=config, search_type="raw")


def _spellings(text: str) -> list[str]:
    """With hyphens as typed, and with spaces for them.

    The parser makes of "sea-bed" the whole and its parts, one after the other: what was typed
    with a hyphen would not be found where it is written as two words.
    """
    return list(dict.fromkeys([text, text.replace("-", " ")]))


def _phrase(text: str, config: str) -> SearchQuery:
    return SearchQuery(plain(text), config=config, search_type="phrase")


def _absent(tree: Node, configs: Configs) -> SqlQuery:
    """The negation, brought down to single terms (De Morgan): Django negates no combination."""
    match tree:
        case And(parts) | SameParagraph(parts):
            return _joined(or_, [_absent(part, configs) for part in parts])
        case Or(parts):
            return _joined(and_, [_absent(part, configs) for part in parts])
        case Expanded(typed, names):
            return _joined(and_, [_absent(part, configs) for part in (typed, *names)])
        case Near(text):
            return _joined(or_, [_absent(Word(word), configs) for word in plain(text).split()])
        case Not(part):
            return stems(part, configs)
        case Word(text, is_prefix=True):
            return ~_Beginning(text)
        case Word(text) | Phrase(text):
            return _joined(and_, [~_phrase(form, c) for form in _spellings(text) for c in configs])
        case _:
            raise TypeError(f"No words to look for in {tree!r}")


def _joined(operator: Callable[[Any, Any], Any], queries: Sequence[SqlQuery]) -> SqlQuery:
    """The queries joined as a balanced tree: Django walks it by recursion."""
    if len(queries) == 1:
        return queries[0]
    half = len(queries) // 2
    joined = operator(_joined(operator, queries[:half]), _joined(operator, queries[half:]))
    return cast(SqlQuery, joined)


def _plain(column: str) -> Func:
    """The column as it is indexed: see `statements.search.plain`."""
    return Func(F(column), function="statements_plain", output_field=TextField())
