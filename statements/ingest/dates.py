"""Dates in the forms that statements use."""

from __future__ import annotations

import re
from datetime import date

from statements.ingest.document import PartialDate

FIRST_YEAR, LAST_YEAR = 1800, 2200

_MONTH_NAMES = (
    "january jan janvier enero января январь janeiro يناير",
    "february feb février fevrier febrero февраля февраль fevereiro فبراير",
    "march mar mars marzo марта март março مارس",
    "april apr avril abril апреля апрель أبريل ابريل",
    "may mai mayo мая май maio مايو",
    "june jun juin junio июня июнь junho يونيو",
    "july jul juillet julio июля июль julho يوليو",
    "august aug août aout agosto августа август أغسطس",
    "september sept sep septembre septiembre setiembre сентября сентябрь setembro سبتمبر",
    "october oct octobre octubre октября октябрь outubro أكتوبر اكتوبر",
    "november nov novembre noviembre ноября ноябрь novembro نوفمبر",
    "december dec décembre decembre diciembre декабря декабрь dezembro ديسمبر",
)
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\b\.?"
_YEAR = r"(?P<year>(?:1[89]|2[01])\d\d)(?!\d)"
_DAY = r"(?<!\d)(?P<day>\d{1,2})(?!\d)"
_ORDINAL = r"(?:\s?(?:st|nd|rd|th|er|º|°|ª))?"
_RANGE = r"(?:\s?(?:-|–|—|to|and|&|et|y|al|au)\s?\d{1,2}(?:\s?(?:st|nd|rd|th))?)?"
_OF = r"(?:\s?(?:of|de|del|,))?\s{0,3}"
# A range is known by its first day: the meeting began then, and no day within it is surer.
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_DAY}{_ORDINAL}{_RANGE}{_OF}{_MONTH}{_OF},?\s{{0,3}}{_YEAR}",
        rf"\b{_MONTH}\s{{0,3}}{_DAY}{_ORDINAL}{_RANGE}\s?,?\s{{0,3}}{_YEAR}",
        rf"(?<!\d){_YEAR}(?P<mark>[-/.])(?P<month>\d{{1,2}})(?P=mark)(?P<day>\d{{1,2}})(?![\d/])",
        rf"(?<!\d){_YEAR}\s?年\s?(?P<month>\d{{1,2}})\s?月\s?(?P<day>\d{{1,2}})\s?日",
    )
)
_DOTTED = re.compile(r"(?<![\d.])(\d{1,2})\.(\d{1,2})\.((?:1[89]|2[01])\d\d)(?!\d)")
_SLASHED = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/((?:1[89]|2[01])\d\d)(?!\d)")
_MONTH_ONLY = re.compile(rf"\b{_MONTH}{_OF},?\s{{0,3}}{_YEAR}", re.IGNORECASE)
_DAY_BEFORE = re.compile(r"(?<!\d)\d{1,2}(?:st|nd|rd|th)?(?:\s(?:of|de))?\s{0,3}\Z")
_STRICT = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z", re.ASCII)
_AROUND_A_DATE = re.compile(
    r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|lundi|mardi|mercredi|jeudi"
    r"|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo"
    r"|mon|tue|wed|thu|fri|sat|sun|date|fecha|published|speech|statement|hrs?|hours"
    r"|a\.?m|p\.?m|am|pm|gmt|est|года|г|\d{1,2}[:.]\d\d)\b|\W|_",
    re.IGNORECASE,
)
_ARTICLE_BEFORE = re.compile(r"(?<=, )(?:le|el)\s?\Z", re.IGNORECASE)
_WEEKDAY_BEFORE = re.compile(
    r"(?<=[,.\-–—(] )(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s?\Z", re.IGNORECASE
)
_LONGEST_DATE_LINE = 80


def parse_partial_date(text: str) -> PartialDate:
    """Read YYYY, YYYY-MM or YYYY-MM-DD, years 1800 to 2200.

    Raises ValueError for anything else and for days that are in no calendar.
    """
    match = _STRICT.match(text.strip())
    if match is None:
        raise ValueError(f"{text!r} is not a date of the form YYYY, YYYY-MM or YYYY-MM-DD")
    year, month, day = (int(part) if part else None for part in match.groups())
    if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"{text!r} is not within the years {FIRST_YEAR} to {LAST_YEAR}")
    try:
        date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError as error:
        raise ValueError(f"{text!r} is no day of the calendar") from error
    return PartialDate(iso=text.strip())


def find_date(text: str) -> PartialDate | None:
    """The first whole date in the text, else the first month with its year, else None."""
    found = find_dates(text)
    if found:
        return found[0][1]
    month = _month_alone(text)
    return _partial(month["year"], _MONTHS[month["month"].lower()]) if month else None


def _month_alone(text: str) -> re.Match[str] | None:
    """A month with its year and no day: a day before it that is in no calendar spoils it."""
    match = _MONTH_ONLY.search(text)
    return None if match and _DAY_BEFORE.search(text[: match.start()][-12:]) else match


def find_dates(text: str) -> list[tuple[tuple[int, int], PartialDate]]:
    """Every date known to the day, with its (start, end) in the text, in order."""
    found: dict[int, tuple[tuple[int, int], PartialDate]] = {}
    for form in _FORMS:
        for match in form.finditer(text):
            day = _partial(match["year"], _month_number(match["month"]), int(match["day"]))
            if day is not None:
                found.setdefault(match.start(), (match.span(), day))
    for match in _DOTTED.finditer(text):
        day = _partial(match[3], int(match[2]), int(match[1]))
        if day is not None:
            found.setdefault(match.start(), (match.span(), day))
    for match in _SLASHED.finditer(text):
        day = _unambiguous(int(match[1]), int(match[2]), match[3])
        if day is not None:
            found.setdefault(match.start(), (match.span(), day))
    return [found[start] for start in sorted(found)]


def impossible_dates(text: str) -> list[tuple[int, int]]:
    """Where the text has what is written as a day but is in no calendar: "31 February 2021"."""
    spans = [
        match.span()
        for form in _FORMS
        for match in form.finditer(text)
        if _partial(match["year"], _month_number(match["month"]), int(match["day"])) is None
    ]
    found = [span for span, _ in find_dates(text)]
    return sorted({s for s in spans if not any(a < s[1] and s[0] < b for a, b in found)})


def is_date_line(text: str) -> bool:
    """Whether the line holds a date (with its weekday, hour or place) and nothing else."""
    if len(text) > _LONGEST_DATE_LINE or not any(c.isdigit() for c in text):
        return False
    spans = [span for span, _ in find_dates(text)]
    if not spans:
        month = _month_alone(text)
        if month is None:
            return False
        spans = [month.span()]
    start, end = spans[0]
    before = _WEEKDAY_BEFORE.sub("", _ARTICLE_BEFORE.sub("", text[:start]))
    after = text[end:]
    return not _AROUND_A_DATE.sub("", after) and (
        not _AROUND_A_DATE.sub("", before)
        or (is_place(before) and before.rstrip()[-1] in ",.-–—([")
    )


def is_place(text: str) -> bool:
    """Whether the text before a date can be the place: one or two short capitalised names."""
    bare = text.strip(" ,.(-–—[")
    parts = [part.strip() for part in bare.split(",")]
    return (
        bool(bare)
        and len(parts) <= 3
        and all(part[:1].isupper() and len(part.split()) <= 4 for part in parts)
        and not any(c in bare for c in ':;"“”')
        and not any(c.isdigit() for c in bare)
    )


def _month_number(name: str) -> int:
    return int(name) if name.isdigit() else _MONTHS[name.lower()]


def _unambiguous(first: int, second: int, year: str) -> PartialDate | None:
    """10/07/2020 may be October or July; only a number over 12 or two equal ones tell."""
    if first > 12 or first == second:
        return _partial(year, second, first)
    return _partial(year, first, second) if second > 12 else None


def _partial(year: str, month: int, day: int | None = None) -> PartialDate | None:
    try:
        real = date(int(year), month, day or 1)
    except ValueError:
        return None
    return PartialDate(iso=real.isoformat() if day is not None else real.isoformat()[:7])
