"""What a query searches for, in plain words. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from statements.search.messages import (
    Message,
    both,
    either,
    gettext,
    gettext_noop,
    joined,
    listed,
    ngettext,
)
from statements.search.query import (
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

_MONTHS: Final = (
    *(gettext_noop("January"), gettext_noop("February"), gettext_noop("March")),
    *(gettext_noop("April"), gettext_noop("May"), gettext_noop("June")),
    *(gettext_noop("July"), gettext_noop("August"), gettext_noop("September")),
    *(gettext_noop("October"), gettext_noop("November"), gettext_noop("December")),
)

#: What a statement with this property does, and what to say of one that does not.
_FIELDS: Final = {
    "speaker": (
        gettext_noop("by speakers named {names}"),
        gettext_noop("not by speakers named {names}"),
    ),
    "by": (gettext_noop("on behalf of {names}"), gettext_noop("not on behalf of {names}")),
    "event": (gettext_noop("at the event {names}"), gettext_noop("not at the event {names}")),
    "lang": (gettext_noop("in the language {names}"), gettext_noop("not in the language {names}")),
    "country": (
        gettext_noop("that mention the country {names}"),
        gettext_noop("that do not mention the country {names}"),
    ),
    "organization": (
        gettext_noop("that mention the organization {names}"),
        gettext_noop("that do not mention the organization {names}"),
    ),
    "theme": (gettext_noop("on the theme {names}"), gettext_noop("not on the theme {names}")),
    "document": (
        gettext_noop("that mention the document {names}"),
        gettext_noop("that do not mention the document {names}"),
    ),
}


def explain(tree: Node | None) -> str:
    """One noun phrase without a full stop, such as: statements with “climate”, from 2019 on.

    Parentheses stand where parts nest: but for the order of parts, no two different trees
    read the same.
    """
    if tree is None:
        return gettext("all statements")
    return gettext("statements {clauses}", clauses=_clause(tree))


def _clause(node: Node) -> str:
    """What follows the noun: "with …", "without …", "by …"."""
    if _is_worded(node):
        return gettext("with {words}", words=_words(node))
    match node:
        case And(parts):
            return joined(listed, _clauses(parts))
        case Or(parts):
            return _fields_of_one_name(parts) or joined(either, map(_nested, parts))
        case SameParagraph(parts) if all(map(_is_worded, parts)):
            words = joined(both, map(_nested_words, parts))
            return gettext("with {words} in one paragraph", words=words)
        case SameParagraph(parts):
            sides = joined(both, (_in_parentheses(_clause(part)) for part in parts))
            return gettext("of which one paragraph is {clauses}", clauses=sides)
        case Not(part):
            return _unwanted(part)
        case Field(name, value):
            return gettext(_FIELDS[name][0], names=_quoted(value))
        case _:
            return _when(node)


def _clauses(parts: tuple[Node, ...]) -> list[str]:
    """Words first, then what is unwanted, then who, where and when."""
    words = [part for part in parts if _is_worded(part)]
    others = [part for part in parts if not _is_worded(part)]
    others.sort(key=_rank)
    clauses: list[str] = []
    if words:
        clauses.append(gettext("with {words}", words=joined(both, map(_nested_words, words))))
    return clauses + [
        _in_parentheses(_clause(part)) if _is_choice(part) else _clause(part) for part in others
    ]


def _rank(node: Node) -> int:
    match node:
        case SameParagraph() | Or():
            return 0
        case Not(part) if _is_worded(part):
            return 1
        case Years() | Before() | After() | Not(Years() | Before() | After()):
            return 3
        case _:
            return 2


def _is_choice(node: Node) -> bool:
    return isinstance(node, Or) and not _fields_of_one_name(node.parts)


def _nested(node: Node) -> str:
    text = _clause(node)
    return _in_parentheses(text) if isinstance(node, And | Or | SameParagraph) else text


def _unwanted(node: Node) -> str:
    if _is_worded(node):
        return gettext("without {words}", words=_nested_words(node))
    match node:
        case Field(name, value):
            return gettext(_FIELDS[name][1], names=_quoted(value))
        case Years() | Before() | After():
            return gettext("not {when}", when=_when(node))
        case _:
            return gettext("except those ({clauses})", clauses=_clause(node))


def _fields_of_one_name(parts: tuple[Node, ...]) -> str:
    """One clause for `country:(Chad OR Peru)`; empty when the parts are anything else."""
    fields = [part for part in parts if isinstance(part, Field)]
    if len(fields) < len(parts) or len({field.name for field in fields}) > 1:
        return ""
    return gettext(_FIELDS[fields[0].name][0], names=_any_of(field.value for field in fields))


def _is_worded(node: Node) -> bool:
    """Whether it is made of wanted words alone."""
    match node:
        case And(parts) | Or(parts):
            return all(map(_is_worded, parts))
        case Expanded(typed):
            return _is_worded(typed)
        case _:
            return isinstance(node, Word | Phrase | Near)


def _words(node: Node) -> str:
    match node:
        case And(parts):
            return joined(both, map(_nested_words, parts))
        case Or(parts):
            return joined(either, map(_nested_words, parts))
        case Word(text, is_literal, is_prefix):
            if is_prefix:
                return gettext("words that begin with “{text}”", text=text)
            return gettext("exactly “{text}”", text=text) if is_literal else _quoted(text)
        case Phrase(text, is_literal):
            if is_literal:
                return gettext("exactly the phrase “{text}”", text=text)
            return gettext("the phrase “{text}”", text=text)
        case Near(text, 1):
            return gettext("the words “{text}” next to each other in any order", text=text)
        case Near(text, distance):
            return ngettext(
                "the words “{text}” within {distance} word of each other in any order",
                "the words “{text}” within {distance} words of each other in any order",
                distance,
                text=text,
                distance=distance,
            )
        case Expanded(typed, names):
            others = _any_of(name.text for name in names)
            return gettext("{words} (also as {names})", words=_nested_words(typed), names=others)
        case _:
            raise AssertionError(node)


def _nested_words(node: Node) -> str:
    return _in_parentheses(_words(node)) if isinstance(node, And | Or) else _words(node)


def _quoted(text: str) -> Message:
    return gettext("“{text}”", text=text)


def _any_of(texts: Iterable[str]) -> str:
    return joined(either, map(_quoted, texts))


def _in_parentheses(text: str) -> Message:
    return gettext("({text})", text=text)


def _when(node: Node) -> Message:
    match node:
        case Years(None, last):
            return gettext("up to {year}", year=str(last))
        case Years(first, None):
            return gettext("from {year} on", year=str(first))
        case Years(first, last) if first == last:
            return gettext("of {year}", year=str(first))
        case Years(first, last):
            return gettext("from {first} to {last}", first=str(first), last=str(last))
        case Before(date_text):
            return gettext("before {date}", date=_date(date_text))
        case After(date_text):
            return gettext("after {date}", date=_date(date_text))
        case _:
            raise AssertionError(node)


def _date(text: str) -> str:
    """ "2020-07-10" as "10 July 2020"."""
    year, *rest = text.split("-")
    if not rest:
        return year
    month = gettext(_MONTHS[int(rest[0]) - 1])
    if len(rest) == 1:
        return gettext("{month} {year}", month=month, year=year)
    return gettext("{day} {month} {year}", day=str(int(rest[1])), month=month, year=year)
