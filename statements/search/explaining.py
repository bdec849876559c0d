"""What a query searches for, in plain words. Pure."""

from __future__ import annotations

from typing import Final

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
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

#: What a statement with this property does, and what to say of one that does not.
_FIELDS: Final = {
    "speaker": ("by speakers named", "not by speakers named"),
    "by": ("on behalf of", "not on behalf of"),
    "event": ("at the event", "not at the event"),
    "lang": ("in the language", "not in the language"),
    "country": ("that mention the country", "that do not mention the country"),
    "organization": ("that mention the organization", "that do not mention the organization"),
    "theme": ("on the theme", "not on the theme"),
    "document": ("that mention the document", "that do not mention the document"),
}


def explain(tree: Node | None) -> str:
    """One noun phrase without a full stop, such as: statements with “climate”, from 2019 on.

    Parentheses stand where parts nest: but for the order of parts, no two different trees
    read the same.
    """
    return "all statements" if tree is None else f"statements {_clause(tree)}"


def _clause(node: Node) -> str:
    """What follows the noun: "with …", "without …", "by …"."""
    if _is_worded(node):
        return f"with {_words(node)}"
    match node:
        case And(parts):
            return ", ".join(_clauses(parts))
        case Or(parts):
            return _fields_of_one_name(parts) or " or ".join(map(_nested, parts))
        case SameParagraph(parts) if all(map(_is_worded, parts)):
            return f"with {' and '.join(map(_nested_words, parts))} in one paragraph"
        case SameParagraph(parts):
            sides = " and ".join(f"({_clause(part)})" for part in parts)
            return f"of which one paragraph is {sides}"
        case Not(part):
            return _unwanted(part)
        case Field(name, value):
            return f"{_FIELDS[name][0]} “{value}”"
        case _:
            return _when(node)


def _clauses(parts: tuple[Node, ...]) -> list[str]:
    """Words first, then what is unwanted, then who, where and when."""
    words = [part for part in parts if _is_worded(part)]
    others = [part for part in parts if not _is_worded(part)]
    others.sort(key=_rank)
    clauses = [f"with {' and '.join(map(_nested_words, words))}"] if words else []
    return clauses + [
        f"({_clause(part)})" if _is_choice(part) else _clause(part) for part in others
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
    return f"({text})" if isinstance(node, And | Or | SameParagraph) else text


def _unwanted(node: Node) -> str:
    if _is_worded(node):
        return f"without {_nested_words(node)}"
    match node:
        case Field(name, value):
            return f"{_FIELDS[name][1]} “{value}”"
        case Years() | Before() | After():
            return f"not {_when(node)}"
        case _:
            return f"except those ({_clause(node)})"


def _fields_of_one_name(parts: tuple[Node, ...]) -> str:
    """One clause for `country:(Chad OR Peru)`; empty when the parts are anything else."""
    fields = [part for part in parts if isinstance(part, Field)]
    if len(fields) < len(parts) or len({field.name for field in fields}) > 1:
        return ""
    values = " or ".join(f"“{field.value}”" for field in fields)
    return f"{_FIELDS[fields[0].name][0]} {values}"


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
            return " and ".join(map(_nested_words, parts))
        case Or(parts):
            return " or ".join(map(_nested_words, parts))
        case Word(text, is_literal, is_prefix):
            if is_prefix:
                return f"words that begin with “{text}”"
            return f"exactly “{text}”" if is_literal else f"“{text}”"
        case Phrase(text, is_literal):
            return f"exactly the phrase “{text}”" if is_literal else f"the phrase “{text}”"
        case Near(text, distance):
            span = (
                "next to each other" if distance == 1 else f"within {distance} words of each other"
            )
            return f"the words “{text}” {span} in any order"
        case Expanded(typed, names):
            others = " or ".join(f"“{name.text}”" for name in names)
            return f"{_nested_words(typed)} (also as {others})"
        case _:
            raise AssertionError(node)


def _nested_words(node: Node) -> str:
    return f"({_words(node)})" if isinstance(node, And | Or) else _words(node)


def _when(node: Node) -> str:
    match node:
        case Years(None, last):
            return f"up to {last}"
        case Years(first, None):
            return f"from {first} on"
        case Years(first, last):
            return f"of {first}" if first == last else f"from {first} to {last}"
        case Before(date_text):
            return f"before {_date(date_text)}"
        case After(date_text):
            return f"after {_date(date_text)}"
        case _:
            raise AssertionError(node)


def _date(text: str) -> str:
    """ "2020-07-10" as "10 July 2020"."""
    year, *rest = text.split("-")
    month = [_MONTHS[int(rest[0]) - 1]] if rest else []
    day = [str(int(rest[1]))] if len(rest) > 1 else []
    return " ".join([*day, *month, year])
