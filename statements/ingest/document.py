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
    """What a reader found in the bytes: the text of each page, in reading order, lines kept.

    `pages` has one item where the source has no pages; then `paged` is False. Within a page a
    blank line stands for a gap that the source shows, leading spaces for an indent. Where the
    format itself tells paragraphs apart, `lines_are_paragraphs` is True: each line is one.

    `notes` are footnotes and endnotes, taken out of the pages, in the order of their numbers;
    `left_out` is what is on the page but not of the document: navigation, notices, menus, and
    running heads and feet that the format marks as such. `warnings` are for the editor.
    """

    format: str
    media_type: str
    reader: str
    reader_version: str
    pages: tuple[str, ...]
    paged: bool = False
    lines_are_paragraphs: bool = False
    notes: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A whole paragraph or title line, after the lines of the source are joined.

    `page` is counted from 1, the page the block begins on; None where the source has no pages.
    """

    text: str
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Byline:
    """Who spoke where and when, as the title block says it. Unknown is None, never a guess.

    `publishers` are the lines by which the page says whose it is: letterhead and banner;
    `mastheads` other short lines above the title, which may be the publisher's name and no more.
    `unsure` names fields that were chosen among several or by weak evidence, each with the reason
    for the editor; a field that is None needs none.
    """

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
    publishers: tuple[str, ...] = ()
    mastheads: tuple[str, ...] = ()
    unsure: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedStatement:
    """A statement read from one file, before recognition.

    The words of `title_block`, `paragraphs` and `sign_off`, in order, are the words of the
    extracted pages less `furniture` (page numbers, repeated headers and footers), then those of
    the notes, with which the sign-off ends.
    """

    source: ExtractedText
    title_block: tuple[str, ...]
    paragraphs: tuple[Block, ...]
    sign_off: tuple[str, ...] = ()
    furniture: tuple[str, ...] = ()
    byline: Byline = field(default_factory=Byline)
    language: str | None = None
    warnings: tuple[str, ...] = ()
