"""Who speaks, as the speech itself says it: the head of a record, the words around a quotation."""

from __future__ import annotations

import re
from collections.abc import Sequence

from statements.ingest.naming import Speaker, read_speaker
from statements.ingest.recordheads import RECORD_HEAD

_MOST_WORDS_IN_RECORD = 6
# "… in the valley,” said Ada Brook, UNICEF Representative in Norlandia."
_SAID = re.compile(
    r"[”\"»]\s*,?\s*(?:said|stated|declared|a\s+déclaré|dijo|afirmó|disse|afirmou)\s+(?:the\s+)?"
    r"(?P<who>[^.;:“”\"«»]{5,160}?)"
    r"(?=[.;:]|\s(?:during|today|yesterday|after|following|while|as|who)\b|\Z)",
    re.IGNORECASE,
)
_MOST_PARAGRAPHS = 8


def named_in_record(opening: str) -> Speaker | None:
    """The speaker before the colon at the head of a speech in a verbatim record."""
    match = RECORD_HEAD.match(opening)
    if match is None or len(match["who"].split()) > _MOST_WORDS_IN_RECORD:
        return None
    speaker = read_speaker(match["who"])
    return speaker._replace(delegation=match["of"]) if speaker.person else None


def quoted(paragraphs: Sequence[str]) -> Speaker | None:
    """The one person, with office or title, whom the first paragraphs quote; None where several."""
    found = [
        read_speaker(match["who"])
        for text in paragraphs[:_MOST_PARAGRAPHS]
        for match in _SAID.finditer(text)
    ]
    titled = [s for s in found if s.person and (s.role or s.person.honorific)]
    names = {speaker.person.name for speaker in titled if speaker.person}
    return titled[0] if len(names) == 1 else None
