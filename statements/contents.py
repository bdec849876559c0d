"""What a version of a statement holds, and how two versions differ."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields, replace
from typing import Any, Final

import msgspec
from django.utils.translation import gettext_lazy

from statements.addresses import current_references
from statements.comparison import ParagraphChange, Part, compare_paragraphs, compare_texts
from statements.ingest.document import Block
from statements.matching import event_named, speaker_named
from statements.models import Revision, Speech
from statements.reading import ReadStatement
from statements.recognition.spans import EntityRef


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """All that a version of a statement holds.

    Unknown is empty. `date` is as long as it is known: "2020-07-10", "2020-07", "2020". The ids
    are of the rows that the names stand for, where these are known.
    """

    title: str = ""
    speaker: str = ""
    speaker_id: int | None = None
    speaker_honorific: str = ""
    speaker_role: str = ""
    represents: EntityRef | None = None
    on_behalf_of: tuple[EntityRef, ...] = ()
    event: str = ""
    event_part_of: str = ""
    event_id: int | None = None
    date: str = ""
    place: str = ""
    language: str = ""
    source_url: str = ""
    licence: str = ""
    title_block: str = ""
    sign_off: str = ""
    paragraphs: tuple[Block, ...] = ()
    status: str = Speech.Status.DRAFT.value


#: The fields that are shown where versions are compared, with their labels.
LABELS: Final = {
    "title": gettext_lazy("Title"),
    "speaker": gettext_lazy("Speaker"),
    "speaker_honorific": gettext_lazy("Honorific"),
    "speaker_role": gettext_lazy("Office at the time"),
    "represents": gettext_lazy("Represents"),
    "on_behalf_of": gettext_lazy("On behalf of"),
    "event": gettext_lazy("Event"),
    "event_part_of": gettext_lazy("Event is part of"),
    "date": gettext_lazy("Date"),
    "place": gettext_lazy("Place"),
    "language": gettext_lazy("Language"),
    "source_url": gettext_lazy("Source address"),
    "licence": gettext_lazy("Licence"),
    "title_block": gettext_lazy("Title block"),
    "sign_off": gettext_lazy("After the last paragraph"),
    "status": gettext_lazy("Status"),
}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that differs; `parts` are the value before and after as one text."""

    name: str
    label: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """How two versions differ. `paragraphs` has all, the unchanged ones too, where any differs."""

    fields: tuple[FieldChange, ...]
    paragraphs: tuple[ParagraphChange, ...]

    @property
    def is_same(self) -> bool:
        return not self.fields and not self.paragraphs

    @property
    def changed_paragraphs(self) -> list[ParagraphChange]:
        return [change for change in self.paragraphs if not change.is_same]

    @property
    def unchanged(self) -> int:
        """How many paragraphs are the same."""
        return len(self.paragraphs) - len(self.changed_paragraphs)


def content_of(speech: Speech) -> Content:
    """What the statement holds now."""
    event = speech.event
    return Content(
        title=speech.title,
        speaker=speech.speaker.name if speech.speaker else "",
        speaker_id=speech.speaker_id,
        speaker_honorific=speech.speaker_honorific,
        speaker_role=speech.speaker_role,
        represents=speech.represents.reference if speech.represents else None,
        on_behalf_of=tuple(entity.reference for entity in speech.on_behalf_of.order_by("pk")),
        event=event.name if event else "",
        event_part_of=event.part_of.name if event and event.part_of else "",
        event_id=speech.event_id,
        date=speech.iso_date,
        place=speech.place,
        language=speech.language,
        source_url=speech.source.source_url,
        licence=speech.source.licence,
        title_block=speech.title_block,
        sign_off=speech.sign_off,
        paragraphs=tuple(
            Block(text=text, page=page)
            for text, page in speech.paragraphs.order_by("number").values_list("text", "page")
        ),
        status=speech.status,
    )


def content_of_reading(read: ReadStatement, status: str) -> Content:
    """What a statement would hold that is stored from this reading."""
    byline = read.byline
    return Content(
        title=byline.title or "",
        speaker=byline.speaker or "",
        speaker_honorific=byline.honorific or "",
        speaker_role=byline.role or "",
        represents=read.represents,
        on_behalf_of=read.on_behalf_of,
        event=byline.event or "",
        event_part_of=byline.event_part_of or "",
        date=byline.date.iso if byline.date else "",
        place=byline.place or "",
        language=read.language or "",
        source_url=read.source_url,
        licence=read.licence,
        title_block="\n".join(read.parsed.title_block),
        sign_off="\n".join(read.parsed.sign_off),
        paragraphs=read.parsed.paragraphs,
        status=status,
    )


def content_of_revision(revision: Revision) -> Content:
    """What the statement held in that version."""
    return msgspec.convert(revision.content, Content)


def renewed(current: Content, new: Content, fixed_fields: Collection[str]) -> Content:
    """The new content, but for what a person has set in the current one.

    The status stays. The address and licence of a file are not in it, so they stay where nothing
    new is said.
    """
    fixed = with_bound(fixed_fields)
    kept = {name: getattr(current, name) for name in fixed if name in _CONTENT_FIELDS}
    kept["status"] = current.status
    for name in ("source_url", "licence"):
        if not getattr(new, name):
            kept[name] = getattr(current, name)
    return replace(new, **kept)


def as_called_today(current: Content, content: Content) -> Content:
    """What was read, under the names and codes of those that are kept where it names what was
    merged: so it is no change."""
    today = current_references()
    if today:
        groups = [today.get((group.kind, group.code), group) for group in content.on_behalf_of]
        represents = content.represents
        if represents is not None:
            represents = today.get((represents.kind, represents.code), represents)
        content = replace(content, represents=represents, on_behalf_of=tuple(dict.fromkeys(groups)))
    if content.speaker not in ("", current.speaker):
        code = content.represents.code if content.represents else None
        speaker = speaker_named(content.speaker, code)
        if speaker is not None and speaker.pk == current.speaker_id:
            content = replace(content, speaker=current.speaker, speaker_id=speaker.pk)
    same_event = (content.event, content.event_part_of) == (current.event, current.event_part_of)
    if content.event and not same_event:
        event = event_named(content.event, content.event_part_of)
        if event is not None and event.pk == current.event_id:
            content = replace(
                content,
                event=current.event,
                event_part_of=current.event_part_of,
                event_id=event.pk,
            )
    return content


def with_bound(fixed_fields: Iterable[str]) -> set[str]:
    """The fields with those that say nothing without them: an honorific is of its speaker."""
    fixed = set(fixed_fields)
    return fixed.union(*(_BOUND[name] for name in fixed if name in _BOUND))


_BOUND: Final = {"speaker": {"speaker_honorific"}, "event": {"event_part_of"}}
_CONTENT_FIELDS: Final = {field.name for field in fields(Content)}


def compare(before: Content, after: Content) -> Comparison:
    """How two versions differ, for people to see."""
    changed = tuple(
        FieldChange(name, str(label), compare_texts(_shown(before, name), _shown(after, name)))
        for name, label in LABELS.items()
        if getattr(before, name) != getattr(after, name)
    )
    old = [block.text for block in before.paragraphs]
    new = [block.text for block in after.paragraphs]
    return Comparison(changed, compare_paragraphs(old, new) if old != new else ())


def changed_fields(before: Content, after: Content) -> set[str]:
    """The names of the fields that differ, "paragraphs" among them; not the rows' ids."""
    return {
        name
        for name in _CONTENT_FIELDS - {"speaker_id", "event_id"}
        if getattr(before, name) != getattr(after, name)
    }


def _shown(content: Content, name: str) -> str:
    value: Any = getattr(content, name)
    if isinstance(value, EntityRef):
        return value.name
    if isinstance(value, tuple):
        return "\n".join(entity.name for entity in value)
    return str(value or "")


def as_entered(content: Content, name: str) -> str:
    """A field as `statements.ingest.metadata.Metadata` takes it."""
    return (
        _shown(content, name).replace("\n", "|")
        if name == "on_behalf_of"
        else _shown(content, name)
    )
