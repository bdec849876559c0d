"""The texts that both sides serve, as the archive's database holds them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import psycopg

#: How the slugs begin that `bench.serving.enlarging` makes.
ENLARGED = "enlarged-"

_PUBLISHED = """
    SELECT speech.slug, speech.title, coalesce(speaker.name, ''), coalesce(entity.name, ''),
           coalesce(entity.code, ''), coalesce(event.name, ''), speech.date, speech.text
      FROM statements_speech speech
      LEFT JOIN statements_speaker speaker ON speaker.id = speech.speaker_id
      LEFT JOIN statements_entity entity ON entity.id = speech.represents_id
      LEFT JOIN statements_event event ON event.id = speech.event_id
     WHERE speech.status = 'published' {condition}
     ORDER BY speech.id
"""
_AT_A_TIME = 500


@dataclass(frozen=True, slots=True)
class Text:
    """A published statement; `date` is YYYY-MM-DD, "" where unknown, and `year` then 0."""

    slug: str
    title: str
    speaker: str
    represents: str
    represents_code: str
    event: str
    date: str
    year: int
    text: str

    @property
    def paragraphs(self) -> list[str]:
        return self.text.split("\n\n")


def texts(address: str, *, originals_only: bool = False) -> Iterator[Text]:
    """All published statements in the order of their import, without holding them all.

    `originals_only` leaves out what was made from others, so that a corpus and the larger one
    made from it are asked the same.
    """
    condition = f"AND speech.slug NOT LIKE '{ENLARGED}%'" if originals_only else ""
    with psycopg.connect(address) as connection, connection.cursor("texts") as cursor:
        cursor.itersize = _AT_A_TIME
        cursor.execute(_PUBLISHED.format(condition=condition))
        for slug, title, speaker, represents, code, event, date, text in cursor:
            year = date.year if date else 0
            day = date.isoformat() if date else ""
            yield Text(slug, title, speaker, represents, code, event, day, year, text)


def stems(address: str, words: list[str]) -> dict[str, str]:
    """What the archive looks for in place of each word; "" of those it does not search for."""
    query = """
        SELECT word, coalesce((tsvector_to_array(to_tsvector('statements_english', word)))[1], '')
          FROM unnest(%s::text[]) word
    """
    with psycopg.connect(address) as connection:
        return dict(connection.execute(query, [words]).fetchall())


def country_names(address: str) -> dict[str, str]:
    """The names of the countries that statements mention, by their code."""
    query = """
        SELECT code, name FROM statements_entity entity
         WHERE kind = 'country'
           AND EXISTS (SELECT FROM statements_mention WHERE entity_id = entity.id)
         ORDER BY code
    """
    with psycopg.connect(address) as connection:
        return dict(connection.execute(query).fetchall())
