"""Text that is read from the right: the order of its letters and words, by their places."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple, Protocol, TypeVar

_LETTER = re.compile("[\u0590-\u065f\u066e-\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_FIGURES = re.compile(r"\d+(?:[.,:/٫٬]\d+)*")
_BRACKETS: Final = str.maketrans("()[]{}«»", ")(][}{»«")
#: What stands around a figure or a quotation, and looks the other way in script from the right.
BRACKETS: Final = "()[]{}«»"
_BRACKET = re.compile(f"[{re.escape(BRACKETS)}]")


class PlacedSign(NamedTuple):
    """A character with its left and right edge."""

    sign: str
    left: float
    right: float


class _Placed(Protocol):
    @property
    def text(self) -> str: ...
    @property
    def left(self) -> float: ...
    @property
    def right(self) -> float: ...


_Word = TypeVar("_Word", bound=_Placed)


def is_right_to_left(text: str) -> bool:
    """Whether the text has letters of a script that is read from the right."""
    return _LETTER.search(text) is not None


def read_word(signs: Sequence[PlacedSign]) -> str:
    """The signs of one word as they are read: from the right if it has such letters, with marks
    behind the letter that they stand on and figures in their own order; else from the left."""
    if not is_right_to_left("".join(sign.sign for sign in signs)):
        return "".join(sign.sign for sign in sorted(signs, key=_middle))
    ordered = sorted(signs, key=lambda sign: (-_middle(sign), _is_mark(sign.sign)))
    text = "".join(sign.sign for sign in ordered)
    return _FIGURES.sub(lambda figures: figures[0][::-1], text)


def read_line(words: Sequence[_Word]) -> Iterator[_Word]:
    """The words of a line as they are read: from the right, and those in a row that are read from
    the left in their own order. Figures are read from the right as well, one after the other,
    unless a word from the left stands with them."""
    run: list[_Word] = []
    for word in sorted(words, key=lambda word: -(word.left + word.right)):
        if is_right_to_left(word.text) or not any(map(str.isalnum, word.text)):
            yield from _as_read(run)
            run = []
            yield word
        else:
            run.append(word)
    yield from _as_read(run)


def _as_read(run: Sequence[_Word]) -> Iterator[_Word]:
    has_letters = any(map(str.isalpha, "".join(word.text for word in run)))
    return reversed(run) if has_letters else iter(run)


def with_brackets_turned(line: str) -> str:
    """The line with each bracket turned if the first one closes: files have some as they look in
    print, where the one that opens is the right one."""
    first = _BRACKET.search(line)
    return line.translate(_BRACKETS) if first and first[0] in ")]}»" else line


def _middle(sign: PlacedSign) -> float:
    return (sign.left + sign.right) / 2


def _is_mark(sign: str) -> bool:
    return unicodedata.combining(sign) > 0
