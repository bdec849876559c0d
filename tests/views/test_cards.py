"""The card of an entity: a few facts for beside a mention."""

from __future__ import annotations

import datetime

import pytest
from django.contrib.auth.models import User
from django.test import Client

from statements.holdings import current
from statements.models import Entity
from tests import factories

pytestmark = pytest.mark.django_db


def make_mentioned(entity: Entity, *years: int | None, **fields: object) -> None:
    for year in years:
        dated = {"date": datetime.date(year, 1, 1), "date_precision": "year"} if year else {}
        factories.make_mention(factories.make_speech(**dated, **fields), entity)


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_it_tells_kind_name_whole_and_use(client: Client) -> None:
    whole = factories.make_entity("organization", name="United Nations")
    office = factories.make_entity("organization", code="unoct", name="An office", part_of=whole)
    make_mentioned(office, 1990, 2001, None)
    card = text(client, "/cards/organization/unoct/")
    for known in (
        *("Organization", "An office", "Part of United Nations", "Mentioned in 3 statements"),
        *("1990–2001", 'href="/organizations/unoct/"'),
    ):
        assert known in card


def test_one_statement_of_one_year(client: Client) -> None:
    make_mentioned(factories.make_entity("country", code="KEN", name="Kenya"), 1990)
    card = text(client, "/cards/country/KEN/")
    assert "Mentioned in 1 statement <" in card
    assert ">1990</span>" in card


def test_a_document_has_its_symbol_and_the_official_record(client: Client) -> None:
    document = factories.make_entity("document", code="S/RES/1325(2000)", name="Women and peace")
    make_mentioned(document, 2001)
    card = text(client, "/cards/document/S/RES/1325(2000)/")
    assert "S/RES/1325(2000)" in card
    assert 'href="https://docs.un.org/en/S/RES/1325(2000)" rel="external' in card


def test_the_authority_data_is_known_before_it_is_mentioned(client: Client) -> None:
    factories.make_entity("country", code="KEN", name="Kenya", is_authority=True)
    assert "No statement mentions it." in text(client, "/cards/country/KEN/")


def test_what_only_drafts_mention_is_for_staff(client: Client) -> None:
    make_mentioned(factories.make_entity("theme", code="peace"), 1990, status="draft")
    assert client.get("/cards/theme/peace/").status_code == 404
    client.force_login(User.objects.create_user("editor", is_staff=True))
    response = client.get("/cards/theme/peace/")
    assert "Mentioned in 1 statement" in response.content.decode()
    assert "private" in response.headers["Cache-Control"]
    assert "Cookie" in response.headers["Vary"]


def test_a_name_cannot_become_markup(client: Client) -> None:
    make_mentioned(factories.make_entity("theme", code="x", name="<script>alert(1)"), 1990)
    assert "<script>" not in text(client, "/cards/theme/x/")


@pytest.mark.parametrize(
    "address", ["/cards/planet/mars/", "/cards/country/XXX/", "/cards/country/%00/"]
)
def test_what_is_not_there_is_a_missing_page(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_it_costs_two_queries(client: Client, django_assert_num_queries) -> None:
    make_mentioned(factories.make_entity("country", code="KEN"), 1990, 1991, 1992)
    current()
    with django_assert_num_queries(2):
        client.get("/cards/country/KEN/")
