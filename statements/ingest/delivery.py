"""The day a statement was delivered, among the dates that stand around it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from statements.ingest.dates import find_date, find_days, find_ranges, is_place
from statements.ingest.document import PartialDate
from statements.ingest.kinds import Entry, Kind
from statements.ingest.places import find_place
from statements.ingest.spoken import signed
from statements.ingest.titles import TitleBlock

# A label tells most, then the title and a line that names the place, too; the day of the document
# tells little, and what a site writes about its own page least.
_LABELLED, _IN_TITLE, _SIGNED, _WITH_PLACE, _DATE_LINE, _SPEECH_LINE = 6, 5, 5, 5, 4, 4
_LEAD_IN, _ANY_LINE, _OF_DOCUMENT, _OF_PAGE = 3, 2, 2, 1
_LONGEST_DATELINE = 80
_DASHES = ("-", "–", "—", ":")
_MOST_DATES_NAMED = 4
# "PC.DEL/1184/22", "FSC.JOUR/900", "A/77/PV.4": the day below it is the document's.
_SYMBOL = re.compile(
    r"[A-Z]{1,8}(?:[./-][A-Z0-9]{1,8})*/[A-Z0-9./()-]*\d[A-Z0-9./()-]*", re.IGNORECASE
)
_DISTRIBUTED = re.compile(r"\W*(?:distr\b|general\Z|limited\Z|restricted\Z)", re.IGNORECASE)
# An hour beside a date is rather the site's than the speaker's.
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d\d\b(?![./]\d)")
_UPDATED = re.compile(
    r"\b(?:updated|modified|changed|mis à jour|actualizado|visited|accessed|retrieved)\b", re.I
)


class _Dated(NamedTuple):
    weight: int
    date: PartialDate


def find_delivery_date(
    block: TitleBlock, paragraphs: Sequence[str] = ()
) -> tuple[PartialDate | None, str | None]:
    """The day of delivery, and why it may be another one (None where there is no doubt).

    The first paragraph may begin with a dateline, and the last be a signature. A date known to the
    day wins over a month or a year, a surer line over a weaker one.
    """
    found = [*_dated(block), *_dateline(next(iter(paragraphs), ""))]
    signature = signed(paragraphs).date
    if signature:
        found.append(_Dated(_SIGNED, signature))
    found = [
        dated for dated in found if dated.weight >= _WITH_PLACE or not _is_outside(dated, block)
    ]
    if not found:
        return None, None
    whole = [dated for dated in found if dated.date.precision == "day"] or found
    best = max(whole, key=lambda dated: dated.weight)
    rivals = {d.date.iso for d in whole if d.date != best.date and d.weight > _OF_PAGE}
    if rivals and best.weight < _LABELLED:
        days = ", ".join(sorted(rivals)[:_MOST_DATES_NAMED])
        return best.date, f"The document's head also has {days}."
    if best.weight == _OF_PAGE:
        return best.date, "It may be the day the page was published."
    return best.date, None


def _is_outside(dated: _Dated, block: TitleBlock) -> bool:
    """Whether the day lies before or after the days of the one meeting that the block names."""
    kinds = (Kind.SPEECH, Kind.EVENT, Kind.LEAD_IN, Kind.OTHER)
    ranges = {r for e in block.entries if e.kind in kinds for r in find_ranges(e.text)}
    if len(ranges) != 1 or dated.date.precision != "day":
        return False
    first, last = ranges.pop()
    return not first <= dated.date.iso <= last


def _dated(block: TitleBlock) -> Iterator[_Dated]:
    title = find_date(block.title) if block.title else None
    if title is not None:
        yield _Dated(_IN_TITLE, title)
    for index, entry in enumerate(block.entries):
        if block.begin <= index < block.end:
            continue
        above = block.entries[index - 1].text if index else ""
        weight = _weight(entry, above)
        if weight == _OF_PAGE:
            # "Last updated: 11.11.2019 // 29 Oct 2019": the page's own date comes first.
            days = find_days(entry.text)
            updated = _UPDATED.search(entry.text)
            if updated or _UPDATED.match(above):
                # The day of a change says nothing of the delivery.
                begin = updated.start() if updated else 0
                changed = next((day for day in days if day[0][0] >= begin), None)
                days = [day for day in days if day is not changed]
            yield from (_Dated(_OF_PAGE, day) for _, day in days)
            continue
        date = find_date(entry.text)
        if date is not None:
            yield _Dated(weight, date)


def _dateline(opening: str) -> Iterator[_Dated]:
    """The day before the first sentence: "GENEVA, 8 June 2022 – On this day"."""
    for (start, end), day in find_days(opening[:_LONGEST_DATELINE])[:1]:
        before, after = opening[:start].strip(" (,"), opening[end:].lstrip(" )")
        if after[:1] in _DASHES and is_place(before):
            yield _Dated(_DATE_LINE, day)


def _weight(entry: Entry, above: str) -> int:
    if entry.field == "date":
        return _LABELLED
    if entry.field in ("page_date", "other") or entry.kind is Kind.NOISE:
        return _OF_PAGE
    if entry.kind is Kind.DATE:
        if _SYMBOL.fullmatch(above) or _DISTRIBUTED.match(above):
            return _OF_DOCUMENT
        names_place = find_place("", [entry.text]) is not None
        return (_WITH_PLACE if names_place else _DATE_LINE) - bool(_CLOCK.search(entry.text))
    if entry.kind is Kind.SPEECH:
        return _SPEECH_LINE
    if entry.kind is Kind.LEAD_IN:
        return _LEAD_IN
    return _ANY_LINE if "|" not in entry.text else _OF_PAGE
