"""From the text of a query to its tokens. Pure, and never an error.

The text is read by its outline (see `characters`), so that every typographic form of a mark
works; what is searched for is taken from the text itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from statements.search import fields
from statements.search.characters import is_mark, is_searchable, outline
from statements.search.messages import gettext
from statements.search.nodes import Leaf, Near, Phrase, Word
from statements.search.writing import written

#: Words further apart are not near each other; a paragraph of the archive has about 80 words.
MAX_DISTANCE: Final = 50
MIN_PREFIX_LETTERS: Final = 2


class Kind(Enum):
    LEAF = auto()
    OPEN = auto()
    CLOSE = auto()
    OR = auto()
    AND = auto()
    NOT = auto()
    SAME_PARAGRAPH = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """`leaf` of a LEAF; `is_negated` of a LEAF or OPEN; `field` of an OPEN, as in `by:(…)`."""

    kind: Kind
    leaf: Leaf | None = None
    is_negated: bool = False
    field: str = ""


@dataclass(frozen=True, slots=True)
class Lexed:
    tokens: tuple[Token, ...]
    notices: tuple[str, ...]


def scan(text: str) -> Lexed:
    """The tokens of a cleaned text in typed order, and what was not understood."""
    scanner = _Scanner(text)
    tokens = tuple(scanner.tokens())
    return Lexed(tokens, tuple(dict.fromkeys(scanner.notices)))


def as_words(text: str, *, is_literal: bool = False, is_prefix: bool = False) -> Word | Phrase:
    """Any text without quotation marks as a term that reads the same when written again.

    It is a word if that needs no quotation marks, otherwise a phrase. Stars at its end go.
    """
    text = _without_final_stars(text)
    word = Word(text, is_literal, is_prefix)
    if scan(written(word)).tokens == (Token(Kind.LEAF, word),):
        return word
    return Phrase(text, is_literal)


_OPERATOR: Final = re.compile(
    r'(?:(?P<or>[oO][rR])|(?P<and>AND)|(?P<not>NOT)|(?P<p>/[pP]))(?=[ ()"]|$)'
)
_OPERATOR_KINDS: Final = {
    "or": Kind.OR,
    "and": Kind.AND,
    "not": Kind.NOT,
    "p": Kind.SAME_PARAGRAPH,
}
_SIGNS: Final = re.compile(r"(?P<minus>[-+]*)(?P<equals>=*)")
_FIELD: Final = re.compile(r"(?P<name>[A-Za-z]+):(?!//)")
_QUOTED: Final = re.compile(
    r'"(?P<words>[^"]*)"(?P<near> ?~[0-9]+(?=[ )]|$)|~[0-9]*)?(?P<star>\*+)?'
)
# A parenthesis within a word belongs to it: "S/RES/2532(2020)", "(re)affirm".
_WORD: Final = re.compile(
    r'(?:\([^ "()]+\)(?!(?:[oO][rR]|AND|NOT)\b)(?=[^\W_]))?[^ "()](?:[^ "()]|\([^ "()]*\))*'
)
_TILDE: Final = re.compile(r"^~|~[0-9]*$")
_ABBREVIATION: Final = re.compile(r"(?<!\w)(?:[^\W\d_]\.){2,}$")
_YEARS: Final = re.compile(r"[0-9]*\.\.[0-9]*")

_AROUND_WORDS: Final = "'‘’‚‹›`´[]{}<>…,;:!?¿¡*=~、。"
_BEFORE_WORDS: Final = _AROUND_WORDS + "-+."


class _Scanner:
    """Reads one text from its start to its end; `notices` are complete after `tokens`."""

    def __init__(self, text: str) -> None:
        self.notices: list[str] = []
        self._text = self._without_unpaired_quote(text)
        self._outline = outline(self._text)
        self._place = 0

    def _without_unpaired_quote(self, text: str) -> str:
        marks = outline(text)
        if marks.count('"') % 2 == 0:
            return text
        self.notices.append(
            gettext("A quotation mark was not closed; what follows it are single words.")
        )
        start, _, stop = marks.rpartition('"')
        joins = start[-1:].isalnum() or (stop and is_mark(stop[0]))
        gap = " " if joins else ""
        return text[: len(start)] + gap + text[len(text) - len(stop) :]

    def tokens(self) -> Iterator[Token]:
        while self._place < len(self._text):
            if self._outline[self._place] == " ":
                self._place += 1
            elif self._outline[self._place] == ")":
                self._place += 1
                yield Token(Kind.CLOSE)
            elif operator := self._matched(_OPERATOR):
                yield Token(_OPERATOR_KINDS[str(operator.lastgroup)])
            else:
                yield from self._operand()

    def _matched(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """What the pattern finds here in the outline, which then was read."""
        match = pattern.match(self._outline, self._place)
        if match is not None:
            self._place = match.end()
        return match

    def _original(self, match: re.Match[str], group: str | int = 0) -> str:
        return self._text[match.start(group) : match.end(group)]

    def _operand(self) -> Iterator[Token]:
        signs = self._matched(_SIGNS)
        is_negated = signs is not None and "-" in signs["minus"]
        is_literal = signs is not None and bool(signs["equals"])
        leaf: Leaf | None
        if (name := self._known_field()) is not None:
            if is_literal:
                self._cannot_be_literal()
            if self._opens_group():
                yield Token(Kind.OPEN, is_negated=is_negated, field=name)
                return
            leaf = self._field(name)
        elif quoted := self._matched(_QUOTED):
            leaf = self._quoted(quoted, is_literal)
        elif word := self._matched(_WORD):
            typed_signs = signs[0] if signs else ""
            leaf = self._word(self._original(word), typed_signs)
        elif self._opens_group():
            if is_literal:
                self._cannot_be_literal()
            yield Token(Kind.OPEN, is_negated=is_negated)
            return
        else:
            return
        if leaf is not None:
            yield Token(Kind.LEAF, leaf, is_negated)

    def _opens_group(self) -> bool:
        is_open = self._outline.startswith("(", self._place)
        self._place += is_open
        return is_open

    def _known_field(self) -> str | None:
        """The field that starts here, whose name and colon then were read.

        A field without a value, or with one that it cannot have, is none but a word.
        """
        match = _FIELD.match(self._outline, self._place)
        if match is None:
            return None
        typed, follows = match[0], self._outline[match.end() : match.end() + 1]
        name = fields.NAMES.get(match["name"].lower())
        if name is None:
            if follows not in {"", " ", ")"} and len(match["name"]) > 1:
                self._notice_words(gettext("There is no field “{field}”", field=typed))
            return None
        if follows == "(":
            self._place = match.end()
            return name
        value = self._value_at(match.end())
        if fields.read(name, value) is None:
            self._notice_words(
                fields.problem(name, value)
                if value
                else gettext("“{field}” has no value right after it", field=typed)
            )
            return None
        self._place = match.end()
        return name

    def _value_at(self, place: int) -> str:
        if quoted := _QUOTED.match(self._outline, place):
            return self._original(quoted, "words").strip()
        word = _WORD.match(self._outline, place)
        return _trimmed(self._original(word)) if word else ""

    def _field(self, name: str) -> Leaf | None:
        value = self._value_at(self._place)
        if quoted := self._matched(_QUOTED):
            self._notice_tail(quoted)
        else:
            self._matched(_WORD)
        return fields.read(name, value)

    def _quoted(self, match: re.Match[str], is_literal: bool) -> Leaf | None:
        typed = self._original(match, "words").strip()
        text = _without_final_stars(typed)
        if not is_searchable(text):
            return None
        if text != typed or match["star"]:
            self.notices.append(
                gettext("A star after quoted words has no meaning; it was ignored.")
            )
        if not match["near"]:
            return Phrase(text, is_literal)
        if is_literal:
            self._cannot_be_literal()
        distance = self._distance(match["near"].strip(" ~"))
        if distance is None:
            return Phrase(text)
        words = [word for word in text.split() if is_searchable(word)]
        return Near(text, distance) if len(words) > 1 else as_words(words[0])

    def _distance(self, digits: str) -> int | None:
        if not digits:
            self.notices.append(gettext('“~” needs a number after it, as in "two words"~5.'))
            return None
        distance = min(max(int(digits), 1), MAX_DISTANCE)
        if distance != int(digits):
            self.notices.append(
                gettext(
                    "Words can be searched for within 1 to {most} words of each other;"
                    " {used} was used.",
                    most=MAX_DISTANCE,
                    used=distance,
                )
            )
        return distance

    def _word(self, typed: str, signs: str) -> Leaf | None:
        raw, marks = typed, outline(typed)
        tilde = _TILDE.search(marks)
        if tilde is not None and "/" not in marks:
            self.notices.append(gettext('“~” works only after quoted words, as in "two words"~5.'))
            raw = raw[: tilde.start() or None]
        text = _trimmed(raw)
        if not is_searchable(text):
            return None
        is_prefix = self._is_prefix(raw, text)
        word = Word(text, "=" in signs and not is_prefix, is_prefix)
        # Only text that was changed can be something else when it is written: an operator.
        if written(word) == signs + typed:
            return word
        return as_words(text, is_literal=word.is_literal, is_prefix=is_prefix)

    def _is_prefix(self, raw: str, text: str) -> bool:
        marks = outline(raw)
        tail = marks[marks.rindex(outline(text)) + len(text) :]
        if "*" in marks[: len(marks) - len(tail)]:
            self.notices.append(gettext("A star works only at the end of a word, as in disarm*."))
            return False
        if "*" not in tail:
            return False
        if sum(map(str.isalnum, text)) < MIN_PREFIX_LETTERS:
            self.notices.append(
                gettext(
                    "A star needs at least {least} letters before it;"
                    " “{text}” was searched for as a word.",
                    least=MIN_PREFIX_LETTERS,
                    text=text,
                )
            )
            return False
        return True

    def _notice_tail(self, quoted: re.Match[str]) -> None:
        if quoted["near"] or quoted["star"]:
            self.notices.append(
                gettext("What stands after the quoted value of a field was ignored.")
            )

    def _notice_words(self, problem: str) -> None:
        self.notices.append(gettext("{problem}; it was searched for as words.", problem=problem))

    def _cannot_be_literal(self) -> None:
        self.notices.append(
            gettext("“=” works only before a word or a quoted phrase; it was ignored.")
        )


def _trimmed(raw: str) -> str:
    """The word without the punctuation of the sentence around it."""
    marks = outline(raw)
    if _YEARS.fullmatch(marks):
        return raw
    stop = len(marks.rstrip(_AROUND_WORDS))
    while marks[:stop].endswith(".") and not _ABBREVIATION.search(marks[:stop]):
        stop = len(marks[: stop - 1].rstrip(_AROUND_WORDS))
    start = len(marks) - len(marks.lstrip(_BEFORE_WORDS))
    word = raw[start:stop]
    while word and is_mark(word[0]):
        word = word[1:].lstrip(_BEFORE_WORDS + "\u200c\u200d")
    return word


def _without_final_stars(words: str) -> str:
    return words[: len(outline(words).rstrip("* "))]
