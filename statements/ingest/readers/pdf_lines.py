"""Words of a PDF page put together: runs on one baseline, and the lines made of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from statements.ingest.lines import starts_item
from statements.ingest.readers.pdf_words import Word
from statements.ingest.readers.right_to_left import (
    is_right_to_left,
    read_line,
    with_brackets_turned,
)

# All in multiples of the type's size.
_SAME_LINE: Final = 0.45
_WORD_GAP: Final = 0.08
_MARK_GAP: Final = 0.2
# A gap as wide may be the one between two columns.
_RUN_GAP: Final = 0.8
_RUN_OVERLAP: Final = 0.5
# A wider gap parts a line: the two sides of a letterhead. Behind a number it is a tab.
_PARTING_GAP: Final = 3.0
_LONGEST_TAB: Final = 8.0
_LONGEST_ITEM_MARK: Final = 6
# A note's mark is smaller than the text, and raised above its baseline.
_MARK_SIZE: Final = 0.85
_MARK_RISE: Final = 0.12
_MARK = re.compile(r"\[?(?:\d{1,3}|[*†‡]{1,3})\]?[,;]?")
_RAISED: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class Run:
    """Words in reading order with no wide gap between, which stand on one baseline."""

    words: tuple[Word, ...]
    left: float
    right: float
    baseline: float
    size: float


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the page. `marks` are the raised marks of notes in it, or at its beginning."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    marks: tuple[str, ...] = ()


def is_from_right(words: Sequence[Word]) -> bool:
    """Whether most of the words are of a script that is written from right to left."""
    return sum(is_right_to_left(word.text) for word in words) * 2 > len(words)


def runs(words: Sequence[Word]) -> list[Run]:
    """The runs of a page, from its words in the order of the file."""
    found: list[list[Word]] = []
    for word in words:
        if found and _runs_on(found[-1], word):
            found[-1].append(word)
        else:
            found.append([word])
    return [_run(tuple(members)) for members in found]


def _runs_on(run: Sequence[Word], word: Word) -> bool:
    before = run[-1]
    size = max(word.size, before.size)
    if abs(word.baseline - before.baseline) > size * _SAME_LINE:
        return False
    gap = word.left - before.right
    if is_right_to_left(word.text + before.text):
        gap = max(gap, before.left - word.right)
    return -_RUN_OVERLAP * size < gap < _RUN_GAP * size


def _run(words: tuple[Word, ...]) -> Run:
    longest = max(words, key=lambda word: (word.size, len(word.text)))
    return Run(
        words,
        min(word.left for word in words),
        max(word.right for word in words),
        longest.baseline,
        longest.size,
    )


def rows(members: Sequence[Run]) -> list[Row]:
    """The lines from the top down. What stands far apart on one baseline is two lines."""
    return [
        _row(part)
        for line in baselines(members)
        for part in _parted(sorted(line, key=lambda run: run.left))
    ]


def baselines(members: Sequence[Run]) -> list[list[Run]]:
    """The runs of each line of print, from the top down."""
    lines: list[list[Run]] = []
    main: Run | None = None
    for run in sorted(members, key=lambda run: -run.baseline):
        size = max(run.size, main.size) if main else 0
        if main and abs(main.baseline - run.baseline) <= size * _SAME_LINE:
            lines[-1].append(run)
            main = max(main, run, key=lambda run: run.size)
        else:
            lines.append([run])
            main = run
    return lines


def _parted(line: Sequence[Run]) -> Iterator[list[Run]]:
    part = [line[0]]
    for before, run in pairwise(line):
        size = max(run.size, before.size)
        widest = _LONGEST_TAB if _is_item_mark(part) else _PARTING_GAP
        if run.left - before.right > widest * size:
            yield part
            part = []
        part.append(run)
    yield part


def _is_item_mark(part: Sequence[Run]) -> bool:
    text = "".join(word.text for run in part for word in run.words)
    return len(text) <= _LONGEST_ITEM_MARK and starts_item(f"{text}  ")


def _row(line: Sequence[Run]) -> Row:
    words = [word for run in line for word in run.words]
    from_right = is_from_right(words)
    if from_right:
        words = [word._replace(spaced=True) for word in read_line(words)]
    size = max(line, key=lambda run: sum(len(word.text) for word in run.words)).size
    baseline = max(line, key=lambda run: run.size).baseline
    raised = [_is_mark(word, baseline, size) for word in words]
    text = _text(words, raised, size)
    return Row(
        with_brackets_turned(text) if from_right else text,
        min(run.left for run in line),
        max(run.right for run in line),
        baseline,
        size,
        tuple(w.text.strip("[],;") for w, is_mark in zip(words, raised, strict=True) if is_mark),
    )


def _is_mark(word: Word, baseline: float, size: float) -> bool:
    return (
        word.size < size * _MARK_SIZE
        and word.baseline > baseline + size * _MARK_RISE
        and _MARK.fullmatch(word.text) is not None
    )


def _text(words: Sequence[Word], raised: Sequence[bool], size: float) -> str:
    text = words[0].text
    for index in range(1, len(words)):
        before, word = words[index - 1], words[index]
        gap = max(word.left - before.right, before.left - word.right)
        least = size * _MARK_GAP if raised[index] else word.size * _WORD_GAP
        # PDFium sees a space between type of two sizes or heights, where none may be.
        is_same_type = before.size == word.size and before.baseline == word.baseline
        if (word.spaced and (is_same_type or gap > least)) or (index == 1 and raised[0]):
            text += " "
        elif raised[index] and text[-1].isdigit():
            # Else 2020 and the mark 1 behind it would read 20201.
            text += word.text.translate(_RAISED)
            continue
        text += word.text
    return text
