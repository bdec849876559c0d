"""Text that is read from the right: the order of its letters, by their places on the page."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

# In multiples of the type's size.
_WORD_GAP: Final = 0.2


class PlacedSign(NamedTuple):
    """A character with its left and right edge."""

    sign: str
    left: float
    right: float


def is_right_to_left(text: str) -> bool:
    """Whether the text has letters of a script that is read from the right."""
    return any(unicodedata.bidirectional(sign) in ("R", "AL") for sign in text)


def read_from_the_right(signs: Sequence[PlacedSign], size: float) -> str:
    """The signs as they are read, a space where a gap is; figures and Latin words in their own
    order, marks behind the letter that they stand on."""
    ordered = sorted(signs, key=lambda sign: (-(sign.left + sign.right), _is_mark(sign.sign)))
    words: list[list[PlacedSign]] = []
    for sign in ordered:
        if words and words[-1][-1].left - sign.right <= size * _WORD_GAP:
            words[-1].append(sign)
        else:
            words.append([sign])
    return " ".join(_own_order(words))


def _own_order(words: Sequence[Sequence[PlacedSign]]) -> Iterator[str]:
    """The words, and runs of those that are read from the left turned around."""
    run: list[str] = []
    for word in words:
        text = "".join(sign.sign for sign in word)
        if is_right_to_left(text) or not any(map(str.isalnum, text)):
            yield from reversed(run)
            run = []
            yield _figures_turned(text)
        else:
            run.append(text[::-1])
    yield from reversed(run)


def _figures_turned(text: str) -> str:
    """A word with the figures in it in their own order."""
    turned, figures = "", ""
    for sign in text:
        if sign.isdigit():
            figures = sign + figures
        else:
            turned, figures = turned + figures + sign, ""
    return turned + figures


def _is_mark(sign: str) -> bool:
    return unicodedata.combining(sign) > 0
