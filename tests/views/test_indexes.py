"""The indexes of countries, organizations, themes and documents."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from statements.models import Entity
from statements.views.arranging import Entry, Section
from tests import factories

pytestmark = pytest.mark.django_db


def make(kind: str, name: str, **fields: Any) -> Entity:
    """An entity that a statement mentions."""
    entity = factories.make_entity(kind, **{"code": name.casefold(), "name": name, **fields})
    factories.make_mention(factories.make_speech(), entity)
    return entity


def outline(client: Client, address: str) -> list[Any]:
    """The headings, names and narrower headings of an index, as nested lists."""
    return [_section(section) for section in client.get(address).context["sections"]]


def _section(section: Section) -> list[Any]:
    narrower = [_section(s) for s in section.sections]
    return [section.heading, *map(_entry, section.entries), *narrower]


def _entry(entry: Entry) -> Any:
    parts = [_entry(part) for part in entry.parts]
    return [entry.entity.name, *parts] if parts else entry.entity.name


def test_countries_stand_by_region_and_subregion(client: Client) -> None:
    for name, region, subregion in (
        ("Chad", "Africa", "Sub-Saharan Africa"),
        ("Kenya", "Africa", "Sub-Saharan Africa"),
        ("Egypt", "Africa", "Northern Africa"),
        ("Peru", "Americas", "Latin America and the Caribbean"),
    ):
        make("country", name, facts={"region": region, "subregion": subregion})
    make("country", "Antarctica")
    assert outline(client, "/countries/") == [
        ["Africa", ["Northern Africa", "Egypt"], ["Sub-Saharan Africa", "Chad", "Kenya"]],
        ["Americas", ["Latin America and the Caribbean", "Peru"]],
        ["Other", "Antarctica"],
    ]


def test_any_index_can_be_had_from_a_to_z(client: Client) -> None:
    for name in ("Zambia", "Égypte", "Eritrea", "1540 Area"):
        make("country", name)
    assert outline(client, "/countries/?by=name") == [
        ["#", "1540 Area"],
        ["E", "Égypte", "Eritrea"],
        ["Z", "Zambia"],
    ]
    page = client.get("/countries/").content.decode()
    assert 'href="?by=name#letter-E"' in page
    page = client.get("/countries/?by=name").content.decode()
    assert 'href="#letter-E"' in page
    assert 'id="letter-other"' in page


def test_organizations_stand_by_class_and_under_their_parents_in_it(client: Client) -> None:
    organ, office = {"category": "principal_organ"}, {"category": "secretariat_office"}
    secretariat = make("organization", "Secretariat", facts=organ)
    affairs = make("organization", "Affairs", facts=office, part_of=secretariat)
    make("organization", "Unit", facts=office, part_of=affairs)
    make("organization", "New Thing", facts={"category": "brand_new"})
    assert outline(client, "/organizations/") == [
        ["Brand new", "New Thing"],
        ["Principal organs of the United Nations", "Secretariat"],
        ["Offices of the United Nations Secretariat", ["Affairs", "Unit"]],
    ]
    assert outline(client, "/organizations/?by=tree") == [
        ["", "New Thing", ["Secretariat", ["Affairs", "Unit"]]]
    ]


def test_a_part_is_shown_under_parents_that_nothing_mentions(client: Client) -> None:
    broad = factories.make_entity("theme", name="Broad", is_authority=True)
    middle = factories.make_entity("theme", name="Middle", part_of=broad, is_authority=True)
    make("theme", "Narrow", part_of=middle)
    response = client.get("/themes/")
    assert outline(client, "/themes/") == [["", ["Broad", ["Middle", "Narrow"]]]]
    assert response.context["count"] == 1
    assert outline(client, "/themes/?by=name") == [["N", "Narrow"]]


def test_documents_stand_by_body_and_number(client: Client) -> None:
    for code, name in (
        ("S/RES/1325(2000)", "Security Council resolution 1325 (2000)"),
        ("S/RES/242(1967)", "Security Council resolution 242 (1967)"),
        ("A/RES/60/288", "Global Counter-Terrorism Strategy"),
        ("A/73/PV.6", "A/73/PV.6"),
        ("paris-agreement", "Paris Agreement"),
    ):
        make("document", name, code=code)
    assert outline(client, "/documents/") == [
        [
            "Security Council resolutions",
            "Security Council resolution 242 (1967)",
            "Security Council resolution 1325 (2000)",
        ],
        ["General Assembly resolutions", "Global Counter-Terrorism Strategy"],
        ["Other United Nations documents", "A/73/PV.6"],
        ["Treaties, declarations and agendas", "Paris Agreement"],
    ]


def test_an_entry_tells_how_many_statements_mention_it_and_are_by_it(client: Client) -> None:
    kenya = make("country", "Kenya")
    factories.make_speech(represents=kenya)
    factories.make_speech(represents=kenya)
    entry = client.get("/countries/?by=name").context["sections"][0].entries[0]
    assert (entry.mentioned, entry.by) == (1, 2)


@pytest.mark.parametrize("asked", ["keny", "KÉNYA", "ken", "Republic Kenya", "Jamhuri", "quênia"])
def test_the_box_finds_any_of_the_names(client: Client, asked: str) -> None:
    kenya = make("country", "Kenya", code="KEN")
    make("country", "Chad", code="TCD")
    for text, language in (
        ("Republic of Kenya", "en"),
        ("Jamhuri ya Kenya", "sw"),
        ("Quênia", "pt"),
    ):
        kenya.names.create(text=text, kind="alias", language=language)
    response = client.get("/countries/", {"name": asked, "by": "name"})
    assert outline(client, response.request["PATH_INFO"] + f"?by=name&name={asked}") == [
        ["K", "Kenya"]
    ]
    assert response.context["count"] == 1


def test_nothing_found_is_said(client: Client) -> None:
    make("country", "Kenya")
    page = client.get("/countries/?name=xyz").content.decode()
    assert "No name holds “xyz”." in page
    assert "0 countries" in page


def test_an_unknown_arrangement_is_the_usual_one(client: Client) -> None:
    make("country", "Kenya", facts={"region": "Africa"})
    assert outline(client, "/countries/?by=nonsense") == [["Africa", "Kenya"]]


def test_parts_in_a_ring_are_listed_side_by_side(client: Client) -> None:
    first = make("theme", "First")
    second = make("theme", "Second", part_of=first)
    third = make("theme", "Third", part_of=second)
    make("theme", "Beside", part_of=third)
    Entity.objects.filter(pk=first.pk).update(part_of=third)
    assert outline(client, "/themes/") == [["", "First", "Second", ["Third", "Beside"]]]
    assert client.get(first.get_absolute_url()).status_code == 200


def test_a_long_index_goes_on_another_page_without_the_script(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("statements.views.entity_indexes.EntityListView.paginate_by", 1)
    make("document", "Strategy", code="A/RES/60/288")
    assert b"quick-filter.js" in client.get("/documents/").content
    make("document", "Women", code="S/RES/1325(2000)")
    assert outline(client, "/documents/") == [["Security Council resolutions", "Women"]]
    assert outline(client, "/documents/?page=2") == [["General Assembly resolutions", "Strategy"]]
    assert b"quick-filter.js" not in client.get("/documents/").content
    assert client.get("/documents/?page=3").status_code == 404


def test_a_figure_of_another_script_is_no_number(client: Client) -> None:
    for name in ("፩", "Treaty 2"):
        make("document", name)
    assert "፩" in client.get("/documents/").content.decode()
