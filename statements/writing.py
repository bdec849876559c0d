"""Write statements, their paragraphs and mentions as rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone

from statements.addresses import entities_before
from statements.copying import copy_rows, new_keys
from statements.models import Entity, Mention, Paragraph, Speech
from statements.reading import ReadParagraph, ReadStatement
from statements.recognition.spans import EntityRef, Span

EntityKey = tuple[str, str]
Entities = Mapping[EntityKey, Entity]

_SPEECH_COLUMNS = (
    *("id", "slug", "title", "speaker", "speaker_honorific", "speaker_role", "represents"),
    *("event", "date", "date_precision", "place", "language", "title_block", "text", "sign_off"),
    *("source", "status", "fixed_fields", "created_at", "updated_at"),
)
_PARAGRAPH_COLUMNS = ("id", "speech", "number", "page", "text", "language")
#: In the order in which rows of mentions are copied.
MENTION_COLUMNS = ("speech", "paragraph", "entity", "start", "end", "surface", "state")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewStatement:
    """A statement with the keys of its rows: its own, its speaker's, event's and source's."""

    key: int
    slug: str
    read: ReadStatement
    status: str
    fixed_fields: Sequence[str]
    speaker: int | None
    event: int | None
    source: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementText:
    """The words of a statement, with what they mention."""

    speech: int
    language: str
    title_mentions: Sequence[Span]
    paragraphs: Sequence[ReadParagraph]


def named_entities(read: ReadStatement) -> set[EntityRef]:
    """All that a statement mentions or is spoken for."""
    named = {span.entity for spans in (read.title_mentions, *read.mentions) for span in spans}
    named.update(read.on_behalf_of)
    return named | {read.represents} if read.represents else named


def entity_key(reference: EntityRef) -> EntityKey:
    return reference.kind, reference.code


def stored_entities(references: Iterable[EntityRef]) -> dict[EntityKey, Entity]:
    """The rows of the references; those met for the first time are created.

    One that was merged into another, or given another code, is met as what it is now.
    """
    wanted = {entity_key(reference): reference for reference in references}
    found = _found_entities(wanted)
    if len(found) < len(wanted):
        found |= entities_before(key for key in wanted if key not in found)
    missing = [reference for key, reference in sorted(wanted.items()) if key not in found]
    if missing:
        Entity.objects.bulk_create(
            [Entity(kind=ref.kind, code=ref.code, name=ref.name) for ref in missing],
            ignore_conflicts=True,
        )
        found |= _found_entities(map(entity_key, missing))
    return found


def _found_entities(keys: Iterable[EntityKey]) -> dict[EntityKey, Entity]:
    codes: dict[str, list[str]] = {}
    for kind, code in keys:
        codes.setdefault(kind, []).append(code)
    condition = Q(pk__in=[])
    for kind, of_kind in codes.items():
        condition |= Q(kind=kind, code__in=of_kind)
    return {(entity.kind, entity.code): entity for entity in Entity.objects.filter(condition)}


def write_statements(statements: Sequence[NewStatement], entities: Entities) -> None:
    """Insert statements whole. `entities` has the rows of all that they name."""
    copy_rows(Speech, _SPEECH_COLUMNS, (_speech_row(new, entities) for new in statements))
    copy_rows(
        Speech.on_behalf_of.through,
        ("speech", "entity"),
        # Two groups may have been merged.
        dict.fromkeys(
            (new.key, entities[entity_key(group)].pk)
            for new in statements
            for group in new.read.on_behalf_of
        ),
    )
    write_texts(
        [
            StatementText(
                speech=new.key,
                language=new.read.language or "",
                title_mentions=new.read.title_mentions,
                paragraphs=new.read.paragraphs,
            )
            for new in statements
        ],
        entities,
    )


def _speech_row(new: NewStatement, entities: Entities) -> tuple[Any, ...]:
    read, byline, now = new.read, new.read.byline, timezone.now()
    represents = entities[entity_key(read.represents)].pk if read.represents else None
    return (
        *(new.key, new.slug, byline.title or "", new.speaker),
        *(byline.honorific or "", byline.role or "", represents, new.event),
        byline.date.first_day if byline.date else None,
        byline.date.precision if byline.date else "",
        *(byline.place or "", read.language or "", "\n".join(read.parsed.title_block)),
        *(read.text, "\n".join(read.parsed.sign_off), new.source, new.status),
        *(list(new.fixed_fields), now, now),
    )


def write_texts(texts: Sequence[StatementText], entities: Entities) -> None:
    """Insert the paragraphs and mentions of statements that have none."""
    keys = iter(new_keys(Paragraph, sum(len(text.paragraphs) for text in texts)))
    paragraphs: list[tuple[Any, ...]] = []
    mentions: list[tuple[Any, ...]] = []
    for text in texts:
        mentions += _mention_rows(text.speech, None, text.title_mentions, entities)
        for found, key in zip(text.paragraphs, keys, strict=False):
            paragraphs.append(
                (key, text.speech, found.number, found.page, found.text, text.language)
            )
            mentions += _mention_rows(text.speech, key, found.mentions, entities)
    copy_rows(Paragraph, _PARAGRAPH_COLUMNS, paragraphs)
    copy_rows(Mention, MENTION_COLUMNS, mentions)


def _mention_rows(
    speech: int, paragraph: int | None, spans: Sequence[Span], entities: Entities
) -> list[tuple[Any, ...]]:
    rows = [
        (
            *(speech, paragraph, entities[entity_key(span.entity)].pk),
            *(span.start, span.end, span.surface, Mention.State.FOUND.value),
        )
        for span in spans
    ]
    # Two that were merged may have been found in the same words.
    return list(dict.fromkeys(rows))
