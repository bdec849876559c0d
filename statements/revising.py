"""Change stored statements, with every version kept.

What a person has set stays when the source is read again or a changed file comes; whoever
changes a statement does so on the version that they saw.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import msgspec
from django.contrib.auth.models import AbstractBaseUser
from django.db import OperationalError, transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from psycopg.errors import ProgramLimitExceeded

from statements.contents import (
    LABELS,
    Comparison,
    Content,
    FieldChange,
    as_called_today,
    changed_fields,
    compare,
    content_of,
    content_of_reading,
    content_of_revision,
    renewed,
    with_bound,
)
from statements.importing import (
    READER_COLUMNS,
    default_reader,
    lock_imports,
    mark_stored,
    record_reader,
)
from statements.ingest.dates import parse_partial_date
from statements.ingest.errors import TextTooLong
from statements.ingest.folding import fold_name
from statements.matching import EventKey, PersonKey, events_named, speakers_named
from statements.mentioning import recognize
from statements.models import Entity, Event, Revision, Source, Speaker, Speech
from statements.reading import ReadParagraph, ReadStatement
from statements.writing import StatementText, entity_key, stored_entities, write_texts

__all__ = [
    "LABELS",
    "ChangedMeanwhile",
    "Comparison",
    "Content",
    "FieldChange",
    "accept_changed",
    "changed_fields",
    "compare",
    "confirm_unsure",
    "content_of",
    "content_of_reading",
    "content_of_revision",
    "current_number",
    "proposed",
    "renewed",
    "restore",
    "revise",
    "set_event",
    "set_status",
    "take_reading",
]


logger = logging.getLogger(__name__)


class ChangedMeanwhile(Exception):
    """What is to be changed is no longer as the person saw it. `message` says so to them."""

    message: str | Promise = gettext_lazy(
        "Somebody else has changed this statement since you opened it. Open it again: your "
        "changes were not stored."
    )

    def __str__(self) -> str:
        return str(self.message)


def current_number(speech: Speech) -> int:
    """The number of the version that the statement is in."""
    newest = speech.revisions.order_by("-number").values_list("number", flat=True).first()
    return newest or 1


def revise(
    speech: Speech,
    content: Content,
    *,
    kind: Revision.Kind,
    made_by: AbstractBaseUser | None,
    based_on: int | None = None,
    source: Source | None = None,
    fixed_fields: Iterable[str] = (),
) -> Revision | None:
    """Make `content` the newest version; None where nothing would differ.

    `based_on` is the number of the version that was changed, where a person did it: raises
    ChangedMeanwhile if there is a newer one. `source` is the file that the new version was read
    from, if another. `fixed_fields` are added to those that a person has set. Raises TextTooLong
    where the text cannot be indexed.
    """
    with _locked(speech) as locked:
        if based_on is not None and based_on != current_number(locked):
            raise ChangedMeanwhile
        return _revise_locked(locked, content, kind, made_by, source, fixed_fields)


def restore(revision: Revision, made_by: AbstractBaseUser, based_on: int) -> Revision | None:
    """Make an earlier version the newest one again, status and source file included."""
    with _locked(revision.speech) as locked:
        content = content_of_revision(revision)
        return revise(
            locked,
            content,
            kind=Revision.Kind.RESTORE,
            made_by=made_by,
            based_on=based_on,
            source=revision.source,
            fixed_fields=changed_fields(content_of(locked), content) - {"status"},
        )


def set_status(speech: Speech, status: str, made_by: AbstractBaseUser) -> Revision | None:
    """Publish or withdraw a statement; None where it is so already. Raises as `revise`."""
    with _locked(speech) as locked:
        content = replace(content_of(locked), status=status)
        return revise(locked, content, kind=Revision.Kind.STATUS, made_by=made_by)


def set_event(speech: Speech, event: Event | None, made_by: AbstractBaseUser) -> Revision | None:
    """Make a statement one of an event, or of none; None where it is so already. Raises as
    `revise`."""
    with _locked(speech) as locked:
        content = replace(
            content_of(locked),
            event=event.name if event else "",
            event_part_of=event.part_of.name if event and event.part_of else "",
            event_id=event.pk if event else None,
        )
        return revise(
            locked,
            content,
            kind=Revision.Kind.CORRECTION,
            made_by=made_by,
            fixed_fields=("event", "event_part_of"),
        )


def confirm_unsure(speech: Speech, made_by: AbstractBaseUser, based_on: int) -> list[str]:
    """Take a person's word that the fields are right which may have been read wrongly: a later
    reading leaves them. Returns their names. Raises ChangedMeanwhile as `revise`."""
    with _locked(speech) as locked:
        if based_on != current_number(locked):
            raise ChangedMeanwhile
        names = sorted(locked.source.unsure)
        if names:
            _fix(locked, names)
            locked.save(update_fields=["fixed_fields", "updated_at"])
            logger.info("%s confirmed %s of statement %s.", made_by, ", ".join(names), locked.pk)
        return names


def _fix(speech: Speech, names: Iterable[str]) -> None:
    """Note, without saving the statement, which fields a person has set or confirmed."""
    names = set(names)
    speech.fixed_fields = sorted({*speech.fixed_fields, *names})
    unsure = {name: why for name, why in speech.source.unsure.items() if name not in names}
    if unsure != speech.source.unsure:
        speech.source.unsure = unsure
        speech.source.save(update_fields=["unsure"])


def _with_relations(pk: int) -> Speech:
    speeches = Speech.objects.select_related("speaker", "represents", "event__part_of", "source")
    return speeches.defer("source__data", "source__reading").get(pk=pk)


@contextmanager
def _locked(speech: Speech) -> Iterator[Speech]:
    """The statement as it is now, which nobody else changes until the block is left."""
    try:
        with transaction.atomic():
            # First, as everybody does: who had a row and waited for this would stop an import.
            lock_imports()
            if not Speech.objects.select_for_update().only("pk").filter(pk=speech.pk):
                raise ChangedMeanwhile
            yield _with_relations(speech.pk)
    except OperationalError as error:
        if isinstance(error.__cause__, ProgramLimitExceeded):
            raise TextTooLong from error
        raise


def _revise_locked(
    speech: Speech,
    content: Content,
    kind: Revision.Kind,
    made_by: AbstractBaseUser | None,
    source: Source | None,
    fixed_fields: Iterable[str],
) -> Revision | None:
    before = content_of(speech)
    content = _with_rows(before, content, is_restored=kind == Revision.Kind.RESTORE)
    is_new_source = source is not None and source.pk != speech.source_id
    if before == content and not is_new_source:
        return None
    number = current_number(speech)
    if not speech.revisions.exists():
        _record_first(speech, before)
    if source is not None:
        speech.source = source
    _fix(speech, fixed_fields)
    _apply(speech, before, content)
    after = content_of(_with_relations(speech.pk))
    return Revision.objects.create(
        speech=speech,
        number=number + 1,
        kind=kind,
        content=msgspec.to_builtins(after),
        source=speech.source,
        made_by_id=made_by.pk if made_by else None,
        made_at=timezone.now(),
    )


def _with_rows(before: Content, content: Content, *, is_restored: bool) -> Content:
    """The content with the keys of the rows that its names stand for, where these are known."""
    same_event = (before.event, before.event_part_of) == (content.event, content.event_part_of)
    return replace(
        content,
        speaker_id=_row(
            (before.speaker_id, content.speaker_id),
            Speaker,
            is_same=before.speaker == content.speaker,
            is_restored=is_restored,
        ),
        event_id=_row(
            (before.event_id, content.event_id),
            Event,
            is_same=same_event,
            is_restored=is_restored,
        ),
    )


def _row(
    keys: tuple[int | None, int | None],
    model: type[Speaker] | type[Event],
    *,
    is_same: bool,
    is_restored: bool,
) -> int | None:
    before, after = keys
    if after is None:
        return before if is_same else None
    # With another name, the key of before was only left standing; but when a version is restored
    # its row may have been renamed since.
    if after == before and not is_same and not is_restored:
        return None
    # It may have been deleted since.
    return after if model.objects.filter(pk=after).exists() else None


def _record_first(speech: Speech, content: Content) -> None:
    Revision.objects.create(
        speech=speech,
        number=1,
        kind=Revision.Kind.IMPORT,
        content=msgspec.to_builtins(content),
        source=speech.source,
        made_by_id=speech.source.uploaded_by_id,
        made_at=speech.created_at,
    )


def _apply(speech: Speech, before: Content, content: Content) -> None:
    named = {*content.on_behalf_of, *([content.represents] if content.represents else [])}
    entities = stored_entities(named)
    day = parse_partial_date(content.date) if content.date else None
    represents = entities[entity_key(content.represents)] if content.represents else None
    speech.title, speech.represents = content.title, represents
    speech.speaker_id, event_id = _speaker_id(content, represents), _event_id(content)
    if event_id != speech.event_id:
        # A place on the programme is one of its event.
        speech.event_id, speech.programme_number = event_id, None
    speech.speaker_honorific, speech.speaker_role = content.speaker_honorific, content.speaker_role
    speech.date = day.first_day if day else None
    speech.date_precision = day.precision if day else ""
    speech.place, speech.language = content.place, content.language
    speech.title_block, speech.sign_off = content.title_block, content.sign_off
    speech.text = "\n\n".join(block.text for block in content.paragraphs)
    speech.status = content.status
    speech.save()
    speech.on_behalf_of.set(entities[entity_key(group)] for group in content.on_behalf_of)
    if (speech.source.source_url, speech.source.licence) != (content.source_url, content.licence):
        speech.source.source_url, speech.source.licence = content.source_url, content.licence
        speech.source.save(update_fields=["source_url", "licence"])
    # The event too says which council "the Council" is.
    texts = ("title", "event", "event_part_of", "paragraphs", "language")
    if any(getattr(before, name) != getattr(content, name) for name in texts):
        _write_text(speech, content)


def _speaker_id(content: Content, represents: Entity | None) -> int | None:
    if not content.speaker:
        return None
    if content.speaker_id is not None:
        return content.speaker_id
    key = PersonKey.of(content.speaker, represents.code if represents else None)
    return speakers_named({key: content.speaker})[key].pk


def _event_id(content: Content) -> int | None:
    if not content.event:
        return None
    if content.event_id is not None:
        return content.event_id
    whole = None
    if content.event_part_of:
        whole_key = EventKey(fold_name(content.event_part_of))
        whole = events_named({whole_key: content.event_part_of})[whole_key].pk
    key = EventKey(fold_name(content.event), whole)
    return events_named({key: content.event})[key].pk


def _write_text(speech: Speech, content: Content) -> None:
    """Write paragraphs and mentions anew; an editor's word on a mention stays with its words."""
    speech.mentions.all().delete()
    speech.paragraphs.all().delete()
    paragraphs = [
        ReadParagraph(number=number, page=block.page, text=block.text, mentions=())
        for number, block in enumerate(content.paragraphs, 1)
    ]
    text = StatementText(
        speech=speech.pk, language=content.language, title_mentions=(), paragraphs=paragraphs
    )
    write_texts([text], {})
    recognize([speech.pk], default_reader().recognizer)


def proposed(
    speech: Speech,
    read: ReadStatement,
    fixed_fields: Collection[str] = (),
    speaker: Speaker | None = None,
    event: Event | None = None,
) -> tuple[Content, Content]:
    """What the statement holds, and what it would hold in line with a reading of its source or
    of a changed file.

    `fixed_fields` are those of the reading that a person has corrected. What a person had set
    before stays unless it was corrected now. `speaker` and `event` are rows that a person chose.
    """
    speech = _with_relations(speech.pk)
    current = content_of(speech)
    fixed = with_bound(speech.fixed_fields) - with_bound(fixed_fields)
    content = renewed(current, content_of_reading(read, current.status), fixed)
    content = as_called_today(current, content)
    if speaker is not None:
        content = replace(content, speaker=speaker.name, speaker_id=speaker.pk)
    if event is not None:
        content = replace(content, event=event.name, event_id=event.pk)
    return current, content


def accept_changed(
    source: Source,
    read: ReadStatement,
    *,
    made_by: AbstractBaseUser | None,
    based_on: int | None = None,
    fixed_fields: Collection[str] = (),
    speaker: Speaker | None = None,
    event: Event | None = None,
) -> Revision | None:
    """Make a changed file the newest version of the statement that it revises: see `proposed`."""
    speech = source.revises
    assert speech is not None  # noqa: S101 - callers offer this for such sources only
    with _locked(speech) as locked:
        waiting = Source.objects.pending().without_bytes().select_for_update()
        accepted = waiting.filter(pk=source.pk, revises=speech).first()
        if accepted is None:
            raise ChangedMeanwhile
        _, content = proposed(locked, read, fixed_fields, speaker, event)
        mark_stored(accepted, read, unsure={})
        return revise(
            locked,
            content,
            kind=Revision.Kind.CHANGED_FILE,
            made_by=made_by,
            based_on=based_on,
            source=accepted,
            fixed_fields=fixed_fields,
        )


def take_reading(
    speech: Speech,
    read: ReadStatement,
    made_by: AbstractBaseUser | None,
    based_on: int | None = None,
) -> Revision | None:
    """Bring a statement in line with what its source, read again, now says."""
    with _locked(speech) as locked:
        current, content = proposed(locked, read)
        revision = revise(
            locked,
            content,
            kind=Revision.Kind.READ_AGAIN,
            made_by=made_by,
            based_on=based_on,
        )
        record_reader(locked.source, read)
        locked.source.unsure = _still_unsure(locked, read, changed_fields(current, content))
        locked.source.save(update_fields=[*READER_COLUMNS, "unsure"])
        return revision


def _still_unsure(speech: Speech, read: ReadStatement, changed: Collection[str]) -> dict[str, str]:
    """The doubts of a new reading, but for those that were settled when a person looked at it."""
    open_to_doubt = {*speech.source.unsure, *changed} - set(speech.fixed_fields)
    return {name: why for name, why in read.unsure.items() if name in open_to_doubt}
