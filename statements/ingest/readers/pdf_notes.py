"""The footnotes of a PDF page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from statements.ingest.furniture import is_page_number
from statements.ingest.hyphens import HyphenJoiner
from statements.ingest.readers.pdf_lines import Row

# Of the size of the text.
_SMALL_TYPE: Final = 0.93
_NOTE = re.compile(r"\[?(\d{1,3}|[*†‡]{1,3})\]?[.)]?\s?(?=\S)")
_BARE_NUMBER = re.compile(r"\W*\d{1,4}\W*")


def without_notes(
    parts: Sequence[Sequence[Row]],
) -> tuple[list[list[Row]], tuple[str, ...]]:
    """The parts of a page without the footnotes at the foot of each, and these.

    A footnote is set in smaller type, and begins with a mark that the text above cites.
    """
    lines = [row for part in parts for row in part]
    sizes: Counter[float] = Counter()
    for row in lines:
        sizes[round(row.size, 1)] += len(row.text)
    small = _SMALL_TYPE * max(sizes, key=lambda size: sizes[size], default=0.0)
    joiner = HyphenJoiner([row.text for row in lines])
    kept: list[list[Row]] = []
    notes: list[str] = []
    above: list[Row] = []
    for part in parts:
        body, footnotes = _parted(part, above, small)
        kept.append(body)
        notes += [joiner.join(row.text for row in note) for note in footnotes]
        above += body
    return [part for part in kept if part], tuple(notes)


def _parted(
    part: Sequence[Row], above: Sequence[Row], small: float
) -> tuple[list[Row], list[list[Row]]]:
    end = len(part)
    # A number at the very foot is the page's.
    while end and _is_page_number(part[end - 1].text.strip()):
        end -= 1
    begin = end
    while begin and part[begin - 1].size <= small:
        begin -= 1
    notes: list[list[Row]] = []
    for index in range(begin, end):
        row = part[index]
        if _is_cited(_mark(row), [*above, *part[:begin]]):
            notes.append([row])
        elif notes:
            notes[-1].append(row)
        else:
            begin += 1
    return [*part[:begin], *part[end:]], notes


def _is_page_number(text: str) -> bool:
    return _BARE_NUMBER.fullmatch(text) is not None or is_page_number(text)


def _mark(row: Row) -> str:
    match = _NOTE.match(row.text)
    return match[1] if match else ""


def _is_cited(mark: str, lines: Sequence[Row]) -> bool:
    """Whether the mark is raised in the text, or close behind a word as no number is."""
    if not mark:
        return False
    cited = re.compile(rf"[^\W\d_][.,;:’”\"')\]]*\[?{re.escape(mark)}(?!\d)")
    return any(mark in row.marks or cited.search(row.text) for row in lines)
