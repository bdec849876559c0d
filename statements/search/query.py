"""What a reader typed, as a tree. Pure: knows neither Django nor SQL.

Nothing a reader types is an error; what could not be understood is searched for as words, and
`Query.notices` say so. Words side by side are all wanted, as are those on both sides of AND;
`/p` wants both sides in one paragraph, OR either side, and they bind in this order, words
first. Parentheses group. The nodes say what can stand between the operators.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from typing import Final

from statements.search import fields
from statements.search.characters import cleaned
from statements.search.lexing import Kind, Token, as_words, scan
from statements.search.messages import gettext
from statements.search.nodes import (
    STATEMENT_FIELDS,
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
    Restriction,
    SameParagraph,
    Term,
    Word,
    Years,
    all_of,
    any_of,
    excluding,
    fields_of,
    in_one_paragraph,
    is_statement_property,
    map_nodes,
    wanted_terms,
)
from statements.search.writing import unparse

__all__ = [
    "MAX_DEPTH",
    "MAX_QUERY_CHARACTERS",
    "MAX_TERMS",
    "STATEMENT_FIELDS",
    "After",
    "And",
    "Before",
    "Expanded",
    "Field",
    "Leaf",
    "Near",
    "Node",
    "Not",
    "Or",
    "Phrase",
    "Query",
    "Restriction",
    "SameParagraph",
    "Term",
    "Word",
    "Years",
    "all_of",
    "any_of",
    "as_words",
    "excluding",
    "fields_of",
    "in_one_paragraph",
    "is_statement_property",
    "map_nodes",
    "parse",
    "unparse",
    "wanted_terms",
]

#: Longer queries are cut here and the reader is told so; the longest sentence of the General
#: Debate corpus that anybody would paste stays well below it.
MAX_QUERY_CHARACTERS: Final = 1_000

#: More terms are left out, and said to be: every one of them is asked for in every language.
MAX_TERMS: Final = 60

#: Parentheses within more parentheses than these are ignored; nobody can follow so many.
MAX_DEPTH: Final = 12


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed query. `tree` is None when nothing searchable was typed."""

    text: str
    tree: Node | None
    notices: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self.tree is not None


def parse(raw: str) -> Query:
    """Read what was typed. Never raises; `notices` say what was left out and why."""
    text, was_cut = cleaned(raw, MAX_QUERY_CHARACTERS)
    notices = [_cut(len(text))] if was_cut else []
    lexed = scan(text)
    tree, parsing_notices = _fitting_tree(lexed.tokens)
    if tree is None and text and not parsing_notices:
        parsing_notices = (
            gettext("No letter or digit was typed, so there is nothing to search for."),
        )
    found = dict.fromkeys((*notices, *lexed.notices, *parsing_notices))
    return Query(text=text, tree=tree, notices=tuple(found))


def _cut(characters: int) -> str:
    return gettext(
        "The search was cut to its first {count} characters; the rest was not used.",
        count=characters,
    )


def _fitting_tree(tokens: tuple[Token, ...]) -> tuple[Node | None, tuple[str, ...]]:
    """The tree of as many terms as can be written again within the limits.

    Written in full a query can be longer than typed: `country:(Peru OR Chad)` names the field
    twice. A tree whose text would be cut could not stand in an address.
    """
    terms, depth = MAX_TERMS, MAX_DEPTH
    while True:
        parser = _Parser(tokens, terms, depth)
        text = unparse(parser.tree)
        if len(text) > MAX_QUERY_CHARACTERS:
            terms -= 1
        elif _depth(text) > MAX_DEPTH:
            depth -= 1
        else:
            return parser.tree, tuple(parser.notices)


def _depth(text: str) -> int:
    steps = {Kind.OPEN: 1, Kind.CLOSE: -1}
    return max(accumulate((steps.get(token.kind, 0) for token in scan(text).tokens), initial=0))


def _first_terms(tokens: Iterable[Token], limit: int) -> Iterator[Token]:
    """The tokens with so many terms; of what comes later, only what ends a group."""
    count = 0
    for token in tokens:
        if count < limit or token.kind is Kind.CLOSE:
            yield token
        count += token.kind is Kind.LEAF


_SIGNS: Final = {
    Kind.OR: "OR",
    Kind.AND: "AND",
    Kind.NOT: "NOT",
    Kind.SAME_PARAGRAPH: "/p",
}


class _Parser:
    """The tree of some tokens, and what the reader is told about it."""

    def __init__(self, tokens: tuple[Token, ...], terms: int, depth: int) -> None:
        self.notices: list[str] = []
        if sum(token.kind is Kind.LEAF for token in tokens) > terms:
            self.notices.append(
                gettext("Only the first {count} words were searched for.", count=terms)
            )
        self._tokens = self._balanced(_first_terms(tokens, terms), depth)
        self._place = 0
        self.tree = self._alternatives("") or self._lone_operators()

    def _balanced(self, tokens: Iterable[Token], depth: int) -> list[Token]:
        """The tokens with as many CLOSE as OPEN, none of them more than `depth` deep."""
        balanced: list[Token] = []
        are_kept: list[bool] = []
        for token in tokens:
            is_kept = True
            if token.kind is Kind.OPEN:
                is_kept = len(are_kept) < depth
                are_kept.append(is_kept)
                if not is_kept:
                    self.notices.append(
                        gettext("Parentheses more than {depth} deep were ignored.", depth=depth)
                    )
            elif token.kind is Kind.CLOSE:
                is_kept = are_kept.pop() if are_kept else self._ignores_stray_parenthesis()
            if is_kept:
                balanced.append(token)
        if are_kept:
            self.notices.append(
                gettext("A parenthesis was not closed; it was taken to reach to the end.")
            )
        return balanced + [Token(Kind.CLOSE)] * sum(are_kept)

    def _ignores_stray_parenthesis(self) -> bool:
        self.notices.append(gettext("A closing parenthesis without an opening one was ignored."))
        return False

    def _lone_operators(self) -> Node | None:
        """What was typed as words, when it is nothing but operators."""
        kinds = dict.fromkeys(token.kind for token in self._tokens)
        words = [as_words(_SIGNS[kind]) for kind in kinds if kind in _SIGNS]
        if Kind.LEAF in kinds or not words:
            return None
        self.notices = [
            gettext("“{text}” stands alone; it was searched for as a word.", text=word.text)
            for word in words
        ]
        return all_of(words)

    def _next(self, *kinds: Kind) -> Token | None:
        """The next token if it is one of these, which then was read."""
        if self._place == len(self._tokens) or self._tokens[self._place].kind not in kinds:
            return None
        self._place += 1
        return self._tokens[self._place - 1]

    def _alternatives(self, field: str) -> Node | None:
        return self._sides(Kind.OR, any_of, partial(self._sides_of_paragraph, field))

    def _sides_of_paragraph(self, field: str) -> Node | None:
        return self._sides(Kind.SAME_PARAGRAPH, in_one_paragraph, partial(self._all, field))

    def _sides(
        self,
        kind: Kind,
        joined: Callable[[list[Node]], Node | None],
        side: Callable[[], Node | None],
    ) -> Node | None:
        sides = [side()]
        while self._next(kind):
            sides.append(side())
        present = [node for node in sides if node is not None]
        if len(present) < len(sides) > 1:
            self.notices.append(
                gettext("“{sign}” needs words on both sides; it was left out.", sign=_SIGNS[kind])
            )
        return joined(present)

    def _all(self, field: str) -> Node | None:
        parts: list[Node] = []
        name: list[str] = []
        while token := self._next(Kind.LEAF, Kind.OPEN, Kind.NOT, Kind.AND):
            if text := _part_of_name(token, field):
                name.append(text)
                continue
            parts += self._named(field, name)
            name = []
            if token.kind is not Kind.AND and (part := self._part(token, field)):
                parts.append(part)
        return all_of([*parts, *self._named(field, name)])

    def _part(self, token: Token, field: str) -> Node | None:
        is_negated = token.is_negated
        operand: Token | None = token
        while operand is not None and operand.kind is Kind.NOT:
            operand = self._next(Kind.NOT, Kind.LEAF, Kind.OPEN)
            is_negated = True
        if operand is None:
            self.notices.append(gettext("“NOT” needs words after it; it was left out."))
            return None
        is_negated = is_negated or operand.is_negated
        if operand.kind is Kind.OPEN:
            part = self._group(operand.field or field)
        else:
            part = self._valued(operand.leaf, field)
        return excluding(part) if part and is_negated else part

    def _group(self, field: str) -> Node | None:
        part = self._alternatives(field)
        self._next(Kind.CLOSE)
        if part is None and field:
            self.notices.append(
                gettext("“{field}:” has nothing in its parentheses; it was left out.", field=field)
            )
        return part

    def _valued(self, leaf: Leaf | None, field: str) -> Node | None:
        """The leaf as a value of the field in whose parentheses it stands, if it is in any."""
        if not field or not isinstance(leaf, Word | Phrase | Near):
            return leaf
        restriction = fields.read(field, leaf.text)
        if restriction is None:
            problem = fields.problem(field, leaf.text)
            self.notices.append(
                gettext("{problem}; it was searched for as words.", problem=problem)
            )
        return restriction or leaf

    def _named(self, field: str, name: list[str]) -> list[Node]:
        named = self._valued(Phrase(" ".join(name)), field) if name else None
        return [named] if named else []


def _part_of_name(token: Token, field: str) -> str:
    """The word that is one of perhaps many in the name a field has in its parentheses."""
    if field not in fields.MANY_WORDED or token.is_negated:
        return ""
    return token.leaf.text if isinstance(token.leaf, Word) else ""
