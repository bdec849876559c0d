"""From bytes to all that is known of a statement, without a database.

The one way to read: the import command, its dry run and worker processes, and the review page
all call `Reader.read`.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self

from statements.ingest.dates import parse_partial_date
from statements.ingest.document import Byline, ParsedStatement, PartialDate
from statements.ingest.metadata import Metadata
from statements.ingest.names import split_honorific
from statements.ingest.parsing import parse_statement
from statements.recognition.attribution import attribute
from statements.recognition.data import load_authorities
from statements.recognition.gazetteer import Recognizer
from statements.recognition.spans import EntityRef, Span

NOTHING_SAID = Metadata()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadParagraph:
    """A paragraph with its mentions; `number` counts from 1."""

    number: int
    page: int | None
    text: str
    mentions: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadStatement:
    """All that a report line holds, and the bytes it was read from."""

    data: bytes
    filename: str
    parsed: ParsedStatement
    byline: Byline
    title_mentions: tuple[Span, ...]
    paragraphs: tuple[ReadParagraph, ...]
    represents: EntityRef | None
    on_behalf_of: tuple[EntityRef, ...]
    language: str | None
    source_url: str = ""
    licence: str = ""
    warnings: tuple[str, ...] = ()
    seconds: float = 0.0

    @property
    def sha256(self) -> str:
        return content_hash(self.data)

    @property
    def text(self) -> str:
        """The paragraphs, a blank line between."""
        return "\n\n".join(paragraph.text for paragraph in self.paragraphs)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads statements with one set of authority data."""

    recognizer: Recognizer

    @classmethod
    def from_folder(cls, authorities: Path) -> Self:
        """A reader with the authority data in a folder; building takes a part of a second."""
        return cls(Recognizer(load_authorities(authorities)))

    def read(self, data: bytes, filename: str, metadata: Metadata = NOTHING_SAID) -> ReadStatement:
        """Read one file. Raises IngestError where it is no readable statement."""
        began = time.perf_counter()
        metadata.check()
        parsed = parse_statement(data)
        byline = _with_metadata(parsed.byline, metadata)
        find = self.recognizer.find
        title_mentions = find(byline.title) if byline.title else ()
        paragraphs = tuple(
            ReadParagraph(
                number=number, page=block.page, text=block.text, mentions=find(block.text)
            )
            for number, block in enumerate(parsed.paragraphs, 1)
        )
        represents, on_behalf_of, warnings = self._spoken_for(byline, metadata, paragraphs)
        return ReadStatement(
            data=data,
            filename=filename,
            parsed=parsed,
            byline=byline,
            title_mentions=title_mentions,
            paragraphs=paragraphs,
            represents=represents,
            on_behalf_of=on_behalf_of,
            language=_preferred(metadata.language, parsed.language),
            source_url=metadata.source_url or "",
            licence=metadata.licence or "",
            warnings=(*parsed.warnings, *warnings),
            seconds=time.perf_counter() - began,
        )

    def _spoken_for(
        self, byline: Byline, metadata: Metadata, paragraphs: Sequence[ReadParagraph]
    ) -> tuple[EntityRef | None, tuple[EntityRef, ...], list[str]]:
        found = attribute(
            byline,
            [paragraph.text for paragraph in paragraphs],
            [paragraph.mentions for paragraph in paragraphs],
            self.recognizer,
        )
        represents, on_behalf_of = found.represents, found.on_behalf_of
        warnings: list[str] = []
        if metadata.represents is not None:
            represents = self._resolved(metadata.represents, "represents", warnings)
        if metadata.on_behalf_of is not None:
            groups = [
                self._resolved(name, "on_behalf_of", warnings)
                for name in metadata.on_behalf_of.split("|")
            ]
            on_behalf_of = tuple(group for group in groups if group)
        return represents, on_behalf_of, warnings

    def _resolved(self, name: str, field: str, warnings: list[str]) -> EntityRef | None:
        name = name.strip()
        if not name:
            return None
        entity = self.recognizer.resolve(name)
        if entity is None:
            warnings.append(
                f"{field}: “{name}” is not one country or organization of the authority data; "
                "the field was left empty."
            )
        return entity


def content_hash(data: bytes) -> str:
    """SHA-256 of the bytes, hexadecimal: what makes an import idempotent."""
    return hashlib.sha256(data).hexdigest()


def _preferred(given: str | None, found: str | None) -> str | None:
    return found if given is None else given or None


def _with_metadata(byline: Byline, metadata: Metadata) -> Byline:
    """The byline with what a person says in place of what was found."""
    speaker, honorific, role = byline.speaker, byline.honorific, byline.role
    if metadata.speaker:
        given_honorific, speaker = split_honorific(metadata.speaker)
        honorific = given_honorific or honorific
    elif metadata.speaker == "":
        speaker = honorific = role = None
    return replace(
        byline,
        speaker=speaker,
        honorific=_preferred(metadata.speaker_honorific, honorific),
        role=_preferred(metadata.speaker_role, role),
        title=_preferred(metadata.title, byline.title),
        event=_preferred(metadata.event, byline.event),
        event_part_of=_preferred(metadata.event_part_of, byline.event_part_of),
        place=_preferred(metadata.place, byline.place),
        date=_given_date(metadata.date, byline.date),
    )


def _given_date(given: str | None, found: PartialDate | None) -> PartialDate | None:
    if given is None:
        return found
    return parse_partial_date(given) if given else None


def report_line(path: str, status: str, read: ReadStatement) -> dict[str, Any]:
    """The JSON object of `import_statements --report` for a file that was read."""
    byline = read.byline
    event = {"name": byline.event, "part_of": byline.event_part_of, "place": byline.place}
    return {
        "path": path,
        "status": status,
        "error": None,
        "sha256": read.sha256,
        "format": read.parsed.source.format,
        "title": byline.title,
        "speaker": byline.speaker
        and {"name": byline.speaker, "honorific": byline.honorific, "role": byline.role},
        "represents": _entity(read.represents),
        "on_behalf_of": [_entity(group) for group in read.on_behalf_of],
        "event": event if any(event.values()) else None,
        "date": byline.date and byline.date.iso,
        "date_precision": byline.date and byline.date.precision,
        "language": read.language,
        "title_mentions": [_mention(span) for span in read.title_mentions],
        "paragraphs": [
            {
                "number": paragraph.number,
                "page": paragraph.page,
                "text": paragraph.text,
                "mentions": [_mention(span) for span in paragraph.mentions],
            }
            for paragraph in read.paragraphs
        ],
        "warnings": list(read.warnings),
        "seconds": round(read.seconds, 4),
    }


def failure_line(path: str, error: str, sha256: str | None) -> dict[str, Any]:
    """The report's JSON object for a file that could not be read: the same keys, empty."""
    return {
        "path": path,
        "status": "failed",
        "error": error,
        "sha256": sha256,
        **dict.fromkeys(("format", "title", "speaker", "represents")),
        "on_behalf_of": [],
        **dict.fromkeys(("event", "date", "date_precision", "language")),
        "title_mentions": [],
        "paragraphs": [],
        "warnings": [],
        "seconds": None,
    }


def _entity(entity: EntityRef | None) -> dict[str, str] | None:
    return (
        None if entity is None else {"kind": entity.kind, "code": entity.code, "name": entity.name}
    )


def _mention(span: Span) -> dict[str, Any]:
    return {
        "kind": span.entity.kind,
        "code": span.entity.code,
        "name": span.entity.name,
        "surface": span.surface,
        "start": span.start,
        "end": span.end,
    }
