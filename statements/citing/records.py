"""What a citation is made from."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, fields
from typing import Final

#: Line breaks and control characters would end a field too early. Blanks that belong to the
#: typography of a language, such as the one before a French colon, stay.
_BREAKS: Final = re.compile("[\x00-\x20\x7f-\x9f\u2028\u2029\ud800-\udfff]+")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as far as it is known: a year, a month of it, a day of that."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def of(cls, day: datetime.date) -> PartialDate:
        return cls(day.year, day.month, day.day)

    @property
    def parts(self) -> list[int]:
        return [part for part in (self.year, self.month, self.day) if part is not None]

    @property
    def iso(self) -> str:
        """As in "2020-07-10", "2020-07" or "2020"."""
        year, *rest = self.parts
        return "-".join([f"{year:04}", *(f"{part:02}" for part in rest)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A statement, or paragraphs of it, as cited on a day. Unknown is empty, never a guess.

    All texts are made one line each, so that no format has to care for line breaks.
    """

    title: str = ""
    speaker: str = ""
    honorific: str = ""
    #: The office held at the time.
    role: str = ""
    #: The country or organization spoken for, and groups besides.
    represents: str = ""
    on_behalf_of: tuple[str, ...] = ()
    event: str = ""
    part_of: str = ""
    place: str = ""
    date: PartialDate | None = None
    #: ISO 639 code.
    language: str = ""
    #: The address that holds.
    url: str
    paragraph: int | None = None
    #: Where several paragraphs are cited, the last of them.
    last_paragraph: int | None = None
    #: The page of the source that the paragraph begins on.
    page: int | None = None
    version: int = 1
    version_date: datetime.date | None = None
    accessed: datetime.date
    source_url: str = ""
    source_filename: str = ""
    source_sha256: str = ""
    #: The name of the archive.
    archive: str

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, str):
                object.__setattr__(self, field.name, one_line(value))
            elif isinstance(value, tuple):
                lines = tuple(line for text in value if (line := one_line(text)))
                object.__setattr__(self, field.name, lines)

    @property
    def paragraphs(self) -> str:
        """As in "12", "12–14" or ""."""
        if self.paragraph is None:
            return ""
        return (
            f"{self.paragraph}–{self.last_paragraph}" if self.are_several else f"{self.paragraph}"
        )

    @property
    def are_several(self) -> bool:
        """Whether more than one paragraph is cited."""
        return self.last_paragraph not in (None, self.paragraph)

    @property
    def author(self) -> str:
        """Who is responsible for the words: the speaker, else for whom was spoken."""
        return self.speaker or self.represents


def one_line(text: str) -> str:
    return _BREAKS.sub(" ", text).strip()
