"""Quotation marks: which a language uses, and what becomes of those inside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks around a quotation, and those around a quotation within it."""

    open: str
    close: str
    inner_open: str
    inner_close: str


DOUBLE: Final = Marks("“", "”", "‘", "’")
SINGLE: Final = Marks("‘", "’", "“", "”")
GUILLEMETS: Final = Marks("«", "»", "“", "”")
#: The blanks are such that no line breaks there.
SPACED_GUILLEMETS: Final = Marks("«\xa0", "\xa0»", "“", "”")
LOW: Final = Marks("„", "“", "‚", "‘")
CORNERS: Final = Marks("「", "」", "『", "』")

#: By ISO 639 code, as the Unicode CLDR has them; other languages as English.
OF_LANGUAGES: Final = {
    **{"fr": SPACED_GUILLEMETS, "de": LOW, "cs": LOW, "sk": LOW, "ja": CORNERS},
    **dict.fromkeys(("es", "it", "pt", "ru", "uk", "be", "ar", "fa", "el", "no"), GUILLEMETS),
}

#: They stand beside guillemets.
_BLANKS: Final = " \xa0\u202f"


def marks_of(language: str) -> Marks:
    return OF_LANGUAGES.get(language, DOUBLE)


def quoted(text: str, marks: Marks = DOUBLE) -> str:
    """The text between marks, with the marks inside it so that it is clear which closes which.

    The two kinds take turns: a quotation has the kind that the one around it has not. Apostrophes,
    marks without a partner that may be some, and marks of other kinds stay as they were written.
    `static/archive/copying.js` does the same.
    """
    return f"{marks.open}{_nested(text, marks)}{marks.close}"


def _nested(text: str, marks: Marks) -> str:
    closing = {marks.open.strip(): marks.close.strip(), marks.inner_open: marks.inner_close}
    written = list(text)
    around: list[int] = []
    for start, end in sorted(_quotations(text, closing).items()):
        while around and around[-1] <= start:
            around.pop()
        opens, closes = (marks.inner_open, marks.inner_close)
        if len(around) % 2:
            opens, closes = (marks.open, marks.close)
        around.append(end)
        if text[start] == opens.strip():
            continue
        is_spaced = marks.open != marks.open.strip()
        _write(written, start, opens, start + 1 if is_spaced else None)
        if text[end : end + 1] == closing[text[start]]:
            _write(written, end, closes, end - 1 if is_spaced else None)
    return "".join(written)


def _write(written: list[str], place: int, mark: str, beside: int | None) -> None:
    """Put another mark in a place. A blank beside the old one belongs to it."""
    written[place] = mark
    if beside is not None and written[beside : beside + 1] and written[beside] in _BLANKS:
        written[beside] = ""


def _quotations(text: str, closing: Mapping[str, str]) -> dict[int, int]:
    """Where the quotations in the text begin and where they end: the places of their marks, or
    for one that is not closed where the one around it ends."""
    found: dict[int, int] = {}
    waiting: list[int] = []
    awaited: Counter[str] = Counter()

    def end_last(place: int, *, is_quotation: bool) -> None:
        start = waiting.pop()
        awaited[closing[text[start]]] -= 1
        if is_quotation:
            found[start] = place

    for place, mark in enumerate(text):
        if mark in closing and not _is_apostrophe(text, place):
            # Each paragraph of a long quotation begins with the mark again.
            if waiting and text[waiting[-1]] == mark and text[place - 1] == "\n":
                end_last(place, is_quotation=True)
            waiting.append(place)
            awaited[closing[mark]] += 1
        elif awaited[mark] and not _is_apostrophe(text, place):
            # An apostrophe at the end of a word is more likely than marks that cross each other.
            if mark == "’" and text[waiting[-1]] != "‘":
                continue
            while closing[text[waiting[-1]]] != mark:
                end_last(place, is_quotation=_is_surely_mark(text[waiting[-1]]))
            end_last(place, is_quotation=True)
    while waiting:
        end_last(len(text), is_quotation=_is_surely_mark(text[waiting[-1]]))
    return found


def _is_apostrophe(text: str, place: int) -> bool:
    """Whether a single mark is one by what is beside it: "don’t", "’tis", "’90s", "Qur‘an"."""
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    if text[place] == "’":
        return after.isalpha() or (after.isalnum() and not before.strip())
    return text[place] == "‘" and before.isalnum() and after.isalnum()


def _is_surely_mark(character: str) -> bool:
    """Whether it is no apostrophe even without a partner, as it is in "‘twas"."""
    return character != "‘"
