"""The one bridge from a ReadStatement to rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import OperationalError, transaction
from django.db.models import Q
from django.utils.text import slugify
from psycopg.errors import ProgramLimitExceeded

from statements.ingest.errors import IngestError, TextTooLong
from statements.ingest.folding import fold_name
from statements.models import Entity, Event, Mention, Paragraph, Source, Speaker, Speech
from statements.reading import Reader, ReadStatement, content_hash
from statements.recognition.spans import EntityRef, Span

#: Long enough to be told apart by eye, short enough for an address bar.
MAX_SLUG_CHARACTERS = 80

EntityKey = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file. `speech` is None for a duplicate whose statement was deleted."""

    status: Literal["imported", "duplicate"]
    speech: Speech | None


@cache
def default_reader() -> Reader:
    """The reader with the project's authority data, built once a process."""
    return Reader.from_folder(settings.SEEDS_DIR)


def is_stored(data: bytes) -> bool:
    """Whether these bytes were imported before, so that they need not be read again."""
    stored = Source.objects.filter(sha256=content_hash(data), state=Source.State.STORED)
    return stored.exists()


def store(
    read: ReadStatement, *, status: str, uploaded_by: AbstractBaseUser | None = None
) -> Outcome:
    """Store a statement and all that was found in it, in one transaction.

    The same bytes again are a duplicate and change nothing. Raises TextTooLong where the text
    has more different words than PostgreSQL can index (a tsvector over 1 MB).
    """
    try:
        with transaction.atomic():
            source = _locked_source(read, uploaded_by)
            if source.state == Source.State.STORED:
                return Outcome("duplicate", Speech.objects.filter(source=source).first())
            speech = _create_speech(read, source, status)
            _record(source, read)
    except OperationalError as error:
        if isinstance(error.__cause__, ProgramLimitExceeded):
            raise TextTooLong from error
        raise
    return Outcome("imported", speech)


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
            "filename": _safe_filename(filename),
            "uploaded_by": uploaded_by,
        },
    )
    if source.state == Source.State.FAILED:
        source.state, source.error = Source.State.PENDING, ""
        source.save(update_fields=["state", "error"])
    return source, is_new


def mark_failed(source: Source, error: IngestError) -> None:
    """Keep the bytes of a file that cannot be read, with the reason."""
    source.state, source.error = Source.State.FAILED, str(error)
    source.save(update_fields=["state", "error"])


def _safe_filename(name: str) -> str:
    """The last part of a name, without what a header or a terminal could take for a command."""
    printable = "".join(sign for sign in name.rpartition("/")[2] if sign.isprintable())
    return printable[:255] or "unnamed"


def _locked_source(read: ReadStatement, uploaded_by: AbstractBaseUser | None) -> Source:
    source, _ = receive(read.data, read.filename, uploaded_by)
    return Source.objects.select_for_update().without_bytes().get(pk=source.pk)


def _record(source: Source, read: ReadStatement) -> None:
    extracted = read.parsed.source
    source.state, source.error = Source.State.STORED, ""
    source.media_type, source.format = extracted.media_type, extracted.format
    source.reader, source.reader_version = extracted.reader, extracted.reader_version
    source.source_url, source.licence = read.source_url, read.licence
    source.save(
        update_fields=[
            *("state", "error", "media_type", "format"),
            *("reader", "reader_version", "source_url", "licence"),
        ]
    )


def _create_speech(read: ReadStatement, source: Source, status: str) -> Speech:
    entities = _entities(_named_entities(read))
    byline = read.byline
    represents = entities[_key(read.represents)] if read.represents else None
    speech = Speech.objects.create(
        slug=_speech_slug(read),
        title=byline.title or "",
        speaker=_speaker(byline.speaker, represents) if byline.speaker else None,
        speaker_honorific=byline.honorific or "",
        speaker_role=byline.role or "",
        represents=represents,
        event=_event(byline.event, byline.event_part_of) if byline.event else None,
        date=byline.date.first_day if byline.date else None,
        date_precision=byline.date.precision if byline.date else "",
        place=byline.place or "",
        language=read.language or "",
        title_block="\n".join(read.parsed.title_block),
        text=read.text,
        sign_off="\n".join(read.parsed.sign_off),
        source=source,
        status=status,
    )
    speech.on_behalf_of.set(entities[_key(group)] for group in read.on_behalf_of)
    _create_paragraphs(speech, read, entities)
    return speech


def _create_paragraphs(
    speech: Speech, read: ReadStatement, entities: dict[EntityKey, Entity]
) -> None:
    paragraphs = Paragraph.objects.bulk_create(
        Paragraph(
            speech=speech, number=p.number, page=p.page, text=p.text, language=speech.language
        )
        for p in read.paragraphs
    )
    mentions = [_mention(speech, None, span, entities) for span in read.title_mentions]
    for paragraph, found in zip(paragraphs, read.paragraphs, strict=True):
        mentions += [_mention(speech, paragraph, span, entities) for span in found.mentions]
    Mention.objects.bulk_create(mentions)


def _mention(
    speech: Speech, paragraph: Paragraph | None, span: Span, entities: dict[EntityKey, Entity]
) -> Mention:
    return Mention(
        speech=speech,
        paragraph=paragraph,
        entity=entities[_key(span.entity)],
        start=span.start,
        end=span.end,
        surface=span.surface,
    )


def _named_entities(read: ReadStatement) -> set[EntityRef]:
    spans = [*read.title_mentions, *(span for p in read.paragraphs for span in p.mentions)]
    named = {span.entity for span in spans} | set(read.on_behalf_of)
    return named | {read.represents} if read.represents else named


def _entities(references: Iterable[EntityRef]) -> dict[EntityKey, Entity]:
    """The rows of the references; those met for the first time are created."""
    wanted = {_key(reference): reference for reference in references}
    found = _stored_entities(wanted)
    missing = [reference for key, reference in sorted(wanted.items()) if key not in found]
    if missing:
        Entity.objects.bulk_create(
            [Entity(kind=ref.kind, code=ref.code, name=ref.name) for ref in missing],
            ignore_conflicts=True,
        )
        found = _stored_entities(wanted)
    return found


def _stored_entities(keys: Iterable[EntityKey]) -> dict[EntityKey, Entity]:
    codes: dict[str, list[str]] = {}
    for kind, code in keys:
        codes.setdefault(kind, []).append(code)
    condition = Q(pk__in=[])
    for kind, of_kind in codes.items():
        condition |= Q(kind=kind, code__in=of_kind)
    return {(entity.kind, entity.code): entity for entity in Entity.objects.filter(condition)}


def _key(reference: EntityRef) -> EntityKey:
    return reference.kind, reference.code


def _speaker(name: str, represents: Entity | None) -> Speaker:
    """The person of that name. A surname alone is one person only within one delegation."""
    key = fold_name(name)
    surname_only = " " not in key
    scope = represents.code.lower() if surname_only and represents else ""
    speaker, _ = Speaker.objects.get_or_create(
        name_key=key,
        scope=scope,
        defaults={"name": name, "slug": _free_slug(Speaker, f"{name} {scope}")},
    )
    return speaker


def _event(name: str, part_of: str | None) -> Event:
    parent = _event(part_of, None) if part_of else None
    event, _ = Event.objects.get_or_create(
        name_key=fold_name(name),
        part_of=parent,
        defaults={"name": name, "slug": _free_slug(Event, name)},
    )
    return event


def _speech_slug(read: ReadStatement) -> str:
    byline = read.byline
    day = byline.date.iso if byline.date else ""
    name = byline.title or " ".join(filter(None, [byline.speaker, byline.event])) or "statement"
    slug = _slug(f"{day} {name}")
    taken = Speech.objects.filter(slug=slug).exists()
    return f"{slug}-{read.sha256[:8]}" if taken else slug


def _free_slug(model: type[Speaker] | type[Event], name: str) -> str:
    base = _slug(name)
    taken = set(model._default_manager.filter(slug__startswith=base).values_list("slug", flat=True))
    if base not in taken:
        return base
    return next(slug for n in range(2, len(taken) + 2) if (slug := f"{base}-{n}") not in taken)


def _slug(name: str) -> str:
    """ASCII where the script allows; a name in another script keeps its letters."""
    slug = slugify(name) if name.isascii() else slugify(name, allow_unicode=True)
    if len(slug) > MAX_SLUG_CHARACTERS:
        slug = slug[:MAX_SLUG_CHARACTERS].rpartition("-")[0] or slug[:MAX_SLUG_CHARACTERS]
    return slug or "unnamed"
