"""A list costs as many queries for many statements, words and filters as for few."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from statements.holdings import current
from statements.searching import recent
from tests.factories import (
    make_entity,
    make_event,
    make_mention,
    make_paragraph,
    make_speaker,
    make_speech,
)

pytestmark = pytest.mark.django_db

#: What a list with words may ask: all of it, for a reader who is the first to ask.
FIRST = 20
#: And one who comes after others: whether something changed, the statements, the evidence.
LATER = 8

WORDS = ("peace", "climate", "sea", "justice", "health")


def make_many(number: int) -> None:
    """Statements with all words, each of someone, somewhere and about something of its own."""
    for each in range(number):
        entities = {kind: make_entity(kind) for kind in ("theme", "organization", "document")}
        country, event = make_entity("country"), make_event(part_of=make_event())
        text = "We want peace and climate, the sea, justice and health."
        speech = make_speech(
            text=text,
            speaker=make_speaker(),
            event=event,
            represents=country,
            date=f"20{each + 10}-01-01",
            date_precision="day",
        )
        paragraph = make_paragraph(speech, text=text)
        for entity in (*entities.values(), country):
            make_mention(speech, entity, paragraph=paragraph)


def queries(client: Client, address: str = "/speeches/", **params: Any) -> list[str]:
    """Those that read."""
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address, params)
    assert response.status_code == 200
    asked = [query["sql"] for query in captured.captured_queries]
    return [sql for sql in asked if sql.lstrip().startswith(("SELECT", "WITH", "(", "(SELECT"))]


def first_queries(client: Client, address: str = "/speeches/", **params: Any) -> int:
    """Those of a reader who asks first, in a process that has read the archive."""
    client.get(address, params)
    recent.forget()
    current()
    return len(queries(client, address, **params))


@pytest.mark.parametrize(
    "params",
    [
        {},
        {"q": "peace"},
        {"q": " ".join(WORDS)},
        {"q": " OR ".join(WORDS)},
        {"q": '"peace and climate" -absent'},
        {"q": "peace climate", "unit": "paragraph"},
        {"q": "peace", "sort": "newest", "language": "en", "from": "2001"},
    ],
    ids=lambda params: " ".join(params.values()),
)
def test_many_statements_cost_what_few_do(client: Client, params: dict[str, str]) -> None:
    make_many(3)
    few = first_queries(client, **params)
    make_many(37)
    assert first_queries(client, **params) == few <= FIRST
    assert len(queries(client, **params)) <= LATER
    assert len(queries(client, **params, page="2")) <= LATER


def test_many_words_cost_what_few_do(client: Client) -> None:
    make_many(5)
    assert first_queries(client, q="peace") == first_queries(client, q=" ".join(WORDS))
    assert first_queries(client, q="peace OR sea") == first_queries(client, q=" OR ".join(WORDS))
    one, many = "peace OR sea", " OR ".join(WORDS)
    assert first_queries(client, q=one, unit="paragraph") == first_queries(
        client, q=many, unit="paragraph"
    )
    assert first_queries(client, q="-sea") == first_queries(client, q="-(sea OR peace OR health)")


def test_one_more_value_of_a_filter_costs_nothing(client: Client) -> None:
    make_many(4)
    country = make_entity("country")
    speech = make_speech()
    make_mention(speech, country)
    other = make_entity("country")
    make_mention(speech, other)

    def cost(**params: Any) -> int:
        return first_queries(client, **params)

    assert cost(country=[country.code]) == cost(country=[country.code, other.code])
    assert cost(year="2010") == cost(year=["2010", "2011", "2012"]) == cost()


@pytest.mark.parametrize("address", ["/feeds/speeches/", "/api/v1/speeches/"])
def test_feeds_and_the_api_cost_as_little(client: Client, address: str) -> None:
    make_many(3)
    few = first_queries(client, address, q="peace climate")
    make_many(30)
    assert first_queries(client, address, q="peace climate") == few <= FIRST
