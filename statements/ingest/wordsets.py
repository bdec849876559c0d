"""Lists of words written as text, so that they stay readable."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """The words of the text, which stand apart by spaces."""
    return frozenset(text.split())


def phrases(text: str) -> frozenset[str]:
    """The phrases of the text, which stand apart by "|"."""
    return frozenset(phrase for phrase in text.split("|") if phrase)
