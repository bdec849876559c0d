"""A statement that is opened from a search shows the words searched for."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from statements.models import Speech
from tests import factories

pytestmark = pytest.mark.django_db


def make_statement(*texts: str, **fields: str) -> Speech:
    speech = factories.make_speech(**{"text": "…", **fields})
    for number, text in enumerate(texts, 1):
        factories.make_paragraph(speech, number=number, text=text)
    return speech


def page(client: Client, speech: Speech, **asked: str) -> str:
    response = client.get(speech.get_absolute_url(), asked)
    assert response.status_code == 200
    return str(response.content.decode())


def marked(html: str) -> list[str]:
    return re.findall(r'<mark class="match">(.*?)</mark>', html)


def test_words_are_marked_in_the_title_and_the_paragraphs(client: Client) -> None:
    speech = make_statement("Treaties first.", "No more.", "A treaty.", title="On the treaty")
    html = page(client, speech, q="treaty")
    assert marked(html) == ["treaty", "Treaties", "treaty"]
    assert "2 paragraphs</strong>" in html
    assert re.findall(r'href="#p(\d+)"><span', html) == ["1", "3"]


def test_the_way_back_to_the_search_is_the_search(client: Client) -> None:
    html = page(client, make_statement("A & B."), q='"a & b" c/d')
    assert 'href="/speeches/?q=%22a%20%26%20b%22%20c%2Fd"' in html
    assert '<q dir="auto">&quot;a &amp; b&quot; c/d</q>' in html


def test_without_a_search_nothing_is_marked_or_said(client: Client) -> None:
    speech = make_statement("Treaties first.")
    for html in (page(client, speech), page(client, speech, q=" "), page(client, speech, q='"-')):
        assert marked(html) == []
        assert "matching" not in html


@pytest.mark.parametrize("typed", ["the", "-treaty", "zebra", "\x00", "(" * 500])
def test_what_finds_nothing_here_marks_nothing(client: Client, typed: str) -> None:
    html = page(client, make_statement("The treaty first."), q=typed)
    assert marked(html) == []
    assert 'href="#p1"><span' not in html


def test_a_mention_that_holds_a_word_stays_one_link(client: Client) -> None:
    speech = make_statement("The <United> Nations & people.")
    entity = factories.make_entity("organization", code="un", name='United "Nations"')
    paragraph = speech.paragraphs.get()
    factories.make_mention(speech, entity, paragraph=paragraph, start=4, end=20, surface="")
    expected = (
        '<p>The <a class="mention mention--organization" href="/organizations/un/"'
        ' title="United &quot;Nations&quot; (organization)">&lt;<mark class="match">United'
        "</mark>&gt; Nations</a>"
        ' &amp; <mark class="match">people</mark>.</p>'
    )
    assert expected in page(client, speech, q="united people")


def test_many_paragraphs_are_counted_and_the_first_are_linked(client: Client) -> None:
    html = page(client, make_statement(*["Peace."] * 30), q="peace")
    assert "30 paragraphs</strong>" in html
    assert len(re.findall(r'href="#p\d+"><span', html)) == 24
    assert "and 6 more" in html


def test_the_statement_is_one_page_whatever_was_searched(client: Client) -> None:
    speech = make_statement("Peace.")
    canonical = f'<link rel="canonical" href="http://testserver{speech.get_absolute_url()}">'
    assert canonical in page(client, speech, q="peace")


def test_marking_costs_one_query(client: Client, django_assert_num_queries) -> None:
    speech = make_statement(*["Peace."] * 5)
    with django_assert_num_queries(5):
        page(client, speech)
    # A process reads names, and which words are common, once.
    page(client, speech, q="peace and war or treaty")
    with django_assert_num_queries(7):
        page(client, speech, q="peace and war or treaty")


def test_evidence_leads_to_marked_words(client: Client) -> None:
    speech = make_statement("We want trade-offs.", "We want peace.", text="trade peace")
    html = client.get("/speeches/", {"q": "peace & trade"}).content.decode()
    address = f"{speech.get_absolute_url()}?q=peace%20%26%20trade"
    assert f'href="{address}#p1:~:text=We%20want%20trade%2Doffs."' in html
    assert f'href="{address}#p2:~:text=We%20want%20peace."' in html
