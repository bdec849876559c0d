"""Words of a statement by quote and context, so that they are found again when it changes.

The idea is the TextQuoteSelector of the W3C Web Annotation Data Model (section 4.2.4): the exact
words, with some of the text before and after. White space does not count, since paragraphs are
split, joined and wrapped anew.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate

#: So many letters are kept on either side.
CONTEXT = 60
# With so many letters of the context beside it in place, a quote is where it was; so many are
# hardly the same by chance.
_SURE = 20
# Else the surroundings must be alike: difflib's ratio, 0 to 1.
_ALIKE = 0.7


@dataclass(frozen=True, slots=True)
class TextQuote:
    """The words `exact`, and up to CONTEXT letters before and after, without white space."""

    exact: str
    prefix: str
    suffix: str


@dataclass(frozen=True, slots=True)
class Place:
    """Characters `start` to `end` (exclusive) of one of several texts."""

    text: int
    start: int
    end: int


class Letters:
    """Texts that follow one another, as one run of letters without white space."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._positions = [
            [at for at, sign in enumerate(text) if not sign.isspace()] for text in texts
        ]
        lengths = (len(positions) for positions in self._positions)
        self._starts = list(accumulate(lengths, initial=0))
        self._run = "".join("".join(text.split()) for text in texts)

    def quote(self, place: Place) -> TextQuote:
        """The words at a place, so that `find` finds them."""
        text = self._texts[place.text]
        start = self._starts[place.text] + len("".join(text[: place.start].split()))
        exact = text[place.start : place.end]
        end = start + len("".join(exact.split()))
        return TextQuote(
            exact, self._run[max(0, start - CONTEXT) : start], self._run[end : end + CONTEXT]
        )

    def find(self, quote: TextQuote) -> Place | None:
        """Where the quoted words stand now; None where they, or their surroundings, are gone."""
        found = list(self._occurrences("".join(quote.exact.split())))
        if not found:
            return None
        # In a title there is little around, and little else that could be meant.
        if len(found) == 1 and len(quote.prefix) + len(quote.suffix) < _SURE:
            return found[0][2]
        by_touch = [self._touching(quote, start, end) for start, end, _ in found]
        best = max(by_touch)
        if best >= min(_SURE, len(quote.prefix) + len(quote.suffix)) and by_touch.count(best) == 1:
            return found[by_touch.index(best)][2]
        by_likeness = [self._likeness(quote, start, end) for start, end, _ in found]
        best_alike = max(by_likeness)
        return found[by_likeness.index(best_alike)][2] if best_alike >= _ALIKE else None

    def _occurrences(self, exact: str) -> Iterator[tuple[int, int, Place]]:
        start = self._run.find(exact) if exact else -1
        while start >= 0:
            end = start + len(exact)
            place = self._place(start, end)
            if place is not None and self._is_whole(place):
                yield start, end, place
            start = self._run.find(exact, start + 1)

    def _place(self, start: int, end: int) -> Place | None:
        """The place of letters; None where they reach over the end of a text."""
        text = bisect_right(self._starts, start) - 1
        if end > self._starts[text + 1]:
            return None
        positions = self._positions[text]
        first = positions[start - self._starts[text]]
        return Place(text, first, positions[end - 1 - self._starts[text]] + 1)

    def _is_whole(self, place: Place) -> bool:
        """Whether no word is cut: "Niger" does not stand in "Nigeria"."""
        text = self._texts[place.text]
        before, after = text[: place.start][-1:], text[place.end : place.end + 1]
        return not (_joins(before, text[place.start]) or _joins(text[place.end - 1], after))

    def _touching(self, quote: TextQuote, start: int, end: int) -> int:
        """How many letters of the context stand beside, up to the first that differs."""
        before = self._run[max(0, start - CONTEXT) : start]
        after = self._run[end : end + CONTEXT]
        return _shared(reversed(quote.prefix), reversed(before)) + _shared(quote.suffix, after)

    def _likeness(self, quote: TextQuote, start: int, end: int) -> float:
        before = self._run[max(0, start - CONTEXT) : start]
        after = self._run[end : end + CONTEXT]
        return max(_ratio(quote.prefix, before), _ratio(quote.suffix, after))


def _ratio(one: str, other: str) -> float:
    if min(len(one), len(other)) < _SURE:
        return 0.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _joins(one: str, other: str) -> bool:
    return one.isalnum() and other.isalnum()


def _shared(one: Iterator[str] | str, other: Iterator[str] | str) -> int:
    count = 0
    for first, second in zip(one, other, strict=False):
        if first != second:
            break
        count += 1
    return count
