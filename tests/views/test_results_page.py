"""What the page of results says of a search, and what can be done with it from there."""

from __future__ import annotations

import datetime
import re
from typing import Any

import pytest
from django.test import Client

from statements.filters import SpeechFilter
from statements.models import Entity, EntityName, Speech
from statements.searching.finding import Found
from statements.views import facet_groups
from tests import factories

pytestmark = pytest.mark.django_db

UNOCT = "United Nations Office of Counter-Terrorism"


def text_of(html: str) -> str:
    """What is read: without tags, and with single spaces."""
    return " ".join(re.sub(r"<[^>]*>", "", html).split())


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return str(response.content.decode())


def statement(text: str, year: int | None = None, **fields: Any) -> Speech:
    day = datetime.date(year, 1, 1) if year else None
    fields = {"date_precision": "year" if year else "", **fields}
    speech = factories.make_speech(text=text, date=day, **fields)
    factories.make_paragraph(speech, text=text)
    return speech


@pytest.fixture
def unoct() -> Entity:
    entity = factories.make_entity("organization", code="unoct", name=UNOCT, is_authority=True)
    EntityName.objects.create(entity=entity, text=UNOCT, kind="official", language="en")
    EntityName.objects.create(
        entity=entity, text="UNOCT", kind="acronym", language="", case_sensitive=True
    )
    return entity


def test_what_was_searched_is_said_in_plain_words(client: Client) -> None:
    statement("Peace and trade.")
    said = text_of(page(client, "/speeches/?q=peace+-war+year:2019..2021"))
    assert "Searched for: statements with “peace”, without “war”, from 2019 to 2021." in said
    assert "Searched for" not in page(client, "/speeches/")
    in_one = text_of(page(client, "/speeches/?q=peace+trade&unit=paragraph"))
    assert "with “peace” and “trade”, all in one paragraph." in in_one


def test_what_was_not_understood_is_said(client: Client) -> None:
    assert "A quotation mark was not closed" in page(client, '/speeches/?q="peace')
    assert "No speaker is known here as “Nobody”" in page(client, "/speeches/?q=speaker:Nobody")


def test_added_names_are_said_and_switched_off_and_on_by_one_link(
    client: Client, unoct: Entity
) -> None:
    statement(f"We thank the {UNOCT}.")
    html = page(client, "/speeches/?q=UNOCT&page=1")
    assert "1 statement</strong>" in html
    assert f"UNOCT is also searched for as {UNOCT}." in text_of(html)
    assert html.count('href="?q=UNOCT&amp;names=typed"') == 1
    off = page(client, "/speeches/?q=UNOCT&names=typed")
    assert "0 statements</strong>" in off
    assert "also searched for" not in off
    assert '<a href="?q=UNOCT">Search for them too</a>' in off


def test_where_there_are_no_names_to_add_none_are_offered(client: Client, unoct: Entity) -> None:
    statement("Peace.")
    for query in ("q=peace", "q=peace&names=typed"):
        html = page(client, f"/speeches/?{query}")
        assert "searched__names" not in html, query


def test_a_count_that_is_not_exact_is_called_the_least_and_why(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    statement("Peace.")
    assert "at least" not in page(client, "/speeches/?q=peace")
    complete = SpeechFilter.found.func  # type: ignore[attr-defined]
    cut = property(lambda filters: Found(complete(filters).statements, is_complete=False))
    monkeypatch.setattr(SpeechFilter, "found", cut)
    html = page(client, "/speeches/?q=peace")
    assert '<strong data-testid="result-count">at least 1 statement</strong>' in html
    assert "took longer than it may" in html
    assert "Narrow it down" in html


def test_orders_are_links_and_relevance_needs_words(client: Client) -> None:
    for year in (2001, 2002):
        statement("Peace.", year)
    html = page(client, "/speeches/?q=peace&page=1")
    assert 'aria-current="true">Relevance</a>' in html
    assert 'href="?q=peace&amp;sort=oldest"' in html
    # Who and when is nothing that a statement can be more or less about.
    html = page(client, "/speeches/?q=year:2001..2002")
    assert 'aria-current="true">Newest first</a>' in html
    assert "sort=relevance" not in html


def test_words_can_be_asked_to_stand_in_one_paragraph(client: Client) -> None:
    statement("Peace and trade.")
    html = page(client, "/speeches/?q=peace+trade")
    assert 'type="radio" name="unit" value="" checked>' in html
    assert 'type="radio" name="unit" value="paragraph">' in html
    html = page(client, "/speeches/?q=peace+trade&unit=paragraph")
    assert 'type="radio" name="unit" value="paragraph" checked>' in html
    assert 'name="unit"' not in page(client, "/speeches/")


def test_the_form_of_the_filters_keeps_what_links_have_switched(client: Client) -> None:
    statement("Peace.", 2001)
    html = page(client, "/speeches/?q=peace&sort=oldest&unit=paragraph&names=typed&year=2001")
    form = html[html.index('<form id="filters"') :]
    for name, value in (("sort", "oldest"), ("names", "typed")):
        assert f'<input type="hidden" name="{name}" value="{value}">' in form
    assert 'type="checkbox" name="year" value="2001" checked>' in form


def test_languages_are_chosen_from_those_that_are_held(client: Client) -> None:
    statement("La paix.", language="fr")
    statement("Peace.", language="en")
    statement("Tajna.", language="pl", status="draft")
    html = page(client, "/speeches/?language=fr")
    menu = html[html.index('<select id="language"') :]
    menu = menu[: menu.index("</select>")]
    assert '<option value="fr" selected>French (fr), 1</option>' in menu
    assert '<option value="en">English (en), 1</option>' in menu
    assert "pl" not in menu
    assert '<option value="xx" selected>' in page(client, "/speeches/?language=xx")


def test_a_search_is_offered_as_a_feed_and_as_data(client: Client) -> None:
    hit = statement("Peace.", 2001)
    statement("Trade.", 2001)
    html = page(client, "/speeches/?q=peace&year=2001&sort=oldest&page=1")
    follow = html[html.index('id="follow"') : html.index('id="results"')]
    feed, data = re.findall(r'<a[^>]* href="([^"]*)" type="application/[^"]*">', follow)
    assert feed == "/feeds/speeches/?q=peace&amp;year=2001"
    assert hit.title in page(client, feed.replace("&amp;", "&"))
    assert data == "/api/v1/speeches/?q=peace&amp;year=2001&amp;sort=oldest"
    assert client.get(data.replace("&amp;", "&")).json()["count"] == 1


def test_links_to_paragraphs_carry_how_the_words_were_searched_for(
    client: Client, unoct: Entity
) -> None:
    speech = statement(f"UNOCT is the {UNOCT}.")
    html = page(client, "/speeches/?q=UNOCT&names=typed&unit=paragraph&year=&country=")
    address = f"{speech.get_absolute_url()}?q=UNOCT&amp;names=typed&amp;unit=paragraph"
    assert f'href="{address}#p1' in html
    assert f'href="{speech.get_absolute_url()}?q=UNOCT#p1' in page(client, "/speeches/?q=UNOCT")


def statement_on_12_themes() -> None:
    speech = statement("Peace.")
    for number in range(12):
        theme = factories.make_entity("theme", code=f"t{number}", name=f"Theme {number:03}")
        factories.make_mention(speech, theme, start=number, end=number + 1)


def test_more_values_of_a_filter_are_shown_by_a_link(client: Client) -> None:
    statement_on_12_themes()
    html = page(client, "/speeches/?q=peace&page=1")
    assert html.count('type="checkbox" name="theme"') == 8
    link = re.search(r'<a id="more-theme" href="([^"]*)"', html)
    assert link is not None
    assert link[1] == "?q=peace&amp;more=theme"
    html = page(client, "/speeches/?q=peace&theme=t0&more=theme")
    assert html.count('type="checkbox" name="theme"') == 12
    # What is shown stays so while filters are added, and is no part of the search.
    assert '<input type="hidden" name="more" value="theme">' in html
    assert '/feeds/speeches/?q=peace&amp;theme=t0"' in html
    assert '<a id="more-theme" href="?q=peace&amp;theme=t0"' in html
    assert 'id="more-country"' not in html
    assert "have the most statements" not in html


def test_a_long_filter_says_what_it_leaves_out(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facet_groups, "MORE", 10)
    statement_on_12_themes()
    html = page(client, "/speeches/?more=theme")
    assert html.count('type="checkbox" name="theme"') == 10
    assert "These 10 have the most statements. “See all” leads to the others." in html


@pytest.mark.parametrize("more", ["nothing", "%00", "theme&more=country"])
def test_more_of_what_there_is_not_is_no_error(client: Client, more: str) -> None:
    statement("Peace.")
    assert "1 statement" in page(client, f"/speeches/?more={more}")


def test_a_page_of_results_has_no_style_or_script_of_its_own(client: Client) -> None:
    statement("Peace.", 2001)
    html = page(client, "/speeches/?q=peace").replace("stylesheet", "")
    assert "style" not in html
    assert not re.search(r"<script(?! src=)", html)


def test_a_value_says_how_many_it_leaves_besides_those_that_are_chosen(client: Client) -> None:
    peace, trade = (factories.make_entity("theme", code=code, name=code) for code in "pt")
    both, one = statement("Both."), statement("One.")
    for speech, theme in ((both, peace), (both, trade), (one, trade)):
        factories.make_mention(speech, theme)
    facet = page(client, "/speeches/?theme=p")
    facet = facet[facet.index('<summary id="facet-theme-name">') :]
    facet = text_of(facet[: facet.index('<p class="facet__more')])
    assert facet == "Theme Theme p 1 t 2 1 with these"


def test_of_filters_that_take_any_value_there_is_one_number(client: Client) -> None:
    for name in ("ana", "ben"):
        statement("Peace.", speaker=factories.make_speaker(name=name, slug=name))
    facet = page(client, "/speeches/?speaker=ana")
    facet = facet[facet.index('<summary id="facet-speaker-name">') :]
    assert text_of(facet[: facet.index('<p class="facet__more')]) == "Speaker Speaker ana 1 ben 1"
