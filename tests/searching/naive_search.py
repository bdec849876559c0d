"""What a query finds, told the slow and plain way: every statement is read for every part.

Only the stems of words are PostgreSQL's own, each asked for by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import product

from django.db import connection

from statements.ingest.dates import parse_partial_date
from statements.search.languages import CONFIGURATIONS, UNSTEMMED
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
)

_WORD = re.compile(r"\w+(?:-\w+)*")


@dataclass(frozen=True)
class Told:
    """A paragraph as it was written."""

    text: str
    #: Keys of the entities that it mentions.
    mentions: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Statement:
    """A statement as it was written. `names` are title, speaker, delegation, event and its whole;
    `days` the first and last day that the date may mean."""

    key: int
    language: str
    names: str
    paragraphs: tuple[Told, ...]
    of_title: frozenset[int] = frozenset()
    speaker: int | None = None
    events: frozenset[int] = frozenset()
    by: frozenset[int] = frozenset()
    days: tuple[date, date] | None = None

    @property
    def entities(self) -> frozenset[int]:
        return self.of_title.union(*(paragraph.mentions for paragraph in self.paragraphs))


def parts_of(text: str) -> list[str]:
    """The words one after the other; of one with hyphens the whole, then each part."""
    found: list[str] = []
    for word in _WORD.findall(text):
        found += [word, *word.split("-")] if "-" in word else [word]
    return found


@cache
def stem(configuration: str, word: str) -> str | None:
    """As it is indexed; None where the language leaves it out."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT lexeme FROM unnest(to_tsvector(%s::regconfig, %s)) WHERE 1 = ANY (positions)",
            [configuration, word],
        )
        row = cursor.fetchone()
    return row[0] if row else None


def stems_of(configuration: str, text: str) -> list[str | None]:
    return [stem(configuration, word) for word in parts_of(text)]


def follow_each_other(wanted: Sequence[str | None], there: Sequence[str | None]) -> bool:
    """Whether the wanted stand somewhere in this order; None stands for any word."""
    return any(
        all(
            word is None or word == other
            for word, other in zip(wanted, there[start:], strict=False)
        )
        for start in range(len(there) - len(wanted) + 1)
    )


def trimmed(stems: list[str | None]) -> list[str | None]:
    while stems and stems[0] is None:
        stems = stems[1:]
    while stems and stems[-1] is None:
        stems = stems[:-1]
    return stems


class Text:
    """Something written in a language, in which single terms are looked for."""

    def __init__(self, text: str, language: str) -> None:
        self._text = text
        self._configurations = CONFIGURATIONS.get(language, UNSTEMMED)

    def holds(self, term: Word | Phrase | Near) -> bool:
        match term:
            case Near(text, distance):
                return any(self._near(text, distance, each) for each in self._configurations)
            case Word(text, is_prefix=True):
                return self._begins_so(text)
            case Word(text, is_literal=True) | Phrase(text, is_literal=True):
                return self._holds(text, UNSTEMMED)
            case Word(text) | Phrase(text):
                if self._is_left_out(text):
                    return self._holds(text, UNSTEMMED)
                return self._holds(text, self._configurations)

    def _is_left_out(self, text: str) -> bool:
        return not any(any(stems_of(each, text)) for each in self._configurations)

    def _holds(self, text: str, configurations: Iterable[str]) -> bool:
        forms = {text, text.replace("-", " ")}
        # Asked for by one configuration, a text is read by the others as well.
        return any(
            follow_each_other(wanted, stems_of(there, self._text))
            for asked, there, form in product(configurations, configurations, forms)
            if (wanted := trimmed(stems_of(asked, form)))
        )

    def _begins_so(self, text: str) -> bool:
        (configuration,) = UNSTEMMED
        there = stems_of(configuration, self._text)
        wanted = stems_of(configuration, text)
        return any(
            all(
                other is not None and other.startswith(word or "")
                for word, other in zip(wanted, there[start:], strict=False)
            )
            for start in range(len(there) - len(wanted) + 1)
        )

    def _near(self, text: str, distance: int, there: str) -> bool:
        """Of a word with hyphens the whole counts."""
        wanted = [
            forms
            for word in text.split()
            if (forms := {stem(each, word) for each in self._configurations} - {None})
        ]
        stems = stems_of(there, self._text)
        spans = (stems[start : start + distance + 1] for start in range(len(stems)))
        return bool(wanted) and any(all(forms & set(span) for forms in wanted) for span in spans)


class NaiveSearch:
    """Searches statements; `keys` say what the values of fields stand for."""

    def __init__(
        self, statements: Sequence[Statement], keys: Mapping[Field, Iterable[int]]
    ) -> None:
        self._statements = statements
        self._keys = {field: frozenset(found) for field, found in keys.items()}

    def found(self, tree: Node, *, in_one_paragraph: bool = False) -> set[int]:
        holds = self._in_one_paragraph if in_one_paragraph else self._holds
        return {each.key for each in self._statements if holds(tree, each)}

    def _holds(self, tree: Node, statement: Statement) -> bool:
        match tree:
            case Word() | Phrase() | Near():
                return any(text.holds(tree) for text in self._texts(tree, statement))
            case And(parts):
                return all(self._holds(part, statement) for part in parts)
            case Or(parts):
                return any(self._holds(part, statement) for part in parts)
            case Expanded(typed, names):
                return any(self._holds(part, statement) for part in (typed, *names))
            case Not(part):
                return not self._holds(part, statement)
            case SameParagraph():
                return any(self._stands_in(tree, told, statement) for told in statement.paragraphs)
            case Field("country" | "organization" | "theme" | "document"):
                return bool(self._keys[tree] & statement.entities)
            case _:
                return self._is_so(tree, statement)

    def _texts(self, term: Word | Phrase | Near, statement: Statement) -> Iterator[Text]:
        if not isinstance(term, Near):
            yield Text(statement.names, statement.language)
        for told in statement.paragraphs:
            yield Text(told.text, statement.language)

    def _in_one_paragraph(self, tree: Node, statement: Statement) -> bool:
        match tree:
            case Or(parts):
                return any(self._in_one_paragraph(part, statement) for part in parts)
            case And(parts):
                outside = [part for part in parts if _is_of_statement(part)]
                inside = tuple(part for part in parts if not _is_of_statement(part))
                return all(self._holds(part, statement) for part in outside) and (
                    not inside or self._in_a_paragraph(inside, statement)
                )
            case _:
                return self._in_a_paragraph((tree,), statement)

    def _in_a_paragraph(self, parts: tuple[Node, ...], statement: Statement) -> bool:
        if len(parts) == 1 and isinstance(parts[0], Or):
            return self._in_one_paragraph(parts[0], statement)
        if all(isinstance(part, Not) or _is_of_statement(part) for part in parts):
            return all(self._holds(part, statement) for part in parts)
        return any(
            all(self._stands_in(part, told, statement) for part in parts)
            for told in statement.paragraphs
        )

    def _stands_in(self, tree: Node, told: Told, statement: Statement) -> bool:
        match tree:
            case Word() | Phrase() | Near():
                return Text(told.text, statement.language).holds(tree)
            case And(parts) | SameParagraph(parts):
                return all(self._stands_in(part, told, statement) for part in parts)
            case Or(parts):
                return any(self._stands_in(part, told, statement) for part in parts)
            case Expanded(typed, names):
                return any(self._stands_in(part, told, statement) for part in (typed, *names))
            case Not(part):
                return not self._stands_in(part, told, statement)
            case Field("country" | "organization" | "theme" | "document"):
                return bool(self._keys[tree] & told.mentions)
            case _:
                return self._is_so(tree, statement)

    def _is_so(self, tree: Node, statement: Statement) -> bool:
        match tree:
            case Field("lang", value):
                return statement.language == value.lower()
            case Field("speaker"):
                return statement.speaker in self._keys[tree]
            case Field("event"):
                return bool(self._keys[tree] & statement.events)
            case Field("by"):
                return bool(self._keys[tree] & statement.by)
            case Years(first, last):
                start = date(first, 1, 1) if first else date.min
                return _is_between(statement, start, date(last, 12, 31) if last else date.max)
            case Before(text):
                last = parse_partial_date(text).first_day - timedelta(days=1)
                return _is_between(statement, date.min, last)
            case After(text):
                first = parse_partial_date(text).last_day + timedelta(days=1)
                return _is_between(statement, first, date.max)
            case _:
                raise AssertionError(tree)


def _is_of_statement(tree: Node) -> bool:
    match tree:
        case Not(part):
            return _is_of_statement(part)
        case Field(name):
            return name in {"speaker", "event", "by", "lang"}
        case _:
            return isinstance(tree, Years | Before | After)


def _is_between(statement: Statement, first: date, last: date) -> bool:
    """Whether one of the days that the date may mean is."""
    return statement.days is not None and (statement.days[0] <= last and statement.days[1] >= first)
