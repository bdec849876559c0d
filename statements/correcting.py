"""What an editor sets on the review page of a file, kept until the file becomes a statement."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

import msgspec
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Q

from statements import vocabulary
from statements.contents import Content, changed_fields, content_of_reading
from statements.importing import Arrival, Outcome, default_reader, store
from statements.ingest.metadata import Metadata
from statements.matching import entity_named
from statements.models import Entity, Event, Revision, Source, Speaker, Speech
from statements.paragraphing import as_paragraphs
from statements.reading import ReadStatement, content_hash
from statements.recognition.spans import EntityRef
from statements.revising import ChangedMeanwhile, accept_changed, proposed

#: Statements whose words are counted while an editor waits: some hundredths of a second.
_MOST_COUNTED: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrections:
    """An editor's word on what was read.

    `values` has all fields once an editor has saved them. `text` is the paragraphs with a blank
    line between, None where they are as they were read. `speaker_id` and `event_id` are rows
    that the editor has chosen. `fixed_fields` were set before, by the metadata of an import.
    """

    values: Metadata = field(default_factory=Metadata)
    text: str | None = None
    speaker_id: int | None = None
    event_id: int | None = None
    fixed_fields: tuple[str, ...] = ()


def resolve(name: str, known: Iterable[EntityRef] = ()) -> EntityRef | None:
    """The one country or organization that a name or code stands for: of those `known`, of the
    authority data, or of those that editors have made or merged."""
    by_name = {reference.name: reference for reference in known}
    if reference := by_name.get(name) or default_reader().recognizer.resolve(name):
        return reference
    called = Q(is_authority=False, name__iexact=name)
    own = entity_named(name, Entity.objects.delegations(), called)
    return own.reference if own else None


def corrections_of(source: Source) -> Corrections:
    """What is kept for a pending source; nothing where another version of this program kept it."""
    try:
        return msgspec.convert(source.corrections, Corrections)
    except msgspec.ValidationError:
        return Corrections()


def state_of(source: Source) -> str:
    """What tells whether a pending source was corrected, or read anew, since somebody saw it."""
    state = [source.corrections, str(source.reading_since)]
    return content_hash(json.dumps(state, sort_keys=True).encode())


def keep_corrections(source: Source, corrections: Corrections, based_on: str) -> None:
    """Keep them for a later look, so that a lost browser loses nothing.

    `based_on` is the state that the editor saw; raises ChangedMeanwhile where it is another now.
    """
    with transaction.atomic():
        waiting = Source.objects.pending().select_for_update().without_bytes()
        current = waiting.filter(pk=source.pk).first()
        if current is None or state_of(current) != based_on:
            raise ChangedMeanwhile
        source.corrections = msgspec.to_builtins(corrections)
        source.save(update_fields=["corrections"])


def corrected(read: ReadStatement, corrections: Corrections) -> ReadStatement:
    """What was read, with the editor's word in place of what was found."""
    if not corrections.values.given and corrections.text is None:
        return read
    paragraphs = None
    if corrections.text is not None:
        paragraphs = as_paragraphs(corrections.text, read.parsed.paragraphs)
    return default_reader().complete(read, corrections.values, paragraphs)


def fixed_by(
    read: ReadStatement, complete: ReadStatement, corrections: Corrections
) -> tuple[str, ...]:
    """The fields that a later reading leaves as they are: those that a person has set."""
    fixed = changed_fields(content_of_reading(read, ""), content_of_reading(complete, ""))
    fixed.update(corrections.fixed_fields)
    if corrections.speaker_id is not None:
        fixed.add("speaker")
    if corrections.event_id is not None:
        fixed |= {"event", "event_part_of"}
    return tuple(sorted(fixed))


def store_corrected(
    source: Source,
    read: ReadStatement,
    corrections: Corrections,
    *,
    status: str,
    is_new: bool,
    made_by: AbstractBaseUser,
) -> Outcome:
    """Store a reviewed file as a statement. Raises as `importing.store`.

    Without `is_new` a file that turns out to be a changed one of a stored statement is not
    stored, and waits on as such.
    """
    complete = corrected(read, corrections)
    fixed_fields, speaker, event = _decided(read, complete, corrections)
    outcome = store(
        Arrival(
            read=complete,
            data=bytes(source.data),
            status=status,
            fixed_fields=fixed_fields,
            uploaded_by=made_by,
            speaker=speaker,
            event=event,
            is_new=is_new,
            is_reviewed=True,
        )
    )
    vocabulary.gather(most=_MOST_COUNTED)
    return outcome


def proposed_version(
    speech: Speech, read: ReadStatement, corrections: Corrections
) -> tuple[Content, Content]:
    """What a statement holds, and what it would hold were a changed file accepted."""
    complete = corrected(read, corrections)
    return proposed(speech, complete, *_decided(read, complete, corrections))


def accept_corrected(
    source: Source,
    read: ReadStatement,
    corrections: Corrections,
    *,
    based_on: int,
    made_by: AbstractBaseUser,
) -> Revision | None:
    """Make a reviewed changed file the newest version of its statement. Raises as `revise`."""
    complete = corrected(read, corrections)
    fixed_fields, speaker, event = _decided(read, complete, corrections)
    return accept_changed(
        source,
        complete,
        made_by=made_by,
        based_on=based_on,
        fixed_fields=fixed_fields,
        speaker=speaker,
        event=event,
    )


def _decided(
    read: ReadStatement, complete: ReadStatement, corrections: Corrections
) -> tuple[tuple[str, ...], Speaker | None, Event | None]:
    """The fields that a person has set, and the rows that a person has chosen."""
    return (
        fixed_by(read, complete, corrections),
        Speaker.objects.filter(pk=corrections.speaker_id or 0).first(),
        Event.objects.filter(pk=corrections.event_id or 0).first(),
    )
