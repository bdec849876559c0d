"""Fields are looked up and names joined; what nobody is called so is searched for as words."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client, RequestFactory

from statements.filters import speech_filter
from statements.holdings import current
from statements.models import EntityName, Speech
from statements.search.nodes import Expanded, Field, Not, Phrase, Word
from statements.search.query import parse
from statements.searching.finding import find
from statements.searching.understanding import Understood, added_names, understand
from tests.factories import (
    make_entity,
    make_event,
    make_mention,
    make_paragraph,
    make_speaker,
    make_speech,
)

pytestmark = pytest.mark.django_db


def understood(text: str, **options: Any) -> Understood:
    return understand(parse(text), current(), **options)


def found(text: str, **options: Any) -> list[str]:
    query = understood(text, **options)
    statements = find(query, current()).statements
    return list(
        Speech.objects.filter(pk__in=statements).order_by("title").values_list("title", flat=True)
    )


@pytest.fixture
def _statements() -> None:
    """One statement for each kind of field, named by it."""
    country = make_entity("country", name="Elbonia", code="ELB", facts={"iso2": "EL"})
    EntityName.objects.create(entity=country, text="Kingdom of Elbonia", kind="official")
    union = make_entity("organization", name="Coastal Union", code="coastal-union")
    theme = make_entity("theme", name="Open Deserts", code="deserts")
    paper = make_entity(
        "document", name="Security Council resolution 2532 (2020)", code="S/RES/2532(2020)"
    )
    for title, entity in (
        ("Of country", country),
        ("Of organization", union),
        ("Of theme", theme),
        ("Of document", paper),
    ):
        make_mention(make_speech(title=title), entity)
    session = make_event(name="First session", slug="first-session")
    part = make_event(name="Evening debate", slug="evening-debate", part_of=session)
    make_speech(title="By speaker", speaker=make_speaker(name="Ana Ruiz", slug="ana-ruiz"))
    make_speech(title="At event", event=part)
    make_speech(title="By country", represents=country)
    make_speech(title="On behalf").on_behalf_of.add(union)
    make_speech(title="In French", language="fr")


@pytest.mark.usefixtures("_statements")
@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("country:ELB", ["Of country"]),
        ("country:el", ["Of country"]),
        ("country:elbonia", ["Of country"]),
        ('country:"the kingdom of Elbonia"', ["Of country"]),
        ("organization:coastal-union", ["Of organization"]),
        ('organisation:"Coastal Union"', ["Of organization"]),
        ("theme:deserts", ["Of theme"]),
        ('theme:"open deserts"', ["Of theme"]),
        ("document:S/RES/2532(2020)", ["Of document"]),
        ('document:"resolution 2532"', ["Of document"]),
        ("speaker:ana-ruiz", ["By speaker"]),
        ("speaker:RUIZ", ["By speaker"]),
        ('speaker:"Ms. Ana Ruiz"', ["By speaker"]),
        ("event:evening-debate", ["At event"]),
        ('event:"first session"', ["At event"]),
        ("by:Elbonia", ["By country"]),
        ("by:coastal-union", ["On behalf"]),
        ("by:(Elbonia OR coastal-union)", ["By country", "On behalf"]),
        ("lang:FR", ["In French"]),
        ("-lang:en", ["In French"]),
    ],
)
def test_values_are_codes_slugs_or_names(text: str, titles: list[str]) -> None:
    query = understood(text)
    assert query.notices == ()
    assert found(text) == titles


@pytest.mark.parametrize(
    ("field", "kind"),
    [
        ("speaker", "speaker"),
        ("event", "event"),
        ("by", "country or organization"),
        ("country", "country"),
        ("organization", "organization"),
        ("theme", "theme"),
        ("document", "document"),
    ],
)
def test_what_nobody_is_called_is_searched_for_as_words(field: str, kind: str) -> None:
    make_speech(title="Peace", text="Atlantis rose.")
    make_speech(title="War", text="Nothing rose.")
    query = understood(f"{field}:Atlantis")
    assert query.tree == Word("Atlantis")
    assert query.notices == (
        f"No {kind} is known here as “Atlantis”, so the words were searched for.",
    )
    assert found(f"{field}:Atlantis") == ["Peace"]
    assert found(f"-{field}:Atlantis") == ["War"]
    assert understood(f'{field}:"Atlantis rose"').tree == Phrase("Atlantis rose")
    assert len(understood(f"{field}:Atlantis OR {field}:Atlantis").notices) == 1


def test_a_language_without_statements_is_no_words() -> None:
    make_speech(title="Peace", text="Of fr and more.")
    assert understood("lang:fr").tree == Field("lang", "fr")
    assert found("lang:fr") == []


@pytest.mark.usefixtures("_statements")
def test_what_is_looked_up_is_explained_as_typed() -> None:
    assert understood("country:ELB peace").explanation == (
        "statements with “peace”, that mention the country “ELB”"
    )
    assert understood("country:Atlantis").explanation == "statements with “Atlantis”"
    assert understood("").explanation == "all statements"


@pytest.fixture
def office() -> Any:
    office = make_entity("organization", name="Office of Deserts")
    EntityName.objects.create(entity=office, text="Office of Deserts", kind="official")
    EntityName.objects.create(entity=office, text="OFDES", kind="acronym", case_sensitive=True)
    texts = {
        "Acronym": "OFDES works.",
        "In full": "The Office of Deserts works.",
        "Neither": "No office works for deserts.",
    }
    for title, text in texts.items():
        make_paragraph(make_speech(title=title, text=text), text=text)
    return office


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("typed", ["ofdes", "OFDES", '"Office of Deserts"'])
def test_names_find_each_other_until_switched_off(typed: str) -> None:
    query = understood(typed)
    assert query.has_names_added
    assert found(typed) == ["Acronym", "In full"]
    assert [each.entity for each in added_names(query.tree)] == ["Office of Deserts"]
    plain = understood(typed, adds_names=False)
    assert not plain.has_names_added
    assert added_names(plain.tree) == ()
    assert found(typed, adds_names=False) == (["In full"] if " " in typed else ["Acronym"])


@pytest.mark.usefixtures("office")
def test_what_is_excluded_is_excluded_by_all_names() -> None:
    query = understood("works -ofdes")
    assert found("works -ofdes") == ["Neither"]
    assert query.explanation == (
        "statements with “works”, without “ofdes” (also as “Office of Deserts”)"
    )
    assert Not(Expanded(Word("ofdes"), (Phrase("Office of Deserts"),), "Office of Deserts")) in (
        query.tree.parts  # type: ignore[union-attr]
    )


def test_names_written_a_moment_ago_are_known(office: Any) -> None:
    assert understood("ODES").tree == Word("ODES")
    EntityName.objects.create(entity=office, text="ODES", kind="acronym")
    assert isinstance(understood("ODES").tree, Expanded)


def test_a_page_can_switch_names_off(office: Any) -> None:
    def titles(**params: str) -> list[str]:
        request = RequestFactory().get("/speeches/", query_params={"q": "ofdes", **params})
        request.user = User()
        return sorted(speech.title for speech in speech_filter(request).qs)

    assert titles() == titles(names="all") == ["Acronym", "In full"]
    assert titles(names="typed") == ["Acronym"]


@pytest.mark.parametrize(("field", "make"), [("speaker", make_speaker), ("event", make_event)])
def test_who_and_what_only_drafts_have_is_not_known(field: str, make: Any, client: Client) -> None:
    named = make(name="Ana Ruiz")
    make_speech(status="draft", **{field: named})

    def notices() -> Any:
        return client.get("/speeches/", {"q": f"{field}:Ruiz"}).context["searched"].notices

    assert notices() == (f"No {field} is known here as “Ruiz”, so the words were searched for.",)
    make_speech(**{field: named})
    assert notices() == ()
