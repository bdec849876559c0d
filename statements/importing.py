"""The one bridge from a ReadStatement to rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal, TypeVar

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import DataError, IntegrityError, OperationalError, connection, transaction
from django.db.models import Q
from django.utils import timezone
from psycopg.errors import ProgramLimitExceeded
from psycopg.types.json import Jsonb

from statements.contents import as_entered, content_of_reading
from statements.copying import concrete_field, copy_rows, new_keys
from statements.ingest.errors import CannotBeStored, IngestError, TextTooLong
from statements.ingest.folding import fold_name
from statements.ingest.metadata import Metadata
from statements.ingest.readers import ocr
from statements.matching import (
    EventKey,
    PersonKey,
    events_named,
    free_slugs,
    speakers_named,
)
from statements.models import Event, Source, Speaker, Speech
from statements.reading import Reader, ReadStatement, content_hash, encode_reading
from statements.sandbox import Limits, SandboxedReader
from statements.versions import base_slug, revised_speeches, rounds
from statements.writing import NewStatement, named_entities, stored_entities, write_statements

# Any number that nothing else in the database locks by: "Statement Archive" on a telephone.
_IMPORT_LOCK: Final = 782_883_668


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A statement to be stored, with the bytes it was read from.

    `fixed_fields` are the fields that a person has set. `speaker` and `event` are rows that a
    person chose; otherwise the names decide. `is_new`: a person says that it is no changed file
    of a stored statement, however alike. `is_reviewed`: a person has looked at all of it.
    """

    read: ReadStatement
    data: bytes
    status: str
    fixed_fields: tuple[str, ...] = ()
    uploaded_by: AbstractBaseUser | None = None
    speaker: Speaker | None = None
    event: Event | None = None
    is_new: bool = False
    is_reviewed: bool = False

    @property
    def unsure(self) -> dict[str, str]:
        """Why fields may be wrong at which nobody has looked yet."""
        if self.is_reviewed:
            return {}
        found = self.read.unsure.items()
        return {name: reason for name, reason in found if name not in self.fixed_fields}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file.

    "changed": its statement is stored from another file; the new one is kept as a pending source
    and waits for a person to accept it. `speech` is None for a duplicate whose statement was
    deleted, and for one that an editor is at work on.
    """

    status: Literal["imported", "duplicate", "changed"]
    speech: Speech | None


@cache
def default_reader() -> Reader:
    """A reader with the project's authority data, built once a process."""
    return Reader.from_folder(settings.SEEDS_DIR)


def new_reader(limits: Limits | None = None) -> SandboxedReader:
    """A reader in a process of its own, with the project's authority data."""
    return SandboxedReader(Path(settings.SEEDS_DIR), limits)


def stored_hashes(hashes: Iterable[str]) -> set[str]:
    """Those of the SHA-256 sums whose bytes need not be read again: they were imported before, or
    wait as a changed file of a stored statement."""
    waiting = Q(state=Source.State.PENDING, revises__isnull=False, reading__isnull=False)
    known = Source.objects.filter(waiting | Q(state=Source.State.STORED), sha256__in=list(hashes))
    return set(known.values_list("sha256", flat=True))


def store(arrival: Arrival) -> Outcome:
    """Store a statement and all that was found in it, in one transaction.

    The same bytes again are a duplicate and change nothing. Raises TextTooLong where the text
    has more different words than PostgreSQL can index (a tsvector over 1 MB), CannotBeStored
    where the database refuses it.
    """
    (outcome,) = _stored([arrival])
    return outcome


def store_all(arrivals: Sequence[Arrival]) -> list[Outcome | IngestError]:
    """Store many statements, in one transaction where all can be stored.

    What cannot is an error in its place, and no hindrance to the others.
    """
    if not arrivals:
        return []
    try:
        return list(_stored(arrivals))
    except (TextTooLong, CannotBeStored):
        return [_outcome_or_error(arrival) for arrival in arrivals]


def _outcome_or_error(arrival: Arrival) -> Outcome | IngestError:
    try:
        return store(arrival)
    except IngestError as error:
        return error


def _stored(arrivals: Sequence[Arrival]) -> list[Outcome]:
    try:
        with transaction.atomic():
            lock_imports()
            return _store_locked(arrivals)
    except OperationalError as error:
        if isinstance(error.__cause__, ProgramLimitExceeded):
            raise TextTooLong from error
        raise
    except (IntegrityError, DataError) as error:
        raise CannotBeStored(f"({error.__cause__ or error})") from error


def lock_imports() -> None:
    """Wait until nobody else stores statements, until the end of the transaction.

    So names, addresses and files that are not there cannot be created twice.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_IMPORT_LOCK])


def _store_locked(arrivals: Sequence[Arrival]) -> list[Outcome]:
    sources = _sources(arrivals)
    outcomes: dict[str, Outcome] = {}
    unknown: dict[str, Arrival] = {}
    for arrival in arrivals:
        sha256 = arrival.read.sha256
        if (known := _known(arrival, sources.get(sha256))) is not None:
            outcomes[sha256] = known
        else:
            unknown.setdefault(sha256, arrival)
    for reads in rounds([arrival.read for arrival in unknown.values()]):
        outcomes |= _store_unknown([unknown[read.sha256] for read in reads], sources)
    return [_told_once(outcomes, arrival.read.sha256) for arrival in arrivals]


def _known(arrival: Arrival, source: Source | None) -> Outcome | None:
    """The outcome for bytes that are in the archive already, else None."""
    if source is None:
        return None
    if source.state == Source.State.STORED:
        return Outcome("duplicate", statement_of(source))
    # An editor has begun to correct it: a command does not get in between.
    is_corrected = source.state == Source.State.PENDING and bool(source.corrections)
    if is_corrected and arrival.uploaded_by is None:
        return Outcome("changed" if source.revises else "duplicate", source.revises)
    return None


def _store_unknown(
    arrivals: Sequence[Arrival], sources: Mapping[str, Source]
) -> dict[str, Outcome]:
    changed = revised_speeches([a.read for a in arrivals if not a.is_new])
    outcomes: dict[str, Outcome] = {}
    new: list[Arrival] = []
    for arrival in arrivals:
        sha256 = arrival.read.sha256
        if speech := changed.get(sha256):
            _keep_changed(arrival, sources.get(sha256), speech)
            outcomes[sha256] = Outcome("changed", speech)
        else:
            new.append(arrival)
    return outcomes | _create(new, sources)


def _told_once(outcomes: dict[str, Outcome], sha256: str) -> Outcome:
    """The outcome of a file; when the same bytes come again in one batch, they are a duplicate."""
    outcome = outcomes[sha256]
    outcomes[sha256] = Outcome("duplicate", outcome.speech)
    return outcome


def _sources(arrivals: Sequence[Arrival]) -> dict[str, Source]:
    hashes = [arrival.read.sha256 for arrival in arrivals]
    found = Source.objects.select_for_update(of=("self",)).without_bytes()
    found = found.select_related("revises").defer("data", "reading", *_long("revises"))
    return {source.sha256: source for source in found.filter(sha256__in=hashes)}


def _long(prefix: str) -> list[str]:
    """The columns of a statement that take time to fetch."""
    return [f"{prefix}__{name}" for name in ("text", "title_block", "sign_off")]


def statement_of(source: Source) -> Speech | None:
    """The statement that was read from a file, now or in an earlier version; None where it was
    deleted."""
    speeches = Speech.objects.for_list()
    return (
        speeches.filter(source=source).first()
        or speeches.filter(pk__in=source.revisions.values("speech")).first()
    )


def _create(new: Sequence[Arrival], sources: Mapping[str, Source]) -> dict[str, Outcome]:
    if not new:
        return {}
    entities = stored_entities(ref for arrival in new for ref in named_entities(arrival.read))
    speakers, events = _speakers(new), _events(new)
    slugs = free_slugs(Speech, [base_slug(arrival.read) for arrival in new])
    source_keys = _store_sources(new, sources)
    statements = [
        NewStatement(
            key=key,
            slug=slug,
            read=arrival.read,
            status=arrival.status,
            fixed_fields=arrival.fixed_fields,
            speaker=speaker,
            event=event,
            source=source,
        )
        for key, slug, arrival, speaker, event, source in zip(
            *(new_keys(Speech, len(new)), slugs, new, speakers, events, source_keys), strict=True
        )
    ]
    write_statements(statements, entities)
    return {
        statement.read.sha256: Outcome("imported", Speech(pk=statement.key, slug=statement.slug))
        for statement in statements
    }


def _speakers(new: Sequence[Arrival]) -> list[int | None]:
    keys = [
        PersonKey.of(name, arrival.read.represents.code if arrival.read.represents else None)
        if (name := arrival.read.byline.speaker) and arrival.speaker is None
        else None
        for arrival in new
    ]
    names = [arrival.read.byline.speaker for arrival in new]
    speakers = speakers_named(_first_spellings(keys, names))
    return [
        arrival.speaker.pk if arrival.speaker else speakers[key].pk if key else None
        for key, arrival in zip(keys, new, strict=True)
    ]


_Key = TypeVar("_Key", PersonKey, EventKey)


def _first_spellings(keys: Sequence[_Key | None], names: Sequence[str | None]) -> dict[_Key, str]:
    """Each key with the first of its names, as if the statements came one by one."""
    first: dict[_Key, str] = {}
    for key, name in zip(keys, names, strict=True):
        if key is not None:
            first.setdefault(key, name or "")
    return first


def _events(new: Sequence[Arrival]) -> list[int | None]:
    named = [
        (arrival.read.byline.event, arrival.read.byline.event_part_of)
        if arrival.event is None and arrival.read.byline.event
        else (None, None)
        for arrival in new
    ]
    whole_keys = [EventKey(fold_name(whole)) if whole else None for _, whole in named]
    wholes = events_named(_first_spellings(whole_keys, [whole for _, whole in named]))
    keys = [
        EventKey(fold_name(name), wholes[whole].pk if whole else None) if name else None
        for (name, _), whole in zip(named, whole_keys, strict=True)
    ]
    events = events_named(_first_spellings(keys, [name for name, _ in named]))
    return [
        arrival.event.pk if arrival.event else events[key].pk if key else None
        for key, arrival in zip(keys, new, strict=True)
    ]


# Sources


def receive(
    data: bytes, filename: str, uploaded_by: AbstractBaseUser | None
) -> tuple[Source, bool]:
    """Keep uploaded bytes as a pending Source at once, before anything is read.

    Returns the source and whether it is new. A file that failed before is pending again.
    """
    source, is_new = Source.objects.get_or_create(
        sha256=content_hash(data),
        defaults={
            "data": data,
            "size": len(data),
            "filename": safe_filename(filename),
            "uploaded_by": uploaded_by,
        },
    )
    if source.state == Source.State.FAILED:
        wait_again(source)
    return source, is_new


def wait_again(source: Source, *, by_ocr: bool = False) -> bool:
    """Have a source read anew; False where it was stored, or discarded, in the meantime."""
    values = {
        "state": Source.State.PENDING,
        "error": "",
        "reading": None,
        "reading_since": None,
        "by_ocr": by_ocr,
    }
    unstored = Source.objects.filter(pk=source.pk).exclude(state=Source.State.STORED)
    if not unstored.update(**values):
        return False
    for name, value in values.items():
        setattr(source, name, value)
    return True


def discard(source: Source) -> bool:
    """Delete a file that leads to no statement; False where one was stored meanwhile."""
    with transaction.atomic():
        unstored = Source.objects.exclude(state=Source.State.STORED).without_bytes()
        locked = unstored.select_for_update().filter(pk=source.pk).first()
        return locked is not None and bool(locked.delete())


def mark_failed(source: Source, error: IngestError) -> None:
    """Keep the bytes of a file that cannot be read, with the reason."""
    source.state, source.error, source.reading = Source.State.FAILED, str(error), None
    source.save(update_fields=["state", "error", "reading"])


def mark_stored(source: Source, read: ReadStatement, unsure: dict[str, str]) -> None:
    """Make a kept file the source of the statement that was read from it."""
    record(source, read, unsure)
    source.state, source.error, source.reading = Source.State.STORED, "", None
    source.corrections, source.revises = {}, None
    source.save(update_fields=[*RECORDED, "state", "error", "reading", "corrections", "revises"])


def keep_reading(source: Source, read: ReadStatement, revises: Speech | None) -> None:
    """Keep what was read from a pending source, for a person to look at."""
    source.reading, source.revises = encode_reading(read), revises
    record(source, read, read.unsure)
    source.save(update_fields=[*RECORDED, "reading", "revises"])


#: The columns that say how a source was read.
READER_COLUMNS: Final = ("format", "media_type", "reader", "reader_version", "pages", "by_ocr")
#: Those, and what is known of where it came from.
RECORDED: Final = (*READER_COLUMNS, "source_url", "licence", "unsure")


def record(source: Source, read: ReadStatement, unsure: dict[str, str]) -> None:
    """Set, without saving, how the source was read, what is known of where it came from, and why
    which fields may be wrong."""
    record_reader(source, read)
    source.unsure = unsure
    source.source_url, source.licence = read.source_url, read.licence


def record_reader(source: Source, read: ReadStatement) -> None:
    """Set, without saving, how the source was read."""
    extracted = read.parsed.source
    source.media_type, source.format = extracted.media_type, extracted.format
    source.reader, source.reader_version = extracted.reader, extracted.reader_version
    source.pages = read.pages
    source.by_ocr = extracted.reader in ocr.TOOLS


def safe_filename(name: str) -> str:
    """The last part of a name, without what a header or a terminal could take for a command."""
    printable = "".join(sign for sign in name.rpartition("/")[2] if sign.isprintable())
    return printable[:255] or "unnamed"


def _keep_changed(arrival: Arrival, source: Source | None, speech: Speech) -> None:
    if source is None:
        source, _ = receive(arrival.data, arrival.read.filename, arrival.uploaded_by)
    elif source.state == Source.State.FAILED:
        wait_again(source)
    keep_reading(source, arrival.read, speech)
    source.corrections = _corrections(arrival)
    source.save(update_fields=["corrections"])


def _corrections(arrival: Arrival) -> dict[str, Any]:
    """What a person has set, as `statements.correcting.Corrections` has it: it holds for a later
    reading of the file as well."""
    content = content_of_reading(arrival.read, arrival.status)
    names = [field.name for field in fields(Metadata) if field.name in arrival.fixed_fields]
    values = {name: as_entered(content, name) for name in names}
    return {"fixed_fields": list(arrival.fixed_fields), "values": values}


def _store_sources(new: Sequence[Arrival], sources: Mapping[str, Source]) -> list[int]:
    """Store the files as sources of statements; their keys, in order."""
    unknown = [arrival for arrival in new if arrival.read.sha256 not in sources]
    keys = new_keys(Source, len(unknown))
    built = [_new_source(arrival, key) for arrival, key in zip(unknown, keys, strict=True)]
    names = [field.name for field in Source._meta.concrete_fields]
    copy_rows(Source, names, (_values(source, names) for source in built))
    for arrival in new:
        if source := sources.get(arrival.read.sha256):
            mark_stored(source, arrival.read, arrival.unsure)
    by_hash = {source.sha256: source.pk for source in (*sources.values(), *built)}
    return [by_hash[arrival.read.sha256] for arrival in new]


def _new_source(arrival: Arrival, key: int) -> Source:
    source = Source(
        pk=key,
        data=arrival.data,
        sha256=arrival.read.sha256,
        size=len(arrival.data),
        filename=safe_filename(arrival.read.filename),
        state=Source.State.STORED,
        uploaded_by_id=arrival.uploaded_by.pk if arrival.uploaded_by else None,
        created_at=timezone.now(),
    )
    record(source, arrival.read, arrival.unsure)
    return source


def _values(source: Source, names: Sequence[str]) -> list[Any]:
    values = [getattr(source, concrete_field(Source, name).attname) for name in names]
    return [Jsonb(value) if isinstance(value, dict) else value for value in values]
