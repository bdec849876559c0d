"""Whoever has a link to a statement that was withdrawn learns that it was."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from statements.models import Revision, Speech
from statements.revising import content_of, revise, set_status
from statements.stable_links import link_key, statement_key
from statements.withdrawals import withdrawn_since
from tests import factories

pytestmark = pytest.mark.django_db

TEXT = "We support the treaty on the high seas."


@pytest.fixture
def editor() -> User:
    return User.objects.create(username="editor", is_staff=True)


@pytest.fixture
def speech() -> Speech:
    speech = factories.make_speech(slug="on-the-seas", title="On the seas", text=TEXT)
    factories.make_paragraph(speech, text=TEXT)
    return speech


def links(speech: Speech) -> list[str]:
    return [
        f"/speeches/{speech.slug}/",
        f"/p/{statement_key(speech.pk)}/",
        f"/p/{link_key(speech.pk, TEXT)}/",
        f"/p/{statement_key(speech.pk)}-abcdefgh/",
    ]


def test_every_link_to_it_says_that_it_was_withdrawn_and_no_more(
    client: Client, speech: Speech, editor: User
) -> None:
    set_status(speech, "draft", editor)
    day = timezone.now()
    for address in links(speech):
        response = client.get(address)
        page = response.content.decode()
        assert response.status_code == 410, address
        assert "Statement withdrawn" in page
        assert f"{day.day} {day:%B %Y}" in page
        assert "seas" not in page.replace(address, "")
        assert "no-store" in response["Cache-Control"]
    client.force_login(editor)
    assert client.get(links(speech)[0]).status_code == 200


def test_an_address_that_it_had_before_says_so_too(
    client: Client, speech: Speech, editor: User
) -> None:
    Speech.objects.filter(pk=speech.pk).update(slug="of-today")
    set_status(speech, "draft", editor)
    response = client.get("/speeches/on-the-seas/")
    assert response.status_code == 410
    assert b"of-today" not in response.content


def test_what_was_only_ever_a_draft_stays_unknown(
    client: Client, speech: Speech, editor: User
) -> None:
    Speech.objects.filter(pk=speech.pk).update(status="draft")
    speech.refresh_from_db()
    corrected = replace(content_of(speech), place="Geneva")
    revise(speech, corrected, kind=Revision.Kind.CORRECTION, made_by=editor)
    assert withdrawn_since(speech.pk) is None
    for address in links(speech):
        assert client.get(address).status_code == 404


def test_what_is_published_again_is_withdrawn_no_more(
    client: Client, speech: Speech, editor: User
) -> None:
    for status in ("draft", "published"):
        set_status(speech, status, editor)
    assert withdrawn_since(speech.pk) is None
    assert client.get(links(speech)[0]).status_code == 200


def test_a_correction_after_that_does_not_change_since_when(speech: Speech, editor: User) -> None:
    withdrawal = set_status(speech, "draft", editor)
    assert withdrawal is not None
    speech.refresh_from_db()
    corrected = replace(content_of(speech), place="Geneva")
    revise(speech, corrected, kind=Revision.Kind.CORRECTION, made_by=editor)
    assert withdrawn_since(speech.pk) == withdrawal.made_at


@pytest.mark.parametrize(
    "address", ["/speeches/none/", "/speeches/%00/", f"/speeches/{'a' * 999}/"]
)
def test_what_never_was_is_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404
