"""The front page: what is in the archive, its years, the ways in."""

from __future__ import annotations

import datetime

import pytest
from django.contrib.auth.models import User
from django.test import Client

from statements.facets import visible_to
from statements.holdings import current
from statements.inventory import Inventory, inventory
from statements.views.timeline import timeline
from tests import factories

pytestmark = pytest.mark.django_db


def dated(year: int, **fields: object) -> None:
    factories.make_speech(date=datetime.date(year, 5, 1), date_precision="day", **fields)


def test_what_is_inside_is_counted_for_whom_may_see_it() -> None:
    kenya = factories.make_entity("country", code="KEN")
    group = factories.make_entity("organization", code="g77")
    jane = factories.make_speaker(name="Jane")
    week = factories.make_event(name="Week")
    meeting = factories.make_event(name="Meeting", part_of=week)
    speech = factories.make_speech(speaker=jane, represents=kenya, event=meeting, language="en")
    speech.on_behalf_of.add(group)
    dated(1999, speaker=jane)
    dated(2001, speaker=factories.make_speaker(name="Drafter"), status="draft")
    holdings = current()
    assert inventory(holdings, holdings.published) == Inventory(
        statements=2,
        speakers=1,
        delegations=2,
        events=2,
        languages=1,
        years={1999: 1},
        undated=1,
    )
    seen_by_staff = inventory(holdings, visible_to(User(is_staff=True), holdings))
    assert (seen_by_staff.statements, seen_by_staff.last_year) == (3, 2001)


def test_each_year_and_decade_of_the_picture_leads_to_its_statements(client: Client) -> None:
    dated(1989)
    dated(1991)
    dated(1991)
    page = client.get("/").content.decode()
    for query, count in (("year=1991", 2), ("from=1990&to=1999", 2), ("from=1980&to=1989", 1)):
        assert f'href="/speeches/?{query.replace("&", "&amp;")}"' in page
        found = client.get(f"/speeches/?{query}").context["page_obj"].paginator.count
        assert found == count
    assert "Statements held per year, 1989 to 1991" in page


def test_the_decades_hold_every_year_once_and_leave_out_empty_ones() -> None:
    decades = timeline({1946: 3, 1950: 1, 1971: 2}).decades
    assert [(decade.first, decade.count) for decade in decades] == [(1940, 3), (1950, 1), (1970, 2)]
    assert all(len(decade.years) == 10 for decade in decades)


def test_one_year_needs_no_picture(client: Client) -> None:
    dated(2020)
    page = client.get("/").content.decode()
    assert "All dated statements are of 2020." in page
    assert "<figure" not in page


def test_undated_statements_are_said_to_be_in_no_year(client: Client) -> None:
    dated(1989)
    dated(1990)
    factories.make_speech()
    assert "1 statement without a date is in no year." in client.get("/").content.decode()


def test_a_statement_is_shown_by_its_first_words_that_are_no_address(client: Client) -> None:
    speech = factories.make_speech(language="en")
    factories.make_paragraph(speech, number=1, text="Mr. President,")
    factories.make_paragraph(speech, number=2, text="My country thanks you & all. " * 5)
    page = client.get("/").content.decode()
    assert "My country thanks you &amp; all." in page
    assert "Mr. President" not in page


def test_a_statement_that_begins_with_addresses_only_has_no_empty_paragraph(client: Client) -> None:
    speech = factories.make_speech(title="Short")
    factories.make_paragraph(speech, number=1, text="Mr. President,")
    page = client.get("/").content.decode()
    assert "Short" in page
    assert "latest__opening" not in page
