"""From bytes to all that is known of a statement, without a database.

The one way to read: the import command, its dry run and the upload all call `Reader.read`, the
last two through a process of its own (`statements.sandbox`).
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, Self

import msgspec

from statements.ingest.dates import parse_partial_date
from statements.ingest.document import Block, Byline, ParsedStatement, PartialDate
from statements.ingest.errors import InvalidMetadata, NotAsNamed, UnknownEncoding, UnknownFormat
from statements.ingest.folding import fold_name
from statements.ingest.metadata import Metadata
from statements.ingest.names import split_honorific
from statements.ingest.parsing import parse_statement
from statements.recognition.attribution import attribute
from statements.recognition.data import load_authorities
from statements.recognition.gazetteer import Recognizer
from statements.recognition.spans import EntityRef, Span, StatementMentions

NOTHING_SAID = Metadata()

#: Endings of names that promise a format which is known by its first bytes.
NAMED_FORMATS: Final = frozenset({".pdf", ".docx", ".odt", ".rtf"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadParagraph:
    """A paragraph with its mentions; `number` counts from 1."""

    number: int
    page: int | None
    text: str
    mentions: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadStatement:
    """All that a report line holds. `mentions[i]` are those of `parsed.paragraphs[i]`.

    `parsed.byline` is what the document says, `byline` what holds after a person's corrections.
    `pages` is how many the source has, None where it has no pages.
    """

    sha256: str
    filename: str
    parsed: ParsedStatement
    byline: Byline
    title_mentions: tuple[Span, ...]
    mentions: tuple[tuple[Span, ...], ...]
    represents: EntityRef | None
    on_behalf_of: tuple[EntityRef, ...]
    language: str | None
    source_url: str = ""
    licence: str = ""
    warnings: tuple[str, ...] = ()
    pages: int | None = None
    seconds: float = 0.0

    @property
    def paragraphs(self) -> list[ReadParagraph]:
        """The paragraphs in order, each with its mentions."""
        return [
            ReadParagraph(number=number, page=block.page, text=block.text, mentions=mentions)
            for number, (block, mentions) in enumerate(
                zip(self.parsed.paragraphs, self.mentions, strict=True), 1
            )
        ]

    @property
    def text(self) -> str:
        """The paragraphs, a blank line between."""
        return "\n\n".join(block.text for block in self.parsed.paragraphs)

    @property
    def unsure(self) -> dict[str, str]:
        """Why what the document says may be wrong, by the fields that hold it."""
        return {
            name: reason
            for name, reason in self.parsed.byline.unsure
            if (value := getattr(self.byline, name)) and value == getattr(self.parsed.byline, name)
        }

    def without_pages(self) -> Self:
        """The same without the text as extracted, which is as long again as the statement."""
        source = replace(self.parsed.source, pages=())
        return replace(self, parsed=replace(self.parsed, source=source))


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads statements with one set of authority data."""

    recognizer: Recognizer

    @classmethod
    def from_folder(cls, authorities: Path) -> Self:
        """A reader with the authority data in a folder; building takes a part of a second."""
        return cls(Recognizer(load_authorities(authorities)))

    def read(
        self, data: bytes, filename: str, metadata: Metadata = NOTHING_SAID, *, ocr: bool = False
    ) -> ReadStatement:
        """Read one file; with `ocr` by recognising the letters on its images.

        Raises IngestError where it is no readable statement.
        """
        began = time.perf_counter()
        metadata.check()
        try:
            parsed = parse_statement(data, ocr=ocr)
        except (UnknownFormat, UnknownEncoding) as error:
            # A file that reads well may have any name.
            if (ending := Path(filename).suffix.lower()) not in NAMED_FORMATS:
                raise
            raise NotAsNamed(f"Its name ends in “{ending}”.", *error.args) from error
        found = ReadStatement(
            sha256=content_hash(data),
            filename=filename,
            parsed=parsed,
            byline=parsed.byline,
            title_mentions=(),
            mentions=(),
            represents=None,
            on_behalf_of=(),
            language=None,
            pages=len(parsed.source.pages) if parsed.source.paged else None,
        )
        read = self.complete(found, metadata)
        return replace(read, seconds=time.perf_counter() - began)

    def complete(
        self,
        read: ReadStatement,
        metadata: Metadata,
        paragraphs: Sequence[Block] | None = None,
    ) -> ReadStatement:
        """The statement with a person's word in place of what was found: values, and where they
        are given, the `paragraphs` as split and joined anew. What is mentioned is found anew."""
        if paragraphs is not None:
            read = replace(read, parsed=replace(read.parsed, paragraphs=tuple(paragraphs)))
        given, of_another = _with_metadata(read.parsed.byline, metadata)
        byline, remarks = _within_limits(given)
        found = find_mentions(self.recognizer, byline, read.parsed.paragraphs)
        read = replace(read, title_mentions=found.title, mentions=found.paragraphs)
        represents, on_behalf_of, warnings = self._spoken_for(byline, metadata, read)
        return replace(
            read,
            byline=byline,
            represents=represents,
            on_behalf_of=on_behalf_of,
            language=_preferred(metadata.language, read.parsed.language),
            source_url=metadata.source_url or "",
            licence=metadata.licence or "",
            warnings=(*read.parsed.warnings, *of_another, *remarks, *warnings),
        )

    def _spoken_for(
        self, byline: Byline, metadata: Metadata, read: ReadStatement
    ) -> tuple[EntityRef | None, tuple[EntityRef, ...], list[str]]:
        found = attribute(
            byline,
            [block.text for block in read.parsed.paragraphs],
            read.mentions,
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
            # Two names of one group are one.
            on_behalf_of = tuple(dict.fromkeys(group for group in groups if group))
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


def find_mentions(
    recognizer: Recognizer, byline: Byline, paragraphs: Sequence[Block]
) -> StatementMentions:
    """The mentions in a statement; the event in its byline tells what "the Council" is."""
    setting = ", ".join(filter(None, (byline.event, byline.event_part_of)))
    texts = [block.text for block in paragraphs]
    return recognizer.find_in_statement(byline.title or "", texts, setting=setting)


def encode_reading(read: ReadStatement) -> bytes:
    """The statement as JSON, to be kept until a person has looked at it."""
    return msgspec.json.encode(read)


def decode_reading(encoded: bytes) -> ReadStatement:
    """What `encode_reading` made. Raises msgspec.DecodeError for what another version made, where
    the fields have changed since: the file is to be read again."""
    return msgspec.json.decode(encoded, type=ReadStatement)


def content_hash(data: bytes) -> str:
    """SHA-256 of the bytes, hexadecimal: what makes an import idempotent."""
    return hashlib.sha256(data).hexdigest()


def _preferred(given: str | None, found: str | None) -> str | None:
    return found if given is None else given or None


def _with_metadata(byline: Byline, metadata: Metadata) -> tuple[Byline, list[str]]:
    """The byline with what a person says in place of what was found; and a warning where what
    stands beside the name in the document is another person's."""
    speaker, honorific, role = byline.speaker, byline.honorific, byline.role
    remarks = []
    if metadata.speaker:
        given_honorific, speaker = split_honorific(metadata.speaker)
        if byline.speaker and not _share_a_word(speaker, byline.speaker):
            if (honorific and metadata.speaker_honorific is None) or (
                role and metadata.speaker_role is None
            ):
                remarks.append(
                    f"speaker: the document names {byline.speaker}, whose honorific and office "
                    "are not taken for those of the speaker given."
                )
            honorific = role = None
        honorific = given_honorific or honorific
    elif metadata.speaker == "":
        speaker = honorific = role = None
    completed = replace(
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
    return completed, remarks


def _share_a_word(name: str, other: str) -> bool:
    return bool(set(fold_name(name).split()) & set(fold_name(other).split()))


def _within_limits(byline: Byline) -> tuple[Byline, list[str]]:
    """The byline without what is too long to be one, and with a warning for what changed."""
    remarks = []
    for name, field in _COLUMNS.items():
        value = getattr(byline, name)
        try:
            Metadata(**{field: value}).check()
        except InvalidMetadata as error:
            unknown: dict[str, Any] = {name: None}
            byline = replace(byline, **unknown)
            remarks.append(f"{error.args[0]} It was left out.")
    if byline.event_part_of and not byline.event:
        byline = replace(byline, event=byline.event_part_of, event_part_of=None)
        remarks.append("Of the event only what it is part of is known: that is the event here.")
    return byline, remarks


#: What a byline holds, by the name that metadata has for it.
_COLUMNS: Final = {
    "title": "title",
    "speaker": "speaker",
    "honorific": "speaker_honorific",
    "role": "speaker_role",
    "event": "event",
    "event_part_of": "event_part_of",
    "place": "place",
}


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
