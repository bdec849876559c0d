"""How speakers and events are merged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, Q, QuerySet
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from statements.addresses import Thing
from statements.merging.shares import (
    CannotMerge,
    Share,
    Shares,
    counted,
    left_addresses,
    listed,
    met_before,
    of_each,
    statements_where,
    texts_of,
)
from statements.merging.wholes import check_wholes
from statements.models import Event, EventName, Source, Speaker, SpeakerName, Speech


class SpeakerSort:
    """Statements, names, addresses, and what editors have chosen for uploads."""

    def check(self, kept: Thing, merged: Sequence[Speaker]) -> None:
        """Any two may be one person."""

    def shares(self, kept: Speaker, merged: Sequence[Speaker]) -> dict[int, tuple[Share, ...]]:
        names = texts_of(SpeakerName.objects.filter(speaker__in=merged), "speaker", "name")
        return of_each(
            merged,
            counted(
                "statements",
                _speeches(speaker__in=merged),
                "speaker",
                addresses={old.pk: statements_where("speaker", old.slug) for old in merged},
            ),
            _chosen("speaker_id", merged),
            listed("names", {old.pk: [old.name, *names.get(old.pk, ())] for old in merged}),
            left_addresses(merged, "speaker"),
        )

    def statements(self, merged: Sequence[Speaker]) -> QuerySet[Speech]:
        return _speeches(speaker__in=merged)

    def move(self, old: Speaker, kept: Speaker) -> None:
        _speeches(speaker=old).update(speaker=kept, updated_at=Now())
        _choose(_uploads("speaker_id", [old.pk]), "speaker_id", kept.pk)
        old.other_names.update(speaker=kept)
        if (old.name_key, old.scope) != (kept.name_key, kept.scope):
            SpeakerName.objects.update_or_create(
                name_key=old.name_key, scope=old.scope, defaults={"speaker": kept, "name": old.name}
            )


class EventSort:
    """Statements, parts, names, addresses, and what editors have chosen for uploads."""

    def check(self, kept: Thing, merged: Sequence[Event]) -> None:
        check_wholes(kept, merged)
        everyone = [kept.pk, *(old.pk for old in merged)]
        names: dict[str, Event] = {}
        # One that is merged itself is gone before its whole is, unless the kept one is its whole.
        parts = Event.objects.filter(part_of__in=everyone).exclude(
            pk__in=everyone, part_of__in=everyone[1:]
        )
        for part in parts.select_related("part_of"):
            other = names.setdefault(part.name_key, part)
            if other is not part:
                raise CannotMerge(
                    _(
                        "“%(whole)s” and “%(other)s” both have a part “%(part)s”. "
                        "Merge these two parts first."
                    )
                    % {"whole": other.part_of, "other": part.part_of, "part": part}
                )

    def shares(self, kept: Event, merged: Sequence[Event]) -> dict[int, tuple[Share, ...]]:
        names = texts_of(EventName.objects.filter(event__in=merged), "event", "name")
        return of_each(
            merged,
            counted(
                "statements",
                _speeches(event__in=merged),
                "event",
                addresses={old.pk: statements_where("event", old.slug) for old in merged},
            ),
            counted("places", _clashing(kept, merged), "event"),
            listed("parts", texts_of(Event.objects.filter(part_of__in=merged), "part_of", "name")),
            _chosen("event_id", merged),
            listed("names", {old.pk: [old.name, *names.get(old.pk, ())] for old in merged}),
            left_addresses(merged, "event"),
        )

    def statements(self, merged: Sequence[Event]) -> QuerySet[Speech]:
        return _speeches(event__in=merged)

    def move(self, old: Event, kept: Event) -> None:
        _clashing(kept, [old]).update(programme_number=None)
        _speeches(event=old).update(event=kept, updated_at=Now())
        old.parts.update(part_of=kept)
        _choose(_uploads("event_id", [old.pk]), "event_id", kept.pk)
        old.other_names.update(event=kept)
        _keep_within(old, kept)
        if (old.name_key, old.part_of_id) != (kept.name_key, kept.part_of_id):
            EventName.objects.update_or_create(
                name_key=old.name_key,
                part_of_id=old.part_of_id,
                defaults={"event": kept, "name": old.name},
            )


def _clashing(kept: Event, merged: Sequence[Event]) -> QuerySet[Speech]:
    """Those whose place on the programme a statement of the kept event, or of one merged before
    theirs, has too."""
    rows, same = met_before(Speech.objects.all(), "event", kept, merged, "programme_number")
    return rows.filter(Exists(same))


def _keep_within(old: Event, kept: Event) -> None:
    """Names of events that were parts of `old` are of parts of `kept`; those that it has stay."""
    within = EventName.objects.filter(part_of=old)
    known = EventName.objects.filter(part_of=kept).values("name_key")
    within.filter(name_key__in=known).delete()
    within.update(part_of=kept)


def _speeches(**condition: Any) -> QuerySet[Speech]:
    return Speech.objects.filter(**condition)


def _uploads(field: str, keys: Sequence[int]) -> QuerySet[Source]:
    """Uploads that wait for review, for which an editor has chosen one of them."""
    chosen = Q(**{f"corrections__{field}__in": keys})
    return Source.objects.pending().filter(chosen).without_bytes()


def _chosen(field: str, merged: Sequence[Speaker | Event]) -> Shares:
    """The uploads for which each was chosen."""
    return counted("uploads", _uploads(field, [old.pk for old in merged]), f"corrections__{field}")


def _choose(uploads: QuerySet[Source], field: str, pk: int) -> None:
    for source in uploads.select_for_update(of=("self",)):
        source.corrections = {**source.corrections, field: pk}
        source.save(update_fields=["corrections"])
