"""Stored statements and paragraphs as citations."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Prefetch, prefetch_related_objects
from django.urls import reverse
from django.utils import timezone

from statements.citing.records import Cited, PartialDate
from statements.models import Paragraph, Revision, Source, Speech
from statements.models.keys import among

#: The name that citations give the archive.
ARCHIVE: Final = "Statement Archive"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A statement, or the paragraphs of it from `first` to `last`.

    `key` is the stable key of the statement or of the first paragraph.
    """

    speech: Speech
    key: str
    first: Paragraph | None = None
    last: Paragraph | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """The newest version of a statement. One that was never changed is version 1, without a day."""

    number: int = 1
    made_on: datetime.date | None = None


def citations(passages: Sequence[Passage], site: str) -> list[Cited]:
    """The passages as cited today. `site` is the address of the archive, without a slash at the
    end. The number of queries does not depend on how many passages there are."""
    speeches = [passage.speech for passage in passages]
    source = Prefetch("source", Source.objects.without_bytes())
    prefetch_related_objects(
        speeches, "speaker", "represents", "event__part_of", source, "on_behalf_of"
    )
    versions = versions_of(speech.pk for speech in speeches)
    today = timezone.localdate()
    return [_cited(passage, versions, site, today) for passage in passages]


def versions_of(speeches: Iterable[int]) -> dict[int, Version]:
    """By the key of the statement; those that were never changed are not among them."""
    newest = (
        Revision.objects.filter(among(speeches, "speech_id"))
        .order_by("speech_id", "-number")
        .distinct("speech_id")
    )
    return {
        speech: Version(number, timezone.localdate(made_at))
        for speech, number, made_at in newest.values_list("speech_id", "number", "made_at")
    }


def stable_address(key: str, site: str) -> str:
    return site + reverse("statements:paragraph", args=[key])


def _cited(
    passage: Passage, versions: Mapping[int, Version], site: str, today: datetime.date
) -> Cited:
    speech, first, last = passage.speech, passage.first, passage.last
    event, source = speech.event, speech.source
    version = versions.get(speech.pk, Version())
    return Cited(
        title=speech.title,
        speaker=speech.speaker.name if speech.speaker else "",
        honorific=speech.speaker_honorific,
        role=speech.speaker_role,
        represents=speech.represents.name if speech.represents else "",
        on_behalf_of=tuple(group.name for group in speech.on_behalf_of.all()),
        event=event.name if event else "",
        part_of=event.part_of.name if event and event.part_of else "",
        place=speech.place,
        date=_date(speech),
        language=(first.language if first else "") or speech.language,
        url=stable_address(passage.key, site),
        paragraph=first.number if first else None,
        last_paragraph=last.number if last else None,
        page=first.page if first else None,
        version=version.number,
        version_date=version.made_on,
        accessed=today,
        source_url=source.source_url,
        source_filename=source.filename,
        source_sha256=source.sha256,
        archive=ARCHIVE,
    )


def _date(speech: Speech) -> PartialDate | None:
    """As far as the precision goes."""
    if speech.date is None:
        return None
    known = {"year": 1, "month": 2, "day": 3}[speech.date_precision]
    return PartialDate(*(speech.date.year, speech.date.month, speech.date.day)[:known])
