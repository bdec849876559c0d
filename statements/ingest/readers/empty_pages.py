"""Pages on which hardly anything was found, and how the editor is told of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

# Fewer letters than this are a stamp or a page number on a picture of text.
_FEWEST_LETTERS: Final = 12
_MOST_SHOWN: Final = 10


def empty_pages(texts: Sequence[str]) -> list[int]:
    """The pages with hardly a letter, counted from 1."""
    return [
        number
        for number, text in enumerate(texts, 1)
        if sum(map(str.isalpha, text)) < _FEWEST_LETTERS
    ]


def page_warnings(numbers: Sequence[int], message: str) -> tuple[str, ...]:
    """One warning that names the pages, or none where there are no such pages."""
    if not numbers:
        return ()
    shown = ", ".join(map(str, numbers[:_MOST_SHOWN]))
    more = " …" if len(numbers) > _MOST_SHOWN else ""
    return (f"{'Page' if len(numbers) == 1 else 'Pages'} {shown}{more}: {message}",)
