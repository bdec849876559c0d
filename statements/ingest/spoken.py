"""Who speaks, as the speech itself says it: the head of a record, a quotation, a signature."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from statements.ingest.dates import find_date, find_days, is_date_line
from statements.ingest.document import PartialDate
from statements.ingest.lines import ends_sentence
from statements.ingest.naming import Speaker, read_speaker
from statements.ingest.navigation import is_rule
from statements.ingest.places import KNOWN_PLACES
from statements.ingest.recordheads import match_record_head

_MOST_WORDS_IN_RECORD = 6
# "… in the valley,” said Ada Brook, UNICEF Representative in Norlandia."
_SAID = re.compile(
    r"[”\"»]\s*,?\s*(?:said|stated|declared|a\s+déclaré|dijo|afirmó|disse|afirmou)\s+(?:the\s+)?"
    r"(?P<who>[^.;:“”\"«»]{5,160}?)"
    r"(?=[.;:]|\s(?:during|today|yesterday|after|following|while|as|who)\b|\Z)",
    re.IGNORECASE,
)
_MOST_PARAGRAPHS = 8
_LONGEST_SIGNATURE = 160


class Signature(NamedTuple):
    """Who signed below the text, and when; each may be missing."""

    speaker: Speaker | None = None
    date: PartialDate | None = None


def named_in_record(opening: str) -> Speaker | None:
    """The speaker before the colon at the head of a speech in a verbatim record."""
    match = match_record_head(opening)
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


def signed(paragraphs: Sequence[str]) -> Signature:
    """The signature below the text: "Ada Brook, Spokesperson", and below it the place and the day.

    It stands at the end, or above a row of stars and a translation. The first with a name is it;
    of several days without a name none is.
    """
    ends = [index for index, text in enumerate(paragraphs) if is_rule(text)]
    found = [
        signature
        for end in (*ends, len(paragraphs))
        if (signature := _signature(paragraphs[1:end][-2:])) != Signature()
    ]
    named = [signature for signature in found if signature.speaker]
    return next(iter(named or (found if len(found) == 1 else [])), Signature())


def _signature(lines: Sequence[str]) -> Signature:
    """The signature that the last one or two lines of a text are."""
    *above, last = ["", *lines]
    if len(last) > _LONGEST_SIGNATURE or ends_sentence(last):
        return Signature()
    if is_date_line(last):
        return Signature(_signer(above[-1]) if above else None, find_date(last))
    days = find_days(last)
    dated = days[-1] if days and days[-1][0][1] == len(last.rstrip(" .")) else None
    speaker = _signer(_without_place(last[: dated[0][0]]) if dated else last)
    return Signature(speaker, dated[1] if dated and speaker else None)


def _signer(text: str) -> Speaker | None:
    """The person whom a line names with the office, None where it is anything else."""
    if ", " not in text or len(text) > _LONGEST_SIGNATURE or ends_sentence(text):
        return None
    speaker = read_speaker(text)
    return speaker if speaker.person and speaker.role else None


def _without_place(text: str) -> str:
    """The text without the known place at its end: "Spokesperson for the Minister Vienna"."""
    words = text.strip(" ,").split()
    for size in (3, 2, 1):
        if " ".join(words[-size:]).casefold() in KNOWN_PLACES:
            return " ".join(words[:-size]).strip(" ,")
    return " ".join(words)
