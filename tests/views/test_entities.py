"""The page of a country, organization, theme or document."""

from __future__ import annotations

import datetime
import re
from itertools import chain
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client

from statements import usage
from statements.authorities import load
from statements.models import Entity, Speech
from statements.recognition.data import load_authorities
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def kenya() -> Entity:
    return factories.make_entity("country", code="KEN", name="Kenya", is_authority=True)


def mentioned(
    entity: Entity, *others: Entity, text: str = "We thank Kenya for it.", **fields: Any
) -> Speech:
    """A statement of one paragraph that mentions the entity, and the others beside it."""
    speech = factories.make_speech(text=text, **fields)
    paragraph = factories.make_paragraph(speech, text=text)
    start = text.index("Kenya") if "Kenya" in text else 0
    for place, each in enumerate((entity, *others)):
        factories.make_mention(
            speech,
            each,
            paragraph=paragraph,
            start=start if place == 0 else 0,
            end=start + 5 if place == 0 else 2,
            surface="Kenya" if place == 0 else "We",
        )
    return speech


def on(year: int) -> dict[str, Any]:
    return {"date": datetime.date(year, 1, 1), "date_precision": "year"}


def text_of(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_statements_by_it_and_statements_that_mention_it_are_kept_apart(
    client: Client, kenya: Entity
) -> None:
    factories.make_speech(title="By Kenya", represents=kenya)
    factories.make_speech(title="For a group").on_behalf_of.add(kenya)
    mentioned(kenya, title="On Kenya")
    factories.make_mention(factories.make_speech(title="Kenya in the title"), kenya)
    response = client.get("/countries/KEN/")
    assert [speech.title for speech in response.context["by"]] == ["For a group", "By Kenya"]
    assert response.context["by_count"] == 2
    assert response.context["totals"] == usage.Totals(
        mentions=2, statements=2, paragraphs=1, titles=1
    )
    page = response.content.decode()
    assert 'href="/speeches/?represents=KEN"' in page
    assert 'href="/speeches/?country=KEN"' in page


def test_a_mention_is_marked_among_its_words_and_linked_to_its_paragraph(
    client: Client, kenya: Entity
) -> None:
    speech = mentioned(kenya, text="We thank <Kenya> & all.")
    page = client.get("/countries/KEN/").content.decode()
    assert "We thank &lt;<mark>Kenya</mark>&gt; &amp; all." in page
    assert f'href="{speech.get_absolute_url()}#p1"' in page


def test_years_without_holdings_are_told_from_years_without_mention(
    client: Client, kenya: Entity
) -> None:
    mentioned(kenya, **on(2001))
    factories.make_speech(**on(2002))
    mentioned(kenya, **on(2005))
    mentioned(kenya)
    response = client.get("/countries/KEN/")
    chart = response.context["chart"]
    assert [(b.use.year, b.use.mentions, b.use.held) for b in chart.bars] == [
        (2001, 1, 1),
        (2002, 0, 1),
        (2005, 1, 1),
    ]
    assert [(gap.first, gap.last) for gap in chart.gaps] == [(2003, 2004)]
    page = text_of(response.content.decode())
    assert "2003–2004 no statement held" in page
    assert "2003–2004: no statement held" in page
    assert "2001: 1 · 1 / 1" in page
    assert "1 mention in statements without a date is not shown" in page


def test_the_picture_has_no_style_or_script_of_its_own(client: Client, kenya: Entity) -> None:
    mentioned(kenya, **on(2001))
    page = client.get("/countries/KEN/").content.decode()
    start = page.index('<svg class="chart__picture"')
    picture = page[start : page.index("</svg>", start)]
    assert 'role="img"' in picture
    assert "<title id=" in picture
    assert "<desc id=" in picture
    assert "style" not in page.replace("stylesheet", "")
    assert not re.search(r"<script(?! src=)", page)


def test_those_who_mention_it_most_come_first(client: Client, kenya: Entity) -> None:
    chad, peru, union = (factories.make_entity(code=c, name=c) for c in ("TCD", "PER", "AU"))
    for _ in range(2):
        mentioned(kenya, represents=peru)
    mentioned(kenya, represents=chad).on_behalf_of.add(union, chad)
    rows = client.get("/countries/KEN/").context["delegations"]
    assert [(row.entity.code, row.statements, row.mentions) for row in rows] == [
        ("PER", 2, 2),
        ("AU", 1, 1),
        ("TCD", 1, 1),
    ]


def test_what_stands_in_the_same_paragraph_is_counted_by_paragraph(
    client: Client, kenya: Entity
) -> None:
    chad = factories.make_entity(code="TCD", name="Chad")
    peace = factories.make_entity("theme", code="peace", name="Peace")
    mentioned(kenya, chad, peace)
    speech = mentioned(kenya, chad)
    elsewhere = factories.make_paragraph(speech, number=2, text="Peru and Kenya.")
    factories.make_mention(speech, factories.make_entity(name="Peru"), paragraph=elsewhere)
    counts = {
        kind: [(entity.name, count) for entity, count in counted]
        for kind, counted in client.get("/countries/KEN/").context["together"]
    }
    assert counts == {"country": [("Chad", 2)], "theme": [("Peace", 1)]}


def test_beyond_the_latest_mentions_the_page_says_what_it_counted(
    client: Client, kenya: Entity, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("statements.usage.LATEST_MENTIONS", 1)
    monkeypatch.setattr("statements.views.entities.LATEST_MENTIONS", 1)
    mentioned(kenya, factories.make_entity(name="Old"), **on(1990))
    mentioned(kenya, factories.make_entity(name="New"), **on(2020))
    response = client.get("/countries/KEN/")
    ((_, counted),) = response.context["together"]
    assert [(entity.name, count) for entity, count in counted] == [("New", 1)]
    assert "of the latest 1 mentions" in text_of(response.content.decode())


@pytest.mark.parametrize(
    ("query", "years"),
    [
        ("", [2020, 2010, 2000]),
        ("sort=oldest", [2000, 2010, 2020]),
        ("from=2005", [2020, 2010]),
        ("from=2005&to=2015", [2010]),
        ("represents=PER", [2010]),
        ("theme=peace", [2020]),
        ("theme=peace&represents=PER", []),
        ("q=thank", [2020, 2010, 2000]),
        ("country=TCD", []),
    ],
)
def test_the_filters_of_lists_combine_here(
    client: Client, kenya: Entity, query: str, years: list[int]
) -> None:
    peru = factories.make_entity(code="PER", name="Peru")
    factories.make_entity(code="TCD", name="Chad", is_authority=True)
    peace = factories.make_entity("theme", code="peace", name="Peace")
    mentioned(kenya, **on(2000))
    mentioned(kenya, represents=peru, **on(2010))
    mentioned(kenya, peace, **on(2020))
    response = client.get(f"/countries/KEN/?{query}")
    assert [line.paragraph.speech.date.year for line in response.context["lines"]] == years
    assert response.context["totals"].statements == len(years)
    listed = client.get(f"/speeches/?{response.context['query']}")
    assert listed.context["page_obj"].paginator.count == len(years)


def test_a_filter_in_use_is_kept_by_the_form_and_can_be_taken_away(
    client: Client, kenya: Entity
) -> None:
    factories.make_entity("theme", code="peace", name="Peace", is_authority=True)
    page = client.get("/countries/KEN/?theme=peace&from=2001").content.decode()
    assert '<input type="hidden" name="theme" value="peace">' in page
    assert 'href="?from=2001#mentions"' in page
    assert "None that fits the filters." in page


def test_a_bad_filter_is_a_message_on_the_page(client: Client, kenya: Entity) -> None:
    mentioned(kenya)
    response = client.get("/countries/KEN/?from=soon&theme=none")
    assert response.status_code == 200
    assert "“soon” is not a date" in response.content.decode()
    assert response.context["totals"].statements == 1


def test_a_page_out_of_range_is_missing(client: Client, kenya: Entity) -> None:
    speech = factories.make_speech()
    for number in range(1, 22):
        paragraph = factories.make_paragraph(speech, number=number, text="Kenya.")
        factories.make_mention(speech, kenya, paragraph=paragraph, end=5, surface="Kenya")
    assert len(client.get("/countries/KEN/").context["lines"]) == 20
    last = client.get("/countries/KEN/?page=2").context["lines"]
    assert [line.paragraph.number for line in last] == [21]
    assert client.get("/countries/KEN/?page=3").status_code == 404


def test_drafts_and_rejected_mentions_count_for_nothing(client: Client, kenya: Entity) -> None:
    mentioned(kenya, title="Draft on Kenya", status="draft")
    speech = mentioned(kenya, title="Wrongly found")
    speech.mentions.update(state="rejected")
    response = client.get("/countries/KEN/")
    assert response.context["totals"].mentions == 0
    assert b"Draft on Kenya" not in response.content
    client.force_login(User.objects.create_user("editor", is_staff=True))
    assert client.get("/countries/KEN/").context["totals"].mentions == 1


def test_it_says_what_the_entity_is(client: Client) -> None:
    load(load_authorities(settings.SEEDS_DIR))
    page = client.get("/countries/COD/").content.decode()
    text = text_of(page)
    assert 'href="/countries/#in-sub-saharan-africa"' in page
    for said in ("ISO 3166-1 alpha-2 CD", "M49 180", "Zaire", "DRC", "French: <span"):
        assert said in text or said in page
    page = client.get("/organizations/cted/").content.decode()
    for above in ("/organizations/un/", "/organizations/unsc/", "/organizations/ctc/"):
        assert f'<a href="{above}">' in page
    narrower = Entity.objects.of_kind("theme").filter(part_of__isnull=False).earliest("pk")
    assert narrower.part_of is not None
    page = client.get(narrower.part_of.get_absolute_url()).content.decode()
    assert f'href="{narrower.get_absolute_url()}"' in page
    page = client.get(narrower.get_absolute_url()).content.decode()
    assert f'<a href="{narrower.part_of.get_absolute_url()}">' in page


@pytest.mark.parametrize(
    ("code", "facts", "address"),
    [
        ("S/RES/2532(2020)", {}, "https://docs.un.org/en/S/RES/2532(2020)"),
        ("agenda", {"symbol": "A/RES/70/1"}, "https://docs.un.org/en/A/RES/70/1"),
        ("charter", {"url": "https://example.org/charter"}, "https://example.org/charter"),
        ("unknown", {}, ""),
    ],
)
def test_a_document_leads_to_where_it_is_published(
    client: Client, code: str, facts: dict[str, str], address: str
) -> None:
    entity = factories.make_entity("document", code=code, is_authority=True, facts=facts)
    page = client.get(entity.get_absolute_url()).content.decode()
    assert entity.public_page == address
    assert ("Published at" in page) is bool(address)
    assert f'href="{address}"' in page or not address


def test_members_and_memberships_lead_to_each_other(client: Client, kenya: Entity) -> None:
    facts = {"members": "KEN|TCD"}
    factories.make_entity("organization", code="club", name="Club", is_authority=True, facts=facts)
    page = client.get("/organizations/club/").content.decode()
    assert "1 member" in page
    assert 'href="/countries/KEN/"' in page
    assert 'href="/organizations/club/"' in client.get("/countries/KEN/").content.decode()


def test_paragraphs_follow_each_other_across_pages_in_either_order(
    client: Client, kenya: Entity, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("statements.views.entities.EntityView.paginate_by", 2)
    expected: list[list[tuple[int | None, int]]] = []
    for year, numbers in ((1990, [1, 2, 3]), (2000, [2]), (2010, [1, 5])):
        speech = factories.make_speech(**on(year))
        for number in range(1, 6):
            paragraph = factories.make_paragraph(speech, number=number, text="Kenya, Kenya.")
            for start in (0, 7) if number in numbers else ():
                end = start + 5
                factories.make_mention(speech, kenya, paragraph=paragraph, start=start, end=end)
        expected.append([(year, number) for number in numbers])
    undated = factories.make_speech()
    paragraph = factories.make_paragraph(undated, text="Kenya.")
    factories.make_mention(undated, kenya, paragraph=paragraph, end=5)

    def shown(sort: str) -> list[tuple[int | None, int]]:
        lines = []
        for page in range(1, 5):
            response = client.get(f"/countries/KEN/?sort={sort}&page={page}")
            lines += [line.paragraph for line in response.context["lines"]]
        dates = [p.speech.date for p in lines]
        return [(d.year if d else None, p.number) for d, p in zip(dates, lines, strict=True)]

    assert shown("oldest") == [*chain(*expected), (None, 1)]
    assert shown("newest") == [*chain(*reversed(expected)), (None, 1)]


def test_a_document_shows_its_symbol_once_and_where_it_is_published(client: Client) -> None:
    factories.make_entity(
        "document",
        code="A/RES/70/1",
        name="2030 Agenda",
        is_authority=True,
        facts={"symbol": "A/RES/70/1", "year": "2015", "url": "https://docs.example/A/RES/70/1"},
    )
    page = client.get("/documents/A/RES/70/1/").content.decode()
    assert "Symbol A/RES/70/1 Year 2015 Published at https://docs.example" in text_of(page)
    assert 'href="https://docs.example/A/RES/70/1"' in page


def test_an_address_that_is_none_of_the_web_is_no_link(client: Client) -> None:
    for code, url in (("A/RES/70/2", "JavaScript:alert(1)"), ("Plan 7", "data:text/html,x")):
        factories.make_entity("document", code=code, is_authority=True, facts={"url": url})
    assert Entity.objects.get(code="A/RES/70/2").public_page == (
        "https://docs.un.org/en/A/RES/70/2"
    )
    assert Entity.objects.get(code="Plan 7").public_page == ""
    page = client.get("/documents/A/RES/70/2/").content.decode()
    assert 'href="https://docs.un.org/en/A/RES/70/2"' in page
    assert 'href="javascript:' not in page.lower()


def test_what_nothing_mentions_has_no_links_that_lead_nowhere(
    client: Client, kenya: Entity
) -> None:
    for mentions in (0, 1):
        if mentions:
            mentioned(kenya, **on(2020))
        page = client.get("/countries/KEN/").content.decode()
        for fragment in re.findall(r'href="#([^"]+)"', page):
            assert f'id="{fragment}"' in page, fragment
        assert ("Filter these mentions" in page) is bool(mentions)
