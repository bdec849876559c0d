"""What is special to themes: words that signal one, in their inflected forms."""

from __future__ import annotations

from collections.abc import Iterator

EXACTLY = "="
_SIBILANTS = ("s", "x", "ch", "sh")
_VOWELS = "aeiou"


def inflections(signal: str) -> Iterator[str]:
    """The forms in which a signal is looked for: itself and the plural of its last word.

    >>> list(inflections("war crime"))
    ['war crime', 'war crimes']
    >>> list(inflections("=development"))
    ['development']
    """
    if signal.startswith(EXACTLY):
        yield bare(signal)
        return
    yield signal
    yield plural(signal)


def bare(signal: str) -> str:
    """The signal as people see it, without the mark that it is looked for as it stands."""
    return signal.removeprefix(EXACTLY)


def plural(word: str) -> str:
    """The regular English plural."""
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(_SIBILANTS) else f"{word}s"
