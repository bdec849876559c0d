"""How two texts differ, and how much they have in common."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

_PIECE = re.compile(r"\s+|[^\W_]+|[\W_]")
# Phrases of so many words are hardly shared by chance, not even by two speeches of one person.
_PHRASE_WORDS = 4
# Two paragraphs with less in common (difflib's ratio of words) are not one that was changed.
_ONE_PARAGRAPH = 0.4
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


def likeness(first: str, second: str) -> float:
    """How much of the wording two texts share, from 0 to 1: 1 where they have the same phrases."""
    one, other = _phrases(first), _phrases(second)
    if not one or not other:
        return float(first.split() == second.split())
    return 2 * len(one & other) / (len(one) + len(other))


def _phrases(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return set(zip(*(words[start:] for start in range(_PHRASE_WORDS)), strict=False))


def compare_texts(before: str, after: str) -> tuple[Part, ...]:
    """The two texts as one, word by word."""
    if before == after:
        return (Part("same", before),) if before else ()
    old, new = _PIECE.findall(before), _PIECE.findall(after)
    if max(len(old), len(new)) > _LONGEST_COMPARED:
        return tuple(_parts(before, after))
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    parts: list[Part] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            parts.append(Part("same", "".join(old[i1:i2])))
        else:
            parts += _parts("".join(old[i1:i2]), "".join(new[j1:j2]))
    return tuple(parts)


def _parts(before: str, after: str) -> Iterator[Part]:
    if before:
        yield Part("removed", before)
    if after:
        yield Part("added", after)


def compare_paragraphs(before: Sequence[str], after: Sequence[str]) -> tuple[ParagraphChange, ...]:
    """All paragraphs of both versions in order: the same, changed word by word, gone and new."""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
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
    waiting = list(old)
    for j in new:
        partner = next((i for i in waiting if _is_one(before[i], after[j])), None)
        if partner is None:
            yield ParagraphChange(None, j + 1, (Part("added", after[j]),))
            continue
        while waiting and waiting[0] < partner:
            gone = waiting.pop(0)
            yield ParagraphChange(gone + 1, None, (Part("removed", before[gone]),))
        waiting.remove(partner)
        yield ParagraphChange(partner + 1, j + 1, compare_texts(before[partner], after[j]))
    for gone in waiting:
        yield ParagraphChange(gone + 1, None, (Part("removed", before[gone]),))


def _is_one(before: str, after: str) -> bool:
    old, new = before.split(), after.split()
    if max(len(old), len(new)) > _LONGEST_COMPARED:
        return likeness(before, after) >= _ONE_PARAGRAPH
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return matcher.quick_ratio() >= _ONE_PARAGRAPH and matcher.ratio() >= _ONE_PARAGRAPH
