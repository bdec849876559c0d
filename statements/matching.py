"""Find the people and events of the archive that a name stands for, or might.

The same name is the same person or event; what is only alike is offered to an editor, since
nobody is merged silently.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import TrigramSimilarity
from django.db import models
from django.db.models import Count, Q, QuerySet
from django.utils.text import slugify
from django.utils.translation import gettext, ngettext

from statements.addresses import taken
from statements.ingest.folding import fold_name, person_key
from statements.ingest.names import split_honorific
from statements.models import (
    Entity,
    EntityName,
    Event,
    EventName,
    Mention,
    Speaker,
    SpeakerName,
    Speech,
)

#: Long enough to be told apart by eye, short enough for an address bar.
MAX_SLUG_CHARACTERS = 80

# pg_trgm's measure, 0 to 1. Its own default for "similar" is 0.3; spellings of one name in two
# romanisations are mostly above 0.45, and below it too many strangers would be offered.
_SIMILAR = 0.45
# What counts the sessions and parts of one series, as it is written in folded names.
_NUMBERS = re.compile(
    r"\d+"
    r"|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|\w+teen"
    r"|(?:\w+ty)?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)"
    r"|tenth|eleventh|twelfth|\w+teenth|\w+tieth"
    r"|(?=[ivx])x{0,3}(?:ix|iv|v?i{0,3}))\b"
)


# Two signs of Chinese, Japanese or Korean are a surname and a given name.
_WITHOUT_SPACES = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2}")


@dataclass(frozen=True, slots=True)
class PersonKey:
    """What makes a person one: the folded name, and for a surname alone, for whom it spoke."""

    name_key: str
    scope: str = ""

    @classmethod
    def of(cls, name: str, represents_code: str | None) -> PersonKey:
        own = split_honorific(name)[1] or name
        key = person_key(own)
        surname_only = " " not in key and not _WITHOUT_SPACES.search(own)
        return cls(key, represents_code.lower() if surname_only and represents_code else "")


@dataclass(frozen=True, slots=True)
class EventKey:
    """An event by its folded name, within the event that it is part of."""

    name_key: str
    part_of: int | None = None


def speakers_named(wanted: Mapping[PersonKey, str]) -> dict[PersonKey, Speaker]:
    """The speaker of each key; those not in the archive are created with the name given."""
    keys = {key.name_key for key in wanted}
    found = {
        key: speaker
        for speaker in Speaker.objects.filter(name_key__in=keys)
        if (key := PersonKey(speaker.name_key, speaker.scope)) in wanted
    }
    if len(found) < len(wanted):
        found = _speakers_merged(keys) | found
    missing = [key for key in wanted if key not in found]
    slugs = free_slugs(Speaker, [f"{wanted[key]} {key.scope}" for key in missing])
    created = Speaker.objects.bulk_create(
        Speaker(name=wanted[key], slug=slug, name_key=key.name_key, scope=key.scope)
        for key, slug in zip(missing, slugs, strict=True)
    )
    return found | dict(zip(missing, created, strict=True))


def events_named(wanted: Mapping[EventKey, str]) -> dict[EventKey, Event]:
    """The event of each key; those not in the archive are created with the name given."""
    keys = {key.name_key for key in wanted}
    found = {
        key: event
        for event in Event.objects.filter(name_key__in=keys)
        if (key := EventKey(event.name_key, event.part_of_id)) in wanted
    }
    if len(found) < len(wanted):
        found = _events_merged(keys) | found
    missing = [key for key in wanted if key not in found]
    slugs = free_slugs(Event, [wanted[key] for key in missing])
    created = Event.objects.bulk_create(
        Event(name=wanted[key], slug=slug, name_key=key.name_key, part_of_id=key.part_of)
        for key, slug in zip(missing, slugs, strict=True)
    )
    return found | dict(zip(missing, created, strict=True))


def _speakers_merged(name_keys: Iterable[str]) -> dict[PersonKey, Speaker]:
    """By the keys of those that were merged into them, the speakers that are kept."""
    names = SpeakerName.objects.filter(name_key__in=name_keys).select_related("speaker")
    return {PersonKey(name.name_key, name.scope): name.speaker for name in names}


def _events_merged(name_keys: Iterable[str]) -> dict[EventKey, Event]:
    """By the keys of those that were merged into them, the events that are kept."""
    names = EventName.objects.filter(name_key__in=name_keys).select_related("event__part_of")
    return {EventKey(name.name_key, name.part_of_id): name.event for name in names}


def similar_speakers(name: str, represents: Entity | None, most: int = 5) -> list[Speaker]:
    """Speakers who might be the one of that name, the likest first; not the one who surely is.

    Those whose name is spelt alike, those whose name holds all words of the other ("António
    Guterres", "António Manuel Guterres"), and of the same delegation those known by surname.
    """
    key = PersonKey.of(name, represents.code if represents else None)
    words = key.name_key.split()
    if not words:
        return []
    alike = Q(name_key__trigram_similar=key.name_key, likeness__gte=_SIMILAR)
    if len(words) > 1:
        alike |= Q(*(Q(name_key__contains=word) for word in words))
        alike |= Q(scope__gt="", name_key__in=words, scope=_code(represents))
    elif represents is not None:
        alike |= Q(name_key__contains=words[0], speeches__represents=represents)
    candidates: Any = (
        Speaker.objects.annotate(likeness=TrigramSimilarity("name_key", key.name_key))
        .filter(alike)
        .exclude(name_key=key.name_key, scope=key.scope)
        .order_by("-likeness", "pk")
        .distinct()
    )
    return [
        speaker
        for speaker in candidates[: 4 * most]
        if speaker.likeness >= _SIMILAR or _holds_all(speaker.name_key.split(), words)
    ][:most]


def _code(entity: Entity | None) -> str:
    return entity.code.lower() if entity else "-"


def _holds_all(first: Sequence[str], second: Sequence[str]) -> bool:
    return set(first) <= set(second) or set(second) <= set(first)


def similar_events(name: str, most: int = 5) -> list[Event]:
    """Events whose name is spelt alike, the likest first; not those of just that name.

    The 74th and the 75th session are two events: names with other numbers are not alike.
    """
    key = fold_name(name)
    if not key:
        return []
    candidates: Any = (
        Event.objects.annotate(likeness=TrigramSimilarity("name_key", key))
        .filter(name_key__trigram_similar=key, likeness__gte=_SIMILAR)
        .exclude(name_key=key)
        .select_related("part_of")
        .order_by("-likeness", "pk")
    )
    return [event for event in candidates[: 10 * most] if same_numbers(event.name_key, key)][:most]


def same_numbers(first: str, second: str) -> bool:
    """Whether folded names count the same: the 74th and the 75th session are two."""
    return sorted(_NUMBERS.findall(first)) == sorted(_NUMBERS.findall(second))


@dataclass(frozen=True, slots=True)
class Offer:
    """A row of the archive that a name may stand for, as people can tell it from others."""

    pk: int
    name: str
    known_by: str

    def __str__(self) -> str:
        return f"{self.name} ({self.known_by})"


def offers_of_speakers(speakers: Sequence[Speaker]) -> list[Offer]:
    """The speakers with those for whom they spoke and the number of their statements."""
    spoken_for: dict[int, list[str]] = {}
    totals: Counter[int] = Counter()
    rows: Any = (
        Speech.objects.filter(speaker__in=speakers)
        .order_by()
        .values_list("speaker", "represents__name")
        .annotate(count=Count("pk"))
        .order_by("-count")
    )
    for speaker, represents, count in rows:
        totals[speaker] += count
        if represents:
            spoken_for.setdefault(speaker, []).append(represents)
    return [
        Offer(s.pk, s.name, ", ".join([*spoken_for.get(s.pk, [])[:2], _statements(totals[s.pk])]))
        for s in speakers
    ]


def offers_of_events(events: Sequence[Event]) -> list[Offer]:
    """The events with what they are part of and the number of their statements."""
    rows: Any = Speech.objects.filter(event__in=events).order_by().values_list("event")
    totals: dict[int, int] = dict(rows.annotate(count=Count("pk")))
    models.prefetch_related_objects(events, "part_of")
    return [
        Offer(
            event.pk,
            event.name,
            ", ".join(
                [
                    *(
                        [gettext("part of %(whole)s") % {"whole": event.part_of}]
                        if event.part_of
                        else []
                    ),
                    _statements(totals.get(event.pk, 0)),
                ]
            ),
        )
        for event in events
    ]


def offers_of(things: Sequence[Any]) -> list[Offer]:
    """Speakers, events or entities, all of one of these, with what tells each from others."""
    match things:
        case [Speaker(), *_]:
            return offers_of_speakers(things)
        case [Event(), *_]:
            return offers_of_events(things)
    return _offers_of_entities(things)


def _offers_of_entities(entities: Sequence[Entity]) -> list[Offer]:
    """The entities with their kind and code, and how often they are mentioned."""
    rows: Any = Mention.objects.live().filter(entity__in=entities).order_by().values_list("entity")
    totals: dict[int, int] = dict(rows.annotate(count=Count("pk")))
    return [
        Offer(
            entity.pk,
            entity.name,
            ", ".join(
                [
                    f"{entity.get_kind_display()} {entity.code}",
                    *([gettext("from the authority data")] if entity.is_authority else []),
                    _mentions(totals.get(entity.pk, 0)),
                ]
            ),
        )
        for entity in entities
    ]


def _statements(count: int) -> str:
    return ngettext("%(count)d statement", "%(count)d statements", count) % {"count": count}


def _mentions(count: int) -> str:
    return ngettext("%(count)d mention", "%(count)d mentions", count) % {"count": count}


def speaker_named(name: str, represents_code: str | None) -> Speaker | None:
    """The speaker that the name surely stands for, where the archive has one."""
    key = PersonKey.of(name, represents_code)
    today = Speaker.objects.filter(name_key=key.name_key, scope=key.scope).first()
    return today or _speakers_merged([key.name_key]).get(key)


def event_named(name: str, part_of: str = "") -> Event | None:
    """The event of that name within the one that it is part of, where the archive has it."""
    events = Event.objects.filter(name_key=fold_name(name)).select_related("part_of")
    whole = fold_name(part_of)
    today = next((e for e in events if _name_key(e.part_of) == whole), None)
    if today is not None:
        return today
    merged = EventName.objects.filter(name_key=fold_name(name)).select_related("event", "part_of")
    return next((m.event for m in merged if _name_key(m.part_of) == whole), None)


def entity_named(name: str, entities: QuerySet[Entity], called: Q) -> Entity | None:
    """The one of the entities that is `called` so, or into which one of that name was merged;
    None where none or several are."""
    # Signal words find a theme in a text; nobody calls it so.
    merged = EntityName.objects.filter(is_merged=True, text__iexact=name).exclude(
        kind=EntityName.Kind.SIGNAL
    )
    found = list(entities.filter(called | Q(pk__in=merged.values("entity")))[:2])
    return found[0] if len(found) == 1 else None


def _name_key(event: Event | None) -> str:
    return event.name_key if event else ""


def free_slugs(model: type[models.Model], names: Sequence[str]) -> list[str]:
    """An address for each name that neither a row of the model nor another of them has or had."""
    slugs = [slug_of(name) for name in names]
    used = taken(model, "in", slugs)
    several = used | {slug for slug, count in Counter(slugs).items() if count > 1}
    for slug in several:
        # All at once: of statements without a title there may be thousands.
        used |= taken(model, "startswith", f"{slug}-")
    numbers = dict.fromkeys(slugs, 1)
    free = []
    for slug in slugs:
        chosen = slug
        while chosen in used:
            numbers[slug] += 1
            chosen = f"{slug}-{numbers[slug]}"
        used.add(chosen)
        free.append(chosen)
    return free


def slug_of(name: str) -> str:
    """ASCII where the script allows; a name in another script keeps its letters."""
    slug = slugify(name) if name.isascii() else slugify(name, allow_unicode=True)
    if len(slug) > MAX_SLUG_CHARACTERS:
        slug = slug[:MAX_SLUG_CHARACTERS].rpartition("-")[0] or slug[:MAX_SLUG_CHARACTERS]
    return slug or "unnamed"
