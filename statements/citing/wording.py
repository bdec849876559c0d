"""Pieces of citations written as prose, which leave out what is not known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from statements.citing.records import Cited, PartialDate

#: Citations of these styles are in English, whatever the language of the pages.
MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)

_WORD: Final = re.compile(r"\w+")
#: "Republic of Kenya" names Kenya, "Democratic Republic of the Congo" another country than Congo.
_REPUBLIC: Final = re.compile(r"Republic of (?:the )?$")
_WORD_BEFORE: Final = re.compile(r"(\w[\w'’]*)[\s-]$")
_WORD_AFTER: Final = re.compile(r"[\s-](\w+)")


def joined(parts: Iterable[str], between: str = ", ") -> str:
    return between.join(filter(None, parts))


def sentence(text: str) -> str:
    """With one full stop at its end. Names keep the letter they begin with, also at the start."""
    return text.removesuffix(".") + "."


def day_first(date: PartialDate | None) -> str:
    """As in "10 July 2020", "July 2020", "2020" or ""."""
    if date is None:
        return ""
    return joined([str(date.day or ""), _month(date), str(date.year)], " ")


def month_first(date: PartialDate | None) -> str:
    """As in "July 10, 2020", "July 2020", "2020" or ""."""
    if date is None:
        return ""
    if date.day:
        return f"{_month(date)} {date.day}, {date.year}"
    return joined([_month(date), str(date.year)], " ")


def _month(date: PartialDate) -> str:
    return MONTHS[date.month - 1] if date.month else ""


def spoken_by(cited: Cited, *, serial_comma: bool = False) -> str:
    """Who spoke, in which office, for whom: "A. Vogel, Minister (Norway), on behalf of X"."""
    who = cited.author
    if cited.speaker:
        who = joined([who, cited.role])
        if cited.represents and not _names(cited.role, cited.represents):
            who += f" ({cited.represents})"
    if cited.on_behalf_of:
        groups = listed(cited.on_behalf_of, serial_comma=serial_comma)
        who = joined([who, f"on behalf of {groups}"])
    return who


def _names(role: str, represents: str) -> bool:
    """Whether an office tells for whom its holder speaks. In doubt it does not: "Papua New Guinea"
    and "Guinea-Bissau" are no Guinea, nor is any longer name that goes on with a capital letter."""
    return any(
        not _is_capitalized(_WORD_BEFORE.search(_REPUBLIC.sub("", role[: said.start()])))
        and not _is_capitalized(_WORD_AFTER.match(role, said.end()))
        for said in _said(role, represents)
    )


def _is_capitalized(word: re.Match[str] | None) -> bool:
    return word is not None and word[1][0].isupper()


def _said(text: str, name: str) -> Iterator[re.Match[str]]:
    """Where a text has the words of the name, whole and one after the other."""
    words = r"\W+".join(map(re.escape, _WORD.findall(name)))
    return re.finditer(rf"(?<!\w){words}(?!\w)", text, re.IGNORECASE)


def listed(names: Sequence[str], *, serial_comma: bool = False) -> str:
    """As in "A, B and C"."""
    if len(names) < 2:
        return "".join(names)
    comma = "," if serial_comma and len(names) > 2 else ""
    return f"{', '.join(names[:-1])}{comma} and {names[-1]}"


def event(cited: Cited) -> str:
    """The event, and the larger one where that tells more: every word of "General debate of the
    Assembly" is in "General debate, tenth session of the Assembly"."""
    words, wider = (set(_WORD.findall(name.casefold())) for name in (cited.event, cited.part_of))
    return joined([cited.event, "" if wider <= words else cited.part_of])


def occasion(cited: Cited) -> list[str]:
    """The event and the place."""
    name = event(cited)
    return [name, "" if any(_said(name, cited.place)) else cited.place]


def pinpoint(cited: Cited, one: str, several: str) -> str:
    """As in "para. 12", "paras. 12–14" or ""."""
    if not cited.paragraphs:
        return ""
    return f"{several if cited.are_several else one} {cited.paragraphs}"


def version(cited: Cited) -> str:
    """As in "version 2 of 12 March 2026"."""
    if cited.version_date is None:
        return f"version {cited.version}"
    return f"version {cited.version} of {day_first(PartialDate.of(cited.version_date))}"


def notes(cited: Cited) -> list[str]:
    """What formats with fields have no field for."""
    file = f"“{cited.source_filename}”" if cited.source_filename else ""
    sha256 = f"SHA-256 {cited.source_sha256}" if cited.source_sha256 else ""
    found = [
        _paragraph(cited),
        f"Speaker: {joined([cited.honorific, cited.speaker], ' ')}" if cited.honorific else "",
        f"Office at the time: {cited.role}" if cited.role else "",
        f"Spoken for: {cited.represents}" if cited.represents and cited.speaker else "",
        f"On behalf of: {listed(cited.on_behalf_of)}" if cited.on_behalf_of else "",
        f"{cited.archive}, {version(cited)}",
        f"Source file: {joined([file, sha256])}" if file or sha256 else "",
        f"Source published at {cited.source_url}" if cited.source_url else "",
    ]
    return [note for note in found if note]


def _paragraph(cited: Cited) -> str:
    page = f"page {cited.page} of the source" if cited.page and cited.paragraphs else ""
    return joined([pinpoint(cited, "Paragraph", "Paragraphs"), page])
