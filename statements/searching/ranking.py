"""The order of what was found, best first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from math import log
from typing import Any, Final

from django.db.models import (
    F,
    FloatField,
    Func,
    IntegerField,
    Q,
)
from pyroaring import AbstractBitMap, FrozenBitMap

from statements.holdings import Holdings
from statements.models import SpeechIndex
from statements.models.keys import among
from statements.search import postgres
from statements.search.nodes import (
    And,
    Expanded,
    Near,
    Node,
    Or,
    Phrase,
    SameParagraph,
    Word,
    all_of,
    any_of,
    map_nodes,
)
from statements.searching.finding import NOTHING, Finder
from statements.searching.limits import OutOfTime, keys_of, limited
from statements.searching.recent import remembered

#: So many statements are compared by all places of the words. Of more, those in which the words
#: occur most often are, and the others follow by date: reading the places of a word in 10,700
#: statements takes 110 ms.
COMPARED: Final = 1_000
ENOUGH: Final = 300

#: So many words seldom stand in one paragraph by chance.
SEVERAL: Final = 3

#: What the words as they were typed, close together, weigh against how often their stems occur;
#: and half of that weight is had by words so far apart: a cover density of 0.001 is that of five
#: words within about two hundred. From known items and judged topics: docs/benchmarks.md.
AS_WRITTEN: Final = 0.3
FAR_APART: Final = 0.001


def best_first(tree: Node, statements: FrozenBitMap, holdings: Holdings) -> list[int]:
    """The statements by relevance to the query, the first COMPARED or so of them at least.

    None of them where that takes longer than a search may.
    """
    ask = partial(_best_first, tree, statements, holdings)
    return remembered(holdings.version, ("ranked", tree, statements), ask, is_final=bool)


def _best_first(tree: Node, statements: FrozenBitMap, holdings: Holdings) -> list[int]:
    words, typed = words_to_compare(tree), words_to_compare(tree, with_names=False)
    if words is None or typed is None or not statements:
        return []
    try:
        compared = _most_promising(words, statements, holdings)
        return _by_score(words, typed, compared, holdings)
    except OutOfTime:
        return []


def words_to_compare(tree: Node, *, with_names: bool = True) -> Node | None:
    """What is wanted of the words, without what must be absent and what is no word; `with_names`
    under the names that were added too."""

    def words(node: Node) -> Node | None:
        match node:
            case Word() | Phrase() | Near() | And() | Or():
                return node
            case SameParagraph(parts):
                return all_of(parts)
            case Expanded(typed, names):
                return any_of([typed, *names]) if with_names else typed
            case _:
                return None

    return map_nodes(tree, words)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What PostgreSQL finds of the words in a statement."""

    #: Cover density of their stems, in all of it and in title and names alone.
    close: float
    close_in_names: float
    #: How often the stems occur.
    often: float
    #: Cover density of the words as they were typed.
    as_written: float
    #: Different stems of the statement.
    length: int

    @property
    def score(self) -> float:
        """How much a statement is about the words.

        How often they occur and how close together, set against the length of the text and
        growing ever more slowly; more where they stand close together as they were typed; and
        most where the title, or the names of speaker, delegation and event, hold all of them.
        """
        about = (log(1 + self.close) + self.often) / (1 + log(1 + self.length))
        return (
            about
            + AS_WRITTEN * self.as_written / (self.as_written + FAR_APART)
            + self.close_in_names
        )


def has_words(tree: Node | None) -> bool:
    """Whether there is anything that statements could be compared by."""
    return tree is not None and words_to_compare(tree) is not None


def _by_score(
    words: Node, typed: Node, statements: AbstractBitMap, holdings: Holdings
) -> list[int]:
    def in_each(expression: Callable[[postgres.SqlQuery], Any]) -> Any:
        return postgres.by_language(
            holdings.languages,
            lambda configs: expression(postgres.stems(words, configs)),
            FloatField(),
        )

    found = SpeechIndex.objects.filter(among(statements)).values_list(
        "pk",
        in_each(partial(postgres.cover_density, "words")),
        in_each(partial(postgres.cover_density, "name_words")),
        in_each(partial(postgres.frequency, "words")),
        postgres.cover_density("exact_words", postgres.as_written(typed)),
        Func(F("words"), function="length", output_field=IntegerField()),
    )
    with limited():
        scores = {key: Evidence(*evidence).score for key, *evidence in found}
    place = {key: at for at, key in enumerate(holdings.newest(statements, 0, len(statements)))}
    return sorted(scores, key=lambda key: (-scores[key], place[key]))


def _most_promising(words: Node, statements: FrozenBitMap, holdings: Holdings) -> AbstractBitMap:
    """About COMPARED statements, if there are more: in a paragraph of which all words stand, or
    else in which all of them occur often."""
    if len(statements) <= COMPARED:
        return statements
    if isinstance(words, And) and len(words.parts) >= SEVERAL:
        in_one = Finder(holdings, {}).find_in_one_paragraph(words).statements & statements
        if ENOUGH <= len(in_one) <= COMPARED:
            return in_one
    else:
        in_one = NOTHING
    often = _most_frequent(words, statements, holdings)
    few = in_one if len(in_one) <= COMPARED else NOTHING
    rest = max(0, COMPARED - len(few) - len(often)) if len(often) < ENOUGH else 0
    return few | often | FrozenBitMap(holdings.newest(statements - often, 0, rest))


def _most_frequent(words: Node, statements: FrozenBitMap, holdings: Holdings) -> FrozenBitMap:
    """Those of the highest tier that has enough of them, or of the lowest."""
    lowest, highest = 1, postgres.HIGHEST_TIER + 1
    chosen = statements & _frequent(words, lowest, holdings)
    while highest - lowest > 1:
        step = (lowest + highest) // 2
        found = statements & _frequent(words, step, holdings)
        if len(found) >= ENOUGH:
            lowest, chosen = step, found
        else:
            highest = step
    return chosen


def _frequent(words: Node, step: int, holdings: Holdings) -> FrozenBitMap:
    stemmed = map_nodes(words, _by_stem)
    if stemmed is None:
        return NOTHING

    def ask() -> FrozenBitMap:
        condition = postgres.in_each(
            holdings.languages,
            lambda configs: Q(postgres.occurs_often("frequent_words", stemmed, step, configs)),
        )
        return keys_of(SpeechIndex.objects.filter(condition), "pk")

    return remembered(holdings.version, ("frequent", stemmed, step), ask)


def _by_stem(node: Node) -> Node | None:
    """The word by its stem; a prefix has none."""
    if isinstance(node, Word):
        return None if node.is_prefix else Word(node.text)
    return node
