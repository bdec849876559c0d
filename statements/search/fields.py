"""Fields of a query: their names, and the years and dates that their values give. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from statements.search.characters import is_searchable
from statements.search.messages import gettext, gettext_noop
from statements.search.nodes import After, Before, Field, Restriction, Years

#: What may be typed before a colon, in any case, and the field it means.
NAMES: Final[Mapping[str, str]] = {
    "speaker": "speaker",
    "country": "country",
    "organization": "organization",
    "organisation": "organization",
    "theme": "theme",
    "document": "document",
    "event": "event",
    "by": "by",
    "lang": "lang",
    "language": "lang",
    "year": "year",
    "before": "before",
    "after": "after",
}

#: Fields of names, which often have several words: in `country:(Cabo Verde OR Peru)` words
#: that stand next to each other are one name.
MANY_WORDED: Final = frozenset(
    {"speaker", "country", "organization", "theme", "document", "event", "by"}
)

_YEAR: Final = re.compile(r"[12]\d{3}", re.ASCII)
_RANGE: Final = re.compile(r"([12]\d{3})?(?:\.{2,3}|…|-|–)([12]\d{3})?", re.ASCII)
_DATE: Final = re.compile(r"([12]\d{3})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)


def read(name: str, value: str) -> Restriction | None:
    """The field with this value; None when it cannot have it. `name` is a value of `NAMES`.

    A field of years or dates has plain digits, from 1000 to 2999, where dates can be
    reckoned with. Years in the wrong order are turned round.
    """
    match name:
        case "year":
            return _years(value)
        case "before" | "after":
            text = _date_text(value)
            if text is None:
                return None
            return Before(text) if name == "before" else After(text)
        case _:
            return Field(name, value) if is_searchable(value) else None


_NAMES_NONE: Final = {
    "speaker": gettext_noop("“{value}” has no letter or digit that could name a speaker"),
    "country": gettext_noop("“{value}” has no letter or digit that could name a country"),
    "organization": gettext_noop(
        "“{value}” has no letter or digit that could name an organization"
    ),
    "theme": gettext_noop("“{value}” has no letter or digit that could name a theme"),
    "document": gettext_noop("“{value}” has no letter or digit that could name a document"),
    "event": gettext_noop("“{value}” has no letter or digit that could name an event"),
    "by": gettext_noop(
        "“{value}” has no letter or digit that could name a country or an organization"
    ),
    "lang": gettext_noop("“{value}” has no letter or digit that could name a language"),
}


def problem(name: str, value: str) -> str:
    """Why `read` finds nothing in this value, for the reader."""
    match name:
        case "year":
            return gettext("“{value}” is not a year or a range such as 2019..2021", value=value)
        case "before" | "after":
            return gettext(
                "“{value}” is not a date such as 2020, 2020-07 or 2020-07-10", value=value
            )
        case _:
            return gettext(_NAMES_NONE[name], value=value)


def _years(value: str) -> Years | None:
    if _YEAR.fullmatch(value):
        return Years(int(value), int(value))
    match = _RANGE.fullmatch(value)
    if match is None or not any(match.groups()):
        return None
    first, last = (int(year) if year else None for year in match.groups())
    if first is not None and last is not None and first > last:
        return Years(last, first)
    return Years(first, last)


def _date_text(value: str) -> str | None:
    match = _DATE.fullmatch(value)
    if match is None:
        return None
    year, month, day = match.groups()
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    return "-".join(part.zfill(2) for part in (year, month, day) if part)
