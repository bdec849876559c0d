"""The place where a statement was delivered."""

from __future__ import annotations

import re
from collections.abc import Sequence

from statements.ingest.dates import find_dates, is_place
from statements.ingest.names import normal_case
from statements.ingest.wordsets import phrases

# Seats of the United Nations and of the bodies that statements are made to, as lines name them.
KNOWN_PLACES = phrases(
    "new york|new york city|new york, ny|geneva|vienna|nairobi|the hague|paris|rome|"
    "bonn|montreal|london|washington|washington dc|washington, dc|washington, d.c.|"
    "brussels|addis ababa|bangkok|beirut|santiago|santiago de chile|madrid|moscow|"
    "beijing|tokyo|berlin|cairo|doha|istanbul|ginebra|nueva york|viena|genève|"
    "vienne|ny|un headquarters|united nations|нью-йорк|женева|вена|kigali|rio de"
    "janeiro|copenhagen|stockholm|oslo|helsinki|lisbon|glasgow|dubai|sharm el-sheikh|"
    "marrakech|kyoto|hamburg|strasbourg|la haye|la haya|nairobi, kenya|纽约|日内瓦|维也纳|"
    "نيويورك|جنيف"
)
_PART_OF_TITLE = re.compile(r"[,(\n.–—]\s*([^,()\n]{3,40}(?:,\s?[A-Z]{2})?),?\s*\Z")
_INSTITUTION = re.compile(
    r"\b(?:council|assembly|committee|session|meeting|conference|mission|representative|minister"
    r"|publi\w+|posted|updated|issued|released|atualizado|actualizado|debate|statement|remarks"
    r"|speech|press|nations|item|agenda|union|chair|security|president)\b",
    re.IGNORECASE,
)
_VENUE = re.compile(
    r"\b(?:auditorium|hall|hotel|palace|palais|room|centre|center|building|house|square"
    r"|headquarters"
    r"|university|chamber|theat(?:re|er)|library|institute|school|church|cathedral|basilica|castle"
    r"|airport|stadium|ballroom|embassy|residence|garden)\b",
    re.IGNORECASE,
)


def is_place_line(line: str) -> bool:
    """Whether the whole line is a place: "New York, NY" or "Vienna, Austria"."""
    bare = line.strip(" .,،()[]|")
    if bare.casefold() in KNOWN_PLACES:
        return True
    return any(part.strip().casefold() in KNOWN_PLACES for part in bare.split(",")) and (
        len(bare.split()) <= 8 and is_place(bare)
    )


def find_place(title: str, others: Sequence[str]) -> str | None:
    """The place beside the date, on a line of its own, or at the end of the title."""
    for text in [*others, title]:
        place = _beside_date(text)
        if place:
            return place
    return next(
        (normal_case(line.strip(" .,،()[]|")) for line in others if is_place_line(line)), None
    )


def _beside_date(text: str) -> str | None:
    for (start, end), _ in find_dates(text):
        before = text[:start].rstrip(" ,،.(-–—")
        before = re.sub(r",?\s(?:le|el|on)\Z", "", before)
        before = re.sub(r",?\s*\w+(?:day|di|es|ado|ingo)\Z", "", before).rstrip(" ,")
        whole = before.strip(" ,،([|")
        if is_place_line(whole):
            return normal_case(whole)
        match = _PART_OF_TITLE.search(before[-60:])
        candidate = match[1].strip() if match else whole
        if _is_likely_place(candidate) and (match or len(before) < 40):
            return normal_case(candidate)
        after = text[end : end + 40].split("–")[0].split(" - ")[0].strip(" ,)]|")
        if after.casefold() in KNOWN_PLACES:
            return normal_case(after)
    return None


def _is_likely_place(text: str) -> bool:
    if text.casefold() in KNOWN_PLACES:
        return True
    return (
        is_place(text)
        and len(text.split()) <= 3
        and not _INSTITUTION.search(text)
        and len(text) > 3
        and (not text.isupper())
    )


def names_venue(text: str) -> bool:
    """Whether the text holds the word for a building or a room: "hall", "palace"."""
    return bool(_VENUE.search(text))
