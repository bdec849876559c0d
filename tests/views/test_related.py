"""Related statements: which, and why."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from statements.holdings import current
from statements.models import Entity, Speech
from statements.vocabulary import gather
from tests import factories

pytestmark = pytest.mark.django_db


def make(title: str, *entities: Entity, text: str = "Peace.", **fields: object) -> Speech:
    speech = factories.make_speech(title=title, text=text, **fields)
    factories.make_paragraph(speech, text=text)
    for entity in entities:
        factories.make_mention(speech, entity)
    return speech


@pytest.fixture
def speech() -> Speech:
    """One of eight statements; two others share something rare with it."""
    fiji = factories.make_entity("country", code="FJI", name="Fiji")
    climate = factories.make_entity("theme", code="climate", name="Climate change")
    own = factories.make_entity("country", code="NRU", name="Nauru")
    for number in range(4):
        make(f"Other {number}", own, text="We speak of trade.")
    make("On Fiji", fiji, climate)
    make("On mangroves", text="We plant mangroves.")
    make("Hidden", fiji, climate, status="draft")
    text = "Our mangroves are old; the mangroves hold the shore."
    speech = make("Here", fiji, climate, own, text=text, represents=own)
    gather()
    return speech


def shown(client: Client, speech: Speech, **headers: str) -> str:
    response = client.get(reverse("statements:related", args=[speech.slug]), headers=headers)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_what_is_shared_is_said(client: Client, speech: Speech) -> None:
    page = shown(client, speech)
    assert page.index("On Fiji") < page.index("On mangroves")
    assert ">Climate change</a>, <a" in page or ">Fiji</a>, <a" in page
    assert "<q>mangroves</q>" in page


def test_whom_it_speaks_for_is_no_reason(client: Client, speech: Speech) -> None:
    page = shown(client, speech)
    assert "Other" not in page
    assert "Nauru" not in page


def test_drafts_are_related_for_staff_only(client: Client, speech: Speech) -> None:
    assert "Hidden" not in shown(client, speech)
    client.force_login(User.objects.create_user("editor", is_staff=True))
    assert "Hidden" in shown(client, speech)
    hidden = Speech.objects.get(title="Hidden")
    of_draft = client.get(reverse("statements:related", args=[hidden.slug]))
    assert "no-store" in of_draft.headers["Cache-Control"]
    client.logout()
    assert client.get(reverse("statements:related", args=[hidden.slug])).status_code == 404


def test_a_part_is_given_to_the_page_of_the_statement(client: Client, speech: Speech) -> None:
    part = shown(client, speech, **{"HX-Request": "true"})
    assert part.startswith('<ol class="related">')
    whole = client.get(reverse("statements:related", args=[speech.slug]))
    assert b"<html" in whole.content
    assert "HX-Request" in whole.headers["Vary"]


def test_what_is_alone_says_so(client: Client) -> None:
    assert "No other statement" in shown(client, factories.make_speech(text="Zebra."))


def test_records_of_meetings_are_no_reason(client: Client) -> None:
    record = factories.make_entity("document", code="A/76/PV.3")
    first, _ = make("First", record), make("Second", record)
    make("Third")
    assert "Second" not in shown(client, first)


def test_it_costs_the_same_whatever_is_shared(client: Client, speech: Speech) -> None:
    current()
    with CaptureQueriesContext(connection) as few:
        shown(client, speech)
    for number in range(10):
        entity = factories.make_entity("theme")
        make(f"More {number}", entity)
        factories.make_mention(speech, entity, start=number, end=number + 3)
    current()
    with CaptureQueriesContext(connection) as many:
        shown(client, speech)
    assert len(many) == len(few)


def test_the_statement_leads_there_without_scripts(client: Client, speech: Speech) -> None:
    page = client.get(speech.get_absolute_url()).content.decode()
    assert f'<a href="{reverse("statements:related", args=[speech.slug])}">' in page
