"""The indexes of speakers and events: their order, their letters, parts under their wholes."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.test import Client

from statements.models import Event
from statements.views.people import Row
from tests import factories

pytestmark = pytest.mark.django_db


def held(name: str, *years: int, part_of: Event | None = None) -> Event:
    """An event with a statement of each of the years, or with one without a date."""
    event = factories.make_event(name=name, part_of=part_of)
    for year in years:
        date = datetime.date(year, 1, 1)
        factories.make_speech(event=event, date=date, date_precision="year")
    if not years:
        factories.make_speech(event=event)
    return event


def rows(client: Client, address: str = "/events/") -> list[Any]:
    """Letters with names, those of parts as lists after their wholes."""
    return [_row(row) for row in client.get(address).context["rows"]]


def _row(row: Row) -> Any:
    shown = f"{row.one.letter} {row.one.name}" + (f" < {row.part_of}" if row.part_of else "")
    return [shown, *map(_row, row.parts)] if row.parts else shown


def test_numbers_in_names_are_in_order_as_numbers(client: Client) -> None:
    for name in ("39th session", "3rd session", "Day 10", "10th session", "Day 9"):
        held(name)
    assert rows(client) == [
        *("# 3rd session", "# 10th session", "# 39th session"),
        *("D Day 9", "D Day 10"),
    ]
    for name in ("Envoy 10", "Envoy 9"):
        factories.make_speech(speaker=factories.make_speaker(name=name))
    assert rows(client, "/speakers/") == ["E Envoy 9", "E Envoy 10"]


def test_parts_stand_under_what_they_are_part_of(client: Client) -> None:
    week = held("Week")
    held("10th meeting", part_of=week)
    held("9th meeting", part_of=week)
    held("Zonal talks")
    response = client.get("/events/")
    assert rows(client) == [
        ["W Week", "W 9th meeting", "W 10th meeting"],
        "Z Zonal talks",
    ]
    assert [letter for letter, _, _ in response.context["letters"]] == ["W", "Z"]
    page = response.content.decode()
    assert page.count('id="letter-W"') == page.count('href="#letter-W"') == 1
    assert "part of Week" not in page


def test_a_part_whose_whole_is_not_shown_says_what_it_is_part_of(client: Client) -> None:
    week = held("Week")
    meeting = held("Meeting", part_of=week)
    held("Round table", part_of=meeting)
    assert rows(client, "/events/?name=round") == ["R Round table < Meeting"]
    # What is part of a part is not put two levels down: it has a place by its whole's letter.
    assert rows(client) == ["M Round table < Meeting", ["W Week", "W Meeting"]]


def test_letters_lead_to_the_page_on_which_their_first_is(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("statements.views.people.PER_PAGE", 2)
    monkeypatch.setattr("statements.views.people.NamedListView.paginate_by", 2)
    week = held("Week")
    for name in ("A", "B"):
        held(name, part_of=week)
    held("Zonal talks")
    response = client.get("/events/")
    assert response.context["letters"] == [("W", "letter-W", None), ("Z", "letter-Z", 2)]
    assert rows(client) == [["W Week", "W A"]]
    assert rows(client, "/events/?page=2") == ["W B < Week", "Z Zonal talks"]


def test_events_in_a_ring_are_all_listed(client: Client) -> None:
    first = held("First")
    second = held("Second", part_of=first)
    Event.objects.filter(pk=first.pk).update(part_of=second)
    assert len(client.get("/events/").context["object_list"]) == 2


def test_the_years_of_an_event_stand_beside_it(client: Client) -> None:
    week = held("Week", 1999)
    held("Meeting", 2003, 2001, part_of=week)
    held("Talks")
    draft = factories.make_event(name="Talks of today", part_of=week)
    factories.make_speech(
        event=draft, date=datetime.date(2020, 1, 1), date_precision="year", status="draft"
    )
    found = client.get("/events/").context["rows"]
    assert [(row.one.name, row.years) for row in found] == [("Talks", ""), ("Week", "1999–2003")]
    assert [row.years for row in found[1].parts] == ["2001–2003"]
    assert '<span class="index__by">2001–2003</span>' in client.get("/events/").content.decode()


def test_the_index_of_events_costs_the_same_however_long(
    client: Client, django_assert_num_queries: Any
) -> None:
    week = held("Week")
    for year in (1999, 2003, 2007):
        held(f"{year} meeting", year, part_of=week)
    client.get("/events/")
    # A look whether the archive changed since.
    with django_assert_num_queries(1):
        client.get("/events/")
