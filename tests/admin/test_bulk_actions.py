"""Publish, withdraw and set the event of many statements at once."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from statements.admin import bulk
from statements.models import Event, Revision, Speech
from tests import factories

pytestmark = pytest.mark.django_db

LIST = "admin:statements_speech_changelist"


@pytest.fixture
def changer(client: Client) -> Client:
    user = User.objects.create_user("changer", is_staff=True)
    names = ["change_speech", "view_speech"]
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(user)
    return client


def act(client: Client, action: str, speeches: list[Speech], **fields: Any) -> Any:
    chosen = [speech.pk for speech in speeches]
    sent = {"action": action, "_selected_action": chosen, **fields}
    answer = client.post(reverse(LIST), sent, follow=True)
    assert answer.status_code == 200
    return answer


def told(answer: Any) -> list[str]:
    return [str(message) for message in answer.context["messages"]]


def drafts(number: int) -> list[Speech]:
    return [factories.make_speech(status="draft") for _ in range(number)]


def test_one_is_told_as_one_and_several_as_several(changer: Client) -> None:
    speeches = drafts(3)
    assert told(act(changer, "publish", speeches[:1])) == ["1 statement is now published."]
    assert told(act(changer, "publish", speeches)) == ["2 statements are now published."]
    assert told(act(changer, "withdraw", speeches)) == ["3 statements are now drafts."]
    assert told(act(changer, "withdraw", speeches)) == ["Nothing was changed."]
    assert Revision.objects.filter(made_by__username="changer").count() == 6


def test_what_is_too_much_for_one_go_is_left_and_told(
    changer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "MOST", 2)
    speeches = drafts(5)
    answer = act(changer, "publish", speeches[:1], select_across="1", index="0")
    assert told(answer) == [
        "2 statements are now published.",
        "3 of the chosen statements are left: choose the action again to go on.",
    ]
    act(changer, "publish", speeches[:1], select_across="1", index="0")
    assert Speech.objects.published().count() == 4


def test_who_may_only_look_is_offered_no_action(client: Client) -> None:
    user = User.objects.create_user("clerk", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename="view_speech"))
    client.force_login(user)
    (speech,) = drafts(1)
    for action in ("publish", "set_event"):
        act(client, action, [speech], _apply="1", event="none")
    assert not Revision.objects.exists()
    assert 'name="action"' not in client.get(reverse(LIST)).content.decode()


# The event


def test_the_event_is_found_looked_at_and_set(changer: Client) -> None:
    whole = factories.make_event(name="General Assembly")
    event = factories.make_event(name="High-level week", name_key="high-level week", part_of=whole)
    old = factories.make_event(name="Another meeting")
    speeches = [factories.make_speech(event=old, programme_number=3), factories.make_speech()]
    there = factories.make_speech(event=event)

    page = act(changer, "set_event", [*speeches, there]).content.decode()
    assert "3 statements are chosen." in page
    assert "Another meeting" in page
    page = act(changer, "set_event", speeches, _find="1", q="assembly WEEK").content.decode()
    assert "High-level week (part of General Assembly)" in page
    assert "Another meeting" not in page

    asked = {"event": str(event.pk), "_preview": "1"}
    page = act(changer, "set_event", [*speeches, there], **asked).content.decode()
    assert "Set the event of 2 statements" in page
    assert "1 statement has this event already." in page
    assert "<del>Another meeting</del>" in page
    assert "(its place 3 on the programme is given up)" in page
    assert not Revision.objects.exists()

    asked = {"event": str(event.pk), "_apply": "1"}
    answer = act(changer, "set_event", [*speeches, there], **asked)
    assert told(answer) == ["The event of 2 statements was set."]
    assert set(Speech.objects.values_list("event", flat=True)) == {event.pk}
    assert Revision.objects.filter(kind="correction").count() == 2


def test_statements_can_be_of_no_event(changer: Client) -> None:
    speech = factories.make_speech(event=factories.make_event())
    page = act(changer, "set_event", [speech], event="none", _preview="1").content.decode()
    assert "Set the event of 1 statement" in page
    act(changer, "set_event", [speech], event="none", _apply="1")
    speech.refresh_from_db()
    assert speech.event is None
    assert Event.objects.exists()


@pytest.mark.parametrize("event", ["", "x", "0", "9" * 30, "-1", "1; DROP", "\x00"])
@pytest.mark.parametrize("button", ["_apply", "_preview"])
def test_without_a_known_event_nothing_is_changed(changer: Client, event: str, button: str) -> None:
    speech = factories.make_speech(event=factories.make_event())
    sent = {"event": event, button: "1", "q": "\x00 %_' or"}
    page = act(changer, "set_event", [speech], **sent).content.decode()
    assert "Nothing was changed. Choose an event below." in page
    assert not Revision.objects.exists()


def test_of_a_big_selection_the_first_are_taken_and_the_others_told_of(
    changer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "MOST", 2)
    speeches = drafts(3)
    page = act(changer, "set_event", speeches[:1], select_across="1", index="0").content.decode()
    assert "2 statements are chosen." in page
    assert "1 more is too many for one go" in page
    assert page.count('name="_selected_action"') == 2


def test_the_page_costs_the_same_whatever_is_chosen(changer: Client) -> None:
    def cost(speeches: list[Speech]) -> int:
        with CaptureQueriesContext(connection) as captured:
            act(changer, "set_event", speeches, event=str(event.pk), _preview="1")
        return len(captured)

    def speech() -> Speech:
        about = {"title": "", "speaker": factories.make_speaker()}
        return factories.make_speech(
            **about, event=factories.make_event(part_of=factories.make_event())
        )

    event = factories.make_event()
    speeches = [speech() for _ in range(6)]
    assert cost(speeches[:1]) == cost(speeches)
