"""Where the words of an earlier paragraph stand today: found by themselves, else by likeness."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import accumulate, chain
from typing import Final

from statements.comparison import likeness as likeness_of_phrases

#: What is less like the words of old (difflib's ratio of words) is not shown as them. Measured on
#: the General Debate: of 4,869 paragraphs looked for in a statement of another country one was
#: over 0.5 there (0.54, congratulations to the President), five over 0.4.
LEAST_LIKENESS: Final = 0.55
#: A paragraph so like the words of old is what became of them, so no passage is looked for.
_SURE_LIKENESS: Final = 0.9
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
#: As long as comparing two paragraphs takes, so many times their letters are gone through.
_WORK_OF_COMPARING: Final = 40

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


class Texts:
    """The paragraphs of a statement, taken apart once for all that is looked for in them."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.texts: Final = tuple(texts)
        self._begins: Final = [0, *accumulate(map(len, self.texts))]
        #: What was done so far to find in them what is like others, in letters gone through: for
        #: the same questions it is the same on every machine.
        self.work = 0

    def share_before(self, index: int) -> float:
        """How far down a paragraph begins, from 0 to 1."""
        return self._begins[index] / (self._begins[-1] or 1)

    @property
    def length(self) -> int:
        """In letters."""
        return self._begins[-1]

    @cached_property
    def same(self) -> dict[str, list[int]]:
        """The places of paragraphs, by their words with one space between."""
        found: dict[str, list[int]] = defaultdict(list)
        for index, text in enumerate(self.texts):
            found[_spaced(text)].append(index)
        return dict(found)

    @cached_property
    def letters(self) -> tuple[str, list[int]]:
        """All without space, which scripts without spaces get or lose where paragraphs end, and
        where each paragraph begins in it."""
        letters = ["".join(text.split()) for text in self.texts]
        return "".join(letters), [0, *accumulate(map(len, letters))]

    @cached_property
    def words(self) -> list[list[str]]:
        return [_words(text) for text in self.texts]

    @cached_property
    def bags(self) -> list[Counter[str]]:
        """The words of each paragraph, in whatever order."""
        return [Counter(words) for words in self.words]

    @cached_property
    def run(self) -> tuple[list[str], list[int]]:
        """All words in a row, and where each paragraph begins in it."""
        return list(chain(*self.words)), [0, *accumulate(map(len, self.words))]

    @cached_property
    def numbers(self) -> dict[str, int]:
        """A number for each word that there is, from 0."""
        return {word: number for number, word in enumerate(dict.fromkeys(self.run[0]))}

    @cached_property
    def numbered(self) -> list[int]:
        """All words in a row, as their numbers."""
        return [self.numbers[word] for word in self.run[0]]


def trace(index: int, before: Texts, after: Texts) -> Trace | None:
    """Where the words of paragraph `index` of the texts before are in those after; None where
    nothing is like them. Of several such places the one nearest to the old place is chosen."""
    text, place = before.texts[index], before.share_before(index)
    found = _same_paragraph(text, after, place) or _same_passage(text, after, place)
    return found or _most_alike(_words(text), after, place)


def _same_paragraph(text: str, after: Texts, place: float) -> Trace | None:
    same = after.same.get(_spaced(text))
    if not same:
        return None
    nearest = min(same, key=lambda index: abs(after.share_before(index) - place))
    return Trace(nearest, nearest, 1)


def _same_passage(text: str, after: Texts, place: float) -> Trace | None:
    """The words within a longer paragraph, or on several: it was joined or split."""
    wanted = "".join(text.split())
    if len(wanted) < _SHORTEST_PASSAGE:
        return None
    whole, starts = after.letters
    start = min(_places(wanted, whole), key=lambda at: abs(at / len(whole) - place), default=None)
    if start is None:
        return None
    return Trace(*_between(starts, start, len(wanted)), 1)


def _places(wanted: str, whole: str) -> Iterator[int]:
    """Where it stands, without overlaps."""
    at = whole.find(wanted)
    while at >= 0:
        yield at
        at = whole.find(wanted, at + len(wanted))


def _between(starts: Sequence[int], start: int, size: int) -> tuple[int, int]:
    """The first and the last paragraph on which something of that size stands."""
    return bisect_right(starts, start) - 1, bisect_right(starts, start + size - 1) - 1


def _most_alike(wanted: Sequence[str], after: Texts, place: float) -> Trace | None:
    if not wanted:
        return None
    traces = []
    least = LEAST_LIKENESS
    for share, index in _promising(wanted, after):
        # Words in common, in whatever order, are the most that can be alike.
        if share < least:
            break
        after.work += _work_of_comparing(wanted)
        found = Trace(index, index, _likeness(wanted, after.words[index]))
        traces.append(found)
        least = max(least, found.likeness)
    if least < _SURE_LIKENESS:
        traces += _passage(wanted, after, least)
    # Where a passage is no more like it than a whole paragraph, the paragraph was it.
    return max(
        (found for found in traces if found.likeness >= LEAST_LIKENESS),
        key=lambda found: (
            found.likeness,
            found.first - found.last,
            -abs(after.share_before(found.first) - place),
        ),
        default=None,
    )


def _promising(wanted: Sequence[str], after: Texts) -> list[tuple[float, int]]:
    """The whole paragraphs that share the most words with it, and how many of them, from 0 to 1."""
    after.work += after.length
    bag = Counter(wanted)
    shares = [
        (2 * (bag & other).total() / (len(wanted) + other.total()), index)
        for index, other in enumerate(after.bags)
    ]
    return sorted(shares, reverse=True)[:_COMPARED]


def _passage(wanted: Sequence[str], after: Texts, least: float) -> Iterator[Trace]:
    """As many words in a row that share the most with it, wherever paragraphs end, if they may be
    as much like it as `least`."""
    whole, starts = after.run
    size = len(wanted)
    if not _PASSAGE_WORDS <= size < len(whole):
        return
    shared, start = _richest(wanted, after)
    if shared / size >= least:
        after.work += _work_of_comparing(wanted)
        first, last = _between(starts, start, size)
        yield Trace(first, last, _likeness(wanted, whole[start : start + size]))


def _richest(wanted: Sequence[str], after: Texts) -> tuple[int, int]:
    """The most words that as many in a row share with it, and where these begin."""
    after.work += after.length
    # By numbers of the words: whole statements are gone through, word by word.
    lacking = [0] * len(after.numbers)
    for word in wanted:
        if word in after.numbers:
            lacking[after.numbers[word]] += 1
    size = len(wanted)
    row = after.numbered
    shared = best = start = 0
    for end, number in enumerate(row, start=1):
        shared += lacking[number] > 0
        lacking[number] -= 1
        if end > size:
            gone = row[end - size - 1]
            lacking[gone] += 1
            shared -= lacking[gone] > 0
        if shared > best:
            best, start = shared, max(0, end - size)
    return best, start


def _likeness(first: Sequence[str], second: Sequence[str]) -> float:
    """From 0 to below 1: that the words are the very same was looked for before."""
    longest = max(len(first), len(second))
    if longest > _LONGEST_COMPARED:
        found = likeness_of_phrases(" ".join(first), " ".join(second))
    else:
        found = SequenceMatcher(None, first, second, autojunk=longest > _LONGEST_EXACT).ratio()
    return min(found, 0.99)


def _work_of_comparing(wanted: Sequence[str]) -> int:
    return _WORK_OF_COMPARING * sum(map(len, wanted))


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
