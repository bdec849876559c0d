"""Change many statements as one act: each in a version of its own."""

from __future__ import annotations

from itertools import count

import pytest
from django.contrib.auth.models import User

from statements.batches import PATIENCE, set_event_of, set_status_of
from statements.models import Event, Revision, Speech
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> User:
    return User.objects.create_user("editor")


def test_each_is_a_version_of_its_own(editor: User) -> None:
    speeches = [factories.make_speech(status="draft") for _ in range(3)]
    speeches.append(factories.make_speech(status="published"))
    tally = set_status_of(speeches, Speech.Status.PUBLISHED, editor)
    assert (tally.changed, tally.unchanged, tally.left, tally.refused) == (3, 1, 0, [])
    newest = Revision.objects.filter(number=2)
    assert set(newest.values_list("speech", "kind", "made_by")) == {
        (speech.pk, "status", editor.pk) for speech in speeches[:3]
    }


def test_what_was_deleted_meanwhile_hinders_no_other(editor: User) -> None:
    gone, there = (factories.make_speech(status="draft") for _ in range(2))
    Speech.objects.filter(pk=gone.pk).delete()
    tally = set_status_of([gone, there], Speech.Status.PUBLISHED, editor)
    assert (tally.changed, [speech for speech, _ in tally.refused]) == (1, [gone])


def test_what_takes_too_long_is_left_and_counted(editor: User) -> None:
    speeches = [factories.make_speech(status="draft") for _ in range(3)]
    ticks = count(0, PATIENCE)
    tally = set_status_of(speeches, Speech.Status.PUBLISHED, editor, lambda: float(next(ticks)))
    assert (tally.changed, tally.left) == (1, 2)
    assert Speech.objects.published().count() == 1


def test_an_event_is_set_and_stays_when_the_source_is_read_again(editor: User) -> None:
    whole = factories.make_event(name="General Assembly")
    event = factories.make_event(name="General Debate", part_of=whole)
    old = factories.make_event(name="Another meeting")
    speech = factories.make_speech(event=old, programme_number=4)
    tally = set_event_of([speech], event, editor)
    assert tally.changed == 1
    speech.refresh_from_db()
    assert (speech.event, speech.programme_number) == (event, None)
    assert speech.fixed_fields == ["event", "event_part_of"]
    content = Revision.objects.get(speech=speech, number=2).content
    assert (content["event"], content["event_part_of"]) == ("General Debate", "General Assembly")
    assert set_event_of([speech], event, editor).unchanged == 1


def test_of_two_events_of_one_name_the_chosen_one_is_set(editor: User) -> None:
    first, second = (
        factories.make_event(name="Debate", part_of=factories.make_event()) for _ in range(2)
    )
    speech = factories.make_speech(event=first)
    set_event_of([speech], second, editor)
    speech.refresh_from_db()
    assert speech.event == second


def test_an_event_is_taken_away(editor: User) -> None:
    speech = factories.make_speech(event=factories.make_event())
    assert set_event_of([speech], None, editor).changed == 1
    speech.refresh_from_db()
    assert speech.event is None
    assert Event.objects.count() == 1
