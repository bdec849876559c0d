"""The parts of a long statement, for finding one's way in it. Pure: knows no Django.

Where a text has headings of its own they are its outline. Most speeches have none, as nobody reads
headings out; then its parts are only so many paragraphs each, told by their first words, and the
page says so. Nothing here says what a part is about: that would be the archive's opinion.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from statements.ingest.wordsets import words

#: Fewer paragraphs are seen at a glance.
LONG: Final = 12
#: About four pages: a shorter text is read from its beginning, if it has no headings of its own.
LONG_LETTERS: Final = 10_000
#: So many parts fit beside the text.
MOST_PARTS: Final = 10
#: One or two short lines among many long ones are chance, not headings.
FEWEST_HEADINGS: Final = 3

_HEADING_CHARACTERS: Final = 90
_HEADING_WORDS: Final = 12
_PLAIN_HEADING_WORDS: Final = 7
#: So much longer is what stands under a heading.
_LONGER: Final = 2.0
_LABEL_CHARACTERS: Final = 48

_NUMBERED: Final = re.compile(r"(?:[IVX]{1,5}|[A-Z]|\d{1,2}(?:\.\d{1,2})?)[.)]\s+(?=\S)|§\s*\d+")
#: "102." before each paragraph is how records of meetings count them.
_COUNTED: Final = re.compile(r"^\s*\(?\d{1,4}[.)]?\s+")
#: The mark of a heading in plain text files.
_HASHES: Final = re.compile(r"^#{1,6}\s+")
_ENDS_SENTENCE: Final = re.compile(r"[.!?…:;,،؛؟。！？：；，\-–—][\"'”’»)\]]*$")
_ADDRESS: Final = re.compile(
    r"^(?:(?:mr|mrs|ms|madam|madame|sir|dear|your|honou?rable|distinguished|excellenc\w+|"
    r"ladies|gentlemen|friends|brothers|sisters|colleagues|delegates|thank|thanks|muchas|merci|"
    r"monsieur|mesdames|señor\w*|gracias|shukran)\b)",
    re.IGNORECASE,
)
_QUOTED: Final = re.compile(r"^[\"'“”‘’«»„\[(*•·\-–—]|[\"'”’»\])]$")
_WORD: Final = re.compile(r"[^\W\d_][\w'’\-]*")
#: Words that begin sentences, not headings, and words at which a heading does not end.
_SENTENCE_WORDS: Final = words("""
    i we it he she they this that these those there here let allow may my our who which is are was
    were be been has have had will shall would should can could must do does did am cannot
""")
_HANGING: Final = words("""
    a an and as at by for from in of on or the to with that which
""")
_SMALL: Final = words("""
    a an and as at but by for from in into of on or the to with de la le les du des et en y el los
    las und der die das
""")


@dataclass(frozen=True, slots=True)
class Section:
    """Paragraphs `first` to `last`, and the heading or the first words of them."""

    first: int
    last: int
    label: str


@dataclass(frozen=True, slots=True)
class Outline:
    """The parts of a text in order. `by_headings`: the labels are headings of the text itself."""

    sections: tuple[Section, ...]
    by_headings: bool

    @property
    def headings(self) -> frozenset[int]:
        """The numbers of the paragraphs that are headings."""
        if not self.by_headings:
            return frozenset()
        return frozenset(section.first for section in self.sections if section.label)


def outline(paragraphs: Sequence[tuple[int, str]]) -> Outline | None:
    """The parts of a text, given in order as number and text; None where it is short."""
    if len(paragraphs) < LONG:
        return None
    at = heading_places([text for _, text in paragraphs])
    if at:
        return Outline(_by_headings(paragraphs, at), by_headings=True)
    if sum(len(text) for _, text in paragraphs) < LONG_LETTERS:
        return None
    return Outline(_by_length(paragraphs), by_headings=False)


def heading_places(texts: Sequence[str]) -> list[int]:
    """Which of the texts are headings of what follows; none where they may be so by chance."""
    marked = [i for i, text in enumerate(texts) if _looks_marked(text) and _stands_above(texts, i)]
    plain = [i for i, text in enumerate(texts) if _looks_plain(text) and _stands_above(texts, i)]
    found = sorted({*marked, *plain}) if len(marked) >= FEWEST_HEADINGS else marked
    return found if len(found) >= FEWEST_HEADINGS else []


def first_words(text: str, limit: int = _LABEL_CHARACTERS) -> str:
    """The beginning of a text, cut between words; without the number that a record gives it."""
    text = " ".join(_COUNTED.sub("", text, count=1).split()) or text
    if len(text) <= limit:
        return text
    cut = text[: limit + 1].rpartition(" ")[0] or text[:limit]
    return cut.rstrip(",;:–—- ") + " …"


def _looks_marked(text: str) -> bool:
    """Short, and in the dress of a heading: numbered, in capitals, or each word with one."""
    if not _may_be_heading(text):
        return False
    if _HASHES.match(text):
        return True
    numbered = _NUMBERED.match(text)
    found = _WORD.findall(text[numbered.end() :] if numbered else text)
    long = [word for word in found if word.lower() not in _SMALL]
    if not long or _is_sentence(found):
        return False
    capitals = [word for word in long if word[0].isupper()]
    if numbered:
        return bool(capitals) and found[0][0].isupper()
    letters = "".join(found)
    if letters.isupper() and len(letters) >= 4:
        return True
    return len(long) >= 2 and len(capitals) == len(long)


def _looks_plain(text: str) -> bool:
    """Short, and no sentence, though nothing else tells it from one."""
    if not _may_be_heading(text):
        return False
    found = _WORD.findall(text)
    return len(found) <= _PLAIN_HEADING_WORDS and found[0][0].isupper() and not _is_sentence(found)


def _may_be_heading(text: str) -> bool:
    text = text.strip()
    return (
        0 < len(text) <= _HEADING_CHARACTERS
        and len(text.split()) <= _HEADING_WORDS
        and "\n" not in text
        and not _ENDS_SENTENCE.search(text)
        and not _QUOTED.search(text)
        and not _ADDRESS.match(text)
        and "/" not in text
        and bool(_WORD.search(text))
    )


def _is_sentence(found: Sequence[str]) -> bool:
    lower = [word.lower() for word in found]
    return bool(_SENTENCE_WORDS.intersection(lower)) or lower[-1] in _HANGING


def _stands_above(texts: Sequence[str], at: int) -> bool:
    """After the end of a sentence or another heading, and above something longer."""
    if at + 1 >= len(texts):
        return False
    after = texts[at + 1].lstrip()
    before = texts[at - 1].rstrip() if at else ""
    first = next((c for c in after if c.isalnum()), "")
    begins = not before or _ends_sentence(before) or bool(_ADDRESS.match(before))
    return begins and len(after) >= _LONGER * len(texts[at]) and not first.islower()


def _ends_sentence(text: str) -> bool:
    return bool(_ENDS_SENTENCE.search(text)) and not text.endswith((",", ":"))


def _by_headings(paragraphs: Sequence[tuple[int, str]], at: Sequence[int]) -> tuple[Section, ...]:
    starts = list(at) if at[0] == 0 else [0, *at]
    ends = [start - 1 for start in starts[1:]] + [len(paragraphs) - 1]
    return tuple(
        Section(
            paragraphs[start][0],
            paragraphs[end][0],
            _HASHES.sub("", paragraphs[start][1].strip()) if start in at else "",
        )
        for start, end in zip(starts, ends, strict=True)
    )


def _by_length(paragraphs: Sequence[tuple[int, str]]) -> tuple[Section, ...]:
    """Parts of about as many letters each, as many as go beside the text."""
    whole = sum(len(text) for _, text in paragraphs)
    parts = min(MOST_PARTS, max(3, len(paragraphs) // 4))
    starts: list[int] = []
    before = 0
    for place, (_, text) in enumerate(paragraphs):
        if before >= len(starts) * whole / parts:
            starts.append(place)
        before += len(text)
    ends = [start - 1 for start in starts[1:]] + [len(paragraphs) - 1]
    return tuple(
        Section(paragraphs[start][0], paragraphs[end][0], first_words(paragraphs[start][1]))
        for start, end in zip(starts, ends, strict=True)
    )
