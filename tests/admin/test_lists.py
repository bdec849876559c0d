"""Every list and form of the administration opens, at a fixed cost."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from statements.importing import default_reader
from statements.mentioning import recognize
from statements.models import (
    Entity,
    Event,
    Mention,
    MentionDecision,
    Paragraph,
    Revision,
    Source,
    Speaker,
    Speech,
)
from tests import factories

pytestmark = pytest.mark.django_db

MODELS = [
    *("source", "speech", "paragraph", "speaker"),
    *("event", "entity", "entityname", "mention"),
]


@pytest.fixture
def boss(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("boss"))
    return client


def fill(number: int) -> Speech:
    parent = factories.make_entity("organization")
    entity = factories.make_entity("organization", part_of=parent)
    entity.names.create(text=f"Alias {number}", kind="alias")
    speech = factories.make_speech(
        title="",
        speaker=factories.make_speaker(),
        represents=entity,
        event=factories.make_event(part_of=factories.make_event()),
    )
    paragraph = factories.make_paragraph(speech)
    factories.make_mention(speech, entity, paragraph=paragraph)
    return speech


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("model", MODELS)
def test_a_list_costs_the_same_whatever_it_holds(boss: Client, model: str) -> None:
    address = reverse(f"admin:statements_{model}_changelist")
    fill(1)
    cost = queries(boss, address)
    for number in range(2, 7):
        fill(number)
    assert queries(boss, address) == cost
    assert boss.get(address, {"q": "peace"}).status_code == 200


@pytest.mark.parametrize("model", MODELS)
def test_a_form_opens(boss: Client, model: str) -> None:
    fill(1)
    models = {m._meta.model_name: m for m in (Source, Speech, Speaker, Event, Entity, Mention)}
    speech = Speech.objects.get()
    things = {"paragraph": speech.paragraphs, "entityname": speech.represents.names}  # type: ignore[union-attr]
    thing = things[model].get() if model in things else models[model].objects.first()
    assert thing is not None
    address = reverse(f"admin:statements_{model}_change", args=[thing.pk])
    assert boss.get(address).status_code == 200


def test_a_new_statement_comes_by_upload(boss: Client) -> None:
    response = boss.get(reverse("admin:statements_speech_add"))
    assert response.headers["Location"] == reverse("admin:statements_source_upload")
    assert b"Upload statements" in boss.get(reverse("admin:statements_speech_changelist")).content
    assert b"Upload statements" in boss.get(reverse("admin:index")).content


def test_statements_are_published_and_withdrawn_together(boss: Client) -> None:
    drafts = [factories.make_speech(status="draft").pk for _ in range(2)]
    address = reverse("admin:statements_speech_changelist")
    boss.post(address, {"action": "publish", "_selected_action": drafts})
    assert Speech.objects.published().count() == 2
    boss.post(address, {"action": "withdraw", "_selected_action": drafts[:1]})
    assert Speech.objects.published().count() == 1
    kinds = Revision.objects.filter(speech=drafts[0]).values_list("kind", flat=True)
    assert list(kinds) == ["status", "status", "import"]


def test_status_and_date_stand_before_the_long_names_of_events(boss: Client) -> None:
    event = factories.make_event(name="High-level meeting " + "on a long matter " * 6)
    factories.make_speech(event=event)
    page = boss.get(reverse("admin:statements_speech_changelist")).content.decode()
    columns = [page.index(f"column-{name}") for name in ("status", "shown_date", "short_event")]
    assert columns == sorted(columns)
    assert event.name not in page
    assert event.name[:50] in page


def test_mentions_are_rejected_by_hand(boss: Client) -> None:
    speech = factories.make_speech()
    Paragraph.objects.create(speech=speech, number=1, text="We thank Kenya and Japan.")
    recognize([speech.pk], default_reader().recognizer)
    kenya = speech.mentions.get(entity__code="KEN")
    address = reverse("admin:statements_mention_changelist")
    boss.post(address, {"action": "reject", "_selected_action": [kenya.pk]})
    assert [mention.surface for mention in Mention.objects.live()] == ["Japan"]
    assert MentionDecision.objects.get().made_by is not None


def test_a_mention_whose_words_are_gone_cannot_be_decided(boss: Client) -> None:
    mention = factories.make_mention(factories.make_speech(title="On war"), factories.make_entity())
    address = reverse("admin:statements_mention_changelist")
    answer = boss.post(address, {"action": "accept", "_selected_action": [mention.pk]}, follow=True)
    assert b"do not stand there" in answer.content


@pytest.mark.parametrize(("model", "key"), [("speaker", "alvarez jose"), ("event", "jose alvarez")])
def test_a_person_or_event_added_by_hand_gets_its_address_once(
    boss: Client, model: str, key: str
) -> None:
    address = reverse(f"admin:statements_{model}_add")
    boss.post(address, {"name": "José Álvarez"})
    kind = Speaker if model == "speaker" else Event
    made = kind.objects.get()
    assert (made.slug, made.name_key) == ("josé-álvarez", key)
    again = boss.post(address, {"name": "JOSE ALVAREZ"})
    assert b"There is one of this name already" in again.content
    assert kind.objects.count() == 1


def test_what_comes_from_the_authority_files_is_not_edited_here(boss: Client) -> None:
    entity = factories.make_entity(is_authority=True, name="Kenya")
    address = reverse("admin:statements_entity_change", args=[entity.pk])
    assert "load_authorities" in boss.get(address).content.decode()
    boss.post(address, {"name": "Changed"})
    entity.refresh_from_db()
    assert entity.name == "Kenya"


@pytest.mark.parametrize(
    ("model", "title"),
    [("speech", "Statements"), ("speaker", "Speakers"), ("event", "Events")],
)
def test_a_list_is_named_after_what_it_lists(boss: Client, model: str, title: str) -> None:
    fill(1)
    page = boss.get(reverse(f"admin:statements_{model}_changelist")).content.decode()
    assert f"<h1>{title}</h1>" in page
    assert "Choose an action" in page
    assert "---------" not in page


def test_the_overview_leads_to_what_may_be_twice(boss: Client) -> None:
    page = boss.get(reverse("admin:index")).content.decode()
    for model in ("speaker", "event", "entity"):
        assert reverse(f"admin:statements_{model}_duplicates") in page


@pytest.mark.parametrize("number", ["99999999999", "9" * 25, "9" * 5000], ids=len)
def test_a_day_that_no_calendar_has_leads_to_the_list_with_a_word(
    boss: Client, number: str
) -> None:
    fill(1)
    changelist = reverse("admin:statements_speech_changelist")
    for query in (f"date__year={number}", f"date__year=2020&date__month={number}"):
        assert boss.get(f"{changelist}?{query}")["Location"] == f"{changelist}?e=1"


@pytest.mark.parametrize("key", ["x", "", "9" * 25, "9" * 5000, "1\x00"], ids=repr)
def test_what_cannot_be_chosen_is_no_error_of_ours(boss: Client, key: str) -> None:
    fill(1)
    data = {"action": "delete_selected", "_selected_action": key}
    assert boss.post(reverse("admin:statements_speech_changelist"), data).status_code == 400


def test_events_that_complete_a_field_are_in_order(boss: Client) -> None:
    for name in ("The third meeting", "The first meeting", "The second meeting"):
        factories.make_event(name=name)
    field = {"app_label": "statements", "model_name": "event", "field_name": "part_of"}
    found = boss.get(reverse("admin:autocomplete"), {**field, "term": "meeting"}).json()
    names = [each["text"] for each in found["results"]]
    assert names == ["The first meeting", "The second meeting", "The third meeting"]
