"""Counts of facets are what SQL counts."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st
from pyroaring import FrozenBitMap

from statements.facets import SETS, count_of, counts, names_of, visible_to, year_counts
from statements.holdings import current
from statements.models import Speech
from tests.searching.small_archive import SmallArchive

MENTIONED = """
    SELECT entity.name, count(DISTINCT mention.speech_id)
    FROM statements_mention mention JOIN statements_entity entity ON entity.id = entity_id
    WHERE state <> 'rejected' AND entity.kind = %(facet)s AND mention.speech_id = ANY (%(keys)s)
    GROUP BY entity.name"""
SQL = {
    "speaker": """
        SELECT speaker.name, count(*)
        FROM statements_speech speech JOIN statements_speaker speaker ON speaker.id = speaker_id
        WHERE speech.id = ANY (%(keys)s) GROUP BY speaker.name""",
    "event": """
        SELECT event.name, count(*)
        FROM statements_speech speech
        JOIN statements_event own ON own.id = speech.event_id
        JOIN statements_event event ON event.id IN (own.id, own.part_of_id)
        WHERE speech.id = ANY (%(keys)s) GROUP BY event.name""",
    "represents": """
        SELECT entity.name, count(DISTINCT speech.id)
        FROM statements_speech speech
        LEFT JOIN statements_speech_on_behalf_of besides ON besides.speech_id = speech.id
        JOIN statements_entity entity ON entity.id IN (represents_id, besides.entity_id)
        WHERE speech.id = ANY (%(keys)s) GROUP BY entity.name""",
}


def rows(query: str, **params: Any) -> list[tuple[Any, int]]:
    with connection.cursor() as cursor:
        cursor.execute(query, params)
        found: list[tuple[Any, int]] = cursor.fetchall()
    return found


def some_of(archive: SmallArchive, places: set[int]) -> FrozenBitMap:
    return FrozenBitMap(archive.statements[place].key for place in places)


@pytest.mark.usefixtures("db")
@settings(max_examples=60)
@given(facet=st.sampled_from(sorted(SETS)), places=st.sets(st.integers(0, 13)))
def test_counts_are_exact(small_archive: SmallArchive, facet: str, places: set[int]) -> None:
    holdings, within = current(), some_of(small_archive, places)
    there = rows(SQL.get(facet, MENTIONED), facet=facet, keys=list(within))
    wanted = sorted(there, key=lambda row: (-row[1], row[0]))
    counted = counts(holdings, facet, within)
    assert [(each.object.name, each.count) for each in counted] == wanted
    for limit in (0, 1, 2):
        assert counts(holdings, facet, within, limit) == counted[:limit]
    by_name = dict(there)
    for key, named in names_of(holdings, facet).items():
        if facet in SQL or named.kind == facet:
            count = count_of(holdings, facet, key, within)
            assert count == by_name.get(named.name, 0)


@pytest.mark.usefixtures("db")
@settings(max_examples=30)
@given(places=st.sets(st.integers(0, 13)))
def test_years_are_counted_in_order(small_archive: SmallArchive, places: set[int]) -> None:
    within = some_of(small_archive, places)
    query = """
        SELECT extract(year FROM date)::integer, count(*) FROM statements_speech
        WHERE id = ANY (%(keys)s) AND date IS NOT NULL GROUP BY 1 ORDER BY 1"""
    assert list(year_counts(current(), within).items()) == rows(query, keys=list(within))


@pytest.mark.usefixtures("db", "small_archive")
def test_visitors_may_not_know_of_drafts() -> None:
    holdings = current()
    published = set(Speech.objects.published().values_list("pk", flat=True))
    everything = set(Speech.objects.values_list("pk", flat=True))
    assert set(visible_to(AnonymousUser(), holdings)) == published < everything
    assert set(visible_to(User(), holdings)) == published
    assert set(visible_to(User(is_staff=True), holdings)) == everything
    assert set(visible_to(User(is_staff=True, is_active=False), holdings)) == published
