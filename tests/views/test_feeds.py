"""The feed of a list of statements."""

from __future__ import annotations

import datetime
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils import timezone

from statements.models import Speech
from statements.stable_links import statement_key
from tests import factories

pytestmark = pytest.mark.django_db

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def feed(client: Client, query: str = "") -> ElementTree.Element:
    response = client.get(f"/feeds/speeches/{query}")
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    # The text is the archive's own.
    return ElementTree.fromstring(response.content)  # noqa: S314


def titles(root: ElementTree.Element) -> list[str | None]:
    return [entry.text for entry in root.findall("a:entry/a:title", ATOM)]


def test_a_feed_holds_what_the_list_with_the_same_filters_holds(client: Client) -> None:
    kenya = factories.make_entity(code="KEN", name="Kenya")
    peace = factories.make_entity("theme", code="peace", name="Peace")
    both, one = factories.make_speech(title="Both"), factories.make_speech(title="One")
    factories.make_speech(title="Neither")
    for speech, entity in ((both, kenya), (both, peace), (one, kenya)):
        factories.make_mention(speech, entity)
    assert titles(feed(client, "?country=KEN")) == ["One", "Both"]
    narrowed = feed(client, "?country=KEN&theme=peace")
    assert titles(narrowed) == ["Both"]
    heading = narrowed.findtext("a:title", namespaces=ATOM)
    assert heading == "Statements · Theme: Peace · Country mentioned: Kenya"
    link = narrowed.find("a:entry/a:link", ATOM)
    assert link is not None
    assert link.attrib["href"].endswith(both.get_absolute_url())


def test_what_was_added_or_changed_last_comes_first_however_old_it_is(client: Client) -> None:
    factories.make_speech(title="New", date=datetime.date(2020, 1, 1), date_precision="day")
    factories.make_speech(title="Old", date=datetime.date(1950, 1, 1), date_precision="day")
    assert titles(feed(client)) == ["Old", "New"]
    Speech.objects.filter(title="New").update(updated_at=timezone.now())
    assert titles(feed(client, "?sort=oldest")) == ["New", "Old"]


def test_an_entry_says_who_spoke_for_whom_where_and_when(client: Client) -> None:
    factories.make_speech(
        speaker=factories.make_speaker(name="Ana Lindt"),
        represents=factories.make_entity(name="Kenya"),
        event=factories.make_event(name="A meeting"),
        date=datetime.date(2020, 7, 1),
        date_precision="month",
    )
    entry = feed(client).find("a:entry", ATOM)
    assert entry is not None
    summary = entry.findtext("a:summary", namespaces=ATOM)
    assert summary == "Ana Lindt, for Kenya, at A meeting, July 2020"
    assert entry.findtext("a:author/a:name", namespaces=ATOM) == "Ana Lindt"


def test_the_ids_are_whole_addresses_and_those_of_entries_hold(client: Client) -> None:
    speech = factories.make_speech(slug="before")
    known = f"http://testserver/p/{statement_key(speech.pk)}/"
    Speech.objects.update(slug="after")
    root = feed(client, "?language=en")
    assert root.findtext("a:id", namespaces=ATOM) == "http://testserver/speeches/?language=en"
    assert root.findtext("a:entry/a:id", namespaces=ATOM) == known
    link = root.find("a:entry/a:link", ATOM)
    assert link is not None
    assert link.attrib["href"] == "http://testserver/speeches/after/"
    assert client.get(known).headers["Location"] == "/speeches/after/"


def test_drafts_are_in_no_feed(client: Client) -> None:
    factories.make_speech(status="draft")
    assert titles(feed(client)) == []


def test_a_feed_costs_the_same_however_long(
    client: Client, django_assert_num_queries: object
) -> None:
    for _ in range(3):
        factories.make_speech(
            speaker=factories.make_speaker(),
            represents=factories.make_entity(),
            event=factories.make_event(),
        )
    feed(client)
    # A look whether the archive changed since, and the list.
    with django_assert_num_queries(2):  # type: ignore[operator]
        feed(client)


def test_a_character_that_xml_cannot_hold_is_no_part_of_a_feed(client: Client) -> None:
    factories.make_speech(
        title="Peace\x0band\ufffejustice",
        speaker=factories.make_speaker(name="Ana\x0bLindt", slug="ana"),
        event=factories.make_event(name="The\x01meeting"),
    )
    root = feed(client, "?speaker=ana")
    assert root.findtext("a:title", namespaces=ATOM) == "Statements · Speaker: Ana Lindt"
    assert titles(root) == ["Peace and justice"]
    assert root.findtext("a:entry/a:author/a:name", namespaces=ATOM) == "Ana Lindt"
    summary = root.findtext("a:entry/a:summary", namespaces=ATOM)
    assert summary == "Ana Lindt, at The meeting"


@pytest.mark.parametrize(
    "query",
    [
        "?from=soon",
        "?country=XXX",
        "?country=%00",
        "?language=%01",
        "?language=e1",
        "?language=engl",
    ],
)
def test_a_bad_filter_is_refused_since_nobody_would_see_a_message(
    client: Client, query: str
) -> None:
    assert client.get(f"/feeds/speeches/{query}").status_code == 400


@pytest.mark.parametrize("param", ["speaker", "event"])
def test_pages_and_lists_name_their_feed(client: Client, param: str) -> None:
    speech = factories.make_speech(
        speaker=factories.make_speaker(slug="ana"), event=factories.make_event(slug="meeting")
    )
    kenya = factories.make_entity("document", code="A/RES/60/288", name="Strategy")
    factories.make_mention(speech, kenya)
    slug = {"speaker": "ana", "event": "meeting"}[param]
    for address, query in (
        (f"/{param}s/{slug}/", f"?{param}={slug}"),
        ("/documents/A/RES/60/288/", "?document=A/RES/60/288"),
        ("/documents/A/RES/60/288/?from=2001", "?from=2001&amp;document=A/RES/60/288"),
        ("/speeches/", ""),
        ("/speeches/?q=treaty&sort=oldest&page=1", "?q=treaty"),
    ):
        page = client.get(address).content.decode()
        assert 'rel="alternate" type="application/atom+xml"' in page, address
        assert f'href="/feeds/speeches/{query}"' in page, address
