"""The page that cites a statement or a paragraph, and the files it gives."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from statements.citations import Passage, citations
from statements.citing.formats import FORMATS
from statements.models import FormerAddress, Speech
from statements.stable_links import paragraph_keys, statement_key
from tests import factories

pytestmark = pytest.mark.django_db

WORDS = "Water has no “borders” & no flag."


@pytest.fixture
def speech() -> Speech:
    event = factories.make_event(
        name="Meeting on rivers", part_of=factories.make_event(name="Water Week")
    )
    speech = factories.make_speech(
        title="On shared rivers",
        speaker=factories.make_speaker(name="Ingrid Vogel"),
        speaker_role="Minister for Water",
        represents=factories.make_entity(name="Norway"),
        event=event,
        place="Geneva",
        date=date(2023, 3, 9),
        date_precision="day",
    )
    speech.on_behalf_of.add(factories.make_entity("organization", name="Group of Rivers"))
    factories.make_paragraph(speech, number=1, text="Madam President,")
    factories.make_paragraph(speech, number=2, text=WORDS, page=3)
    factories.make_paragraph(speech, number=3, text="Nor have we.")
    return speech


def page(client: Client, speech: Speech, query: str = "") -> str:
    answer = client.get(reverse("statements:citation", args=[speech.slug]) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def file(client: Client, speech: Speech, format: str, query: str = "") -> Any:
    return client.get(reverse("statements:citation-file", args=[speech.slug, format]) + query)


def test_a_statement_is_cited_in_all_formats(client: Client, speech: Speech) -> None:
    shown = page(client, speech)
    for format in FORMATS:
        assert f'data-testid="citation-{format}"' in shown
    assert "“On shared rivers” (statement, Meeting on rivers, Water Week, Geneva" in shown
    assert f"http://testserver/p/{statement_key(speech.pk)}/" in shown
    assert "on behalf of Group of Rivers" in shown
    assert "para. " not in shown


def test_a_paragraph_is_cited_and_quoted(client: Client, speech: Speech) -> None:
    shown = page(client, speech, "?paragraph=2")
    key = paragraph_keys(speech.pk, [(1, "Madam President,"), (2, WORDS)])[2]
    assert f"http://testserver/p/{key}/" in shown
    # Marks within marks are of the other kind; escaped once, as text.
    assert "“Water has no ‘borders’ &amp; no flag.”\n— Ingrid Vogel, Minister for Water" in shown
    assert "para. 2" in shown
    assert "page 3 of the source" in shown


@pytest.mark.parametrize("asked", ["4", "0", "-1", "1.5", "²", "٢", "x" * 500, "9" * 30, "<b>"])
def test_what_is_no_paragraph_is_said_and_the_statement_is_cited(
    client: Client, speech: Speech, asked: str
) -> None:
    shown = page(client, speech, f"?paragraph={asked}")
    assert "its paragraphs go from 1 to 3" in shown
    assert "<b>" not in shown
    assert "Cite this statement" in shown
    assert f"http://testserver/p/{statement_key(speech.pk)}/" in shown


def test_the_style_of_quotations_is_the_one_chosen_last(client: Client, speech: Speech) -> None:
    address = reverse("statements:citation", args=[speech.slug]) + "?paragraph=2"
    answer = client.post(reverse("statements:preferences"), {"citation": "un", "next": address})
    assert answer.headers["Location"] == f"{address}#style-un"
    assert "flag.”\n— Ingrid Vogel, Minister for Water (Norway), on behalf of Group of" in page(
        client, speech, "?paragraph=2"
    )
    assert 'value="un" aria-pressed="true"' in page(client, speech, "?paragraph=2")
    client.post(reverse("statements:preferences"), {"citation": "bibtex"})
    assert 'value="un" aria-pressed="true"' in page(client, speech, "?paragraph=2")


@pytest.mark.parametrize("format", FORMATS.values(), ids=FORMATS)
def test_each_format_is_a_file(client: Client, speech: Speech, format: Any) -> None:
    answer = file(client, speech, format.key, "?paragraph=2")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == f"{format.media_type}; charset=utf-8"
    name = f"ingridvogel2023p2.{format.extension}"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert "/p/" in answer.content.decode()


def test_several_paragraphs_are_cited_together(client: Client, speech: Speech) -> None:
    assert b"paras 1\xe2\x80\x933" in file(client, speech, "oscola", "?paragraph=1&to=3").content
    assert b"para 2 " in file(client, speech, "oscola", "?paragraph=2&to=2").content


@pytest.mark.parametrize(
    ("format", "query"),
    [
        *(("mla", ""), ("BIBTEX", ""), ("un", "?paragraph=4"), ("un", "?paragraph=x")),
        *(("un", "?to=2"), ("un", "?paragraph=3&to=2"), ("un", "?paragraph=1&to=9")),
    ],
)
def test_a_file_of_something_else_is_never_given(
    client: Client, speech: Speech, format: str, query: str
) -> None:
    assert file(client, speech, format, query).status_code == 404


def test_a_draft_is_for_staff_only_and_never_cached(client: Client, speech: Speech) -> None:
    speech.status = "draft"
    speech.save()
    address = reverse("statements:citation", args=[speech.slug])
    for each in (address, f"{address}un/", f"{address}?paragraph=2"):
        assert client.get(each).status_code == 404
    client.force_login(User.objects.create_user("clerk", is_staff=True))
    for each in (address, f"{address}un/"):
        answer = client.get(each)
        assert answer.status_code == 200
        assert "no-store" in answer.headers["Cache-Control"]


def test_the_version_is_that_of_the_newest_revision(client: Client, speech: Speech) -> None:
    shown = page(client, speech)
    assert "version 1, accessed" in shown
    factories.make_revision(speech, number=1)
    made_at = datetime(2024, 1, 5, 12, tzinfo=UTC)
    factories.make_revision(speech, number=2, made_at=made_at)
    shown = page(client, speech)
    assert "version 2 (January 5, 2024), accessed" in shown
    (entry,) = json.loads(file(client, speech, "csl-json").content)
    assert entry["version"] == "2"
    today = timezone.localdate()
    assert entry["accessed"]["date-parts"] == [[today.year, today.month, today.day]]


@pytest.mark.parametrize(("precision", "expected"), [("year", "2023"), ("month", "2023-03")])
def test_a_date_says_no_more_than_is_known(
    client: Client, speech: Speech, precision: str, expected: str
) -> None:
    speech.date_precision = precision
    speech.save()
    assert f"eventdate = {{{expected}}}".encode() in file(client, speech, "bibtex").content


def test_a_statement_of_which_nothing_is_known_is_cited(client: Client) -> None:
    speech = factories.make_speech(title="", language="")
    shown = page(client, speech)
    assert "Statement, Statement Archive, version 1, accessed" in shown
    assert "None" not in shown


def test_many_are_cited_by_as_many_queries_as_one(
    speech: Speech, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    others = [factories.make_speech(event=speech.event) for _ in range(3)]
    for other in others:
        factories.make_revision(other)
    everything = Speech.objects.for_list().select_related("source").order_by("pk")
    for speeches in (everything.filter(pk=speech.pk), everything):
        found = list(speeches)
        passages = [Passage(speech=each, key=statement_key(each.pk)) for each in found]
        with django_assert_num_queries(2):
            cited = citations(passages, "https://example.org")
        assert [each.title for each in cited] == [each.title for each in found]


def test_a_statement_leads_to_its_citation(client: Client, speech: Speech) -> None:
    shown = client.get(speech.get_absolute_url()).content.decode()
    assert f'href="{reverse("statements:citation", args=[speech.slug])}"' in shown
    assert 'href="citation/?paragraph=2"' in shown


def test_a_former_address_leads_to_the_citation(client: Client, speech: Speech) -> None:
    FormerAddress.objects.create(kind="speech", address="once", speech=speech)
    for rest in ("citation/", "citation/un/"):
        answer = client.get(f"/speeches/once/{rest}?paragraph=2")
        assert answer.status_code == 301
        assert answer.headers["Location"] == f"/speeches/{speech.slug}/{rest}?paragraph=2"
