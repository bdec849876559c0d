"""Join the halves of a word that was broken at the end of a line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from statements.ingest.characters import SOFT_HYPHEN
from statements.ingest.wordsets import words

_WORD = re.compile(r"[^\W\d_]+(?:[-‐‑][^\W\d_]+)*")
_FIRST_HALF = re.compile(r"[^\W_]+\Z")
_SECOND_HALF = re.compile(r"[^\W\d_]+")
_LONGEST_WORD = 60
_HYPHENS = "-‐‑"
# Scripts that set no space between words, so that none comes of a line's end either.
CHINESE = "[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]"
_CHINESE = re.compile(CHINESE)
_LINE_END_HYPHENS = _HYPHENS + SOFT_HYPHEN
# First parts that English writes with a hyphen, whatever follows.
_HYPHENATED_FIRST = words(
    "all anti best by co counter cross ex fact far fellow first full good half hard high ill"
    " inter large like long low medium mid middle multi near newly non north one open over"
    " peace post pre pro re secretary self semi short small so socio south still sub third two"
    " three four five six seven eight nine ten under vice well world wide year twenty thirty"
    " forty fifty sixty seventy eighty ninety east west"
)
# Ends of English words that stand for no word themselves: "govern-" + "ment".
_SUFFIXES = tuple(
    sorted(
        words(
            "ment tion sion cial tial ness ity ties ance ence ing ings ization isation ational able"
            " ible ment tive sive ous ally ically ical ture ers ness lished nities nity gress"
        )
    )
)


class HyphenJoiner:
    """Decides by the words of the document itself whether a hyphen at a line's end is the word's.

    In order: the form (joined or hyphenated) that stands elsewhere in the document; a capital or a
    figure beside the hyphen; a first part that English hyphenates; two halves that are both words
    of the document; an ending that is no word. By default the hyphen is kept: that is how the
    source has it, and a search finds both halves.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = lines
        self._words: Counter[str] | None = None

    def join(self, lines: Iterable[str]) -> str:
        """The lines as one text: a space between them, but none within a broken word.

        Nor is there one between characters of a script that sets no spaces.
        """
        pieces: list[str] = []
        for line in lines:
            text = " ".join(line.split())
            if pieces and is_broken_word(pieces[-1], text):
                if not self._keeps_hyphen_of(pieces[-1], text):
                    pieces[-1] = pieces[-1][:-1]
            elif pieces and not (_CHINESE.match(pieces[-1][-1]) and _CHINESE.match(text)):
                pieces.append(" ")
            pieces.append(text)
        return "".join(pieces)

    def _keeps_hyphen_of(self, first: str, second: str) -> bool:
        if first[-1] == SOFT_HYPHEN:
            return False
        head = _FIRST_HALF.search(first[-_LONGEST_WORD:-1])
        tail = _SECOND_HALF.match(second[:_LONGEST_WORD])
        return head is None or tail is None or self._keeps_hyphen(head[0], tail[0])

    def _keeps_hyphen(self, first: str, second: str) -> bool:
        words = self._vocabulary()
        first_word, second_word = first.casefold(), second.casefold()
        joined, hyphenated = words[first_word + second_word], words[f"{first_word}-{second_word}"]
        if joined != hyphenated:
            return hyphenated > joined
        if second[0].isupper() or first[-1].isdigit() or first_word in _HYPHENATED_FIRST:
            return True
        if words[first_word] and words[second_word]:
            return True
        return not second_word.startswith(_SUFFIXES) or bool(words[second_word])

    def _vocabulary(self) -> Counter[str]:
        if self._words is None:
            self._words = Counter()
            broken = False
            for line in self._lines:
                words = _WORD.findall(line.casefold())
                if broken and words:
                    words = words[1:]
                broken = line[-1] in _LINE_END_HYPHENS
                if broken and words:
                    words = words[:-1]
                self._words.update(words)
        return self._words


def is_broken_word(line: str, following: str) -> bool:
    """Whether a word goes over the end of the line: a hyphen between letters, not a dash."""
    return line[-1] in _LINE_END_HYPHENS and line[-2:-1].isalnum() and following[0].isalnum()
