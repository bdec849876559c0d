"""What a reader typed, as a tree. Pure: knows neither Django nor SQL.

Nothing a reader types is an error. The syntax is that of PostgreSQL's `websearch_to_tsquery`:
words are all wanted, "quoted words" stand next to each other, `or` wants what stands before
or what stands after it, a leading minus wants the term absent. A quotation mark that is not
closed is ignored.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

#: Longer queries are cut here and the reader is told so; the longest sentence of the General
#: Debate corpus that anybody would paste stays well below it.
MAX_QUERY_CHARACTERS: Final = 1_000


@dataclass(frozen=True, slots=True)
class Term:
    """One word, or the words of a phrase that stand next to each other."""

    text: str
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class And:
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: Node


@dataclass(frozen=True, slots=True)
class Word:
    """One word: in all its forms, or as it stands (`=word`), or its beginning (`word*`)."""

    text: str
    is_literal: bool = False
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand next to each other."""

    text: str
    is_literal: bool = False


@dataclass(frozen=True, slots=True)
class Near:
    """Words of which each is within `distance` words of another, in any order."""

    text: str
    distance: int


@dataclass(frozen=True, slots=True)
class SameParagraph:
    """What is to stand in one paragraph."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """A field and its value as typed, without quotation marks."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Years:
    """From the first to the last year, both included; None is open."""

    first: int | None
    last: int | None


@dataclass(frozen=True, slots=True)
class Before:
    date_text: str


@dataclass(frozen=True, slots=True)
class After:
    date_text: str


@dataclass(frozen=True, slots=True)
class Expanded:
    """What was typed names an entity: its other names are searched for as well."""

    typed: Node
    names: tuple[Word | Phrase, ...]
    entity: str


Node = (
    Term
    | And
    | Or
    | Not
    | Word
    | Phrase
    | Near
    | SameParagraph
    | Field
    | Years
    | Before
    | After
    | Expanded
)


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed query. `tree` is None when nothing searchable was typed."""

    text: str
    tree: Node | None
    notices: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self.tree is not None


#: More terms are left out, and said to be: every one of them is asked for in every language.
MAX_TERMS: Final = 60

_TOKEN: Final = re.compile(r'(?P<minus>-?)"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+)')
_QUOTES: Final = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})


def parse(raw: str) -> Query:
    """Read what was typed. Never raises; `notices` say what was left out and why."""
    text, notices = _clean(raw)
    terms = list(_terms(text))
    if len(terms) > MAX_TERMS:
        notices += (f"Only the first {MAX_TERMS} words were searched for.",)
    return Query(text=text, tree=_tree(terms[:MAX_TERMS]), notices=notices)


def unparse(tree: Node | None) -> str:
    """The text of a tree."""
    match tree:
        case Word(text, is_literal, is_prefix):
            return f"{'=' * is_literal}{text}{'*' * is_prefix}"
        case Phrase(text, is_literal):
            return f'{"=" * is_literal}"{text}"'
        case And(parts):
            return " ".join(map(unparse, parts))
        case Or(parts):
            return " OR ".join(map(unparse, parts))
        case Not(part):
            return f"-{unparse(part)}"
        case Expanded(typed):
            return unparse(typed)
        case _:
            return ""


def wanted_terms(node: Node | None) -> tuple[Term, ...]:
    """The terms that a hit may show: all but those that must be absent, in typed order."""
    match node:
        case Term():
            return (node,)
        case And(parts) | Or(parts):
            return tuple(dict.fromkeys(term for part in parts for term in wanted_terms(part)))
        case _:
            return ()


def _clean(raw: str) -> tuple[str, tuple[str, ...]]:
    visible = "".join(" " if unicodedata.category(c) in {"Cc", "Cs", "Zs"} else c for c in raw)
    text = " ".join(visible.split())
    if len(text) <= MAX_QUERY_CHARACTERS:
        return text, ()
    cut = text[:MAX_QUERY_CHARACTERS].rpartition(" ")[0] or text[:MAX_QUERY_CHARACTERS]
    notice = f"The search was cut to its first {len(cut):,} characters; the rest was not used."
    return cut, (notice,)


def _terms(text: str) -> Iterator[Term | Not | None]:
    """The terms in order; None stands for the word `or`."""
    for match in _TOKEN.finditer(text.translate(_QUOTES)):
        phrase, word = match["phrase"], match["word"]
        if phrase is not None:
            negated, term = bool(match["minus"]), Term(phrase.strip(), quoted=True)
        elif word.casefold() == "or":
            yield None
            continue
        else:
            negated, term = word.startswith("-"), Term(word.lstrip("-"))
        if _is_searchable(term.text):
            yield Not(term) if negated else term


def _is_searchable(text: str) -> bool:
    return any(character.isalnum() for character in text)


def _tree(terms: list[Term | Not | None]) -> Node | None:
    """`a b or c d` is (a and b) or (c and d): as in PostgreSQL, `and` binds tighter."""
    groups: list[list[Node]] = [[]]
    for term in terms:
        if term is None:
            groups.append([])
        else:
            groups[-1].append(term)
    alternatives = [_joined(And, group) for group in groups if group]
    return _joined(Or, alternatives) if alternatives else None


def _joined(kind: type[And] | type[Or], parts: list[Node]) -> Node:
    return parts[0] if len(parts) == 1 else kind(tuple(parts))
