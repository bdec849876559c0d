"""A former address leads to that of today: pages, sub-pages, the API, filters."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, reverse

from statements.addresses import readdress
from statements.models import Entity, Speech
from statements.urls import urlpatterns
from statements.views import moved
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def speech() -> Speech:
    """A statement; it and all that it goes with had other addresses before."""
    speaker = factories.make_speaker(slug="old-speaker")
    event = factories.make_event(slug="old-event")
    represents = factories.make_entity("country", code="OLD")
    speech = factories.make_speech(
        slug="old-speech", speaker=speaker, event=event, represents=represents
    )
    for kind, code in (
        *(("organization", "old-body"), ("theme", "old-theme")),
        ("document", "S/RES/1325"),
    ):
        entity = factories.make_entity(kind, code=code)
        factories.make_mention(speech, entity)
        readdress(entity, f"{code}(2000)" if kind == "document" else code.replace("old", "new"))
    factories.make_mention(speech, represents)
    for thing in (speaker, event, speech):
        readdress(thing, thing.slug.replace("old", "new"))
    readdress(represents, "NEW")
    return speech


PAGES = [
    ("/speeches/{}-speech/", "old", "new"),
    ("/speeches/{}-speech/source/", "old", "new"),
    ("/speakers/{}-speaker/", "old", "new"),
    ("/events/{}-event/", "old", "new"),
    ("/countries/{}/", "OLD", "NEW"),
    ("/organizations/{}-body/", "old", "new"),
    ("/themes/{}-theme/", "old", "new"),
    ("/documents/{}/", "S/RES/1325", "S/RES/1325(2000)"),
    ("/api/v1/speeches/{}-speech/", "old", "new"),
    ("/api/v1/speakers/{}-speaker/", "old", "new"),
    ("/api/v1/events/{}-event/", "old", "new"),
    ("/api/v1/countries/{}/", "OLD", "NEW"),
    ("/api/v1/themes/{}-theme/", "old", "new"),
    ("/api/v1/documents/{}/", "S/RES/1325", "S/RES/1325(2000)"),
    ("/speeches/?speaker={}-speaker", "old", "new"),
    ("/speeches/?q=peace&event={}-event&theme=new-theme", "old", "new"),
    ("/speeches/?country={}", "OLD", "NEW"),
    ("/speeches/?represents={}", "OLD", "NEW"),
    ("/speeches/?organization={}-body", "old", "new"),
    ("/api/v1/speeches/?theme={}-theme", "old", "new"),
    ("/themes/new-theme/?country={}", "OLD", "NEW"),
    ("/feeds/speeches/?country={}", "OLD", "NEW"),
]


@pytest.mark.usefixtures("speech")
@pytest.mark.parametrize(("address", "old", "new"), PAGES)
def test_leads_on(client: Client, address: str, old: str, new: str) -> None:
    response = client.get(address.format(old))
    assert response.status_code == 301
    assert response["Location"] == address.format(new)
    assert "no-cache" in response["Cache-Control"]
    assert client.get(response["Location"]).status_code == 200
    assert client.head(address.format(old)).status_code == 301


def test_a_filter_leads_on_where_the_path_has_marks_of_its_own(client: Client) -> None:
    speech = factories.make_speech()
    country = factories.make_entity("country", code="OLD")
    document = factories.make_entity("document", code="A/1?b%c")
    for entity in (country, document):
        factories.make_mention(speech, entity)
    readdress(country, "NEW")
    response = client.get(f"{document.get_absolute_url()}?country=OLD")
    assert response["Location"] == f"{document.get_absolute_url()}?country=NEW"


def below_a_statement() -> list[str]:
    """The names of all addresses that a statement's slug leads to, whoever adds one."""
    return [
        pattern.name
        for pattern in urlpatterns
        if isinstance(pattern, URLPattern)
        and pattern.name
        and str(pattern.pattern).startswith("speeches/")
        and set(pattern.pattern.converters) == {"slug"}
    ]


@pytest.mark.parametrize("name", below_a_statement())
def test_what_is_below_a_statement_moves_with_it(client: Client, speech: Speech, name: str) -> None:
    response = client.get(reverse(f"statements:{name}", args=["old-speech"]) + "?paragraph=1")
    assert response.status_code == 301
    assert (
        response["Location"] == reverse(f"statements:{name}", args=[speech.slug]) + "?paragraph=1"
    )


@pytest.mark.usefixtures("speech")
@pytest.mark.parametrize(
    "address",
    [
        "/speeches/never/",
        "/speakers/old-speech/",
        "/countries/old/",
        "/speeches/%00/",
        f"/speeches/{'x' * 500}/",
        "/nowhere/old-speech/",
    ],
)
def test_what_never_was_is_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.usefixtures("speech")
@pytest.mark.parametrize(
    "address",
    [
        "/speeches/?speaker=never",
        "/speeches/?speaker=",
        "/speeches/?speaker=%00",
        "/speeches/?speaker=old-theme",
        f"/speeches/?country={'x' * 500}",
    ],
)
def test_a_filter_that_never_was_is_a_message(client: Client, address: str) -> None:
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        *("/speeches/old-speech/", "/speakers/old-speaker/", "/events/old-event/"),
        *("/themes/old-theme/", "/countries/OLD/"),
    ],
)
def test_what_is_a_draft_stays_unknown(client: Client, speech: Speech, address: str) -> None:
    Speech.objects.filter(pk=speech.pk).update(status="draft")
    assert client.get(address).status_code == 404
    client.force_login(User.objects.create_user("editor", is_staff=True))
    response = client.get(address)
    assert response.status_code == 301
    assert "no-store" in response["Cache-Control"]


def test_a_filter_by_what_is_a_draft_tells_no_name(client: Client, speech: Speech) -> None:
    Speech.objects.filter(pk=speech.pk).update(status="draft")
    assert client.get("/speeches/?speaker=old-speaker").status_code == 200


def test_forms_are_not_sent_on(client: Client, speech: Speech) -> None:
    assert client.post("/speeches/old-speech/").status_code == 405
    assert client.post("/speeches/old-speech/source/").status_code == 405
    assert speech.slug == "new-speech"


def test_costs_one_query_where_filters_are_on_and_none_elsewhere(
    client: Client, speech: Speech
) -> None:
    def asked(address: str) -> list[str]:
        with CaptureQueriesContext(connection) as caught:
            client.get(address)
        return [q["sql"] for q in caught if "formeraddress" in q["sql"]]

    assert not asked(speech.get_absolute_url())
    assert not asked("/speeches/")
    assert len(asked("/speeches/?theme=new-theme&country=NEW&speaker=new-speaker")) == 1


def test_repeated_values_are_looked_up_once(client: Client, speech: Speech) -> None:
    once, often = (_queries(client, "/speeches/?" + "country=OLD&" * times) for times in (1, 500))
    assert len(once) == len(often)
    response = client.get("/speeches/?" + "country=OLD&" * 500 + "country=NEW&q=peace")
    assert response["Location"] == "/speeches/?country=NEW&q=peace"


def test_the_number_of_values_makes_no_more_queries(client: Client) -> None:
    speech = factories.make_speech()
    for number in range(40):
        theme = factories.make_entity("theme", code=f"old-{number}")
        factories.make_mention(speech, theme)
        readdress(theme, f"new-{number}")
    few, many = (
        _queries(client, "/speeches/?" + "&".join(f"theme=old-{n}" for n in range(count)))
        for count in (2, 40)
    )
    assert len(few) == len(many)


@pytest.mark.usefixtures("speech")
@pytest.mark.parametrize(
    "more", ["&".join(f"country=x{n}" for n in range(60)), f"q={'ä' * 3_000}"], ids=["many", "long"]
)
def test_what_is_too_much_is_not_sent_on(client: Client, more: str) -> None:
    assert client.get(f"/speeches/?country=OLD&{more}").status_code == 200


def test_a_page_too_long_to_be_sent_on_is_not_found(client: Client, speech: Speech) -> None:
    assert client.get(f"/speeches/old-speech/?q={'a' * 17_000}").status_code == 404


def test_a_value_in_use_stays_whatever_had_it_before(client: Client) -> None:
    country = factories.make_entity("country", code="Zed")
    body = factories.make_entity("organization", code="Why-before")
    for represents in (country, body):
        factories.make_speech(represents=represents)
    readdress(body, "Why")
    readdress(body, "Why-now")
    readdress(country, "Why")
    readdress(body, "Zed")
    for value in ("Why", "Zed"):
        assert client.get(f"/speeches/?represents={value}").status_code == 200
    assert client.get("/speeches/?represents=Why-before")["Location"].endswith("=Zed")


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("/organizations/X1/", "/countries/X1/"),
        ("/cards/organization/X1/", "/cards/country/X1/"),
        ("/api/v1/organizations/X1/", "/api/v1/countries/X1/"),
    ],
)
def test_what_is_of_another_kind_now_is_found_there(client: Client, before: str, now: str) -> None:
    entity = factories.make_entity("organization", code="X1")
    factories.make_mention(factories.make_speech(), entity)
    Entity.objects.filter(pk=entity.pk).update(kind="country")
    assert client.get(before)["Location"] == now
    assert client.get(now).status_code == 200
    assert client.get("/speeches/?organization=X1").status_code == 200


def test_nothing_leads_to_itself(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    country = factories.make_entity("country", code="A/1 x")
    factories.make_speech(represents=country)
    # As when rows were restored without their triggers.
    monkeypatch.setattr(moved, "successor", lambda kind, address: country)
    # The API has what is mentioned only.
    assert client.get("/api/v1/countries/A/1%20x/").status_code == 404


def _queries(client: Client, address: str) -> list[str]:
    """The queries of an address that leads on, the archive once read into memory."""
    client.get(address)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 301
    return [query["sql"] for query in caught]
