"""How two texts differ, and how much they have in common."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from typing import Literal

_PIECE = re.compile(r"\s+|[^\W_]+|[\W_]")
# Phrases of so many words are hardly shared by chance, not even by two speeches of one person.
_PHRASE_WORDS = 4
# Two paragraphs with less in common (difflib's ratio of words) are not one that was changed.
_ONE_PARAGRAPH = 0.4
# A changed paragraph is looked for among so many, or more where the statement is short.
_NEAR = 8
_MOST_PAIRS = 2_500
# Beyond so many words or paragraphs, the commonest are only found beside what is rarer.
_LONGEST_EXACT = 400
# difflib takes time with the square of the length: longer paragraphs are shown whole.
_LONGEST_COMPARED = 2_000

Change = Literal["same", "removed", "added"]


@dataclass(frozen=True, slots=True)
class Part:
    """A run of text that both versions share, or that one of them has."""

    change: Change
    text: str


@dataclass(frozen=True, slots=True)
class ParagraphChange:
    """A paragraph in both versions; the number is None where a version does not have it.

    `parts` in order are the text before and after, interleaved.
    """

    before: int | None
    after: int | None
    parts: tuple[Part, ...]

    @property
    def is_same(self) -> bool:
        return all(part.change == "same" for part in self.parts)


class Wording:
    """A text to be compared with several others."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def phrases(self) -> frozenset[tuple[str, ...]]:
        words = re.findall(r"\w+", self.text.casefold())
        return frozenset(zip(*(words[start:] for start in range(_PHRASE_WORDS)), strict=False))

    def likeness(self, other: Wording) -> float:
        """How much of the wording both share, from 0 to 1: 1 where they have the same phrases."""
        if not self.phrases or not other.phrases:
            return float(self.text.split() == other.text.split())
        shared = len(self.phrases & other.phrases)
        return 2 * shared / (len(self.phrases) + len(other.phrases))


def likeness(first: str, second: str) -> float:
    """How much of the wording two texts share: see `Wording.likeness`."""
    return Wording(first).likeness(Wording(second))


def compare_texts(before: str, after: str) -> tuple[Part, ...]:
    """The two texts as one, word by word."""
    if before == after:
        return (Part("same", before),) if before else ()
    old, new = _PIECE.findall(before), _PIECE.findall(after)
    if max(len(old), len(new)) > _LONGEST_COMPARED:
        return tuple(_parts(before, after))
    # Spaces stand between all words, and would be tried as the beginning of what is the same.
    matcher = _matcher(old, new, str.isspace)
    parts: list[Part] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            parts.append(Part("same", "".join(old[i1:i2])))
        else:
            parts += _parts("".join(old[i1:i2]), "".join(new[j1:j2]))
    return tuple(parts)


def _matcher(
    before: Sequence[str], after: Sequence[str], is_junk: Callable[[str], bool] | None = None
) -> SequenceMatcher[str]:
    # What comes again and again ("* * *") takes time with the cube of its number.
    return SequenceMatcher(is_junk, before, after, autojunk=len(after) > _LONGEST_EXACT)


def _parts(before: str, after: str) -> Iterator[Part]:
    if before:
        yield Part("removed", before)
    if after:
        yield Part("added", after)


def compare_paragraphs(before: Sequence[str], after: Sequence[str]) -> tuple[ParagraphChange, ...]:
    """All paragraphs of both versions in order: the same, changed word by word, gone and new."""
    matcher = _matcher(before, after)
    changes: list[ParagraphChange] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            changes += (
                ParagraphChange(i + 1, j + 1, (Part("same", before[i]),))
                for i, j in zip(range(i1, i2), range(j1, j2), strict=True)
            )
        else:
            changes += _replaced(before, after, range(i1, i2), range(j1, j2))
    return tuple(changes)


def _replaced(
    before: Sequence[str], after: Sequence[str], old: range, new: range
) -> Iterator[ParagraphChange]:
    """Pair, in order, the paragraphs of a run that became others with what they became."""
    first = old.start
    # Each with each would take hours where a long statement was written anew.
    reach = max(_NEAR, _MOST_PAIRS // len(new)) if new else 0
    for j in new:
        candidates = range(first, min(old.stop, first + reach))
        partner = next((i for i in candidates if _is_one(before[i], after[j])), None)
        if partner is None:
            yield ParagraphChange(None, j + 1, (Part("added", after[j]),))
            continue
        yield from _removed(before, range(first, partner))
        yield ParagraphChange(partner + 1, j + 1, compare_texts(before[partner], after[j]))
        first = partner + 1
    yield from _removed(before, range(first, old.stop))


def _removed(before: Sequence[str], numbers: range) -> Iterator[ParagraphChange]:
    for i in numbers:
        yield ParagraphChange(i + 1, None, (Part("removed", before[i]),))


def _is_one(before: str, after: str) -> bool:
    old, new = before.split(), after.split()
    if max(len(old), len(new)) > _LONGEST_COMPARED:
        return likeness(before, after) >= _ONE_PARAGRAPH
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return matcher.quick_ratio() >= _ONE_PARAGRAPH and matcher.ratio() >= _ONE_PARAGRAPH
