"""The 200 searches, drawn from the corpus itself: the same corpus gives the same searches. PURE."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

if TYPE_CHECKING:
    from bench.serving.texts import Text

SEED = 20_261_124

#: How many searches of each class; together 200.
CLASSES = {
    "rare word": 25,
    "uncommon word": 20,
    "common word": 25,
    "very common word": 15,
    "two words": 25,
    "three words": 25,
    "phrase": 35,
    "two filters": 30,
}
#: Of a single word: in which share of the statements it stands, at least and at most.
SHARES = {
    "rare word": (0.0, 0.001),
    "uncommon word": (0.003, 0.03),
    "common word": (0.1, 0.5),
    "very common word": (0.8, 1.0),
}
#: Rarer words are mostly misprints.
LEAST_STATEMENTS = 2
PHRASE_LENGTHS = range(2, 9)
LEAST_LETTERS = 4
_MOST_TRIES = 10_000
DATASETTE_HITS = 20
STATEMENT_PAGES = 100

_WORD = re.compile(r"[a-z]+")
#: Words of ASCII with one space between, so that every engine cuts them alike.
_RUN = re.compile(r"(?<![\w'’-])[A-Za-z]+(?: [A-Za-z]+)+(?![\w'’-])")


class CorpusTooSmall(ValueError):
    """The corpus has not the words for so many searches: take one of a thousand statements."""


@dataclass(frozen=True, slots=True)
class Search:
    """One search as both sides are asked it.

    `filters` are those of the archive; `columns` are Datasette's for the same, and
    `extra_words` stand for a filter that its table has no column for.
    """

    kind: str
    words: str
    filters: tuple[tuple[str, str], ...] = ()
    columns: tuple[tuple[str, str], ...] = ()
    extra_words: str = ""

    @property
    def is_phrase(self) -> bool:
        return self.words.startswith('"')

    @property
    def archive_path(self) -> str:
        return "/speeches/?" + urlencode([("q", self.words), *self.filters])

    @property
    def plain_words(self) -> str:
        """The words with those that stand for a filter."""
        return f"{self.words} {self.extra_words}".strip()

    def datasette_path(self, options: Iterable[tuple[str, str]] = ()) -> str:
        """The table page with as many hits as the archive's."""
        mode = [("_searchmode", "raw")] if self.is_phrase else []
        size = [("_size", str(DATASETTE_HITS))]
        asked = [("_search", self.plain_words), *mode, *self.columns, *options, *size]
        return "/archive/speeches?" + urlencode(asked)


@dataclass(slots=True)
class Vocabulary:
    """In how many statements each word stands, small letters, and how many statements there are.

    `forms` are the statements of all words with the same stem added up: no search for one of them
    finds more.
    """

    statements: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    forms: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, texts: Iterable[Text]) -> Vocabulary:
        vocabulary = cls()
        for text in texts:
            vocabulary.statements += 1
            vocabulary.counts.update(set(_WORD.findall(text.text.lower())))
        return vocabulary

    def stemmed(self, stems: dict[str, str]) -> Vocabulary:
        """The same with the stem of each word known; without those whose stem is ""."""
        counts = Counter({word: count for word, count in self.counts.items() if stems[word]})
        of_stems: Counter[str] = Counter()
        for word, count in counts.items():
            of_stems[stems[word]] += count
        return Vocabulary(self.statements, counts, {word: of_stems[stems[word]] for word in counts})

    def within(self, least: float, most: float) -> list[str]:
        """The words in such a share of the statements, in the order of the alphabet."""
        first = max(least * self.statements, LEAST_STATEMENTS)
        return sorted(
            word
            for word, count in self.counts.items()
            if first <= count <= most * self.statements
            # A share of all is never too much.
            and (most == 1 or self.forms[word] <= most * self.statements)
            and len(word) >= LEAST_LETTERS
        )

    def commonest(self, limit: int) -> list[str]:
        long_enough = [word for word in self.counts if len(word) >= LEAST_LETTERS]
        return sorted(long_enough, key=lambda word: (-self.counts[word], word))[:limit]


def searches(
    vocabulary: Vocabulary, sample: Sequence[Text], countries: dict[str, str]
) -> list[Search]:
    """The searches, in an order of chance that is always the same.

    `vocabulary` is stemmed; `sample` are some of the
    statements, `countries` the names of the countries mentioned by their code.
    Raises CorpusTooSmall where they hold too few different words.
    """
    draw = random.Random(SEED)  # noqa: S311 - to be the same each time
    drawer = _Drawer(draw, vocabulary, sample, countries)
    makers: dict[str, Callable[[int], Search]] = {
        "two words": lambda _: Search("two words", drawer.words(2)),
        "three words": lambda _: Search("three words", drawer.words(3)),
        "phrase": drawer.phrase,
        "two filters": drawer.filtered,
    }
    drawn: list[Search] = []
    for kind, count in CLASSES.items():
        if kind in SHARES:
            drawn += [Search(kind, word) for word in drawer.single(kind, count)]
        else:
            drawn += _distinct(makers[kind], count)
    # Mixed, so that whoever asks for a while only is asked of every class.
    draw.shuffle(drawn)
    return drawn


def statement_paths(vocabulary: Vocabulary, sample: Sequence[Text]) -> list[str]:
    """Pages of statements, every second one with a word of it that is to be marked."""
    draw = random.Random(SEED)  # noqa: S311 - to be the same each time
    drawer = _Drawer(draw, vocabulary, sample, {})
    step = max(len(sample) // STATEMENT_PAGES, 1)
    paths = []
    for number, text in enumerate(sample[::step][:STATEMENT_PAGES]):
        marked = f"?q={drawer.words(1, text)}" if number % 2 else ""
        paths.append(f"/speeches/{quote(text.slug)}/{marked}")
    return paths


def _distinct(make: Callable[[int], Search], count: int) -> list[Search]:
    """`count` searches that differ, as far as the corpus gives them."""
    found: dict[Search, None] = {}
    for _ in range(count * 20):
        if len(found) < count:
            found.setdefault(make(len(found)))
    return list(found)


@dataclass(slots=True)
class _Drawer:
    draw: random.Random
    vocabulary: Vocabulary
    sample: Sequence[Text]
    countries: dict[str, str]

    def single(self, kind: str, count: int) -> list[str]:
        found = self.vocabulary.within(*SHARES[kind])
        if kind == "very common word" and len(found) < count:
            found = self.vocabulary.commonest(count)
        return self.draw.sample(found, min(count, len(found)))

    def words(self, count: int, text: Text | None = None) -> str:
        """Words out of one paragraph, in their order: all of them stand in a statement."""
        for _ in range(_MOST_TRIES if self.sample else 0):
            paragraph = self.draw.choice((text or self.draw.choice(self.sample)).paragraphs)
            words = [
                word
                for word in dict.fromkeys(_WORD.findall(paragraph.lower()))
                if len(word) >= LEAST_LETTERS
                and self.vocabulary.counts[word] >= 0.002 * self.vocabulary.statements
            ]
            if len(words) >= count:
                chosen = set(self.draw.sample(words, count))
                return " ".join(word for word in words if word in chosen)
            text = None
        raise CorpusTooSmall

    def phrase(self, number: int) -> Search:
        """Consecutive words, as in the text; neither the first nor the last is a stop word."""
        length = PHRASE_LENGTHS[number % len(PHRASE_LENGTHS)]
        for _ in range(_MOST_TRIES if self.sample else 0):
            paragraph = self.draw.choice(self.draw.choice(self.sample).paragraphs)
            runs = [run.split(" ") for run in _RUN.findall(paragraph)]
            windows = [
                run[start : start + length]
                for run in runs
                for start in range(len(run) - length + 1)
                if self._is_known(run[start]) and self._is_known(run[start + length - 1])
            ]
            if windows:
                return Search("phrase", '"' + " ".join(self.draw.choice(windows)) + '"')
        raise CorpusTooSmall

    def _is_known(self, word: str) -> bool:
        return self.vocabulary.counts[word.lower()] >= LEAST_STATEMENTS

    def filtered(self, number: int) -> Search:
        """One or two words with two filters; three kinds of pairs in turn."""
        known = [text for text in self.sample if text.year and text.represents_code]
        if not (known and self.countries):
            raise CorpusTooSmall
        text = self.draw.choice(known)
        words = self.words(1 + number % 2, text)
        represents = (("represents", text.represents_code),), (("represents", text.represents),)
        span = 1 + self.draw.randrange(10)
        years = (
            (("from", str(text.year)), ("to", str(text.year + span))),
            (("year__gte", str(text.year)), ("year__lte", str(text.year + span))),
        )
        code, name = self._named_in(text)
        mentioned = (("country", code),), ()
        one, other = ((represents, years), (represents, mentioned), (mentioned, years))[number % 3]
        return Search(
            "two filters",
            words,
            filters=one[0] + other[0],
            columns=one[1] + other[1],
            extra_words=name if mentioned in (one, other) else "",
        )

    def _named_in(self, text: Text) -> tuple[str, str]:
        """A country of which the statement speaks; any, where it speaks of none."""
        named = [code for code, name in self.countries.items() if name in text.text]
        code = self.draw.choice(named or list(self.countries))
        return code, " ".join(re.findall(r"\w+", self.countries[code]))
