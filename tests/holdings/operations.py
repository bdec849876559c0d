"""Ways to change the archive, each with chance as its guide."""

from __future__ import annotations

from itertools import count
from random import Random
from typing import Any

from django.db import connection

from statements.copying import copy_rows
from statements.models import Entity, Event, Mention, Paragraph, Speaker, Speech
from statements.writing import MENTION_COLUMNS
from tests import factories
from tests.holdings.told import DAYS

_places = count()


def chance_from(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - no secret hangs on it


def people_it_all(chance: Random) -> None:
    for _ in range(3):
        factories.make_entity("country")
        factories.make_speaker()
        factories.make_event(part_of=chance.choice([None, *Event.objects.all()]))
    for _ in range(4):
        make_speech(chance)


def any_of(chance: Random, model: Any) -> Any:
    return chance.choice(list(model.objects.order_by("pk")))


def details(chance: Random) -> dict[str, Any]:
    day = chance.choice(DAYS)
    return {
        "date": day,
        "date_precision": chance.choice(["day", "month", "year"]) if day else "",
        "speaker": chance.choice([None, *Speaker.objects.order_by("pk")]),
        "represents": chance.choice([None, *Entity.objects.order_by("pk")]),
        "event": chance.choice([None, *Event.objects.order_by("pk")]),
        "language": chance.choice(["", "en", "fr"]),
        "status": chance.choice(["draft", "published"]),
    }


def make_speech(chance: Random) -> None:
    speech = factories.make_speech(**details(chance))
    speech.on_behalf_of.set(Entity.objects.order_by("pk")[: chance.randrange(3)])
    factories.make_paragraph(speech)


def save_speech(chance: Random) -> None:
    speech = any_of(chance, Speech)
    for name, value in details(chance).items():
        setattr(speech, name, value)
    speech.save()


def update_many(chance: Random) -> None:
    new = details(chance)
    Speech.objects.filter(pk__gte=any_of(chance, Speech).pk).update(**new)


def delete_speech(chance: Random) -> None:
    if Speech.objects.count() > 2:
        any_of(chance, Speech).delete()


def group(chance: Random) -> None:
    speech, entity = any_of(chance, Speech), any_of(chance, Entity)
    chance.choice([speech.on_behalf_of.add, speech.on_behalf_of.remove])(entity)


def mention_in_bulk(chance: Random) -> None:
    Mention.objects.bulk_create(
        Mention(
            speech=any_of(chance, Speech),
            entity=any_of(chance, Entity),
            start=(start := next(_places)),
            end=start + 1,
            surface="w",
            state=chance.choice(Mention.State.values),
        )
        for _ in range(3)
    )


def copy_mentions(chance: Random) -> None:
    start = next(_places)
    speech, entity = any_of(chance, Speech).pk, any_of(chance, Entity).pk
    row = (speech, None, entity, start, start + 1, "w", "found")
    copy_rows(Mention, MENTION_COLUMNS, [row])


def reject_in_sql(chance: Random) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE statements_mention SET state = %s WHERE id %% 2 = %s",
            [chance.choice(["rejected", "accepted"]), chance.randrange(2)],
        )


def move_mentions(chance: Random) -> None:
    """To another statement: both have changed."""
    moved = Mention.objects.filter(entity=any_of(chance, Entity))
    if moved.exists():
        Mention.objects.filter(pk=any_of_rows(chance, moved)).update(speech=any_of(chance, Speech))


def any_of_rows(chance: Random, rows: Any) -> int:
    key: int = chance.choice(list(rows.order_by("pk").values_list("pk", flat=True)))
    return key


def delete_mentions(chance: Random) -> None:
    Mention.objects.filter(entity=any_of(chance, Entity)).delete()


def move_event(chance: Random) -> None:
    event = any_of(chance, Event)
    event.part_of = chance.choice([None, *Event.objects.exclude(pk=event.pk)])
    event.save()


def rewrite_paragraphs(chance: Random) -> None:
    Paragraph.objects.filter(speech=any_of(chance, Speech)).update(text="We reject it.")


OPERATIONS = [
    make_speech,
    save_speech,
    update_many,
    delete_speech,
    group,
    mention_in_bulk,
    copy_mentions,
    reject_in_sql,
    move_mentions,
    delete_mentions,
    move_event,
    rewrite_paragraphs,
]
