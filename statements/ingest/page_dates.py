"""Tell the day of delivery from the days of a web page: published, posted, updated."""

from __future__ import annotations

import re

from statements.ingest.dates import find_dates
from statements.ingest.document import PartialDate

_PAGE_LABEL = (
    r"(?:(?:date\s+)?(?:first\s+)?published|posted|last\s+(?:updated?|modified|reviewed)"
    r"|updated|modified|uploaded|created|printed|retrieved|accessed|issued|distributed"
    r"|publié|mis\s+(?:à\s+jour|en\s+ligne)|modifié|publicad[oa]|actualizad[oa]|enviado"
    r"|опубликовано|обновлено|发布时间|更新时间|تاريخ\s+النشر)"
)
_PAGE_DATE_BEFORE = re.compile(
    rf"\b{_PAGE_LABEL}(?:\s+(?:on|at|by|le|el|por|date|in)\b(?:\s+[\w.]{{1,30}}\s+(?:on|el|le)\b)?)?"
    rf"(?:\s+\w{{2,20}}){{0,2}}\W{{0,6}}\Z",
    re.IGNORECASE,
)
_LABEL_LINE = re.compile(rf"\W*{_PAGE_LABEL}(?:\s+(?:on|at|date))?\W*\Z", re.IGNORECASE)
_DELIVERY_BEFORE = re.compile(
    r"\b(?:delivered|given|made|date\s+of\s+(?:delivery|statement|speech)|prononcée?|pronunciad[oa]"
    r"|произнесено)(?:\s+(?:on|le|el))?\W{0,8}\Z",
    re.IGNORECASE,
)
_REACH = 60


def delivery_date(text: str) -> PartialDate | None:
    """The day that the text says it was delivered on: "Delivered on: 15 November 2022"."""
    for (start, _), day in find_dates(text):
        if _DELIVERY_BEFORE.search(text[max(0, start - _REACH) : start]):
            return day
    return None


def without_page_dates(text: str) -> str:
    """The text without the days that are the page's, as "Last updated: 11.11.2019"."""
    for (start, end), _ in reversed(find_dates(text)):
        if _PAGE_DATE_BEFORE.search(text[max(0, start - _REACH) : start]):
            text = text[:start] + text[end:]
    return text


def is_page_date_label(line: str) -> bool:
    """Whether the line only announces a day of the page's: "Published"."""
    return bool(_LABEL_LINE.match(line))
