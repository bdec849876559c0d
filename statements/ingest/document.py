"""The values handed from one stage of reading to the next. All are immutable."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

DatePrecision = Literal["day", "month", "year"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartialDate:
    """A date known to the day, the month or only the year.

    `iso` is as short as the precision: "2020-07-10", "2020-07" or "2020".
    """

    iso: str

    @property
    def precision(self) -> DatePrecision:
        return {4: "year", 7: "month", 10: "day"}[len(self.iso)]  # type: ignore[return-value]

    @property
    def first_day(self) -> date:
        return date.fromisoformat((self.iso + "-01-01")[:10])

    @property
    def last_day(self) -> date:
        first = self.first_day
        if self.precision == "year":
            return first.replace(month=12, day=31)
        if self.precision == "month":
            return first.replace(day=monthrange(first.year, first.month)[1])
        return first


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractedText:
    """What a reader found in the bytes: the text of each page, in order, lines kept.

    `pages` has one item where the source has no pages; then `paged` is False.
    """

    format: str
    media_type: str
    reader: str
    reader_version: str
    pages: tuple[str, ...]
    paged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A whole paragraph or title line, after the lines of the source are joined.

    `page` is counted from 1, the page the block begins on; None where the source has no pages.
    """

    text: str
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Byline:
    """Who spoke where and when, as the title block says it. Unknown is None, never a guess."""

    title: str | None = None
    speaker: str | None = None
    honorific: str | None = None
    role: str | None = None
    delegation: str | None = None
    on_behalf_of: tuple[str, ...] = ()
    event: str | None = None
    event_part_of: str | None = None
    place: str | None = None
    date: PartialDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedStatement:
    """A statement read from one file, before recognition.

    The words of `title_block`, `paragraphs` and `sign_off`, in order, are the words of the
    extracted text less `furniture` (page numbers, repeated headers and footers).
    """

    source: ExtractedText
    title_block: tuple[str, ...]
    paragraphs: tuple[Block, ...]
    sign_off: tuple[str, ...] = ()
    furniture: tuple[str, ...] = ()
    byline: Byline = field(default_factory=Byline)
    language: str | None = None
    warnings: tuple[str, ...] = ()
