"""Every page of the contract, empty and filled, and to whom it shows what."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from statements.authorities import load
from statements.holdings import current
from statements.models import Speech
from statements.recognition.data import load_authorities
from statements.searching import recent
from tests import factories

pytestmark = pytest.mark.django_db

INDEXES = ["speakers", "events", "countries", "organizations", "themes", "documents"]


@pytest.fixture
def staff_client() -> Client:
    client = Client()
    client.force_login(User.objects.create_user("editor", is_staff=True))
    return client


def make_full_speech(**fields: Any) -> Speech:
    """A statement with everything that a page can show."""
    country = factories.make_entity("country", code="CHN", name="China")
    theme = factories.make_entity("theme", code="peace", name="Peace")
    document = factories.make_entity("document", code="S/RES/2532(2020)", name="Resolution 2532")
    organization = factories.make_entity("organization", code="un", name="United Nations")
    speech = factories.make_speech(
        **{
            "title": "Remarks on peace",
            "text": "Peace is our aim.",
            "speaker": factories.make_speaker(name="Zhang Jun", slug="zhang-jun"),
            "event": factories.make_event(name="A meeting", slug="a-meeting"),
            "represents": country,
            "date": datetime.date(2020, 7, 10),
            "date_precision": "day",
            **fields,
        }
    )
    speech.on_behalf_of.add(organization)
    paragraph = factories.make_paragraph(speech, text="Peace is our aim.", page=1)
    for entity in (country, theme, document, organization):
        factories.make_mention(speech, entity, paragraph=paragraph, start=0, end=5, surface="Peace")
    return speech


def addresses(speech: Speech) -> list[str]:
    """All pages on which the statement can show."""
    entities = [mention.entity for mention in speech.mentions.select_related("entity")]
    assert speech.speaker is not None
    assert speech.event is not None
    return [
        reverse("statements:home"),
        reverse("statements:speeches"),
        *(reverse(f"statements:{name}") for name in INDEXES),
        speech.get_absolute_url(),
        speech.speaker.get_absolute_url(),
        speech.event.get_absolute_url(),
        *(entity.get_absolute_url() for entity in entities),
        "/api/v1/speeches/",
        f"/api/v1/speeches/{speech.slug}/",
    ]


def test_an_empty_archive_opens_and_helps(client: Client) -> None:
    for name in ["home", "speeches", *INDEXES]:
        response = client.get(reverse(f"statements:{name}"))
        assert response.status_code == 200
        assert b'class="empty"' in response.content


def test_every_page_of_a_full_archive_opens(client: Client) -> None:
    speech = make_full_speech()
    for address in addresses(speech):
        response = client.get(address)
        assert response.status_code == 200, address
        assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_a_document_symbol_is_its_address(client: Client) -> None:
    make_full_speech()
    assert client.get("/documents/S/RES/2532(2020)/").status_code == 200


def test_drafts_are_nowhere_for_the_public(client: Client) -> None:
    speech = make_full_speech(status="draft")
    for address in addresses(speech):
        response = client.get(address)
        assert response.status_code in (200, 404), address
        assert b"Remarks on peace" not in response.content, address
        assert b"Zhang Jun" not in response.content, address
    for gone in (
        speech.get_absolute_url(),
        reverse("statements:source", args=[speech.slug]),
        "/speakers/zhang-jun/",
        "/events/a-meeting/",
        "/documents/S/RES/2532(2020)/",
        f"/api/v1/speeches/{speech.slug}/",
    ):
        assert client.get(gone).status_code == 404, gone
    assert "0 statements" in client.get("/speeches/").content.decode()
    assert client.get("/api/v1/speeches/").json()["count"] == 0


def test_drafts_are_seen_by_staff_and_said_to_be_drafts(staff_client: Client) -> None:
    speech = make_full_speech(status="draft")
    for address in addresses(speech):
        if not address.startswith("/api/"):
            assert staff_client.get(address).status_code == 200, address
    assert "Draft" in staff_client.get(speech.get_absolute_url()).content.decode()
    assert "Draft" in staff_client.get("/speeches/").content.decode()


def test_people_without_staff_rights_see_no_drafts(client: Client) -> None:
    client.force_login(User.objects.create_user("reader"))
    assert client.get(make_full_speech(status="draft").get_absolute_url()).status_code == 404


def test_an_authority_entity_has_a_page_before_anything_mentions_it(client: Client) -> None:
    factories.make_entity("country", code="KEN", name="Kenya", is_authority=True)
    assert client.get("/countries/KEN/").status_code == 200
    assert b"Kenya" not in client.get("/countries/").content
    assert b"Kenya" in client.get("/countries/?all=1").content


def test_a_rejected_mention_counts_nowhere(client: Client) -> None:
    kenya = factories.make_entity("country", code="KEN", name="Kenya", is_authority=True)
    speech = factories.make_speech()
    factories.make_mention(speech, kenya, state="rejected")
    assert client.get("/speeches/?country=KEN").context["page_obj"].paginator.count == 0
    assert b"Kenya" not in client.get("/countries/").content
    assert b"Kenya" not in client.get(speech.get_absolute_url()).content


@pytest.mark.parametrize(
    ("precision", "shown"), [("day", "10 July 2020"), ("month", "July 2020"), ("year", "2020")]
)
def test_a_date_is_shown_as_far_as_it_is_known(client: Client, precision: str, shown: str) -> None:
    speech = factories.make_speech(date=datetime.date(2020, 7, 10), date_precision=precision)
    page = client.get(speech.get_absolute_url()).content.decode()
    assert f'<time datetime="{speech.iso_date}">{shown}</time>' in page


def test_a_text_read_from_right_to_left_says_so(client: Client) -> None:
    speech = factories.make_speech(language="ar")
    factories.make_paragraph(speech, text="السلام", language="ar")
    assert 'lang="ar" dir="rtl"' in client.get(speech.get_absolute_url()).content.decode()


def test_texts_cannot_become_markup(client: Client) -> None:
    evil = "<script>alert(1)</script> peace &amp;"
    speech = make_full_speech(
        title=evil, text=evil, speaker_role=evil, place=evil, title_block=evil
    )
    factories.make_paragraph(speech, number=2, text=evil)
    for address in [*addresses(speech)[:-2], "/speeches/?q=peace", "/speeches/?q=<script>"]:
        assert b"<script>alert" not in client.get(address).content, address
    page = client.get("/speeches/?q=alert").content.decode()
    assert "&lt;script&gt;<mark>alert</mark>(1)&lt;/script&gt; peace &amp;amp;" in page


def test_the_names_on_an_index_can_be_filtered(client: Client) -> None:
    for name in ("José Álvarez", "Zhang Jun"):
        factories.make_speech(
            speaker=factories.make_speaker(name=name, name_key=name.casefold().replace("é", "e"))
        )
    page = client.get("/speakers/?name=JOSE").content.decode()
    assert "José Álvarez" in page
    assert "Zhang Jun" not in page
    assert "1 speakers" in page or "1 speaker" in page


def test_the_original_file_is_handed_out_to_keep(client: Client) -> None:
    source = factories.make_source(data=b"Caf\xe9", filename='Déclaration "finale".txt')
    speech = factories.make_speech(source=source)
    address = reverse("statements:source", args=[speech.slug])
    response = client.get(address)
    assert b"".join(response.streaming_content) == b"Caf\xe9"  # type: ignore[attr-defined]
    assert response.headers["Content-Type"] == "text/plain"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Disposition"].startswith(
        "attachment; filename*=utf-8''D%C3%A9"
    )
    again = client.get(address, headers={"if-none-match": response.headers["ETag"]})
    assert again.status_code == 304


def test_a_missing_page_keeps_the_look_of_the_archive(client: Client) -> None:
    response = client.get("/speeches/none/")
    assert response.status_code == 404
    assert b"Statement Archive" in response.content
    assert b'name="q"' in response.content


@pytest.mark.parametrize(
    "address",
    [
        "/speeches/%00/",
        "/speeches/%00/source/",
        "/speakers/%00/",
        "/events/%00/",
        "/countries/%00/",
        "/documents/%FF%FE/",
        "/speeches/" + "x" * 3_000 + "/",
        "/api/v1/speeches/%00/",
        "/api/v1/countries/%00/",
    ],
)
def test_a_hostile_address_is_only_a_missing_page(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", ["/", "/speeches/", "/countries/", "/api/v1/speeches/"])
def test_pages_are_read_only(client: Client, address: str) -> None:
    assert client.head(address).status_code == 200
    assert client.post(address).status_code in (401, 403, 405)


def test_a_page_costs_the_same_whatever_it_holds(client: Client) -> None:
    make_full_speech()
    costs = {address: _queries(client, address) for address in _listing_addresses()}
    for number in range(8):
        speech = factories.make_speech(
            text="Peace again.",
            speaker=factories.make_speaker(),
            event=factories.make_event(part_of=factories.make_event()),
            represents=factories.make_entity(),
        )
        paragraph = factories.make_paragraph(speech, text="Peace again.")
        for kind in ("country", "theme", "organization", "document"):
            entity = factories.make_entity(kind)
            factories.make_mention(speech, entity, paragraph=paragraph, end=number + 1)
    assert {address: _queries(client, address) for address in costs} == costs


@pytest.mark.parametrize(
    ("address", "first", "again"),
    [
        ("/speeches/", 5, 2),
        ("/speeches/?q=peace", 24, 8),
        ("/speeches/?q=peace+or+trade&unit=paragraph&sort=newest&from=2001", 20, 9),
        ("/feeds/speeches/?q=peace", 10, 2),
        ("/api/v1/speeches/?q=peace", 16, 3),
    ],
)
def test_a_list_costs_few_queries_and_fewer_when_it_was_asked_for_before(
    client: Client, address: str, first: int, again: int
) -> None:
    """Each question about words is one of five, with those that limit its time."""
    make_full_speech()
    assert _queries(client, address) == first
    assert _queries(client, address, is_first=False) == again


def _listing_addresses() -> list[str]:
    speech = Speech.objects.get()
    return [a for a in addresses(speech) if "/api/" not in a] + [
        "/speeches/?q=peace",
        "/speeches/?q=peace&theme=peace&country=CHN",
        "/api/v1/speeches/",
        f"/api/v1/speeches/{speech.slug}/",
    ]


def _queries(client: Client, address: str, *, is_first: bool = True) -> int:
    """Of a process that knows the archive as it is; `is_first`: and that nobody asked anything."""
    current()
    if is_first:
        recent.forget()
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_an_event_is_listed_for_the_statements_at_its_parts(client: Client) -> None:
    whole = factories.make_event(name="Big Week", slug="big-week")
    part = factories.make_event(name="A Meeting", slug="a-meeting", part_of=whole)
    factories.make_speech(event=part)
    factories.make_speech(event=whole)
    factories.make_speech(event=part, status="draft")
    listed = {one.name: one.count for one in client.get("/events/").context["object_list"]}
    assert listed == {"Big Week": 2, "A Meeting": 1}


def test_one_of_a_kind_is_said_in_the_singular(client: Client) -> None:
    make_full_speech()
    for index, noun in (("speakers", "speaker"), ("themes", "theme"), ("countries", "country")):
        assert f">1 {noun}</strong>" in client.get(f"/{index}/").content.decode()


def test_a_signal_of_a_theme_is_shown_without_its_mark(client: Client) -> None:
    load(load_authorities(settings.SEEDS_DIR))
    page = client.get("/themes/counter-terrorism/").content.decode()
    assert "extremism" in page
    assert "=extremism" not in page
