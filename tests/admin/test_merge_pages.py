"""Editors merge duplicates after a look at what will move."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from statements.admin import merging
from statements.merging import MOST
from statements.models import Entity, Event, Speaker
from tests import factories

pytestmark = pytest.mark.django_db

MAKERS: dict[str, Any] = {
    "speaker": lambda n: factories.make_speaker(name=f"Ana Lindt{'h' * n}", slug=f"ana-{n}"),
    "event": lambda n: factories.make_event(name=f"Lake Week{'s' * n}", slug=f"week-{n}"),
    "entity": lambda n: factories.make_entity(
        "theme", name=f"Inland lake{'s' * n}", code=f"lake-{n}"
    ),
}
MODELS = {"speaker": Speaker, "event": Event, "entity": Entity}


@pytest.fixture(autouse=True)
def librarian(client: Client) -> User:
    user = User.objects.create_user("librarian", is_staff=True)
    codenames = [f"{act}_{name}" for act in ("view", "change", "delete") for name in MAKERS]
    codenames.append("change_speech")
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    client.force_login(user)
    return user


def address(name: str, page: str, *args: Any) -> str:
    return reverse(f"admin:statements_{name}_{page}", args=args)


def look(client: Client, name: str, *things: Any, kept: Any = None) -> str:
    asked = {"ids": [thing.pk for thing in things], **({"kept": kept.pk} if kept else {})}
    return client.get(address(name, "merge"), asked).content.decode()


def token(page: str) -> str:
    found = re.search(r'name="token" value="(\w+)"', page)
    return found[1] if found else ""


@pytest.mark.parametrize("name", MAKERS)
def test_from_the_list_by_a_look_to_one(client: Client, name: str) -> None:
    first, second = MAKERS[name](0), MAKERS[name](1)
    response = client.post(
        address(name, "changelist"),
        {"action": "merge_chosen", "_selected_action": [first.pk, second.pk]},
    )
    page = client.get(response["Location"]).content.decode()
    assert f"What will move to “{first}”" in page
    assert f"From “{second}”" in page
    page = look(client, name, first, second, kept=second)
    assert f"What will move to “{second}”" in page
    data = {"ids": [first.pk, second.pk], "kept": second.pk, "token": token(page)}
    response = client.post(address(name, "merge"), data, follow=True)
    assert response.redirect_chain == [(address(name, "change", second.pk), 302)]
    assert f"“{first}” merged into “{second}”" in response.content.decode()
    assert list(MODELS[name].objects.all()) == [second]
    assert "merged into" in LogEntry.objects.get().get_change_message()
    assert str(first) in client.get(address(name, "change", second.pk)).content.decode()


@pytest.mark.parametrize("name", MAKERS)
def test_the_log_names_the_statements_that_were_written(
    client: Client, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(merging, "MOST_LOGGED", 2)
    kept, *old = [MAKERS[name](n) for n in range(3)]
    field = {"entity": "represents"}.get(name, name)
    keys = [factories.make_speech(status="draft", **{field: one}).pk for one in (*old, old[0])]
    if name == "entity":
        keys.append((other := factories.make_speech()).pk)
        other.on_behalf_of.set(old)
    data = {"ids": [kept.pk, *(one.pk for one in old)], "kept": kept.pk}
    page = look(client, name, kept, *old)
    client.post(address(name, "merge"), {**data, "token": token(page)})
    told = f"{len(keys)} statements ({keys[0]}, {keys[1]}, …)"
    assert told in LogEntry.objects.get().get_change_message()


def test_all_that_will_move_is_told(client: Client) -> None:
    kept, old = (factories.make_entity("organization", name=n, code=n) for n in ("a", "<b>"))
    speech = factories.make_speech(represents=old)
    factories.make_speech().on_behalf_of.add(old)
    factories.make_mention(speech, old)
    factories.make_mention(speech, kept)
    factories.make_decision(entity=old)
    factories.make_entity("organization", name="Part of it", part_of=old)
    page = " ".join(look(client, "entity", kept, old).split())
    for told in (
        *("1 statement</a>", "1 statement on its behalf", "1 mention</a>"),
        *("1 decision of an editor", "1 part: <bdi>Part of it</bdi>", "1 name: <bdi>&lt;b&gt;"),
        *("1 address, which will lead there:", "(1 is the kept one’s already"),
        "?represents=%3Cb%3E",
    ):
        assert told in page
    assert "<b>" not in page


def test_what_the_authority_data_has_is_kept(client: Client) -> None:
    own = factories.make_entity("theme", name="Own")
    authority = factories.make_entity("theme", name="Listed", is_authority=True)
    page = look(client, "entity", own, authority)
    assert "What will move to “Listed”" in page
    page = look(client, "entity", own, authority, kept=own)
    assert "is kept by the authority data" in page
    assert not token(page)


def test_what_has_changed_since_is_shown_anew(client: Client) -> None:
    first, second = MAKERS["speaker"](0), MAKERS["speaker"](1)
    data = {
        "ids": [first.pk, second.pk],
        "kept": first.pk,
        "token": token(look(client, "speaker", first, second)),
    }
    factories.make_speech(speaker=second)
    page = client.post(address("speaker", "merge"), data).content.decode()
    assert "something has changed since" in page
    assert "1 statement</a>" in " ".join(page.split())
    assert Speaker.objects.count() == 2
    client.post(address("speaker", "merge"), {**data, "token": token(page)})
    assert Speaker.objects.count() == 1


@pytest.mark.parametrize("ids", [[], ["x"], ["1" * 50], ["²"], ["-1", "0"], ["4711", "4712"]])
@pytest.mark.parametrize("method", ["get", "post"])
def test_what_is_not_there_cannot_be_merged(client: Client, ids: list[str], method: str) -> None:
    speaker = MAKERS["speaker"](0)
    data = {"ids": [*ids, str(speaker.pk)], "kept": "x", "token": "x"}
    response = getattr(client, method)(address("speaker", "merge"), data, follow=True)
    assert response.redirect_chain == [(address("speaker", "changelist"), 302)]
    assert Speaker.objects.count() == 1


@pytest.mark.parametrize("number", [1, MOST + 1])
def test_one_or_too_many_are_refused_in_the_list(client: Client, number: int) -> None:
    keys = [MAKERS["event"](n).pk for n in range(number)]
    response = client.post(
        address("event", "changelist"),
        {"action": "merge_chosen", "_selected_action": keys},
        follow=True,
    )
    assert f"from two to {MOST}" in response.content.decode()
    page = client.get(address("event", "merge"), {"ids": keys * 2}, follow=True).content.decode()
    assert not token(page)


@pytest.mark.parametrize("missing", ["change_{}", "delete_{}", "change_speech"])
@pytest.mark.parametrize("name", MAKERS)
def test_who_may_not_change_all_that_a_merge_does_may_not_merge(
    client: Client, librarian: User, name: str, missing: str
) -> None:
    first, second = MAKERS[name](0), MAKERS[name](1)
    data = {
        "ids": [first.pk, second.pk],
        "kept": first.pk,
        "token": token(look(client, name, first, second)),
    }
    permission = Permission.objects.get(codename=missing.format(name))
    librarian.user_permissions.remove(permission)
    assert client.get(address(name, "merge"), data).status_code == 403
    assert client.post(address(name, "merge"), data).status_code == 403
    assert client.get(address(name, "duplicates")).status_code == 403
    page = client.get(address(name, "changelist")).content.decode()
    assert "merge_chosen" not in page
    assert address(name, "duplicates") not in page
    assert MODELS[name].objects.count() == 2


@pytest.mark.parametrize("name", MAKERS)
def test_pairs_are_proposed_with_the_way_to_merge_them(client: Client, name: str) -> None:
    kenya = factories.make_entity()
    first, second = MAKERS[name](0), MAKERS[name](1)
    if name == "speaker":
        for speaker in (first, second):
            factories.make_speech(speaker=speaker, represents=kenya)
    assert address(name, "duplicates") in client.get(address(name, "changelist")).content.decode()
    page = client.get(address(name, "duplicates")).content.decode()
    assert f"{address(name, 'merge')}?ids={first.pk}&amp;ids={second.pk}" in page
    assert str(second) in page


def test_nothing_is_proposed_where_nothing_is_alike(client: Client) -> None:
    assert "No names here" in client.get(address("event", "duplicates")).content.decode()


def test_more_pairs_take_no_more_queries(client: Client) -> None:
    def queries(page: str) -> int:
        client.get(page)
        with CaptureQueriesContext(connection) as caught:
            client.get(page)
        return len(caught)

    things = [MAKERS["event"](n) for n in range(2)]
    pairs = queries(address("event", "duplicates"))
    merging = queries(f"{address('event', 'merge')}?ids={things[0].pk}&ids={things[1].pk}")
    for event in things:
        for n in range(5):
            factories.make_speech(event=event)
            factories.make_event(part_of=event, name=f"Part {event.pk} {n}")
    for n in range(2, 8):
        MAKERS["event"](n)
    # The state of the archive is looked at now and then, and pairs found anew; there are 28 now.
    assert queries(address("event", "duplicates")) < pairs + 14
    address_of_two = f"{address('event', 'merge')}?ids={things[0].pk}&ids={things[1].pk}"
    assert queries(address_of_two) == merging


@pytest.mark.parametrize("name", MAKERS)
def test_more_that_are_merged_take_no_more_queries_to_show(client: Client, name: str) -> None:
    def queries(*things: Any) -> int:
        look(client, name, *things)
        with CaptureQueriesContext(connection) as caught:
            look(client, name, *things)
        return len(caught)

    things = [MAKERS[name](n) for n in range(8)]
    if name != "speaker":
        for number, thing in enumerate(things):
            whole = MAKERS[name](10 + number)
            MODELS[name].objects.filter(pk=thing.pk).update(part_of=whole)
    assert queries(*things) == queries(*things[:3])
