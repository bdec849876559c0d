"""Paragraphs as one text that a person can split and join: a blank line stands between them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Final

from statements.ingest.document import Block

_BLANK_LINES: Final = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_LINE_BREAK: Final = re.compile(r"[ \t]*\n[ \t]*")
# So many words of a paragraph tell where in the text before it began.
_FIRST_WORDS: Final = 5


def as_text(paragraphs: Iterable[Block]) -> str:
    """The paragraphs, a blank line between. `as_paragraphs` gives back the same."""
    return "\n\n".join(block.text for block in paragraphs)


def as_paragraphs(text: str, before: Sequence[Block]) -> tuple[Block, ...]:
    """The paragraphs of a text that was `before`, and that a person has split, joined or changed.

    Each has the page of the paragraph that its first words were in. A line break alone is a
    space, as it is where the lines of a source are joined.
    """
    known = {block.text for block in before}
    chunks = _BLANK_LINES.split(text.replace("\r\n", "\n").replace("\r", "\n"))
    texts = [
        chunk if chunk in known else _LINE_BREAK.sub(" ", chunk.strip("\n")).strip(" \t")
        for chunk in chunks
    ]
    texts = [text for text in texts if text]
    if texts == [block.text for block in before]:
        return tuple(before)
    pages = _pages(texts, before)
    return tuple(Block(text=text, page=page) for text, page in zip(texts, pages, strict=True))


def same_words(first: str, second: str) -> bool:
    """Whether two texts have the same words in order, whatever space is between."""
    return first.split() == second.split()


def _pages(texts: Sequence[str], before: Sequence[Block]) -> list[int | None]:
    if not before or all(block.page is None for block in before):
        return [None] * len(texts)
    if same_words("\n".join(texts), as_text(before)):
        return _pages_by_count(texts, before)
    return _pages_by_words(texts, before)


def _pages_by_count(texts: Sequence[str], before: Sequence[Block]) -> list[int | None]:
    """Where the words are the same, the number of words before a paragraph tells where it was."""
    old_starts = _starts([block.text for block in before])
    return [before[bisect_right(old_starts, start) - 1].page for start in _starts(texts)]


def _starts(texts: Sequence[str]) -> list[int]:
    """How many words come before each text."""
    counts = [len(text.split()) for text in texts]
    return [0, *accumulate(counts[:-1])]


def _pages_by_words(texts: Sequence[str], before: Sequence[Block]) -> list[int | None]:
    """Where words were changed: the next paragraph, of those not passed yet, with the words."""
    pages: list[int | None] = []
    at = 0
    for text in texts:
        beginning = " ".join(text.split()[:_FIRST_WORDS])
        places = range(at, len(before))
        at = next((i for i in places if beginning in " ".join(before[i].text.split())), at)
        pages.append(before[at].page)
    return pages
