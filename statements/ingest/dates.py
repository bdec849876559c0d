"""Dates in the forms that statements use."""

from __future__ import annotations

import re
from datetime import date

from statements.ingest.document import PartialDate

FIRST_YEAR, LAST_YEAR = 1800, 2200

_MONTH_NAMES = (
    "january jan janv janvier ene enero janeiro januar januari gennaio stycznia ocak января"
    " январь يناير"
    " كانون_الثاني",
    "february feb févr fev février fevrier febrero fevereiro februar februari febbraio"
    " lutego şubat февраля"
    " февраль فبراير شباط",
    "march mar mars marzo março märz maart maret marca mart марта март مارس آذار",
    "april apr avr abr avril abril aprile kwietnia nisan апреля апрель أبريل إبريل ابريل نيسان",
    "may mai mayo maio maggio mei maj maja mayıs мая май مايو أيار",
    "june jun juin junio junho juni giugno czerwca haziran июня июнь يونيو يونيه حزيران",
    "july jul juil juillet julio julho juli luglio lipca temmuz июля июль يوليو يوليه تموز",
    "august aug ago août aout agosto augustus augusti agustus sierpnia ağustos августа"
    " август أغسطس آب",
    "september sept sep septembre septiembre setiembre setembro settembre września eylül сентября"
    " сентябрь سبتمبر أيلول",
    "october oct octobre octubre outubro oktober ottobre października ekim октября октябрь أكتوبر"
    " اكتوبر"
    " تشرين_الأول",
    "november nov novembre noviembre novembro listopada kasım ноября ноябрь نوفمبر تشرين_الثاني",
    "december dec déc dic dez décembre decembre diciembre dezembro dezember dicembre"
    " desember grudnia aralık"
    " декабря декабрь ديسمبر كانون_الأول",
)
_MONTHS = {
    name.replace("_", " "): number
    for number, names in enumerate(_MONTH_NAMES, 1)
    for name in names.split()
}
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\b\.?"
_YEAR = r"(?P<year>(?:1[89]|2[01])\d\d)(?!\d)"
_DAY = r"(?<!\d)(?P<day>\d{1,2})(?!\d)"
_ORDINAL = r"(?:\s?(?:st|nd|rd|th|er|º|°|ª)|\.)?"
_RANGE = r"(?:\s?(?:-|–|—|to|and|&|et|y|al|au)\s?\d{1,2}(?:\s?(?:st|nd|rd|th))?)?"
_OF = r"(?:\s?(?:day of|of|del?|do|the|,|-|/))?\s{0,3}"
_IS_RANGE = re.compile(
    rf"(?:{_MONTH}\s{{0,3}}(?:the\s)?)?\d{{1,2}}{_ORDINAL}\s?(?:-|–|—|to|and|&|et|y|al"
    rf"|au)\s?\d{{1,2}}"
    rf"(?:\s?(?:st|nd|rd|th))?(?:{_OF}[^\W\d]|(?:\s?,\s{{0,3}}|\s{{1,3}})\d{{4}})",
    re.IGNORECASE,
)
_FIRST_OF_RANGE = re.compile(
    rf"\d{{1,2}}{_ORDINAL}{_OF}{_MONTH}\s?(?:-|–|—|to|and|&|et|y|al|au)\s?\Z", re.IGNORECASE
)
_LONGEST_FIRST = 30
# "15 كانون الثاني/يناير 2022" names the month twice.
_OTHER_NAME = r"(?:\s?/\s?[^\W\d_]{3,10}(?:\s[^\W\d_]{3,8})?)?"
# A range stands where its first day does.
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_DAY}{_ORDINAL}{_RANGE}{_OF}{_MONTH}{_OTHER_NAME}{_OF},?\s{{0,3}}{_YEAR}",
        rf"\b{_MONTH}\s{{0,3}}(?:the\s)?{_DAY}{_ORDINAL}{_RANGE}\s?,?\s{{0,3}}{_YEAR}",
        rf"(?<!\d){_YEAR}(?P<mark>[-/.])(?P<month>\d{{1,2}})(?P=mark)(?P<day>\d{{1,2}})(?![\d/])",
        rf"(?<!\d){_YEAR}\.\s(?P<month>\d{{1,2}})\.\s(?P<day>\d{{1,2}})(?!\d)",
        rf"(?<!\d){_YEAR}\s?年\s?(?P<month>\d{{1,2}})\s?月\s?(?P<day>\d{{1,2}})\s?日",
    )
)
_DOTTED = re.compile(r"(?<![\d.])(\d{1,2})\.(\d{1,2})\.((?:1[89]|2[01])\d\d)(?!\d)")
_SLASHED = re.compile(
    r"(?<![\d/-])(\d{1,2})(?:\s?/\s?|-)(\d{1,2})(?:\s?/\s?|-)((?:1[89]|2[01])\d\d)(?!\d)"
)
_WEEKDAY_BEFORE = re.compile(
    r",?\s*\b(?:\w{3,7}day|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes"
    r"|miércoles"
    r"|jueves|viernes|sábado|domingo|mon|tue|wed|thu|fri|sat|sun)\b\W*\Z",
    re.IGNORECASE,
)
_CHINESE_DATE = re.compile(
    "([〇零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
_CHINESE_DIGITS = {digit: str(value) for value, digit in enumerate("零一二三四五六七八九")} | {
    "〇": "0"
}
# Arabic and Persian figures, one for one, so that offsets stay.
_FIGURES = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_MONTH_ONLY = re.compile(rf"\b{_MONTH}{_OF},?\s{{0,3}}{_YEAR}", re.IGNORECASE)
_DAY_BEFORE = re.compile(r"(?<!\d)\d{1,2}(?:st|nd|rd|th)?(?:\s(?:of|de))?\s{0,3}\Z")
_STRICT = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z", re.ASCII)
_AROUND_A_DATE = re.compile(
    r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|lundi|mardi|mercredi|jeudi"
    r"|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo"
    r"|mon|tue|wed|thu|fri|sat|sun|date|fecha|published|speech|statement|hrs?|hours"
    r"|segunda|terça|quarta|quinta|sexta|feira|montag|dienstag|mittwoch|donnerstag|freitag|samstag"
    r"|(?:\d{1,2}\s?)?(?:a\.?m|p\.?m|am|pm)|gmt|est|edt|года|г|\d{1,2}[:.h]\d\d|virtual(?:ly)?"
    r"|online|vtc|via|hybrid"
    r"|video ?(?:conference|message)?|remarks|delivered(?: on)?|given(?: on)?|held on|the|م)\b"
    r"|星期[一二三四五六日天]|\W|_",
    re.IGNORECASE,
)
_ARTICLE_BEFORE = re.compile(
    r"(?:(?<=[,\w] )|\A(?=le|el))(?:le|el|a|em|den|on|the)\s?\Z", re.IGNORECASE
)
# "г. Нью-Йорк, 27 сентября 2021 года"
_TOWN = re.compile(r"\A\W*г\.\s?(?=[А-ЯЁ])")
_PLACE_AFTER = re.compile(r"\W*[-–—,，|/(]\s*(?P<place>[^\W\d_][^|:]{2,40})\Z")
# "Second Committee, 7 October 2015" begins with the event, not with the place.
_INSTITUTION = re.compile(
    r"\b(?:assembly|council|committee|session|meeting|conference|mission|representative|minister"
    r"|debate|statement|agenda|union|chair|president|commission|forum|summit|delivered|unga|unsc"
    r"|plenary|comisión|consejo|asamblea|conseil|assemblée|commission|séance|sesión)\b",
    re.IGNORECASE,
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
    """The first day in the text, else the first month with its year, else None."""
    found = find_days(text)
    if found:
        return found[0][1]
    month = _month_alone(text)
    return _partial(month["year"], _MONTHS[month["month"].lower()]) if month else None


def _month_alone(text: str) -> re.Match[str] | None:
    """A month with its year and no day: a day before it that is in no calendar spoils it."""
    match = _MONTH_ONLY.search(text)
    return None if match and _DAY_BEFORE.search(text[: match.start()][-12:]) else match


def find_days(text: str) -> list[tuple[tuple[int, int], PartialDate]]:
    """The dates of `find_dates` that are one day, not the days from one to another.

    "12-16 April 2021" are the days of a meeting: they do not tell on which one spoke.
    """
    return [
        ((start, end), day)
        for (start, end), day in find_dates(text)
        if not _IS_RANGE.match(text, start, end)
        and not _FIRST_OF_RANGE.search(text[max(0, start - _LONGEST_FIRST) : start])
    ]


def find_ranges(text: str) -> list[tuple[str, str]]:
    """The first and the last day, in ISO form, of each "6-8 April 2022" in the text."""
    found = []
    for (start, end), day in find_dates(text):
        if not _IS_RANGE.match(text, start, end):
            continue
        last = max(map(int, re.findall(r"(?<!\d)\d{1,2}(?!\d)", text[start:end])))
        found.append((day.iso, f"{day.iso[:-2]}{last:02}"))
    return found


def find_dates(text: str) -> list[tuple[tuple[int, int], PartialDate]]:
    """Every date known to the day, with its (start, end) in the text, in order."""
    text = text if text.isascii() else text.translate(_FIGURES)
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
    for match in _CHINESE_DATE.finditer(text) if "年" in text else ():
        year = "".join(_CHINESE_DIGITS[digit] for digit in match[1])
        day = _partial(year, _chinese_number(match[2]), _chinese_number(match[3]))
        if day is not None:
            found.setdefault(match.start(), (match.span(), day))
    return [found[start] for start in sorted(found)]


def _chinese_number(text: str) -> int:
    """A number under a hundred: 十 is 10, 二十五 is 25."""
    tens, ten, ones = text.rpartition("十")
    value = int(_CHINESE_DIGITS.get(ones, "0"))
    return value + 10 * int(_CHINESE_DIGITS.get(tens, "1")) if ten else value


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
    if len(text) > _LONGEST_DATE_LINE or not any(c.isnumeric() for c in text):
        return False
    text = _TOWN.sub("", text)
    spans = [span for span, _ in find_dates(text)]
    if not spans:
        month = _month_alone(text)
        if month is None:
            return False
        spans = [month.span()]
    start, end = spans[0]
    before = _ARTICLE_BEFORE.sub("", _WEEKDAY_BEFORE.sub(",", text[:start]))
    after = text[end:]
    place = _PLACE_AFTER.match(after)
    if place and not _AROUND_A_DATE.sub("", before):
        return is_place(place["place"])
    return not _AROUND_A_DATE.sub("", after) and (
        not _AROUND_A_DATE.sub("", before)
        or (is_place(before) and before.rstrip()[-1] in ",.-–—([،|")
    )


def is_place(text: str) -> bool:
    """Whether the text before a date can be the place: one or two short capitalised names."""
    bare = text.strip(" ,.()-–—[]،|")
    if _INSTITUTION.search(bare):
        return False
    parts = [part.strip() for part in re.split("[,،]", bare)]
    return (
        bool(bare)
        and len(parts) <= 3
        and all(_is_capitalised(part) and len(part.split()) <= 4 for part in parts)
        and not any(c in bare for c in ':;"“”')
        and not any(c.isdigit() for c in bare)
    )


def _is_capitalised(text: str) -> bool:
    """Whether the text begins with a capital, or its script has none."""
    return text[:1].isupper() or (text[:1].isalpha() and not text[:1].islower())


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
