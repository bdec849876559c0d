"""Chicago, as a note: The Chicago Manual of Style on lectures and papers, with address last."""

from __future__ import annotations

from collections.abc import Sequence

from statements.citing.quoting import DOUBLE, quoted
from statements.citing.records import Cited, PartialDate
from statements.citing.wording import joined, month_first, occasion, pinpoint, sentence, spoken_by


def cite(cited: Cited) -> str:
    who, paragraph = spoken_by(cited, serial_comma=True), pinpoint(cited, "para.", "paras.")
    parts = [who, _what(cited), paragraph, cited.archive]
    accessed = f"accessed {month_first(PartialDate.of(cited.accessed))}"
    return sentence(joined([*parts, _version(cited), accessed, cited.url]))


def cite_all(items: Sequence[Cited]) -> str:
    return "\n\n".join(map(cite, items)) + "\n"


def _what(cited: Cited) -> str:
    """As in “Title” (statement, event, place, date); what has no title is described."""
    described = "statement" if spoken_by(cited) else "Statement"
    title = quoted(cited.title, DOUBLE) if cited.title else described
    kind = "statement" if cited.title else ""
    inside = joined([kind, *occasion(cited), month_first(cited.date)])
    return f"{title} ({inside})" if inside else title


def _version(cited: Cited) -> str:
    of = f" ({month_first(PartialDate.of(cited.version_date))})" if cited.version_date else ""
    return f"version {cited.version}{of}"
