"""The order of statements on the programme of their event."""

from __future__ import annotations

import pytest

from statements.arranging import (
    ProgrammeChanged,
    arrange,
    in_order,
    moved,
    numbered,
    programme_of,
    state_of,
)
from statements.models import Speech
from tests import factories


@pytest.mark.parametrize(
    ("places", "pk", "to", "expected"),
    [
        ({7: 1, 8: 2, 9: None}, 8, "up", {7: 2, 8: 1, 9: None}),
        ({7: 1, 8: 2, 9: None}, 7, "down", {7: 2, 8: 1, 9: None}),
        ({7: 3, 8: 9, 9: None}, 7, "down", {7: 9, 8: 3, 9: None}),
        ({7: 1, 8: 2, 9: None}, 9, "up", {7: 1, 8: 3, 9: 2}),
        ({7: 1, 8: 2, 9: None}, 8, "down", {7: 1, 8: 3, 9: 2}),
        ({7: 4, 8: None, 9: None, 10: None}, 9, "up", {7: 4, 8: None, 9: 5, 10: None}),
        ({7: 4, 8: None, 9: None, 10: None}, 9, "down", {7: 4, 8: 5, 9: None, 10: 6}),
        ({7: None, 8: None}, 8, "up", {7: None, 8: 1}),
        ({7: None, 8: None}, 7, "down", {7: None, 8: 1}),
        ({7: None, 8: None}, 7, "up", {7: None, 8: None}),
        ({7: None, 8: None}, 8, "down", {7: None, 8: None}),
        ({7: 1, 8: 2}, 7, "up", {7: 1, 8: 2}),
        ({7: 1, 8: 2}, 8, "down", {7: 1, 8: 2}),
        ({7: 1, 8: None}, 8, "down", {7: 1, 8: None}),
        ({7: 1, 8: 2}, 99, "up", {7: 1, 8: 2}),
    ],
    ids=str,
)
def test_a_statement_is_moved(places: dict, pk: int, to: str, expected: dict) -> None:
    assert moved(places, pk, to) == expected


def test_those_without_a_place_come_last_as_they_were() -> None:
    places = {7: None, 8: 4, 9: None, 10: 2}
    assert in_order(places) == [10, 8, 7, 9]
    assert numbered(places) == {10: 1, 8: 2, 7: 3, 9: 4}


@pytest.mark.django_db
def test_places_are_stored_unless_somebody_was_faster() -> None:
    event = factories.make_event()
    first, second = (factories.make_speech(event=event) for _ in range(2))
    other = factories.make_speech(event=factories.make_event())
    seen = state_of(programme_of(event))
    assert arrange(event, {first.pk: 2, second.pk: 1, other.pk: 5}, seen) == 2
    assert [speech.pk for speech in programme_of(event)] == [second.pk, first.pk]
    assert Speech.objects.get(pk=other.pk).programme_number is None
    with pytest.raises(ProgrammeChanged, match="Somebody else"):
        arrange(event, {first.pk: 1}, seen)
    assert arrange(event, {first.pk: 2}, state_of(programme_of(event))) == 0
