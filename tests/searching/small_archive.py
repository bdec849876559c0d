"""A dozen statements over few words, so that chance makes every kind of hit and of miss."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from random import Random

from statements.models import Entity, Event, Speaker
from statements.search.nodes import Field
from tests.factories import (
    make_entity,
    make_event,
    make_mention,
    make_paragraph,
    make_speaker,
    make_speech,
)
from tests.searching.naive_search import Statement, Told

WORDS = {
    "en": (
        *("treaty", "treaties", "support", "supported", "peace", "climate", "the", "of", "who"),
        *("counter-terrorism", "counter", "terrorism", "sea-beds", "café", "2020"),
    ),
    "es": (
        *("tratado", "tratados", "resolución", "resoluciones", "resolucion", "paz", "de", "la"),
        *("peace", "más", "mar-abierto", "abierto"),
    ),
    "": ("amani", "Amani", "peace", "the", "café", "cafe", "sea-beds", "treaties"),
}

#: Dates with what is known of them, and the days that they may mean.
DATES = (
    ("2019-12-31", "day", "2019-12-31", "2019-12-31"),
    ("2020-01-01", "year", "2020-01-01", "2020-12-31"),
    ("2020-01-01", "day", "2020-01-01", "2020-01-01"),
    ("2020-07-01", "month", "2020-07-01", "2020-07-31"),
    ("2020-07-10", "day", "2020-07-10", "2020-07-10"),
    ("2021-02-01", "month", "2021-02-01", "2021-02-28"),
    None,
)


class SmallArchive:
    """What was written, and what the values of fields stand for."""

    def __init__(
        self, statements: tuple[Statement, ...], keys: Mapping[Field, tuple[int, ...]]
    ) -> None:
        self.statements = statements
        self.keys = keys


def make_small_archive(seed: int = 4, size: int = 14) -> SmallArchive:
    """Statements in three languages, some of them drafts."""
    chance = Random(seed)  # noqa: S311 - nothing is kept secret by it
    countries = [make_entity(name=name) for name in ("Peru", "Chad")]
    union = make_entity("organization", name="Treaty Union")
    theme, paper = make_entity("theme", name="Peace"), make_entity("document", name="A/75/1")
    speakers = [make_speaker(name=name) for name in ("Ana Ruiz", "Peace Okafor")]
    session = make_event(name="Seventy-fifth session")
    events = [session, make_event(name="Climate debate", part_of=session), make_event(name="Forum")]
    mentioned = [*countries, union, theme, paper]
    statements = tuple(
        _written(
            chance,
            language=("en", "en", "es", "en", "")[number % 5],
            speaker=chance.choice([*speakers, None]),
            event=chance.choice([*events, None]),
            represents=chance.choice([*countries, union, None]),
            on_behalf_of=chance.choice([[], [], [union], countries]),
            mentioned=mentioned,
            when=DATES[number % len(DATES)],
        )
        for number in range(size)
    )
    keys = {
        Field("country", "Peru"): (countries[0].pk,),
        Field("country", "either"): tuple(country.pk for country in countries),
        Field("organization", "union"): (union.pk,),
        Field("theme", "peace"): (theme.pk,),
        Field("document", "A/75/1"): (paper.pk,),
        Field("by", "Chad"): (countries[1].pk,),
        Field("by", "union"): (union.pk,),
        Field("speaker", "Ruiz"): (speakers[0].pk,),
        Field("event", "session"): (session.pk,),
        Field("event", "debate"): (events[1].pk,),
    }
    return SmallArchive(statements, keys)


def _written(
    chance: Random,
    *,
    language: str,
    speaker: Speaker | None,
    event: Event | None,
    represents: Entity | None,
    on_behalf_of: list[Entity],
    mentioned: list[Entity],
    when: tuple[str, str, str, str] | None,
) -> Statement:
    words = WORDS[language]
    title = " ".join(chance.choices(words, k=2))
    texts = [" ".join(chance.choices(words, k=chance.randint(2, 8))) for _ in range(3)]
    speech = make_speech(
        title=title,
        text="\n\n".join(texts),
        language=language,
        speaker=speaker,
        event=event,
        represents=represents,
        date=date.fromisoformat(when[0]) if when else None,
        date_precision=when[1] if when else "",
        status=chance.choice(["published", "published", "draft"]),
    )
    speech.on_behalf_of.set(on_behalf_of)
    told = []
    for number, text in enumerate(texts, 1):
        paragraph = make_paragraph(speech, number=number, text=text)
        here = chance.sample(mentioned, k=chance.choice([0, 1, 2]))
        for entity in here:
            make_mention(speech, entity, paragraph=paragraph)
        rejected = chance.choice(mentioned)
        if rejected not in here:
            make_mention(speech, rejected, paragraph=paragraph, state="rejected")
        told.append(Told(text, frozenset(entity.pk for entity in here)))
    of_title = chance.sample(mentioned, k=chance.choice([0, 1]))
    for entity in of_title:
        make_mention(speech, entity)
    whole = event.part_of if event else None
    names = [title, *(each.name for each in (speaker, represents, event, whole) if each)]
    return Statement(
        key=speech.pk,
        language=language,
        names="\n".join(names),
        paragraphs=tuple(told),
        of_title=frozenset(entity.pk for entity in of_title),
        speaker=speaker.pk if speaker else None,
        events=frozenset(each.pk for each in (event, whole) if each),
        by=frozenset(each.pk for each in (represents, *on_behalf_of) if each),
        days=(date.fromisoformat(when[2]), date.fromisoformat(when[3])) if when else None,
    )
