"""What a basket holds, cited: to be read, printed and downloaded as one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext

from statements.citations import ARCHIVE, Passage, citations
from statements.citing.formats import Format
from statements.citing.records import Cited
from statements.keeping.gathering import Kept

#: Between the pieces of the plain text.
RULE: Final = "-" * 72


@dataclass(frozen=True, slots=True)
class Piece:
    """An item with its citation, which what is gone has not."""

    item: Kept
    cited: Cited | None
    citation: str


def pieces(items: Sequence[Kept], site: str, style: Format) -> list[Piece]:
    """All items in their order, cited in the style. `site` is the address of the archive,
    without a slash at the end."""
    here = [(item, passage) for item in items if (passage := _passage(item)) is not None]
    cited = citations([passage for _, passage in here], site)
    by_key = {item.key: one for (item, _), one in zip(here, cited, strict=True)}
    return [_piece(item, by_key.get(item.key), style) for item in items]


def _passage(item: Kept) -> Passage | None:
    if item.speech is None or item.state != "here":
        return None
    if not item.is_paragraph:
        return Passage(speech=item.speech, key=item.key)
    first, last = item.paragraphs[0], item.paragraphs[-1]
    return Passage(speech=item.speech, key=item.key, first=first, last=last)


def _piece(item: Kept, cited: Cited | None, style: Format) -> Piece:
    return Piece(item, cited, style.cite(cited).strip() if cited else "")


def cite_together(found: Iterable[Piece], style: Format) -> str:
    """All citations as one file; what is gone cannot be cited."""
    return style.cite_all([piece.cited for piece in found if piece.cited is not None])


def as_text(found: Sequence[Piece], address: str, day: str) -> str:
    """Every statement and paragraph verbatim, with its citation and its source."""
    head = [ARCHIVE, _line(gettext("Basket"), address), _line(gettext("As read on"), day)]
    contents = [f"{number}. {_heading(piece)}" for number, piece in enumerate(found, start=1)]
    blocks = ["\n".join(head), "\n".join(contents)]
    blocks += [_text_of(number, piece) for number, piece in enumerate(found, start=1)]
    return f"\n\n{RULE}\n\n".join(filter(None, blocks)) + "\n"


def _heading(piece: Piece) -> str:
    speech = piece.item.speech
    if speech is None:
        return gettext("No longer in the archive: %(key)s") % {"key": piece.item.key}
    return " ".join(speech.heading.split())


def _text_of(number: int, piece: Piece) -> str:
    parts = [f"{number}. {_heading(piece)}", piece.citation, _followed(piece.item)]
    parts += [f"[{paragraph.number}] {paragraph.text}" for paragraph in piece.item.paragraphs]
    parts.append(_source(piece))
    return "\n\n".join(filter(None, parts))


def _followed(item: Kept) -> str:
    """What became of a paragraph whose words are no longer those that were kept."""
    followed = item.followed
    if item.state == "no paragraph":
        told = gettext("The paragraph that was kept is no longer in this statement.")
    elif item.state == "not looked for":
        told = gettext(
            "What became of this paragraph was not looked for, since too much in this basket has "
            "changed. It is left out of the citations."
        )
    elif followed is not None and followed.is_by_likeness:
        told = gettext("The words that were kept have been changed since.")
    else:
        return ""
    if followed is None or followed.version is None:
        return told
    before = gettext("Version %(number)s had it so:") % {"number": followed.version}
    return f"{told} {before}\n\n{followed.words}"


def _source(piece: Piece) -> str:
    cited = piece.cited
    if cited is None:
        return ""
    speech = piece.item.speech
    lines = [
        (gettext("Address"), cited.url),
        (gettext("Version"), str(cited.version)),
        (gettext("Published at"), cited.source_url),
        (gettext("Licence"), speech.source.licence if speech else ""),
        (gettext("Source file"), cited.source_filename),
        (gettext("SHA-256 of the source"), cited.source_sha256),
    ]
    return "\n".join(_line(name, value) for name, value in lines if value)


def _line(name: str, value: str) -> str:
    return gettext("{label}: {text}").format(label=name, text=value)


def as_json(found: Sequence[Piece], address: str, day: str) -> str:
    """The same for programs."""
    told = {
        "archive": ARCHIVE,
        "basket": address,
        "read_on": day,
        "items": [_entry(piece) for piece in found],
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _entry(piece: Piece) -> dict[str, Any]:
    item, cited = piece.item, piece.cited
    entry: dict[str, Any] = {
        "key": item.key,
        "kind": "paragraph" if item.is_paragraph else "statement",
        "state": item.state,
    }
    if item.followed is not None:
        entry["kept_words"] = item.followed.words or None
        entry["kept_version"] = item.followed.version
        entry["likeness"] = item.followed.likeness if item.state == "here" else None
    if cited is None or item.speech is None:
        return entry
    return {
        **entry,
        "address": cited.url,
        "title": item.speech.heading,
        "speaker": cited.speaker or None,
        "represents": cited.represents or None,
        "event": cited.event or None,
        "date": item.speech.iso_date or None,
        "language": cited.language or None,
        "version": cited.version,
        "citation": piece.citation,
        "paragraphs": [
            {"number": paragraph.number, "page": paragraph.page, "text": paragraph.text}
            for paragraph in item.paragraphs
        ],
        "source": {
            "filename": cited.source_filename,
            "sha256": cited.source_sha256,
            "url": cited.source_url or None,
            "licence": item.speech.source.licence or None,
        },
    }
