"""Where the words of an earlier paragraph stand today: found by themselves, else by likeness."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate
from typing import Final

from statements.comparison import likeness as likeness_of_phrases

#: What is less like the words of old (difflib's ratio of words) is not shown as them. Measured on
#: the General Debate: of 4,869 paragraphs looked for in a statement of another country one was
#: over 0.5 there (0.54, congratulations to the President), five over 0.4.
LEAST_LIKENESS: Final = 0.55
#: So many letters stand within other words by design, not by chance; "Thank you" does not.
_SHORTEST_PASSAGE: Final = 20
#: Of fewer words, so many in a row are alike by chance: only whole paragraphs are compared.
_PASSAGE_WORDS: Final = 20
#: difflib takes time with the square of the length: longer paragraphs are compared by phrases.
_LONGEST_COMPARED: Final = 2_000
#: Beyond so many words, the commonest are only matched beside what is rarer.
_LONGEST_EXACT: Final = 400
#: So many paragraphs, the most promising, are compared word by word.
_COMPARED: Final = 5

#: Thai to Lao, Burmese, Khmer, Chinese and Japanese: no space between words.
_UNSPACED: Final = (
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
)
#: They are compared letter by letter.
_WORD: Final = re.compile(rf"{_UNSPACED}|(?:(?!{_UNSPACED})[^\W_])+")


@dataclass(frozen=True, slots=True)
class Trace:
    """The paragraphs, by their places from 0, in which the words are now: mostly one, more where
    it was split. `likeness` is 1 where they are the very words, whatever space is between."""

    first: int
    last: int
    likeness: float


def trace(index: int, before: Sequence[str], after: Sequence[str]) -> Trace | None:
    """Where the words of paragraph `index` of the texts before are in those after; None where
    nothing is like them. Of several such places the one nearest to the old place is chosen."""
    place = _share_before(index, before)
    found = _same_paragraph(before[index], after, place)
    found = found or _same_passage(before[index], after, place)
    return found or _most_alike(before[index], after, place)


def _share_before(index: int, texts: Sequence[str]) -> float:
    """How far down a text begins, from 0 to 1."""
    lengths = [len(text) for text in texts]
    return sum(lengths[:index]) / (sum(lengths) or 1)


def _same_paragraph(text: str, after: Sequence[str], place: float) -> Trace | None:
    words = text.split()
    same = [index for index, other in enumerate(after) if other.split() == words]
    if not same:
        return None
    nearest = min(same, key=lambda index: abs(_share_before(index, after) - place))
    return Trace(nearest, nearest, 1)


def _same_passage(text: str, after: Sequence[str], place: float) -> Trace | None:
    """The words within a longer paragraph, or on several: it was joined or split.

    All space is left out, since scripts without spaces get or lose one where paragraphs end.
    """
    wanted = "".join(text.split())
    if len(wanted) < _SHORTEST_PASSAGE:
        return None
    letters = ["".join(other.split()) for other in after]
    whole = "".join(letters)
    starts = [0, *accumulate(map(len, letters))]
    found = [match.start() for match in re.finditer(re.escape(wanted), whole)]
    if not found:
        return None
    start = min(found, key=lambda at: abs(at / len(whole) - place))
    first = bisect_right(starts, start) - 1
    last = bisect_right(starts, start + len(wanted) - 1) - 1
    return Trace(first, last, 1)


def _most_alike(text: str, after: Sequence[str], place: float) -> Trace | None:
    wanted = _words(text)
    if not wanted:
        return None
    words = [_words(other) for other in after]
    candidates = [*_promising(wanted, words), *_passage(wanted, words)]
    traces = [Trace(first, last, _likeness(wanted, part)) for first, last, part in candidates]
    alike = [found for found in traces if found.likeness >= LEAST_LIKENESS]
    # Where a passage is no more like it than a whole paragraph, the paragraph was it.
    return max(
        alike,
        key=lambda found: (
            found.likeness,
            found.first - found.last,
            -abs(_share_before(found.first, after) - place),
        ),
        default=None,
    )


_Candidate = tuple[int, int, Sequence[str]]


def _promising(wanted: Sequence[str], words: Sequence[Sequence[str]]) -> Iterator[_Candidate]:
    """The whole paragraphs that share the most words with it, in whatever order."""
    bags = Counter(wanted)
    shares = [
        (2 * (bags & Counter(part)).total() / (len(wanted) + len(part)), index)
        for index, part in enumerate(words)
    ]
    for share, index in sorted(shares, reverse=True)[:_COMPARED]:
        if share >= LEAST_LIKENESS:
            yield index, index, words[index]


def _passage(wanted: Sequence[str], words: Sequence[Sequence[str]]) -> Iterator[_Candidate]:
    """As many words in a row that share the most with it, wherever paragraphs end."""
    whole = [word for part in words for word in part]
    size = len(wanted)
    if not _PASSAGE_WORDS <= size < len(whole):
        return
    lacking = Counter(wanted)
    shared = best = start = 0
    for end, word in enumerate(whole, start=1):
        shared += lacking[word] > 0
        lacking[word] -= 1
        if end > size:
            gone = whole[end - size - 1]
            lacking[gone] += 1
            shared -= lacking[gone] > 0
        if shared > best:
            best, start = shared, max(0, end - size)
    passage = whole[start : start + size]
    starts = [0, *accumulate(map(len, words))]
    yield (
        bisect_right(starts, start) - 1,
        bisect_right(starts, start + len(passage) - 1) - 1,
        passage,
    )


def _likeness(first: Sequence[str], second: Sequence[str]) -> float:
    """From 0 to below 1: that the words are the very same was looked for before."""
    longest = max(len(first), len(second))
    if longest > _LONGEST_COMPARED:
        found = likeness_of_phrases(" ".join(first), " ".join(second))
    else:
        found = SequenceMatcher(None, first, second, autojunk=longest > _LONGEST_EXACT).ratio()
    return min(found, 0.99)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
