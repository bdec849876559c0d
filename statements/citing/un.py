"""The style of the United Nations Editorial Manual, as a footnote."""

from __future__ import annotations

from collections.abc import Sequence

from statements.citing.quoting import DOUBLE, quoted
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
    entitled = f" entitled {quoted(cited.title, DOUBLE)}" if cited.title else ""
    statement = [
        spoken_by(cited),
        f"{'statement' if spoken_by(cited) else 'Statement'}{entitled}",
        *occasion(cited),
        day_first(cited.date),
        pinpoint(cited, "para.", "paras."),
    ]
    accessed = day_first(PartialDate.of(cited.accessed))
    sentences = [
        joined(statement),
        joined([cited.archive, version(cited)]),
        f"Available at {cited.url} (accessed on {accessed})",
    ]
    return " ".join(map(sentence, sentences))


def cite_all(items: Sequence[Cited]) -> str:
    return "\n\n".join(map(cite, items)) + "\n"
