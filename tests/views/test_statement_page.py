"""The page of a statement: its head, its text, what is beside and below it."""

from __future__ import annotations

import datetime
import itertools

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from statements.models import Speech
from statements.stable_links import paragraph_keys
from statements.views import statement
from tests import factories

pytestmark = pytest.mark.django_db


def shown(client: Client, speech: Speech) -> str:
    response = client.get(speech.get_absolute_url())
    assert response.status_code == 200
    return str(response.content.decode())


def test_who_for_whom_where_and_when_are_at_the_head(client: Client) -> None:
    speech = factories.make_speech(
        title="Remarks on peace",
        speaker=factories.make_speaker(name="Ada Berg"),
        speaker_honorific="Ms.",
        speaker_role="Minister for Foreign Affairs",
        represents=factories.make_entity("country", name="Norlandia"),
        event=factories.make_event(name="A meeting", part_of=factories.make_event(name="A week")),
        place="Geneva",
        date=datetime.date(2020, 7, 10),
        date_precision="day",
    )
    speech.on_behalf_of.add(factories.make_entity("organization", name="Group of Friends"))
    header = shown(client, speech).partition('<header class="statement__header">')[2]
    header = header.partition("</header>")[0]
    for known in (
        *("Remarks on peace", "Norlandia", "Country", "Group of Friends", "Ms. <a", "Ada Berg"),
        *("Minister for Foreign Affairs", "A meeting", "part of <a", "A week", "Geneva"),
        *("10 July 2020", "English"),
    ):
        assert known in header


def test_paragraphs_have_their_number_and_the_key_of_their_words(client: Client) -> None:
    speech = factories.make_speech()
    for number, text in ((1, "We want peace."), (2, "We want trade.")):
        factories.make_paragraph(speech, number=number, text=text)
    keys = paragraph_keys(speech.pk, [(1, "We want peace."), (2, "We want trade.")])
    page = shown(client, speech)
    for number, key in keys.items():
        assert f'id="p{number}" data-key="{key}"' in page


def test_a_paragraph_in_another_language_says_so(client: Client) -> None:
    speech = factories.make_speech(language="en")
    factories.make_paragraph(speech, number=1, text="Peace.")
    factories.make_paragraph(speech, number=2, text="السلام", language="ar")
    page = shown(client, speech)
    assert page.count('lang="ar" dir="rtl"') == 1
    assert 'lang="en" dir="ltr"' in page


def make_event_of(count: int) -> list[Speech]:
    event = factories.make_event(name="A debate")
    return [
        factories.make_speech(title=f"Number {n}", event=event, programme_number=n)
        for n in range(1, count + 1)
    ]


def test_before_and_after_are_those_on_the_programme(client: Client) -> None:
    first, second, hidden, last = make_event_of(4)
    Speech.objects.filter(pk=hidden.pk).update(status="draft")
    page = shown(client, second)
    assert "Statement 2 of 3 at this event" in page
    assert f'rel="prev" href="{first.get_absolute_url()}"' in page
    assert f'rel="next" href="{last.get_absolute_url()}"' in page
    assert "Number 3" not in page
    assert 'rel="prev"' not in shown(client, first)
    assert 'rel="next"' not in shown(client, last)
    client.force_login(User.objects.create_user("editor", is_staff=True))
    assert f'rel="next" href="{hidden.get_absolute_url()}"' in shown(client, second)


def test_without_a_programme_no_place_is_told_and_delegations_follow_the_alphabet(
    client: Client,
) -> None:
    event = factories.make_event(name="A debate")
    kenya, chad = (factories.make_entity(code=name, name=name) for name in ("Kenya", "Chad"))
    nobody, second, first, of_chad, next_day = (
        factories.make_speech(
            title=title,
            event=event,
            represents=by,
            date=datetime.date(2020, 5, day),
            date_precision="day",
        )
        for title, by, day in (
            ("Of nobody", None, 1),
            ("B", kenya, 1),
            ("A", kenya, 1),
            ("Z", chad, 1),
            ("Next day", chad, 2),
        )
    )
    page = shown(client, second)
    assert "Statement 3 of 5" not in page
    assert "One of 5 statements" in page
    assert "is not known: by day, and those of a day by delegation" in page
    order = [of_chad, first, second, nobody, next_day]
    for before, after in itertools.pairwise(order):
        assert f'rel="next" href="{after.get_absolute_url()}"' in shown(client, before)
        assert f'rel="prev" href="{before.get_absolute_url()}"' in shown(client, after)
    listed = client.get(event.get_absolute_url())
    assert [speech.pk for speech in listed.context["object_list"]] == [s.pk for s in order]
    assert "is not known: by day, and those of a day by delegation" in listed.content.decode()
    Speech.objects.filter(pk=nobody.pk).update(programme_number=1)
    page = shown(client, second)
    assert "Statement 4 of 5 at this event" in page
    assert "is not known: by day" not in page


def test_what_is_alone_at_its_event_has_nothing_beside_it(client: Client) -> None:
    (alone,) = make_event_of(1)
    assert "at this event" not in shown(client, alone)
    assert "at this event" not in shown(client, factories.make_speech())


def test_a_statement_costs_the_same_whatever_it_holds(client: Client) -> None:
    speeches = make_event_of(3)
    document = factories.make_entity("document", code="S/RES/1(1946)")
    small = factories.make_paragraph(speeches[1], text="Peace.")
    factories.make_mention(speeches[1], document, paragraph=small)
    shown(client, speeches[1])
    with CaptureQueriesContext(connection) as few:
        shown(client, speeches[1])
    for number in range(2, 40):
        paragraph = factories.make_paragraph(speeches[1], number=number, text="Peace again.")
        for kind in ("country", "theme", "organization", "document"):
            entity = factories.make_entity(kind)
            factories.make_mention(speeches[1], entity, paragraph=paragraph)
    with CaptureQueriesContext(connection) as many:
        shown(client, speeches[1])
    assert len(many) == len(few) == 8


def test_an_entity_that_is_merged_while_the_page_is_made_is_no_error(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    speech = factories.make_speech()
    paragraph = factories.make_paragraph(speech, text="Kenya spoke.")
    factories.make_mention(
        speech, factories.make_entity("country", name="Kenya"), paragraph=paragraph, end=5
    )
    monkeypatch.setattr(statement, "_entities", lambda keys: {})
    assert "Kenya spoke." in shown(client, speech)


def test_documents_are_listed_with_their_places_and_the_official_record(client: Client) -> None:
    speech = factories.make_speech()
    document = factories.make_entity("document", code="S/RES/1325(2000)", name="Resolution 1325")
    for number in (1, 2):
        paragraph = factories.make_paragraph(speech, number=number, text="S/RES/1325(2000)")
        factories.make_mention(speech, document, paragraph=paragraph, end=16)
    section = shown(client, speech).partition('id="documents"')[2].partition("</section>")[0]
    assert 'href="/documents/S/RES/1325(2000)/">Resolution 1325</a>' in section
    assert ">S/RES/1325(2000)<" in section
    assert "2 times" in section
    assert 'href="#p1"' in section
    assert 'href="#p2"' in section
    assert 'href="https://docs.un.org/en/S/RES/1325(2000)" rel="external' in section


def test_each_kind_that_is_mentioned_has_a_switch(client: Client) -> None:
    speech = factories.make_speech()
    paragraph = factories.make_paragraph(speech)
    for kind in ("country", "theme"):
        factories.make_mention(speech, factories.make_entity(kind), paragraph=paragraph)
    page = shown(client, speech)
    assert 'data-mark="country"' in page
    assert 'data-mark="theme"' in page
    assert 'data-mark="organization"' not in page


def test_many_mentions_of_a_kind_are_folded(client: Client) -> None:
    speech = factories.make_speech()
    paragraph = factories.make_paragraph(speech, text="We support all of them.")
    for number in range(9):
        entity = factories.make_entity("country", name=f"Country {number}")
        factories.make_mention(speech, entity, paragraph=paragraph, start=number, end=number + 1)
    page = shown(client, speech)
    assert "<summary>4 more</summary>" in page
    assert page.count(">Country ") == 9


def test_a_long_text_has_parts_to_go_to(client: Client) -> None:
    speech = factories.make_speech()
    for number in range(1, 13):
        factories.make_paragraph(speech, number=number, text=f"{number}. Point. " * 100)
    page = shown(client, speech)
    assert "The text has no headings" in page
    assert 'class="outline__link"' in page
    assert "outline__link" not in shown(client, factories.make_paragraph().speech)
