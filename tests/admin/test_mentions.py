"""Correct what a stored statement mentions."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from statements import importing
from statements.admin.mention_form import marked_segments
from statements.importing import Arrival
from statements.models import Entity, Mention, MentionDecision, Speech

pytestmark = pytest.mark.django_db

TEXT = (
    "Remarks on Kenya\n\nStatement by Mr. António Guterres\n\n3 March 2019\n\nMr. President,\n\n"
    "We support Kenya, and Kenya supports the herdsmen of Kenya.\n\n"
    "It matters to all of us who live near the sea.\n"
)
CHANGE = "admin:statements_speech_change"


@pytest.fixture
def speech() -> Speech:
    call_command("load_authorities", verbosity=0)
    read = importing.default_reader().read(TEXT.encode(), "stored.txt")
    importing.store(Arrival(read=read, data=TEXT.encode(), status="draft"))
    return Speech.objects.get()


def paragraph(speech: Speech) -> int:
    return speech.paragraphs.get(text__startswith="We support").number


def decide(client: Client, speech: Speech, verdict: str, **fields: Any) -> str:
    entered = {"words": "Kenya", "entity": "Kenya", "paragraph": paragraph(speech), **fields}
    address = reverse("admin:statements_speech_decide", args=[speech.pk])
    answer = client.post(address, {**entered, verdict: "1"}, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def kenyas(speech: Speech) -> list[str]:
    found = speech.mentions.filter(paragraph__number=paragraph(speech), surface="Kenya")
    return list(found.order_by("start").values_list("state", flat=True))


@pytest.mark.parametrize(
    ("entered", "states"),
    [
        ({}, ["rejected", "found", "found"]),
        ({"occurrence": 2}, ["found", "rejected", "found"]),
        ({"occurrence": 3, "entity": "KEN"}, ["found", "found", "rejected"]),
    ],
    ids=str,
)
def test_one_of_several_is_rejected(
    admin_client: Client, speech: Speech, entered: dict[str, Any], states: list[str]
) -> None:
    page = decide(admin_client, speech, "_reject", **entered)
    assert "“Kenya” is no mention of Kenya." in page
    assert kenyas(speech) == states


def test_a_mention_in_the_title_is_accepted(admin_client: Client, speech: Speech) -> None:
    decide(admin_client, speech, "_accept", paragraph="")
    assert speech.mentions.get(paragraph=None).state == "accepted"


@pytest.mark.parametrize(
    "name", ["Uganda", "UGA", "Uganda [country UGA]", " uganda ", "Republic of Uganda"]
)
def test_a_mention_is_relinked_by_any_name_of_the_other(
    admin_client: Client, speech: Speech, name: str
) -> None:
    page = decide(admin_client, speech, "_accept", entity=name)
    assert "is now a mention of Uganda" in page
    first = speech.mentions.filter(surface="Kenya", paragraph__isnull=False).order_by("start")[0]
    assert (first.entity.code, first.state) == ("UGA", "accepted")


@pytest.mark.parametrize(
    ("name", "kind", "code"),
    [
        ("S/RES/2532(2020)", "document", "S/RES/2532(2020)"),
        ("UN Charter", "document", "charter-of-the-united-nations"),
        ("UNICEF", "organization", "unicef"),
    ],
)
def test_words_are_added_as_a_mention(
    admin_client: Client, speech: Speech, name: str, kind: str, code: str
) -> None:
    decide(admin_client, speech, "_accept", words="the herdsmen", entity=name)
    added = speech.mentions.get(surface="the herdsmen")
    assert (added.entity.kind, added.entity.code, added.state) == (kind, code, "accepted")


@pytest.mark.parametrize(
    ("entered", "message"),
    [
        ({"words": "Keny"}, None),
        ({"words": "Japan"}, "do not stand there"),
        ({"occurrence": 4}, "do not stand there"),
        ({"occurrence": "0"}, "greater than or equal to 1"),
        ({"paragraph": 99}, "do not stand there"),
        ({"paragraph": "9" * 30}, "do not stand there"),
        ({"paragraph": "x"}, "whole number"),
        ({"words": ""}, "required"),
        ({"words": "x" * 501}, "at most 500"),
        ({"entity": "Atlantis"}, "is not one entity"),
        ({"entity": "\x00"}, "Null characters"),
        ({"entity": "[country ]"}, "is not one entity"),
    ],
    ids=str,
)
def test_what_cannot_be_decided_is_said_and_kept_to_be_corrected(
    admin_client: Client, speech: Speech, entered: dict[str, Any], message: str | None
) -> None:
    page = decide(admin_client, speech, "_accept", **entered)
    if message is None:
        return
    assert message in page
    assert not MentionDecision.objects.exists()
    assert 'value="Kenya"' in page or "entity" in entered or "words" in entered


def test_a_decision_is_shown_and_taken_back(admin_client: Client, speech: Speech) -> None:
    page = decide(admin_client, speech, "_reject")
    assert "Take back" in page
    assert "review__mention--rejected" in page
    decision = MentionDecision.objects.get()
    address = reverse("admin:statements_speech_take_back", args=[speech.pk, decision.pk])
    page = admin_client.post(address, follow=True).content.decode()
    assert "was taken back" in page
    assert kenyas(speech) == ["found"] * 3
    assert admin_client.post(address).status_code == 404


def test_a_chosen_mention_fills_the_form(admin_client: Client, speech: Speech) -> None:
    page = admin_client.get(reverse(CHANGE, args=[speech.pk])).content.decode()
    number = paragraph(speech)
    query = (
        f"?paragraph={number}&amp;words=Kenya&amp;occurrence=2&amp;entity=Kenya+%5Bcountry+KEN%5D"
    )
    assert f'href="{query}#mentions"' in page
    filled = admin_client.get(f"{reverse(CHANGE, args=[speech.pk])}{query.replace('&amp;', '&')}")
    form = filled.context["mention_form"]
    assert [form[name].value() for name in form.fields] == [
        *(str(number), "Kenya", "2", "Kenya [country KEN]")
    ]


def test_who_may_only_look_decides_nothing(client: Client, speech: Speech) -> None:
    reader = User.objects.create_user("reader", password="x", is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_speech"))
    client.force_login(reader)
    page = client.get(reverse(CHANGE, args=[speech.pk])).content.decode()
    assert "data-decide" not in page
    assert "data-mention" not in page
    address = reverse("admin:statements_speech_decide", args=[speech.pk])
    assert client.post(address, {"_reject": "1"}).status_code == 403
    assert client.get(address).status_code in {403, 405}
    assert not Mention.objects.exclude(state="found").exists()


def test_an_entity_made_by_an_editor_is_found_by_name(admin_client: Client, speech: Speech) -> None:
    Entity.objects.create(kind="theme", code="herding", name="Herding of cattle")
    decide(admin_client, speech, "_accept", words="the herdsmen", entity="herding of cattle")
    assert speech.mentions.get(surface="the herdsmen").entity.code == "herding"


def test_a_mention_is_linked_where_another_within_it_begins_alike() -> None:
    theme = Entity(kind="theme", code="x", name="Nuclear programme of Iran")
    country = Entity(kind="country", code="IRN", name="Iran")
    text = "the Iranian nuclear programme"
    outer = Mention(entity=theme, start=4, end=29, surface=text[4:], state="found")
    inner = Mention(entity=country, start=4, end=11, surface="Iranian", state="found")
    cut = marked_segments(1, text, [outer, inner])
    assert [(segment.text, segment.mention) for segment in cut] == [
        ("the ", None),
        (text[4:], outer),
    ]
    assert "theme" in cut[1].query
