"""Cut a page that was saved as one endless line where a new line must have been.

Only beyond doubt: before a salutation, around a note on delivery or an address, behind a date,
before a paragraph number that counts on. The words stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from statements.ingest.dates import find_dates
from statements.ingest.lines import Line
from statements.ingest.wording import names_a_speech

# A page of so few lines, one of them so long, has lost its line ends; no title is so long.
_MOST_LINES, _LEAST_LENGTH, _LONGEST_TITLE = 6, 900, 400
_LONGEST_HEAD = 1_200
_SALUTATION = re.compile(
    r"(?:(?<=[.!?)\]”\"\d:*—–] )|(?<=[a-zA-Z] ))"
    r"(?:Thank you,? )?(?:Mr\.?|Madam|Mme\.?|Madame|Mister|Monsieur|Sr\.|Sra\.|Señora?|Senhora?"
    r"|Distinguished|Excellenc(?:y|ies)"
    r"|Your Excellenc(?:y|ies)|Hono[u]?rable|Dear|Chair|President|Chairperson)(?: (?:le |la )?"
    r"(?:President|Chair|Chairman|Chairperson|Chairwoman|Moderator|Speaker|Secretary-General"
    r"|Président|Présidente"
    r"|Presidente|Presidenta|Vice-President|Vice-Chair|Co-Chairs?|Facilitators?|Chairs|Colleagues"
    r"|[Dd]elegates|[Cc]olleagues|[Mm]embers))?"
    r"(?: of the (?:Council|Committee|Assembly|Bureau))?[,:!] "
)
_NOTE = re.compile(
    r"[(\[–— ]*(?:(?:please )?check against delivery|as delivered"
    r"|as prepared for delivery)[)\]–—]*",
    re.IGNORECASE,
)
_WEB_ADDRESS = re.compile(r"https?://\S+")
_LABEL = re.compile(
    r"(?<=\S )(?:Original Source|Source|Date|Published|Location|Delivered (?:on|by)):"
)
_SPEECH = re.compile(
    r"(?<=[)\].\d] )(?:Statement|Remarks|Address|Speech|Intervention|STATEMENT|REMARKS) (?:by"
    r"|of|BY|OF)\b"
)
# "… / Remarks by X on Libya Remarks by X, …": a path or a headline, then the title.
_SPEECH_WORD = re.compile(
    r"(?<=[^\W_] )(?<!of )(?<!the )(?:Statement|Remarks|Address|Speech|Intervention|STATEMENT"
    r"|REMARKS)"
    r" (?:by|delivered|BY|DELIVERED)\b"
)
_NUMBER = re.compile(r"(?<=[.!?;:”\"] )(\d{1,3})\.? (?=[A-Z“])")
_FEWEST_NUMBERS = 3


def cut_long_lines(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines, an endless one in pieces with a blank line before each but the first."""
    if len(lines) > _MOST_LINES:
        return tuple(lines)
    cut: list[Line] = []
    for index, line in enumerate(lines):
        pieces = [line.text]
        if len(line.text) >= (_LEAST_LENGTH if index else _LONGEST_TITLE):
            pieces = [*_pieces(" ".join(line.text.split()), with_head=index == 0)]
        cut.append(line._replace(text=pieces[0]))
        cut += [Line(piece, 0, 1, line.page) for piece in pieces[1:]]
    return tuple(cut)


def _pieces(text: str, *, with_head: bool) -> Iterator[str]:
    marks = {0, len(text), *_salutation_marks(text), *_number_marks(text)}
    if with_head:
        marks |= _head_marks(text)
    for begin, end in pairwise(sorted(marks)):
        piece = text[begin:end].strip()
        if piece:
            yield piece


def _salutation_marks(text: str) -> set[int]:
    """Before and behind each salutation; a name follows only a sentence's end or the title."""
    marks: set[int] = set()
    for match in _SALUTATION.finditer(text):
        before = text[: match.start()].rstrip()
        if not marks or before.endswith((".", "!", "?", "”", '"', ":")):
            marks |= {match.start(), match.end()}
    return marks


def _number_marks(text: str) -> set[int]:
    found = [(match.start(), int(match[1])) for match in _NUMBER.finditer(text)]
    run: list[tuple[int, int]] = []
    for start, number in found:
        if number == (run[-1][1] + 1 if run else number) and (run or number <= 2):
            run.append((start, number))
    return {start for start, _ in run} if len(run) >= _FEWEST_NUMBERS else set()


def _head_marks(text: str) -> set[int]:
    """The cuts within the title block, where there is one before the first salutation."""
    first = _SALUTATION.search(text[:_LONGEST_HEAD])
    head = text[: first.start()] if first else text[:_LONGEST_HEAD]
    marks: set[int] = set()
    for form in (_NOTE, _WEB_ADDRESS):
        for match in form.finditer(head):
            marks |= {match.start(), match.end()}
    marks |= {match.start() for form in (_LABEL, _SPEECH) for match in form.finditer(head)}
    marks |= {end for _, end in _dates_ending_a_line(head)}
    last = [*_SPEECH_WORD.finditer(head)][-1:]
    marks |= {match.start() for match in last if not marks or match.start() > 40}
    bounds = [0, *sorted(marks), len(head)]
    pieces = [head[begin:end].strip() for begin, end in pairwise(bounds)]
    announced = any(names_a_speech(piece) for piece in pieces if piece)
    return marks if announced else set()


def _dates_ending_a_line(head: str) -> Iterator[tuple[int, int]]:
    """Dates after which a line plainly ends: in brackets, or before a capital."""
    for (start, end), _ in find_dates(head):
        closing = re.match(r"[)\].]?(?= |\Z)", head[end:])
        if closing is None:
            continue
        after = head[end + closing.end() :].lstrip()
        if not after or after[0].isupper() or after[0] in "([":
            yield start, end + closing.end()
