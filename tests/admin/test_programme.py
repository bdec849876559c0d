"""The page on which the programme of an event is put in order."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from statements.arranging import programme_of, state_of
from statements.models import Event, Speech
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> Event:
    event = factories.make_event(name="High-level week")
    for title in ("On the sea", "On peace", "On trade"):
        factories.make_speech(title=title, event=event, date="2020-07-10", date_precision="day")
    return event


def address(event: Event) -> str:
    return reverse("admin:statements_event_programme", args=[event.pk])


def send(
    client: Client, event: Event, button: str = "_save", value: Any = "1", **places: Any
) -> Any:
    """Send the places, by the second word of the title."""
    keys = {speech.title.split()[-1]: speech.pk for speech in programme_of(event)}
    entered = {f"place_{keys[name]}": place for name, place in places.items()}
    seen = state_of(programme_of(event))
    value = keys.get(value, value)
    return client.post(address(event), {**entered, "seen": seen, button: value}, follow=True)


def order(event: Event) -> list[tuple[str, int | None]]:
    return [(speech.title.split()[-1], speech.programme_number) for speech in programme_of(event)]


def shown(answer: Any) -> list[tuple[str, Any]]:
    rows = answer.context["rows"]
    return [(row.speech.title.split()[-1], row.field.value()) for row in rows]


def test_places_are_stored_in_one_go_and_told_of(editor: Client, event: Event) -> None:
    answer = send(editor, event, sea="3", peace="1", trade="")
    assert "2 places on the programme were stored." in answer.content.decode()
    assert order(event) == [("peace", 1), ("sea", 3), ("trade", None)]
    assert LogEntry.objects.get().object_id == str(event.pk)
    again = send(editor, event, sea="3", peace="1", trade="")
    assert "Nothing was changed." in again.content.decode()


@pytest.mark.parametrize(
    ("place", "error"),
    [
        ("1", "Place 1 is also given to"),
        ("0", "greater than or equal to 1"),
        ("-1", "greater than or equal to 1"),
        ("100000", "less than or equal to 99999"),
        ("9" * 400, "less than or equal to 99999"),
        ("first", "whole number"),
        ("\x00", "whole number"),
    ],
)
def test_what_is_no_place_is_refused_and_nothing_stored(
    editor: Client, event: Event, place: str, error: str
) -> None:
    answer = send(editor, event, sea="1", peace=place)
    assert answer.status_code == 200
    assert "Nothing was stored." in answer.content.decode()
    assert error in answer.content.decode()
    assert {place for _, place in order(event)} == {None}


def test_statements_move_without_scripts_and_nothing_is_stored_before_saving(
    editor: Client, event: Event
) -> None:
    answer = send(editor, event, "_up", "trade", sea="1", peace="2", trade="3")
    assert shown(answer) == [("sea", 1), ("trade", 2), ("peace", 3)]
    assert "not stored yet" in answer.content.decode()
    assert {place for _, place in order(event)} == {None}
    answer = send(editor, event, "_down", "sea", sea="1", trade="2", peace="3")
    assert shown(answer) == [("trade", 1), ("sea", 2), ("peace", 3)]


def test_statements_without_places_move_among_themselves(editor: Client, event: Event) -> None:
    rows = editor.get(address(event)).context["rows"]
    assert [(row.is_first, row.is_last) for row in rows] == [
        (True, False),
        (False, False),
        (False, True),
    ]
    first, second, third = (row.speech.title.split()[-1] for row in rows)
    answer = send(editor, event, "_down", first)
    assert shown(answer) == [(second, 1), (first, None), (third, None)]
    page = answer.content.decode()
    assert page.count('name="_up"') == page.count('name="_down"') == 3
    assert page.count(" disabled>") == 2


def test_all_are_numbered_as_they_stand(editor: Client, event: Event) -> None:
    answer = send(editor, event, "_number", peace="7")
    numbers = shown(answer)
    assert [place for _, place in numbers] == [1, 2, 3]
    assert numbers[0][0] == "peace"


@pytest.mark.parametrize("value", ["", "x", "9" * 30, "-4", "12345"])
def test_a_move_of_nothing_moves_nothing(editor: Client, event: Event, value: str) -> None:
    assert send(editor, event, "_up", value, sea="1").status_code == 200


def test_somebody_elses_change_is_not_overwritten(editor: Client, event: Event) -> None:
    seen = state_of(programme_of(event))
    send(editor, event, sea="1")
    speech = Speech.objects.get(title="On peace")
    late = {f"place_{speech.pk}": "1", "seen": seen, "_save": "1"}
    answer = editor.post(address(event), late, follow=True)
    assert "Somebody else has changed this programme" in answer.content.decode()
    assert order(event)[0] == ("sea", 1)


def test_an_event_without_statements_says_so(editor: Client) -> None:
    page = editor.get(address(factories.make_event())).content.decode()
    assert "No statement was delivered at this event." in page
    assert editor.get("/admin/statements/event/987654321/programme/").status_code == 404


def test_only_who_may_change_statements_orders_them(client: Client, event: Event) -> None:
    assert "/admin/login/" in client.get(address(event)).headers["Location"]
    client.force_login(User.objects.create_user("clerk", is_staff=True))
    assert client.get(address(event)).status_code == 403
    assert client.post(address(event), {"_save": "1"}).status_code == 403


def test_the_list_and_the_form_lead_there(admin_client: Client, event: Event) -> None:
    for name, args in (("changelist", []), ("change", [event.pk])):
        page = admin_client.get(reverse(f"admin:statements_event_{name}", args=args))
        assert address(event) in page.content.decode()


def test_the_page_costs_the_same_whatever_the_event_holds(editor: Client, event: Event) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert editor.get(address(event)).status_code == 200
        return len(captured)

    first = cost()
    for _ in range(5):
        about = {"speaker": factories.make_speaker(), "represents": factories.make_entity()}
        factories.make_speech(title="", event=event, **about)
    assert cost() == first
