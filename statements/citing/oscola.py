"""OSCOLA, the Oxford standard for the citation of legal authorities, as a footnote."""

from __future__ import annotations

from collections.abc import Sequence

from statements.citing.quoting import SINGLE, quoted
from statements.citing.records import Cited, PartialDate
from statements.citing.wording import (
    day_first,
    joined,
    occasion,
    pinpoint,
    sentence,
    spoken_by,
    version,
)


def cite(cited: Cited) -> str:
    title = quoted(cited.title, SINGLE) if cited.title else ""
    inside = joined(["Statement", *occasion(cited), day_first(cited.date)])
    parts = [
        joined([spoken_by(cited), title]),
        f"({inside}; {cited.archive}, {version(cited)})",
        pinpoint(cited, "para", "paras"),
        f"<{cited.url}>",
        f"accessed {day_first(PartialDate.of(cited.accessed))}",
    ]
    return sentence(joined(parts, " "))


def cite_all(items: Sequence[Cited]) -> str:
    return "\n\n".join(map(cite, items)) + "\n"
