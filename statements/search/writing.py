"""A query tree as text that reads as the same tree: for links that change a search. Pure."""

from __future__ import annotations

import re
from typing import Final

from statements.search.nodes import (
    After,
    And,
    Before,
    Expanded,
    Field,
    Leaf,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    SameParagraph,
    Word,
    Years,
)

_NEEDS_NO_QUOTES: Final = re.compile(r"[^\W_]([\w./-]*[^\W_])?")


def unparse(tree: Node | None) -> str:
    """The text of a tree in normal form: `parse(unparse(tree)).tree == tree`.

    Names that were added are not written, as whoever reads the text adds them again.
    """
    match tree:
        case None:
            return ""
        case Expanded(typed):
            return unparse(typed)
        case And(parts):
            return " ".join(_within(part, And) for part in parts)
        case SameParagraph(parts):
            return " /p ".join(_within(part, SameParagraph) for part in parts)
        case Or(parts):
            return " OR ".join(_within(part, Or) for part in parts)
        case Not(part):
            return f"-{_within(part, Not)}"
        case leaf:
            return written(leaf)


def written(leaf: Leaf) -> str:
    """The text of one term or field."""
    match leaf:
        case Word(text, is_literal, is_prefix):
            return f"{'=' * is_literal}{text}{'*' * is_prefix}"
        case Phrase(text, is_literal):
            return f'{"=" * is_literal}"{text}"'
        case Near(text, distance):
            return f'"{text}"~{distance}'
        case Field(name, value):
            is_plain = _NEEDS_NO_QUOTES.fullmatch(value) is not None
            return f"{name}:{value}" if is_plain else f'{name}:"{value}"'
        case Years(first, last):
            ends = [str(year) if year is not None else "" for year in (first, last)]
            return f"year:{ends[0] if first == last else '..'.join(ends)}"
        case Before(date_text):
            return f"before:{date_text}"
        case After(date_text):
            return f"after:{date_text}"


#: What binds tighter stands further back; only that needs no parentheses.
_BINDING: Final[tuple[type[Node], ...]] = (Or, SameParagraph, And, Not)


def _within(part: Node, branch: type[And | Or | SameParagraph | Not]) -> str:
    inner = part.typed if isinstance(part, Expanded) else part
    text = unparse(inner)
    if type(inner) not in _BINDING:
        return text
    is_tighter = _BINDING.index(type(inner)) > _BINDING.index(branch)
    return text if is_tighter else f"({text})"
