"""What a reader may have meant by a word that the archive hardly has. Pure.

The archive's own words are the dictionary, in any language: folded as the index folds them, so in
small letters and without accents. Whether a corrected search finds more is for the caller to see.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from statements.recognition.words import folded
from statements.search.names import KnownNames
from statements.search.query import (
    And,
    Near,
    Node,
    Or,
    Phrase,
    SameParagraph,
    Word,
)

#: Shorter words are mostly one slip away from many others.
FEWEST_LETTERS: Final = 3
#: Up to here a second slip leaves too little of a word to know it by.
_SHORT: Final = 5
#: A word that so few statements have may itself be a slip, of the writer or the text recognition.
MOST_STATEMENTS_OF_A_SLIP: Final = 5
#: So many times more common is the right word than such a slip, if that is what it is: in the
#: General Debate corpus "disarmement" stands in 3 statements, "disarmament" in 7,500.
_TIMES_MORE_COMMON: Final = 100
#: A second slip is likely where the word is so many times more common than one with a single slip.
_WORTH_OF_A_SLIP: Final = 200
#: The first letter is seldom wrong.
_WORTH_OF_THE_FIRST_LETTER: Final = 3

# A word and what it is made of: letters with their marks. Digits make symbols and numbers.
_WORD: Final = re.compile(r"[\w./-]*\w", re.UNICODE)
_LETTERS: Final = re.compile(r"[^\W\d_]+(?:[\u0300-\u036f]+[^\W\d_]*)*")
# Chinese, Japanese, Korean and Thai are written without spaces: what was typed is no word.
_WITHOUT_SPACES: Final = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
# In capitals these are no words to the parser.
_OPERATORS: Final = ("and", "or", "not")
_LATIN: Final = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word of the vocabulary, and in how many statements it stands."""

    word: str
    statements: int


#: Folded words -> for each the words of the vocabulary that are spelt alike, itself among them
#: where it is one.
Similar = Callable[[Collection[str]], Mapping[str, Sequence[Candidate]]]


def corrected(tree: Node, similar: Similar, known: KnownNames) -> Node | None:
    """The tree with the words put in that are likelier meant; None where there are none.

    What was typed as literal or as a beginning, what holds a digit, names of the authority data
    and what is excluded stay as they are. `similar` is asked once.
    """
    words = {folded(word) for word in _doubtful(tree, known)}
    if not words:
        return None
    found = similar(words)
    right = {word: best for word in words if (best := best_candidate(word, found.get(word, ())))}
    return _replaced(tree, right, known) if right else None


def best_candidate(word: str, candidates: Sequence[Candidate]) -> str | None:
    """The word likelier meant by a folded word than itself; None where there is none.

    Among words equally many slips away the most common one is meant.
    """
    own = next((c.statements for c in candidates if c.word == word), 0)
    if own > MOST_STATEMENTS_OF_A_SLIP:
        return None
    if own:
        candidates = _for_a_rare_word(word, own, candidates)
    most_slips = 1 if own or len(word) <= _SHORT else 2
    scored = [
        (_likelihood(word, candidate, slips), candidate.word)
        for candidate in candidates
        if candidate.word != word
        and (slips := distance(word, candidate.word, most_slips)) <= most_slips
    ]
    return max(scored)[1] if scored else None


def _for_a_rare_word(
    word: str, statements: int, candidates: Sequence[Candidate]
) -> list[Candidate]:
    """The words of which another, that stands in a few statements, may be a slip.

    It may also be a word of its own ("couch", no "touch"): short ones mostly are.
    """
    if len(word) <= _SHORT:
        return []
    least = statements * _TIMES_MORE_COMMON
    return [c for c in candidates if c.statements >= least and c.word[0] == word[0]]


def _likelihood(word: str, candidate: Candidate, slips: int) -> float:
    """Higher is likelier; the logarithm of how common it is, less what each slip costs."""
    first = math.log(_WORTH_OF_THE_FIRST_LETTER) * (word[:1] != candidate.word[:1])
    return math.log(candidate.statements) - slips * math.log(_WORTH_OF_A_SLIP) - first


def distance(first: str, second: str, most: int) -> int:
    """How many slips lie between two words: a letter too many, left out or wrong, or two
    neighbours changed round (Damerau–Levenshtein, no letter changed twice). `most` + 1 where
    there are more."""
    if abs(len(first) - len(second)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(second) + 1))
    for i, letter in enumerate(first, 1):
        earlier, before = before, row
        row = [i]
        for j, other in enumerate(second, 1):
            steps = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == second[j - 2] and other == first[i - 2]:
                steps = min(steps, earlier[j - 2] + 1)
            row.append(steps)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def one_slip_away(word: str) -> set[str]:
    """All strings one slip away from a folded word, among Latin letters.

    Short words share too few trigrams with their misspelling to be found by those.
    """
    halves = [(word[:index], word[index:]) for index in range(len(word) + 1)]
    letters = _LATIN if word.isascii() else "".join(sorted(set(word)))
    away = {head + tail[1:] for head, tail in halves if tail}
    away |= {head + tail[1] + tail[0] + tail[2:] for head, tail in halves if len(tail) > 1}
    away |= {head + letter + tail[1:] for head, tail in halves if tail for letter in letters}
    away |= {head + letter + tail for head, tail in halves for letter in letters}
    return away - {word}


def with_case_of(typed: str, word: str) -> str:
    """The word in capitals, with a capital, or small, as what was typed."""
    if typed.isupper() and len(typed) > 1:
        return word if word in _OPERATORS else word.upper()
    return word.capitalize() if typed[:1].isupper() else word


def _doubtful(tree: Node, known: KnownNames) -> Iterator[str]:
    """The words that might be misspelt, as typed."""
    match tree:
        case Word(text, is_literal=False, is_prefix=False):
            yield from _words_to_check(text, known)
        case Phrase(text, is_literal=False) | Near(text):
            yield from _words_to_check(text, known)
        case And(parts) | Or(parts) | SameParagraph(parts):
            for part in parts:
                yield from _doubtful(part, known)
        case _:
            pass


def _words_to_check(text: str, known: KnownNames) -> Iterator[str]:
    if not known.is_name(text):
        for match in _WORD.finditer(text):
            yield from _letters_to_check(match[0], known)


def _letters_to_check(word: str, known: KnownNames) -> Iterator[str]:
    if any(sign.isdigit() for sign in word) or known.is_name(word):
        return
    for match in _LETTERS.finditer(word):
        letters = match[0]
        if len(letters) >= FEWEST_LETTERS and not _WITHOUT_SPACES.search(letters):
            yield letters


def _replaced(tree: Node, right: Mapping[str, str], known: KnownNames) -> Node:
    match tree:
        case Word(text, is_literal=False, is_prefix=False):
            return Word(_corrected_text(text, right, known))
        case Phrase(text, is_literal=False):
            return Phrase(_corrected_text(text, right, known))
        case Near(text, reach):
            return Near(_corrected_text(text, right, known), reach)
        case And(parts):
            return And(tuple(_replaced(part, right, known) for part in parts))
        case Or(parts):
            return Or(tuple(_replaced(part, right, known) for part in parts))
        case SameParagraph(parts):
            return SameParagraph(tuple(_replaced(part, right, known) for part in parts))
        case _:
            return tree


def _corrected_text(text: str, right: Mapping[str, str], known: KnownNames) -> str:
    if known.is_name(text):
        return text

    def letters(match: re.Match[str]) -> str:
        word = right.get(folded(match[0]))
        return with_case_of(match[0], word) if word else match[0]

    def word(match: re.Match[str]) -> str:
        checked = any(True for _ in _letters_to_check(match[0], known))
        return _LETTERS.sub(letters, match[0]) if checked else match[0]

    return _WORD.sub(word, text)
