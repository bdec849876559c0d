"""Which statements a query finds: the words by SQL, all else by sets in memory."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial, reduce
from operator import and_, or_
from typing import Any, Final

from django.db.models import Q, QuerySet
from pyroaring import FrozenBitMap

from statements.holdings import Holdings
from statements.models import Paragraph, SpeechIndex
from statements.search import postgres
from statements.search.nodes import (
    After,
    And,
    Before,
    Expanded,
    Field,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    SameParagraph,
    Word,
    Years,
    all_of,
    any_of,
    fields_of,
    is_statement_property,
)
from statements.searching.limits import OutOfTime, budget, keys_of
from statements.searching.paragraphs import Keys, holding
from statements.searching.recent import remembered
from statements.searching.understanding import Understood

NOTHING: Final = FrozenBitMap()


@dataclass(frozen=True, slots=True)
class Found:
    """Statements; where time ran out there may be more of them."""

    statements: FrozenBitMap
    is_complete: bool = True


def find(query: Understood, holdings: Holdings, *, in_one_paragraph: bool = False) -> Found:
    """The statements in which a query holds, drafts included; all words in one paragraph if asked.

    Raises ValueError for a query in which nothing is to be searched for.
    """
    if query.tree is None:
        raise ValueError("Nothing to search for.")
    finder = Finder(holdings, query.keys)
    ask = finder.find_in_one_paragraph if in_one_paragraph else finder.find
    with budget():
        return ask(query.tree)


class Finder:
    """Answers queries over all statements, drafts included, as they are in the holdings.

    `keys` say what the values of fields stand for; a field without keys holds for no statement.
    """

    def __init__(self, holdings: Holdings, keys: Keys) -> None:
        self._holdings = holdings
        self._keys = keys
        self._languages = holdings.languages

    def find(self, tree: Node) -> Found:
        """The statements in which the query holds, its words wherever they stand."""
        match tree:
            case Word(text, is_literal, is_prefix=False) if not text.isalnum():
                # Of what has marks within the parser makes words that follow each other.
                return self._remembered(Phrase(text, is_literal))
            case Word() | Phrase() | Near() | SameParagraph():
                return self._remembered(tree)
            case And(parts):
                return self._all(parts)
            case Or(parts):
                return self._any(parts)
            case Expanded(typed, names):
                return self._any((typed, *names))
            case Not(part):
                return self._without(part)
            case _:
                return Found(self._of_property(tree))

    def find_in_one_paragraph(self, tree: Node) -> Found:
        """The statements with a paragraph that holds all that can stand in one."""
        match tree:
            case Or(parts):
                # What holds one of several terms is one question, however many they are.
                terms = any_of(part for part in parts if isinstance(part, Word | Phrase | Near))
                rest = [part for part in parts if not isinstance(part, Word | Phrase | Near)]
                found = [self._in_paragraph(terms)] if terms else []
                return _joined(or_, found + [self.find_in_one_paragraph(part) for part in rest])
            case And(parts):
                outside = [part for part in parts if is_statement_property(part)]
                if not outside:
                    return self._in_paragraph(tree)
                inside = all_of(part for part in parts if not is_statement_property(part))
                found = [self.find(part) for part in outside]
                if inside is not None:
                    found.append(self.find_in_one_paragraph(inside))
                return _joined(and_, found)
            case _:
                return self._in_paragraph(tree)

    def _in_paragraph(self, tree: Node) -> Found:
        parts = tree.parts if isinstance(tree, And) else (tree,)
        if is_statement_property(tree) or all(isinstance(part, Not) for part in parts):
            # That some paragraph lacks a word says nothing.
            return self.find(tree)
        return self._remembered(SameParagraph(parts))

    def _all(self, parts: tuple[Node, ...]) -> Found:
        words = [part for part in parts if _is_of_single_words(part)]
        together = all_of(words)
        rest = [part for part in parts if part not in words]
        found = [self._remembered(together)] if together else []
        # What is in memory first: where nothing is left no question is put.
        for part in sorted(rest, key=_cost):
            if found and not found[-1].statements:
                break
            found.append(self.find(part))
        return _joined(and_, found)

    def _any(self, parts: tuple[Node, ...]) -> Found:
        words = [part for part in parts if _is_of_single_words(part)]
        rest = [self.find(part) for part in parts if part not in words]
        together = any_of(words)
        return _joined(or_, rest + ([self._remembered(together)] if together else []))

    def _without(self, part: Node) -> Found:
        found = self.find(part)
        everything = self._holdings.everything
        if found.is_complete:
            return Found(everything - found.statements)
        # Some that hold it are not known: those are left that lack one of its words.
        words = _words_of(part)
        may_hold = self._with_stems(words) if words else None
        if may_hold is None or not may_hold.is_complete:
            return Found(NOTHING, is_complete=False)
        return Found(everything - may_hold.statements, is_complete=False)

    def _with_stems(self, words: list[str]) -> Found:
        """Those with the stems of all words, but for what a language leaves out as too common."""
        wanted = And(tuple(map(Word, words)))

        def condition(configs: postgres.Configs) -> Q:
            query = postgres.stems(wanted, configs)
            return Q(words=query) | postgres.is_empty(query)

        rows = SpeechIndex.objects.filter(postgres.in_each(self._languages, condition))
        return _answer(rows, "speech")

    def _remembered(self, tree: Node) -> Found:
        key = tree, tuple((field, tuple(self._keys.get(field, ()))) for field in _fields(tree))
        return remembered(
            self._holdings.version,
            ("found", key),
            partial(self._asked, tree),
            is_final=lambda found: found.is_complete,
        )

    def _asked(self, tree: Node) -> Found:
        if _is_of_single_words(tree):
            return self._in_index(tree, "words", _written)
        match tree:
            case Word(text, is_prefix=is_prefix) if is_prefix or text.isalnum():
                return self._in_index(tree, "words", _written)
            case Word() | Phrase():
                in_names = self._in_index(tree, "name_words", _written_in_names)
                return _joined(or_, [in_names, self._in_paragraphs(tree)])
            case _:
                return self._in_paragraphs(tree)

    def _in_index(self, tree: Node, vector: str, written: Callable[[Node], Q]) -> Found:
        """By a vector of stems, or as it is `written` where that is asked for."""
        condition = written(tree)
        if postgres.is_stemmed(tree):
            stemmed = partial(postgres.holds, tree, vector, written=written)
            condition = postgres.in_each(self._languages, stemmed)
        return _answer(SpeechIndex.objects.filter(condition), "speech")

    def _in_paragraphs(self, tree: Node) -> Found:
        paragraphs = Paragraph.objects.filter(
            holding(tree, self._languages, self._keys, self._of_property)
        )
        found = _answer(paragraphs, "speech")
        if found.is_complete or not isinstance(tree, Phrase):
            return found
        # The vectors of whole statements leave out some places of very common words.
        return replace(self._in_index(tree, "words", _written), is_complete=False)

    def _of_property(self, tree: Node) -> FrozenBitMap:
        holdings = self._holdings
        match tree:
            case Field("lang", value):
                return holdings.by_language.get(value.casefold(), NOTHING)
            case Field(name):
                sets = getattr(holdings, _SETS[name])
                found = (sets.get(key, NOTHING) for key in self._keys.get(tree, ()))
                return FrozenBitMap.union(NOTHING, *found)
            case Years(first, last):
                return holdings.dated(
                    date(first, 1, 1) if first else date.min, date(last, 12, 31) if last else None
                )
            case Before(text):
                return holdings.dated(None, _day_before(text))
            case After(text):
                return holdings.dated(_day_after(text), None)
            case _:
                raise TypeError(f"Nothing that a statement is or holds: {tree!r}")


_SETS: Final = {
    "speaker": "by_speaker",
    "event": "by_event",
    "by": "by_represents",
    "country": "by_entity",
    "organization": "by_entity",
    "theme": "by_entity",
    "document": "by_entity",
}


def _written(tree: Node) -> Q:
    return Q(exact_words=postgres.as_written(tree))


def _written_in_names(tree: Node) -> Q:
    """Whether title and names hold it as it is written, by the weights of the vector."""
    query = postgres.as_written(tree)
    return _written(tree) & Q(postgres.weighted("exact_words", "ab", query))


def _is_of_single_words(node: Node) -> bool:
    """Whether vectors of whole statements, which know no places for certain, answer this."""
    match node:
        case Word(text, is_literal, is_prefix):
            return not (is_literal or is_prefix) and text.isalnum()
        case And(parts) | Or(parts):
            return all(map(_is_of_single_words, parts))
        case _:
            return False


def _cost(node: Node) -> int:
    """What is known without a question to the database comes first."""
    match node:
        case Not(part):
            return _cost(part)
        case Field() | Years() | Before() | After():
            return 0
        case Word():
            return 1
        case _:
            return 2


def _joined(
    operator: Callable[[FrozenBitMap, FrozenBitMap], FrozenBitMap], found: Iterable[Found]
) -> Found:
    all_found = list(found)
    statements = reduce(operator, (each.statements for each in all_found))
    return Found(statements, all(each.is_complete for each in all_found))


def _words_of(node: Node) -> list[str]:
    """Words without which none holds it."""
    match node:
        case Word(is_prefix=True):
            return []
        case Word(text) | Phrase(text) | Near(text):
            return [word for word in text.split() if word.isalnum()]
        case And(parts) | SameParagraph(parts):
            return [word for part in parts for word in _words_of(part)]
        case _:
            return []


def _fields(node: Node) -> tuple[Field, ...]:
    return tuple(field for field in fields_of(node) if isinstance(field, Field))


def _answer(rows: QuerySet[Any], key: str) -> Found:
    try:
        return Found(keys_of(rows, key))
    except OutOfTime:
        return Found(NOTHING, is_complete=False)


def _day_before(text: str) -> date:
    year, month, day = _numbers(text)
    return date(year, month or 1, day or 1) - timedelta(days=1)


def _day_after(text: str) -> date:
    year, month, day = _numbers(text)
    last = day or monthrange(year, month or 12)[1]
    return date(year, month or 12, last) + timedelta(days=1)


def _numbers(text: str) -> tuple[int, int, int]:
    """Year, month and day, 0 for what is not given. A query may name any year to 2999."""
    year, month, day = (*map(int, text.split("-")), 0, 0)[:3]
    return year, month, day
