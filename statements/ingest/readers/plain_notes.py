"""Footnotes in plain text: taken out of the foot of each page, so that the speech reads on.

Only beyond doubt: a note begins with a mark that a word above it bears, and stands below a rule,
set off at the end of its page, or amid a sentence; what follows at a page's end are notes too. So
a list at the foot of a page stays in the speech, as does a note that nothing cites.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from statements.ingest.hyphens import HyphenJoiner
from statements.ingest.lines import ends_sentence, is_salutation, starts_small

_RULE = re.compile(r"\s*[_\-–—―─=*]{3,}\s*\Z")
_HEADING = re.compile(r"\s*(?:(?:foot|end)?notes|notas|anmerkungen|примечания):?\s*\Z", re.I)
_NOTE = re.compile(
    r"\s*(?:(?P<digits>\d{1,3})(?P<stop>[.)]?)(?:\s+|(?=[^\W\d_]))|(?P<raised>[⁰¹²³⁴-⁹]{1,3})\s?"
    r"|(?:\[\^?(?P<bracketed>\d{1,3})\]:?|\((?P<round>\d{1,3})\))\s?"
    r"|(?P<sign>\*{1,4}|[†‡§]{1,2})\s?)(?=[\w“\"‘'«(/])"
)
_CITATION = re.compile(
    r"(?<=[^\s\d/(])"
    r"(?:(?P<digits>\d{1,3}(?:,\s?\d{1,3})*)(?!\w|[.,/:]\d)|(?P<raised>[⁰¹²³⁴-⁹]{1,3})"
    r"|\s?\[\^?(?P<bracketed>\d{1,3})\]|\((?P<round>\d{1,3})\)"
    r"|(?P<sign>\*{1,4}|[†‡§]{1,2})(?![*†‡§]))"
)
# A figure behind a word is its note, but for names such as G20 and symbols such as Corr.1.
_CITES_BY_FIGURE = re.compile(
    r"(?:[^\W\d_]{2}[,;:]?|[^\W\d_]{4}(?<!Corr)[.!?…]|[”’\"'»)\]][.,;:!?]?|[.,;!?][”’\"'»)\]])\Z"
)
_EMPHASIS = re.compile(r"(?<![\w*])(\*{1,3})(?=[^\s*])[^*\n]+(?<=[^\s*])\1(?!\*)")
_RAISED: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_BEFORE: Final = 8
# Without a rule above them, notes are the smaller part of their page.
_MOST_LINES: Final = 20


@dataclass(frozen=True, slots=True)
class Body:
    """The lines that are left where notes were taken out, and these, each as one text."""

    lines: list[str]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Mark:
    """The mark a line begins with: figures without what stands around them, or signs."""

    text: str
    kind: Literal["plain", "listed", "raised", "bracketed", "sign"]
    begins_small: bool


@dataclass(slots=True)
class NoteFinder:
    """Takes the notes out of the parts of a text, given in the order in which they are read.

    It keeps in mind which marks words have borne that no note has explained yet, and which numbers
    paragraphs have.
    """

    #: How many blank lines stand between any two lines.
    spacing: int = 0
    _cited: set[str] = field(default_factory=set)
    _numbered: set[str] = field(default_factory=set)

    def take(self, lines: Sequence[str], *, ends_page: bool, following: str = "") -> Body:
        """The lines of a part without its notes; `ends_page` where they end above a page's end.

        `following` is the first line of the next part.
        """
        full = [index for index, line in enumerate(lines) if line.strip()]
        kept: list[str] = []
        notes: list[str] = []
        begin = place = 0
        while place < len(full):
            found = self._notes_at(lines, full, place, ends_page=ends_page) or self._notes_amid(
                lines, full, place, following
            )
            if found is None:
                self._read(lines[full[place]])
                place += 1
                continue
            first, end = found
            _close(kept, lines[begin:first])
            notes += self._joined(lines[first:end])
            begin = end
            place = bisect_left(full, end)
        if not notes:
            return Body(list(lines))
        if begin > full[-1]:
            # What stands below the notes, as a page number, stays as far from what is above.
            kept += [""] * (len(lines) - len(kept))
        else:
            _close(kept, lines[begin:])
        return Body(kept, tuple(notes))

    def _notes_at(
        self, lines: Sequence[str], full: Sequence[int], place: int, *, ends_page: bool
    ) -> tuple[int, int] | None:
        """Where notes begin, whose first is the line at this place, and where they end.

        They begin with the rule above them, if there is one.
        """
        index = full[place]
        mark = _mark(lines[index])
        if not place or mark is None or not self._explains(mark):
            return None
        above = full[place - 1]
        if _RULE.match(lines[above]) or _HEADING.match(lines[above]):
            return above, self._end(lines, full, place)
        is_set_off = index - above - 1 > self.spacing or mark.kind == "raised"
        if not is_set_off or mark.begins_small or not _is_low(place, len(full)):
            return None
        if not ends_page and mark.kind in ("plain", "listed") and mark.text != "1":
            return None
        end = self._end(lines, full, place)
        return (index, end) if end > full[-1] else None

    def _notes_amid(
        self, lines: Sequence[str], full: Sequence[int], place: int, following: str
    ) -> tuple[int, int] | None:
        """Where notes begin and end that part a sentence, though no page is seen to end there.

        The line above them is open, they end with a stop, and the next line begins small.
        """
        mark = _mark(lines[full[place]])
        if not place or mark is None or not self._explains(mark):
            return None
        if ends_sentence(lines[full[place - 1]].strip()):
            return None
        for after in range(place + 1, min(place + _MOST_LINES, len(full)) + 1):
            line = lines[full[after - 1]]
            below = lines[full[after]] if after < len(full) else following
            if _RULE.match(line) or is_salutation(line):
                return None
            if ends_sentence(line.strip()) and starts_small(below):
                return full[place], full[after - 1] + 1
        return None

    def _read(self, line: str) -> None:
        mark = _mark(line)
        if mark is not None and mark.kind == "listed":
            self._numbered.add(mark.text)
        self._cited |= _citations(line)

    def _explains(self, mark: _Mark) -> bool:
        """Whether a word bears the mark, and it is not the next number of a list."""
        if mark.text not in self._cited:
            return False
        return mark.kind != "listed" or str(int(mark.text) - 1) not in self._numbered

    def _end(self, lines: Sequence[str], full: Sequence[int], place: int) -> int:
        """The index below the notes that begin at this place of the `full` lines."""
        seen: list[str] = []
        end = full[place]
        for index in map(full.__getitem__, range(place, len(full))):
            line = lines[index]
            mark = _mark(line)
            is_next = mark is not None and self._explains(mark) and _follows(mark.text, seen)
            is_bullet = mark is not None and mark.kind == "sign" and mark.text in seen
            is_apart = index - end > self.spacing
            if is_bullet or (is_apart and not is_next):
                break
            if _RULE.match(line) or _HEADING.match(line) or is_salutation(line):
                break
            if mark is not None and is_next:
                seen.append(mark.text)
            end = index + 1
        return end

    def _joined(self, lines: Sequence[str]) -> list[str]:
        """Each note as one text, without the rule above. Their marks wait for no note any more."""
        groups: list[list[str]] = []
        seen: list[str] = []
        for line in (line.strip() for line in lines if line.strip() and not _RULE.match(line)):
            mark = _mark(line)
            if mark is not None and self._explains(mark) and _follows(mark.text, seen):
                seen.append(mark.text)
                groups.append([])
            elif not groups:
                groups.append([])
            groups[-1].append(line)
        self._cited -= set(seen)
        return [HyphenJoiner(group).join(group) for group in groups]


def may_have_notes(lines: Sequence[str]) -> bool:
    """Whether any line begins with a mark that a word bears: if not, there is nothing to find."""
    marks = {mark.text for line in lines if (mark := _mark(line)) is not None}
    return bool(marks) and any(not marks.isdisjoint(_citations(line)) for line in lines)


def _mark(line: str) -> _Mark | None:
    match = _NOTE.match(line)
    if match is None:
        return None
    text = line[match.end() :]
    begins_small = starts_small(text)
    if (sign := match["sign"]) is not None:
        # The same sign again closes words set off by it: **We ask** for more.
        return None if sign in text else _Mark(sign, "sign", begins_small)
    if match["raised"] is not None:
        return _Mark(match["raised"].translate(_RAISED), "raised", begins_small)
    if match["bracketed"] is not None:
        return _Mark(str(int(match["bracketed"])), "bracketed", begins_small)
    number = str(int(match["digits"] or match["round"]))
    return _Mark(number, "listed" if match["stop"] or match["round"] else "plain", begins_small)


def _is_low(place: int, count: int) -> bool:
    """Whether a place among so many lines is near their end."""
    return place >= max(count // 2, count - _MOST_LINES)


def _follows(mark: str, seen: Sequence[str]) -> bool:
    """Whether the mark is the next after those seen."""
    if not seen or not mark.isdigit() or not seen[-1].isdigit():
        return mark not in seen
    return int(mark) == int(seen[-1]) + 1


def _citations(line: str) -> set[str]:
    """The marks that words of the line bear."""
    if not line.isascii() or any(sign in line for sign in "*[0123456789"):
        return set(_find_citations(_EMPHASIS.sub("", line) if "*" in line else line))
    return set()


def _find_citations(line: str) -> Iterator[str]:
    for match in _CITATION.finditer(line):
        if match["digits"] is not None:
            if _CITES_BY_FIGURE.search(line[max(0, match.start() - _BEFORE) : match.start()]):
                yield from (str(int(number)) for number in match["digits"].split(","))
        elif match["sign"] is not None:
            yield match["sign"]
        else:
            figures = match["raised"] or match["bracketed"] or match["round"]
            yield str(int(figures.translate(_RAISED)))


def _close(head: list[str], more: Sequence[str]) -> None:
    """Add lines as if nothing had stood before them: a sentence may go on there."""
    tail = list(more)
    if any(map(str.strip, head)):
        while not head[-1].strip():
            head.pop()
        begin = next((index for index, line in enumerate(tail) if line.strip()), 0)
        tail = tail[begin:]
        if tail and ends_sentence(head[-1].strip()) and not starts_small(tail[0]):
            head.append("")
    head += tail
