"""RIS, as Zotero, EndNote and Mendeley read it."""

from __future__ import annotations

from collections.abc import Sequence

from statements.citing.keys import unique_keys
from statements.citing.records import Cited, PartialDate
from statements.citing.wording import notes


def cite(cited: Cited) -> str:
    return cite_all([cited])


def cite_all(items: Sequence[Cited]) -> str:
    entries = zip(items, unique_keys(items), strict=True)
    return "\r\n".join(_entry(cited, key) for cited, key in entries)


def _entry(cited: Cited, key: str) -> str:
    """`SLIDE` is the type by which programs exchange talks; there is none for speeches."""
    date = cited.date
    is_institution = not cited.speaker
    tags = [
        ("TY", "SLIDE"),
        ("ID", key),
        ("AU", _institution(cited.author) if is_institution else cited.author),
        ("TI", cited.title or "Statement"),
        ("M3", "Statement"),
        ("T2", cited.event),
        ("T3", cited.part_of),
        ("CY", cited.place),
        ("PY", f"{date.year:04}" if date else ""),
        ("DA", _slashed(date)),
        ("LA", cited.language),
        ("ET", f"Version {cited.version}"),
        ("DB", cited.archive),
        ("UR", cited.url),
        ("Y2", _slashed(PartialDate.of(cited.accessed))),
        # The name as it is, where it lost something above.
        ("N1", f"Spoken for: {cited.author}" if is_institution and "," in cited.author else ""),
        *(("N1", note) for note in notes(cited)),
    ]
    lines = [f"{tag}  - {value}" for tag, value in tags if value]
    return "\r\n".join([*lines, "ER  - "]) + "\r\n"


def _institution(name: str) -> str:
    """The name of a country or an organization, with a comma after it and none within: programs
    take the first for the border of surname and given name, and Zotero and EndNote the whole for
    an institution where nothing follows it."""
    name = " ".join(name.replace(",", " ").split())
    return f"{name}," if name else ""


def _slashed(date: PartialDate | None) -> str:
    """Year, month, day and a remark, each empty where it is not known: "2020/07//"."""
    if date is None:
        return ""
    year, *rest = date.parts
    return "/".join([f"{year:04}", *(f"{part:02}" for part in rest)]) + "/" * (3 - len(rest))
