"""The list of statements: words, filters, chips, order, pages, and what people send by mistake."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.test import Client

from statements.models import Speech
from tests import factories

pytestmark = pytest.mark.django_db


def titles(client: Client, query: str) -> list[str]:
    response = client.get(f"/speeches/?{query}")
    assert response.status_code == 200
    return [speech.title for speech in response.context["object_list"]]


def dated(title: str, iso: str, **fields: Any) -> Speech:
    precision = {4: "year", 7: "month", 10: "day"}[len(iso)]
    day = datetime.date.fromisoformat((iso + "-01-01")[:10])
    return factories.make_speech(title=title, date=day, date_precision=precision, **fields)


def test_the_count_and_the_hits_are_marked_for_machines(client: Client) -> None:
    speech = factories.make_speech()
    page = client.get("/speeches/").content.decode()
    assert '<strong data-testid="result-count">1 statement</strong>' in page
    assert page.count('data-testid="hit"') == 1
    assert f'href="{speech.get_absolute_url()}"' in page


def test_a_hit_shows_its_paragraphs_with_marked_words_and_links(client: Client) -> None:
    speech = factories.make_speech(text="Peace is our aim.")
    factories.make_paragraph(speech, number=4, text="Peace is our aim.")
    page = client.get("/speeches/?q=peace").content.decode()
    assert "<mark>Peace</mark> is our aim." in page
    assert f'href="{speech.get_absolute_url()}?q=peace#p4:~:text=Peace%20is%20our%20aim."' in page


def test_every_value_of_a_filter_that_repeats_must_hold(client: Client) -> None:
    china = factories.make_entity(code="CHN", name="China")
    kenya = factories.make_entity(code="KEN", name="Kenya")
    both, one = factories.make_speech(title="Both"), factories.make_speech(title="One")
    for speech, entity in ((both, china), (both, kenya), (one, china)):
        factories.make_mention(speech, entity)
    assert set(titles(client, "country=CHN")) == {"Both", "One"}
    assert titles(client, "country=CHN&country=KEN") == ["Both"]
    assert titles(client, "country=&country=KEN") == ["Both"]


@pytest.mark.parametrize("kind", ["theme", "country", "organization", "document"])
def test_statements_are_narrowed_by_what_they_mention(client: Client, kind: str) -> None:
    factories.make_mention(
        factories.make_speech(title="Hit"), factories.make_entity(kind, code="x")
    )
    factories.make_speech(title="Other")
    assert titles(client, f"{kind}=x") == ["Hit"]


def test_statements_are_narrowed_by_speaker_event_language_and_whom_they_are_for(
    client: Client,
) -> None:
    week = factories.make_event(slug="week")
    debate = factories.make_event(slug="debate", part_of=week)
    group = factories.make_entity("organization", code="g77")
    hit = factories.make_speech(
        title="Hit",
        speaker=factories.make_speaker(slug="zhang-jun"),
        event=debate,
        represents=factories.make_entity(code="CHN"),
        language="fr",
    )
    hit.on_behalf_of.add(group)
    factories.make_speech(title="Other")
    for query in (
        *("speaker=zhang-jun", "event=debate", "event=week"),
        *("represents=CHN", "represents=g77", "language=fr"),
    ):
        assert titles(client, query) == ["Hit"], query


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("from=2020", ["Day", "Month", "Year"]),
        ("from=2020-07-11", ["Month", "Year"]),
        ("from=2020-08", ["Year"]),
        ("to=2020-07-10", ["Day", "Month", "Year"]),
        ("to=2020-06", ["Year"]),
        ("to=2019", []),
        ("from=2020-07&to=2020-07", ["Day", "Month", "Year"]),
        ("from=2021", []),
    ],
)
def test_a_date_known_in_part_may_be_any_of_its_days(
    client: Client, query: str, found: list[str]
) -> None:
    dated("Day", "2020-07-10")
    dated("Month", "2020-07")
    dated("Year", "2020")
    factories.make_speech(title="Undated")
    assert sorted(titles(client, query)) == found


def test_words_and_filters_combine(client: Client) -> None:
    china = factories.make_entity(code="CHN")
    for title, text, mentions in (
        ("Hit", "Peace.", True),
        ("No country", "Peace.", False),
        ("No word", "Trade.", True),
    ):
        speech = factories.make_speech(title=title, text=text)
        if mentions:
            factories.make_mention(speech, china)
    assert titles(client, "q=peace&country=CHN") == ["Hit"]


def test_the_order_is_the_readers_choice(client: Client) -> None:
    dated("Old", "1999", text="Peace, peace and peace.")
    dated("New", "2020", text="Among many other words there is peace.")
    assert titles(client, "") == ["New", "Old"]
    assert titles(client, "sort=oldest") == ["Old", "New"]
    assert titles(client, "q=peace") == ["Old", "New"]
    assert titles(client, "q=peace&sort=newest") == ["New", "Old"]


def test_words_may_have_to_stand_in_one_paragraph(client: Client) -> None:
    apart = factories.make_speech(title="Apart", text="Peace. Trade.")
    factories.make_paragraph(apart, number=1, text="Peace.")
    factories.make_paragraph(apart, number=2, text="Trade.")
    assert titles(client, "q=peace+trade") == ["Apart"]
    assert titles(client, "q=peace+trade&unit=paragraph") == []


def test_a_chip_takes_away_its_own_value_only(client: Client) -> None:
    for code, name in (("CHN", "China"), ("KEN", "Kenya")):
        factories.make_entity(code=code, name=name, is_authority=True)
    response = client.get("/speeches/?q=peace&country=CHN&country=KEN&from=2020&page=1")
    rest = {chip.text: rest for chip, rest in response.context["chips"]}
    assert rest == {
        "China": "q=peace&country=KEN&from=2020",
        "Kenya": "q=peace&country=CHN&from=2020",
        "2020": "q=peace&country=CHN&country=KEN",
    }
    assert 'aria-label="Remove filter: Country mentioned: China"' in response.content.decode()


def test_nothing_found_says_what_to_try(client: Client) -> None:
    page = client.get("/speeches/?q=nothing").content.decode()
    assert "0 statements" in page
    assert "No statement fits" in page
    assert 'href="/themes/"' in page


def test_the_boxes_beside_the_list_count_the_present_result(client: Client) -> None:
    china = factories.make_entity(code="CHN", name="China")
    for text in ("Peace.", "Peace.", "Trade."):
        factories.make_mention(factories.make_speech(text=text), china)
    groups = client.get("/speeches/?q=peace").context["facet_groups"]
    countries = next(group for group in groups if group.param == "country")
    assert [(c.value, c.count, c.is_chosen) for c in countries.choices] == [("CHN", 2, False)]


def test_long_lists_have_pages(client: Client) -> None:
    for number in range(21):
        factories.make_speech(title=f"Number {number}")
    assert len(titles(client, "")) == 20
    assert len(titles(client, "page=2")) == 1
    page = client.get("/speeches/?q=treaty&page=2").content.decode()
    assert 'rel="prev" href="?q=treaty&amp;page=1"' in page


@pytest.mark.parametrize("page", ["99", "0", "-1", "abc", "9" * 25, "%00"])
def test_a_page_out_of_range_is_missing(client: Client, page: str) -> None:
    assert client.get(f"/speeches/?page={page}").status_code == 404


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("country=XYZ", "“XYZ” is not known here"),
        ("theme=%00", "is not known here"),
        ("from=2020-13-45", "“2020-13-45” is not a date"),
        ("to=2020-02-31", "“2020-02-31” is not a date"),
        ("from=yesterday", "“yesterday” is not a date"),
        ("sort=best", "Sort"),
        ("unit=book", "Match words"),
        ("language=english", "Language"),
    ],
)
def test_a_bad_value_is_a_message_and_the_rest_holds(
    client: Client, query: str, message: str
) -> None:
    factories.make_speech(title="Still here")
    response = client.get(f"/speeches/?{query}")
    assert response.status_code == 200
    page = response.content.decode()
    assert 'role="alert"' in page
    assert message in page
    assert "Still here" in page


@pytest.mark.parametrize(
    "query",
    [
        "q=" + "x" * 5_000,
        "q=" + "word+" * 2_000,
        "q=%00",
        "q=peace%00war",
        "q='",
        "q=(((",
        "q=:*",
        "q=%22",
        "q=!!&unit=paragraph",
        "q=%ED%A0%80",
        "q=%FF%FE",
        "q=\\",
        "q=%25s%25",
        "q=" + "-a+" * 300,
        "&".join(["country=CHN"] * 500),
        "from=%00&to=%FF",
        "event=" + "y" * 3_000,
        "language=%00",
    ],
)
def test_nothing_that_a_person_sends_is_an_error_of_the_server(client: Client, query: str) -> None:
    factories.make_paragraph(factories.make_speech(text="Peace."), text="Peace.")
    assert client.get(f"/speeches/?{query}").status_code == 200
    assert client.get(f"/api/v1/speeches/?{query}").status_code in (200, 400)


def test_a_query_that_was_cut_says_so(client: Client) -> None:
    assert "was cut" in client.get("/speeches/?q=" + "word+" * 2_000).content.decode()


def test_the_api_answers_the_same_filters(client: Client) -> None:
    factories.make_mention(
        factories.make_speech(title="Hit", slug="hit"), factories.make_entity(code="CHN")
    )
    factories.make_speech(title="Other")
    found = client.get("/api/v1/speeches/?country=CHN").json()
    assert (found["count"], [item["slug"] for item in found["results"]]) == (1, ["hit"])


def test_the_api_says_what_is_bad_about_a_value(client: Client) -> None:
    response = client.get("/api/v1/speeches/?country=XYZ&from=never")
    assert response.status_code == 400
    assert set(response.json()) == {"country", "from"}


def test_the_api_gives_a_whole_statement_and_null_for_the_unknown(client: Client) -> None:
    speech = dated("Remarks", "2020-07", slug="remarks")
    paragraph = factories.make_paragraph(speech, text="China spoke.", page=2)
    china = factories.make_entity(code="CHN", name="China")
    factories.make_mention(speech, china, paragraph=paragraph, end=5, surface="China")
    found = client.get("/api/v1/speeches/remarks/").json()
    assert (found["date"], found["date_precision"]) == ("2020-07", "month")
    assert found["speaker"] is found["represents"] is found["event"] is found["place"] is None
    assert found["paragraphs"] == [
        {
            "number": 1,
            "page": 2,
            "text": "China spoke.",
            "mentions": [
                {
                    "kind": "country",
                    "code": "CHN",
                    "name": "China",
                    "surface": "China",
                    "start": 0,
                    "end": 5,
                }
            ],
        }
    ]
    assert found["file"]["sha256"] == speech.source.sha256


@pytest.mark.parametrize("prefix", ["/speeches/", "/api/v1/speeches/"])
def test_a_filter_does_not_tell_of_what_only_a_draft_names(client: Client, prefix: str) -> None:
    draft = factories.make_speech(
        status="draft",
        speaker=factories.make_speaker(name="Secret Person", slug="secret-person"),
        event=factories.make_event(name="Secret Meeting", slug="secret-meeting"),
        represents=factories.make_entity("organization", code="secret-body"),
    )
    factories.make_mention(draft, factories.make_entity("document", code="A/RES/77/4321"))
    for query in (
        *("speaker=secret-person", "event=secret-meeting"),
        *("represents=secret-body", "document=A/RES/77/4321"),
    ):
        known = client.get(f"{prefix}?{query}")
        unknown = client.get(f"{prefix}?{query}x")
        assert known.status_code == unknown.status_code
        assert "Secret Person" not in known.content.decode()
        assert "is not known here" in known.content.decode()


def test_a_facet_counts_what_its_filter_finds(client: Client) -> None:
    whole = factories.make_event(name="Big Week", slug="big-week")
    part = factories.make_event(name="A Meeting", slug="a-meeting", part_of=whole)
    group = factories.make_entity("organization", code="g77", name="Group of 77")
    factories.make_speech(event=whole)
    for _ in range(2):
        speech = factories.make_speech(event=part)
        speech.on_behalf_of.add(group)
    own = factories.make_speech(represents=group)
    own.on_behalf_of.add(group)
    groups = {g.param: g for g in client.get("/speeches/").context["facet_groups"]}
    for param in ("event", "represents"):
        for choice in groups[param].choices:
            found = client.get(f"/speeches/?{param}={choice.value}").context["page_obj"]
            assert choice.count == found.paginator.count, (param, choice.value)


def test_words_that_a_language_leaves_out_are_found_as_they_are_written(client: Client) -> None:
    factories.make_speech(title="Hit", text="The end of it.")
    factories.make_speech(title="Other", text="Peace.")
    assert titles(client, "q=the+of") == ["Hit"]
