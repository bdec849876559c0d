"""Editors change addresses; what had one keeps it as a former one."""

from __future__ import annotations

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.db import models
from django.test import Client
from django.urls import reverse

from statements.addresses import Thing, address_of, readdress, successor
from statements.models import Entity, Speaker
from tests import factories

pytestmark = pytest.mark.django_db

THINGS = {
    "speech": lambda: factories.make_speech(slug="old"),
    "speaker": lambda: factories.make_speaker(slug="old"),
    "event": lambda: factories.make_event(slug="old"),
    "entity": lambda: factories.make_entity("theme", code="old"),
}


@pytest.fixture(autouse=True)
def _signed_in(client: Client) -> None:
    user = User.objects.create_user("cataloguer", is_staff=True)
    codenames = [f"{act}_{name}" for act in ("view", "change", "add") for name in THINGS]
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    client.force_login(user)


def page_of(thing: models.Model, page: str = "address") -> str:
    return reverse(f"admin:statements_{thing._meta.model_name}_{page}", args=[thing.pk])


@pytest.mark.parametrize("name", THINGS)
def test_the_address_is_changed_and_the_former_one_shown(client: Client, name: str) -> None:
    thing: Thing = THINGS[name]()
    old = thing.get_absolute_url()
    assert page_of(thing) in client.get(page_of(thing, "change")).content.decode()
    response = client.post(page_of(thing), {"address": "new"}, follow=True)
    assert response.redirect_chain == [(page_of(thing, "change"), 302)]
    assert "is at" in response.content.decode()
    thing.refresh_from_db()
    assert address_of(thing) == "new"
    page = client.get(page_of(thing)).content.decode()
    assert f'<li><a href="{old}">{old}</a></li>' in page
    told = f"is at {thing.get_absolute_url()} now"
    assert told in LogEntry.objects.get(object_id=thing.pk).change_message
    if name != "speech":  # Whose history is its versions.
        assert told in client.get(page_of(thing, "history")).content.decode()


@pytest.mark.parametrize("address", ["", "two words", "taken", "left", "x" * 200])
def test_what_cannot_be_is_explained(client: Client, address: str) -> None:
    factories.make_speaker(slug="taken")
    readdress(factories.make_speaker(slug="left"), "elsewhere")
    speaker = factories.make_speaker(slug="old")
    response = client.post(page_of(speaker), {"address": address})
    assert response.status_code == 200
    assert 'class="errorlist' in response.content.decode()
    speaker.refresh_from_db()
    assert speaker.slug == "old"


def test_the_same_address_changes_nothing(client: Client) -> None:
    speaker = factories.make_speaker(slug="old")
    client.post(page_of(speaker), {"address": "old"})
    assert successor("speaker", "old") is None
    assert not LogEntry.objects.exists()


def test_authority_codes_are_kept_in_the_files(client: Client) -> None:
    entity = factories.make_entity("theme", code="old", is_authority=True)
    page = client.get(page_of(entity)).content.decode()
    assert "load_authorities" in page
    assert "<button" not in page.partition("What to know")[2]
    assert client.post(page_of(entity), {"address": "new"}).status_code == 200
    entity.refresh_from_db()
    assert entity.code == "old"


@pytest.mark.parametrize("name", THINGS)
def test_who_may_not_change_may_not_readdress(client: Client, name: str) -> None:
    client.force_login(User.objects.create_user("reader", is_staff=True))
    thing = THINGS[name]()
    assert client.get(page_of(thing)).status_code == 403
    assert client.post(page_of(thing), {"address": "new"}).status_code == 403


def test_visitors_are_asked_to_sign_in(client: Client) -> None:
    client.logout()
    response = client.get(page_of(factories.make_speaker()))
    assert response.status_code == 302
    assert "/login/" in response["Location"]


def test_what_is_not_there_is_not_found(client: Client) -> None:
    assert client.get(reverse("admin:statements_event_address", args=[4711])).status_code == 404


def test_a_new_one_is_not_given_what_another_had(client: Client) -> None:
    readdress(factories.make_speaker(slug="ana-lindt"), "ana-lind")
    add = reverse("admin:statements_speaker_add")
    page = client.post(add, {"name": "Ana Lindt", "slug": "ana-lindt"}).content.decode()
    assert "still leads there" in page
    client.post(add, {"name": "Ana Lindt", "slug": ""})
    assert Speaker.objects.get(name="Ana Lindt").slug == "ana-lindt-2"


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("..", "No part of a code"),
        ("two/parts", "Only the symbol"),
        ("left", "still leads there"),
        ("taken", "is the address of another one"),
    ],
)
def test_nor_a_new_entity_an_address_that_cannot_be(client: Client, code: str, told: str) -> None:
    factories.make_entity("theme", code="taken")
    readdress(factories.make_entity("theme", code="left"), "elsewhere")
    new = {"kind": "theme", "code": code, "name": "Peace", "facts": "{}"}
    names = {"names-TOTAL_FORMS": 0, "names-INITIAL_FORMS": 0}
    add = reverse("admin:statements_entity_add")
    assert told in client.post(add, {**new, **names}).content.decode()
    assert client.post(add, {**new, **names, "code": "peace"}).status_code == 302
    assert Entity.objects.get(name="Peace").code == "peace"
