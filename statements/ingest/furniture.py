"""Page furniture: what the page adds to the speech (page numbers, running heads and feet)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal

from statements.ingest.lines import ends_sentence, is_salutation
from statements.ingest.wording import is_delivery_note

_BARE_NUMBER = re.compile(r"\d{1,4}\Z")
# "- 3 -", "Page 3 of 7", "3/7", "[3]", and the feet of UN records: "08-51839 36", "12/34 08-51839".
_DECORATED_NUMBER = re.compile(
    r"[-–—]\s?\d{1,4}\s?[-–—]\Z"
    r"|(?:page|seite|página|pagina|стр\.?|p\.)\s?\d{1,4}(?:\s?(?:of|de|von|sur|из|/)\s?\d{1,4})?\Z"
    r"|\d{1,4}\s(?:of|de|sur|из)\s\d{1,4}\Z"
    r"|\d{1,4}\s?/\s?\d{1,4}\Z"
    r"|\|\s?\d{1,4}\Z|\d{1,4}\s?\|\Z|\[\d{1,4}\]\Z"
    r"|(?:\d{1,3}(?:/\d{1,3})?\s)?\d{2}-\d{5}(?:\s\(E\))?(?:\s\d{1,3}(?:/\d{1,3})?)?\Z"
    r"|(?:\d{1,3}\s)?(?:\d{1,2}/\d{1,2}/\d{4}\s)?A/(?:\d{2}|[SE]+-\d{1,2})/PV\.\d{1,3}"
    r"(?:\s\d{1,2}/\d{1,2}/\d{4})?(?:\s\d{1,3})?\Z",
    re.IGNORECASE,
)
_LONGEST = 40
# A page of print holds 20 to 100 lines; numbers nearer than that to each other are a list.
_FEWEST_LINES_A_PAGE = 12
# How many lines at the head and the foot of a page may be furniture.
_EDGE = 3
_DIGITS = re.compile(r"\d+")

Page = Sequence[str]


def find_furniture(pages: Sequence[Page], *, paged: bool) -> set[tuple[int, int]]:
    """The (page, line) indices of the lines that belong to the page, not to the speech."""
    found = _decorated_numbers(pages)
    if paged:
        found |= _edge_numbers(pages) | _running_lines(pages)
    else:
        found |= _numbers_in_order(pages)
    return found


def is_page_number(line: str) -> bool:
    """Whether the line is a page's number, and looks like nothing else: "- 3 -", "Page 3 of 7"."""
    return 0 < len(line) < _LONGEST and _DECORATED_NUMBER.match(line) is not None


def _decorated_numbers(pages: Sequence[Page]) -> set[tuple[int, int]]:
    return {
        (page, index)
        for page, lines in enumerate(pages)
        for index, line in enumerate(lines)
        if is_page_number(line)
    }


def _edges(lines: Page) -> list[int]:
    """Indices of the first and last few lines that are not blank."""
    full = [index for index, line in enumerate(lines) if line]
    return sorted({*full[:_EDGE], *full[-_EDGE:]})


def _edge_numbers(pages: Sequence[Page]) -> set[tuple[int, int]]:
    """Bare numbers that are the first or the last line of their page (after another number)."""
    found = set()
    for page, lines in enumerate(pages):
        full = [index for index, line in enumerate(lines) if line]
        if len(full) < 2 and len(pages) < 3:
            continue
        for index in {*full[:1], *full[-1:]}:
            if _BARE_NUMBER.match(lines[index]):
                found.add((page, index))
    return found


def _running_lines(pages: Sequence[Page]) -> set[tuple[int, int]]:
    """Lines that stand at the edge of most pages, numbers apart.

    Two pages are enough where the line stands apart, first or last of both. On the first page a
    head without a number stays: there it is the title or the letterhead.
    """
    seen = Counter(
        form
        for lines in pages
        for form in {_DIGITS.sub("#", lines[index]) for index in _edges(lines)}
    )
    outermost = Counter(
        (place, _DIGITS.sub("#", line)) for lines in pages for place, line in _outermost(lines)
    )
    apart = {form for (_, form), count in outermost.items() if count >= 2}
    running = {
        form
        for form, count in seen.items()
        if (count >= 3 or form in apart) and count * 2 > len(pages) and not _is_spoken(form)
    }
    return {
        (page, index)
        for page, lines in enumerate(pages)
        for index in _edges(lines)
        if _DIGITS.sub("#", lines[index]) in running
        and not (page == 0 and not _DIGITS.search(lines[index]) and _is_head(lines, index))
    }


def _outermost(lines: Page) -> Iterator[tuple[Literal["head", "foot"], str]]:
    """The first and the last line of a page, where a blank line parts it from the others."""
    full = [index for index, line in enumerate(lines) if line]
    if len(full) > 1 and full[1] > full[0] + 1:
        yield "head", lines[full[0]]
    if len(full) > 1 and full[-2] < full[-1] - 1:
        yield "foot", lines[full[-1]]


def _is_head(lines: Page, index: int) -> bool:
    """Whether a line stands in the upper half of the lines of its page."""
    full = [other for other, line in enumerate(lines) if line]
    return full.index(index) * 2 < len(full)


def _is_spoken(line: str) -> bool:
    """Whether a line that comes again and again may be a refrain of the speech."""
    return is_salutation(line) or (ends_sentence(line) and not is_delivery_note(line))


def _numbers_in_order(pages: Sequence[Page]) -> set[tuple[int, int]]:
    """Bare numbers that count upwards a page's length apart, or break a text by blank lines."""
    found: set[tuple[int, int]] = set()
    for page, lines in enumerate(pages):
        numbers = [
            (index, int(line))
            for index, line in enumerate(lines)
            if line and len(line) <= 4 and _BARE_NUMBER.match(line)
        ]
        for place, (index, number) in enumerate(numbers):
            neighbours = numbers[max(place - 1, 0) : place] + numbers[place + 1 : place + 2]
            in_order = any(
                0 < (other_number - number) * (1 if other > index else -1) <= 3
                and abs(other - index) >= _FEWEST_LINES_A_PAGE
                for other, other_number in neighbours
            )
            if in_order or (number < 1000 and _stands_apart(lines, index)):
                found.add((page, index))
    return found


def _stands_apart(lines: Page, index: int) -> bool:
    before = index == 0 or not lines[index - 1]
    after = index + 1 == len(lines) or not lines[index + 1]
    return (before and after) or (after and index + 2 < len(lines) and not lines[index + 2])
