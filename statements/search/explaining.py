"""What a query searches for, in plain words. Pure."""

from __future__ import annotations

from collections.abc import Iterable
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
    is_statement_property,
)

_MONTHS: Final = (
    "January February March April May June July August September October November December"
).split()

#: What a statement with this property does, and what to say of one that does not.
_FIELDS: Final = {
    "speaker": ("by speakers named", "not by speakers named"),
    "by": ("for", "not for"),
    "event": ("at the event", "not at the event"),
    "lang": ("in the language", "not in the language"),
    "country": ("that mention the country", "that do not mention the country"),
    "organization": ("that mention the organization", "that do not mention the organization"),
    "theme": ("on the theme", "not on the theme"),
    "document": ("that mention the document", "that do not mention the document"),
}


def explain(tree: Node | None) -> str:
    """One noun phrase without a full stop, such as: statements with “climate”, from 2019 on.

    Parentheses stand where parts nest, so that no two different trees read the same.
    """
    if tree is None:
        return "all statements"
    return f"statements {_text(tree)}"


def _text(node: Node) -> str:
    match node:
        case And(parts):
            return _all(parts)
        case Or(parts):
            return _either(parts)
        case SameParagraph(parts):
            return f"that in one paragraph have {_listed(map(_in_paragraph, parts))}"
        case Not(part):
            return _without(part)
        case Field(name, value):
            return f"{_FIELDS[name][0]} {_quoted(value)}"
        case Years() | Before() | After():
            return _when(node)
        case term:
            return f"with {_term(term)}"
