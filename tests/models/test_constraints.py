"""Each rule of the database is broken once, and must be the one that answers."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from statements.models import (
    Change,
    Entity,
    EntityName,
    Event,
    EventName,
    FormerAddress,
    Mention,
    Paragraph,
    Speaker,
    SpeakerName,
    VocabularyWord,
)
from tests import factories

pytestmark = pytest.mark.django_db


def entity_named_twice() -> None:
    entity = factories.make_entity()
    for _ in range(2):
        EntityName.objects.create(entity=entity, text="Türkiye", kind="alias")


def mention(**fields: object) -> Mention:
    speech = factories.make_speech()
    return Mention.objects.create(
        **{
            "speech": speech,
            "entity": factories.make_entity(),
            "start": 0,
            "end": 5,
            "surface": "China",
            **fields,
        }
    )


def mentioned_twice_in_the_title() -> None:
    first = mention()
    Mention.objects.create(
        speech=first.speech, entity=first.entity, start=0, end=5, surface="China"
    )


def own_parent(make: Callable[[], models.Model]) -> None:
    thing = make()
    thing.part_of = thing  # type: ignore[attr-defined]
    thing.save()


def former_speaker(**fields: object) -> FormerAddress:
    defaults = {"kind": "speaker", "address": "old", "speaker": factories.make_speaker()}
    return FormerAddress.objects.create(**{**defaults, **fields})


def address_of_another_taken() -> None:
    former_speaker(address="taken")
    factories.make_speaker(slug="taken")


def address_in_use_left_behind() -> None:
    factories.make_speaker(slug="used")
    former_speaker(address="used")
    connection.check_constraints()


BROKEN: dict[str, Callable[[], object]] = {
    "source_sha256_unique": lambda: [
        factories.make_source(sha256="a" * 64),
        factories.make_source(sha256="a" * 64),
    ],
    "source_sha256_is_hexadecimal": lambda: factories.make_source(sha256="Z" * 64),
    "source_state_known": lambda: factories.make_source(state="lost"),
    "source_error_only_when_failed": lambda: factories.make_source(state="stored", error="Bad."),
    "vocabulary_word_unique": lambda: [
        VocabularyWord.objects.create(word="peace", statements=1, counted_at=timezone.now())
        for _ in range(2)
    ],
    "speaker_slug_unique": lambda: [
        Speaker.objects.create(name=n, name_key=n, slug="same") for n in "ab"
    ],
    "speaker_name_unique": lambda: [
        Speaker.objects.create(name="A", name_key="a", slug=s) for s in "ab"
    ],
    "speaker_name_not_empty": lambda: Speaker.objects.create(name="", name_key="", slug="a"),
    "event_slug_unique": lambda: [
        Event.objects.create(name=n, name_key=n, slug="same") for n in "ab"
    ],
    "event_name_unique": lambda: [
        Event.objects.create(name="A", name_key="a", slug=s) for s in "ab"
    ],
    "event_name_not_empty": lambda: Event.objects.create(name="", name_key="", slug="a"),
    "event_not_part_of_itself": lambda: own_parent(factories.make_event),
    "entity_code_unique": lambda: [
        Entity.objects.create(kind="theme", code="same", name=n) for n in "ab"
    ],
    "entity_kind_known": lambda: Entity.objects.create(kind="planet", code="a", name="A"),
    "entity_has_code_and_name": lambda: Entity.objects.create(kind="theme", code="a", name=""),
    "entity_not_part_of_itself": lambda: own_parent(factories.make_entity),
    "entity_name_unique": entity_named_twice,
    "entity_name_not_empty": lambda: EntityName.objects.create(
        entity=factories.make_entity(), text="", kind="alias"
    ),
    "entity_name_years_in_order": lambda: EntityName.objects.create(
        entity=factories.make_entity(),
        text="Zaire",
        kind="former",
        first_year=1997,
        last_year=1971,
    ),
    "speech_slug_unique": lambda: [factories.make_speech(slug="same") for _ in range(2)],
    "speech_status_known": lambda: factories.make_speech(status="secret"),
    "speech_date_has_precision": lambda: factories.make_speech(
        date=datetime.date(2020, 7, 10), date_precision=""
    ),
    "speech_programme_number_from_one": lambda: factories.make_speech(programme_number=0),
    "speech_language_is_code": lambda: factories.make_speech(language="EN"),
    "paragraph_number_unique": lambda: [
        Paragraph.objects.create(speech=speech, number=901, text="Again.")
        for speech in [factories.make_speech()] * 2
    ],
    "paragraph_number_from_one": lambda: Paragraph.objects.create(
        speech=factories.make_speech(), number=0, text="None."
    ),
    "paragraph_page_from_one": lambda: Paragraph.objects.create(
        speech=factories.make_speech(), number=901, page=0, text="None."
    ),
    "paragraph_not_empty": lambda: Paragraph.objects.create(
        speech=factories.make_speech(), number=901, text=""
    ),
    "source_reading_only_while_pending": lambda: factories.make_source(
        state="stored", reading=b"{}"
    ),
    "revision_number_unique": lambda: [
        factories.make_revision(speech=speech, number=901)
        for speech in [factories.make_speech()] * 2
    ],
    "revision_number_from_one": lambda: factories.make_revision(number=0),
    "revision_kind_known": lambda: factories.make_revision(kind="whim"),
    "decision_quote_unique": lambda: [
        factories.make_decision(speech=speech, entity=entity)
        for speech, entity in [(factories.make_speech(), factories.make_entity())] * 2
    ],
    "decision_quote_not_empty": lambda: factories.make_decision(exact=""),
    "mention_span_unique": mentioned_twice_in_the_title,
    "mention_span_not_empty": lambda: mention(start=5),
    "mention_state_known": lambda: mention(state="doubted"),
    "speaker_other_name_unique": lambda: [
        SpeakerName.objects.create(speaker=factories.make_speaker(), name="A", name_key="a")
        for _ in range(2)
    ],
    "speaker_other_name_not_empty": lambda: SpeakerName.objects.create(
        speaker=factories.make_speaker(), name="", name_key="a"
    ),
    "event_other_name_unique": lambda: [
        EventName.objects.create(event=factories.make_event(), name="A", name_key="a")
        for _ in range(2)
    ],
    "event_other_name_not_empty": lambda: EventName.objects.create(
        event=factories.make_event(), name="", name_key="a"
    ),
    "former_address_unique": lambda: [former_speaker() for _ in range(2)],
    "former_address_not_empty": lambda: former_speaker(address=""),
    "former_address_of_its_kind": lambda: former_speaker(kind="event"),
    "former_address_taken": address_of_another_taken,
    "former_address_in_use": address_in_use_left_behind,
    "change_of_what": lambda: Change.objects.create(what="statement"),
}


#: Rules over several tables, which no constraint can tell.
BY_TRIGGERS = {"former_address_taken", "former_address_in_use"}


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_keeps_the_rule(name: str) -> None:
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        BROKEN[name]()
    assert f'"{name}"' in str(caught.value)


def test_every_constraint_is_tested_here() -> None:
    named = {
        constraint.name
        for model in apps.get_app_config("statements").get_models()
        for constraint in model._meta.constraints
    }
    assert named == set(BROKEN) - BY_TRIGGERS
