"""Pages that were saved as one line: cut where a title block and a speech surely meet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from statements.ingest.lines import Line

# No line of a title block is so long, and no paragraph begins with a title.
_LONG = 400
_FIRST_LINES = 4
# A salutation behind so many characters is one within the speech.
_LATEST_SALUTATION = 1_500
_SALUTATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Madam|Mme|Mister|Madame|Monsieur|Señora?|Sra?|Senhora?)\.?\s+"
    r"(?:\w+[- ])?(?:President|Chair(?:man|person|woman)?|Secretary[- ]General|Speaker|Moderator"
    r"|Président|Présidente|Presidente|Presidenta)\b"
    r"|\b(?:Excellencies|Excellences|Excelencias|Your\s+Excellenc(?:y|ies)"
    r"|Distinguished\s+(?:delegates|colleagues|members)|Ladies\s+and\s+[Gg]entlemen|Mesdames))"
    r"(?=[^.!?]{0,60}?[,:])"
)
_AFTER_ADDRESS = re.compile(r"(?<=\s)https?://\S+\s+")
_TITLE_AHEAD = re.compile(
    r"(?<=[)\].])\s+(?=(?:Joint\s+)?(?:Statement|Remarks|Address|Speech|Intervention|Explanation)\s+"
    r"(?:by|of|delivered|at|on)\b)"
)


def unfold(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines, with one that holds title block and speech alike cut into its parts."""
    unfolded: list[Line] = []
    for index, line in enumerate(lines):
        if index < _FIRST_LINES and len(line.text) > _LONG:
            unfolded += _cut(line)
        else:
            unfolded.append(line)
    return tuple(unfolded)


def _cut(line: Line) -> Iterator[Line]:
    salutation = _SALUTATION.search(line.text, 0, _LATEST_SALUTATION)
    if salutation is None or salutation.start() < 20:
        yield line
        return
    head, speech = line.text[: salutation.start()], line.text[salutation.start() :]
    places = [
        match.end() for form in (_AFTER_ADDRESS, _TITLE_AHEAD) for match in form.finditer(head)
    ]
    begin = 0
    for place in [*sorted(places), len(head)]:
        if part := head[begin:place].strip():
            yield line._replace(text=part, blanks_before=max(line.blanks_before, 1))
            begin = place
    yield line._replace(text=speech, blanks_before=1)
