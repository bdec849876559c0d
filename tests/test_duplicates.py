"""Pairs that may be one are proposed; those that are surely two are not."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from statements import duplicates
from statements.duplicates import TookTooLong, possible_duplicates
from statements.matching import PersonKey
from statements.models import Entity, Event, Speaker, Speech
from tests import factories

pytestmark = pytest.mark.django_db


def found(model: type[Speaker | Event | Entity]) -> set[tuple[str, str, str]]:
    return {
        (*sorted((str(pair.first), str(pair.second))), pair.reason)
        for pair in possible_duplicates(model)
    }


def spoke(name: str, country: Entity) -> None:
    key = PersonKey.of(name, country.code)
    speaker = factories.make_speaker(name=name, name_key=key.name_key, scope=key.scope)
    factories.make_speech(speaker=speaker, represents=country)


def test_speakers_for_one_country_whose_names_are_alike() -> None:
    kenya, japan = factories.make_entity(), factories.make_entity()
    for name in ("Augustine Mahiga", "Augustin Mahiga", "Mahiga", "Amina Odhiambo"):
        spoke(name, kenya)
    spoke("Augustine P. Mahiga", japan)
    assert found(Speaker) == {
        ("Augustin Mahiga", "Augustine Mahiga", "alike"),
        ("Augustine Mahiga", "Mahiga", "words"),
        ("Augustin Mahiga", "Mahiga", "words"),
    }


def test_events_of_one_name_but_not_of_one_series() -> None:
    for name in (
        *("High-level Week on Oceans", "High level Week on the Oceans"),
        *("General Debate, 74th session", "General Debate, 75th session"),
    ):
        factories.make_event(name=name, name_key=name.casefold().replace("-", " "))
    assert found(Event) == {("High level Week on the Oceans", "High-level Week on Oceans", "alike")}


def test_entities_of_one_kind_unless_both_are_of_the_authority_data() -> None:
    for kind, name, is_authority in (
        ("organization", "Sea Forum", True),
        ("organization", "Sea Forums", True),
        ("organization", "The Sea Forum", False),
        ("theme", "Sea Forum", False),
    ):
        factories.make_entity(kind, name=name, is_authority=is_authority)
    assert found(Entity) == {
        ("Sea Forum", "The Sea Forum", "alike"),
    }


def test_documents_whose_symbols_differ_in_marks_or_lack_the_year() -> None:
    for code in (
        *("NPT/CONF.2010/50", "NPT/CONF/2010/50", "A/36/11", "A/3611"),
        *("S/RES/1325", "S/RES/1325(2000)", "S/RES/1326(2000)"),
    ):
        factories.make_entity("document", code=code, name=code)
    assert found(Entity) == {
        ("NPT/CONF.2010/50", "NPT/CONF/2010/50", "same"),
        ("S/RES/1325", "S/RES/1325(2000)", "same"),
    }


def test_the_likest_come_first() -> None:
    kenya = factories.make_entity()
    for name in ("Augustine Mahiga", "Augustin Mahiga", "Mahiga"):
        spoke(name, kenya)
    likeness = [pair.likeness for pair in possible_duplicates(Speaker)]
    assert likeness == sorted(likeness, reverse=True)


def test_they_are_looked_for_once_until_something_changes() -> None:
    kenya = factories.make_entity()
    for name in ("Augustine Mahiga", "Augustin Mahiga"):
        spoke(name, kenya)
    pairs = possible_duplicates(Speaker)
    with CaptureQueriesContext(connection) as queries:
        assert possible_duplicates(Speaker) == pairs
    assert not any("similarity" in query["sql"] for query in queries)
    Speaker.objects.filter(name="Augustin Mahiga").update(name_key="odhiambo")
    assert found(Speaker) == set()
    spoke("Odhiambo Mahiga", kenya)
    assert found(Speaker) == {("Augustin Mahiga", "Odhiambo Mahiga", "words")}


def test_a_pair_of_which_one_is_gone_meanwhile_is_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kenya = factories.make_entity()
    for name in ("Augustine Mahiga", "Augustin Mahiga", "Mahiga"):
        spoke(name, kenya)
    find, reason = duplicates._FINDERS[Speaker]

    def find_and_lose() -> Any:
        rows = list(find())
        Speech.objects.filter(speaker__name="Mahiga").delete()
        Speaker.objects.filter(name="Mahiga").delete()
        return rows

    monkeypatch.setitem(duplicates._FINDERS, Speaker, (find_and_lose, reason))
    assert found(Speaker) == {("Augustin Mahiga", "Augustine Mahiga", "alike")}


def test_an_event_that_is_gone_meanwhile_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    names = (
        "High-level Week on Oceans",
        "High level Week on the Oceans",
        "High-level Week on Ocean",
    )
    for name in names:
        factories.make_event(name=name, name_key=name.casefold().replace("-", " "))
    read = duplicates._rows

    def read_and_lose(sql: str) -> Any:
        rows = read(sql)
        Event.objects.filter(name=names[2]).delete()
        return rows

    monkeypatch.setattr(duplicates, "_rows", read_and_lose)
    assert found(Event) == {(*sorted(names[:2]), "alike")}


def test_what_takes_too_long_is_stopped_and_said(
    admin_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(duplicates, "SECONDS", 0.001)
    monkeypatch.setattr(duplicates, "_SPEAKERS", "SELECT 1, 2, true, 1.0 FROM pg_sleep(600)")
    with pytest.raises(TookTooLong):
        possible_duplicates(Speaker)
    page = admin_client.get(reverse("admin:statements_speaker_duplicates"))
    assert page.status_code == 200
    assert "took too long and was stopped" in page.content.decode()
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() == ("0",)
