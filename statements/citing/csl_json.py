"""CSL-JSON, from which citation processors write any of thousands of styles."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from statements.citing.keys import unique_keys
from statements.citing.records import Cited, PartialDate
from statements.citing.wording import event, notes


def cite(cited: Cited) -> str:
    return cite_all([cited])


def cite_all(items: Sequence[Cited]) -> str:
    entries = zip(items, unique_keys(items), strict=True)
    listed = [_entry(cited, key) for cited, key in entries]
    return json.dumps(listed, ensure_ascii=False, indent=2) + "\n"


def _entry(cited: Cited, key: str) -> dict[str, Any]:
    entry = {
        "id": key,
        "type": "speech",
        # Literal: which part of a name is the family's is not ours to guess.
        "author": [{"literal": cited.author}] if cited.author else [],
        "title": cited.title,
        "genre": "Statement",
        # The second is the name that older processors know.
        "event-title": event(cited),
        "event": event(cited),
        "event-place": cited.place,
        "issued": _date(cited.date),
        "language": cited.language,
        "version": str(cited.version),
        "archive": cited.archive,
        "URL": cited.url,
        "accessed": _date(PartialDate.of(cited.accessed)),
        "note": "\n".join(notes(cited)),
    }
    return {name: value for name, value in entry.items() if value}


def _date(date: PartialDate | None) -> dict[str, list[list[int]]]:
    return {"date-parts": [date.parts]} if date else {}
