"""Quotation marks: which a language uses, and what becomes of those inside."""

from __future__ import annotations

import re
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


def marks_of(language: str) -> Marks:
    return OF_LANGUAGES.get(language, DOUBLE)


def quoted(text: str, marks: Marks = DOUBLE) -> str:
    """The text between marks, with the marks inside it so that it is clear which closes which.

    Only where the text holds the very marks that are put around it, the two kinds in it change
    places. All else stays as it was written.
    """
    return f"{marks.open}{_nested(text, marks)}{marks.close}"


def _nested(text: str, marks: Marks) -> str:
    outer = (marks.open.strip(), marks.close.strip())
    inner = (marks.inner_open, marks.inner_close)
    if outer[0] not in text:
        return text
    swapped = {**dict(zip(outer, inner, strict=True)), **dict(zip(inner, outer, strict=True))}
    depth = dict.fromkeys((outer, inner), 0)
    written = []
    for place, character in enumerate(text):
        pair = outer if character in outer else inner
        if character == pair[0] or (
            character == pair[1] and depth[pair] and not _is_apostrophe(text, place)
        ):
            depth[pair] += 1 if character == pair[0] else -1
            character = swapped[character]
        written.append(character)
    return _without_inner_blanks("".join(written), marks)


def _is_apostrophe(text: str, place: int) -> bool:
    """Whether a closing single mark stands within a word: "don’t"."""
    return text[place] == "’" and text[place + 1 : place + 2].isalpha()


def _without_inner_blanks(text: str, marks: Marks) -> str:
    """Marks of the inner kind have no blanks beside them where those of the outer kind had."""
    if marks.open == marks.open.strip():
        return text
    text = re.sub(f"{re.escape(marks.inner_open)}[\xa0\u202f ]", marks.inner_open, text)
    return re.sub(f"[\xa0\u202f ]{re.escape(marks.inner_close)}", marks.inner_close, text)
