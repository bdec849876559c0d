"""Events become one: their statements and parts move, and no event is a part of itself."""

from __future__ import annotations

import pytest

from statements.addresses import successor
from statements.known_names import events_called
from statements.matching import (
    EventKey,
    event_named,
    events_named,
)
from statements.merging import CannotMerge, preview
from statements.models import (
    Event,
    EventName,
    Speech,
)
from tests import factories
from tests.merging.merges import merged, shares

pytestmark = pytest.mark.django_db


def test_an_events_statements_and_parts_move() -> None:
    kept, old = (
        factories.make_event(name="Week"),
        factories.make_event(name="The Week", slug="the-week"),
    )
    part = factories.make_event(name="Opening", part_of=old)
    speech = factories.make_speech(event=old)
    assert shares(kept, old) == [{"statements": 1, "parts": 1, "names": 1, "addresses": 1}]
    merged(kept, old)
    part.refresh_from_db()
    speech.refresh_from_db()
    assert (part.part_of, speech.event) == (kept, kept)
    assert event_named("The week") == kept
    assert events_called("the-week") == [kept.pk]
    assert successor("event", "the-week") == kept


@pytest.mark.parametrize("is_part", [True, False])
def test_a_place_that_is_given_up_is_told(is_part: bool) -> None:
    """Parts are merged before their wholes: the first to come has the place."""
    kept, first = factories.make_event(name="Week"), factories.make_event(name="The Week")
    second = factories.make_event(name="A Week", part_of=first if is_part else None)
    speeches = [factories.make_speech(event=e, programme_number=1) for e in (first, second)]
    factories.make_speech(event=second, programme_number=2)
    factories.make_speech(event=kept, programme_number=None)
    told = [share.get("places", 0) for share in shares(kept, first, second)]
    assert told == ([1, 0] if is_part else [0, 1])
    merged(kept, first, second)
    for speech in speeches:
        speech.refresh_from_db()
    places = [speech.programme_number for speech in speeches]
    assert places == ([None, 1] if is_part else [1, None])
    assert Speech.objects.filter(event=kept, programme_number=2).exists()


def test_places_that_the_kept_event_has_are_given_up() -> None:
    kept, old = factories.make_event(name="Week"), factories.make_event(name="The Week")
    factories.make_speech(event=kept, programme_number=1)
    for number in (1, 2, 2):
        factories.make_speech(event=old, programme_number=number)
    assert shares(kept, old)[0]["places"] == 1
    merged(kept, old)
    places = kept.speeches.order_by("pk").values_list("programme_number", flat=True)
    assert list(places) == [1, None, 2, 2]


def test_names_of_parts_are_kept_within_the_kept_event() -> None:
    whole, other = factories.make_event(name="Week"), factories.make_event(name="The Week")
    opening = factories.make_event(name="Opening", part_of=other)
    merged(opening, factories.make_event(name="First day", part_of=other))
    merged(whole, other)
    assert EventName.objects.get(name="First day").part_of == whole
    assert event_named("First day", "Week") == opening
    assert event_named("First day") is None
    key = EventKey("first day", whole.pk)
    assert events_named({key: "First day"}) == {key: opening}


def test_two_parts_of_one_name_are_merged_first() -> None:
    kept, old = factories.make_event(name="Week"), factories.make_event(name="The Week")
    parts = [factories.make_event(name="Opening", part_of=whole) for whole in (kept, old)]
    with pytest.raises(CannotMerge, match="both have a part “Opening”"):
        preview(kept, [old])
    merged(*parts)
    merged(kept, old)
    parts[0].refresh_from_db()
    assert parts[0].part_of == kept


@pytest.mark.parametrize("is_part_first", [True, False])
@pytest.mark.parametrize("is_known", [True, False])
def test_a_whole_and_its_part_are_merged_at_once(is_part_first: bool, is_known: bool) -> None:
    kept, whole = factories.make_event(name="Week"), factories.make_event(name="The Week")
    part = factories.make_event(name="Opening", part_of=whole)
    below = factories.make_event(name="Morning", part_of=part)
    if is_known:
        factories.make_event(name="Opening", part_of=kept)
    merged(kept, *([part, whole] if is_part_first else [whole, part]))
    below.refresh_from_db()
    assert below.part_of == kept
    assert set(Event.objects.exclude(name="Opening")) == {kept, below}
    assert EventName.objects.get(name="Opening").part_of == kept
    assert (event_named("Opening", "Week") == kept) == (not is_known)


def test_a_part_of_the_kept_event_stays_until_others_of_its_name_are_merged() -> None:
    kept, other = factories.make_event(name="Week"), factories.make_event(name="The Week")
    part, same = (factories.make_event(name="Opening", part_of=whole) for whole in (kept, other))
    with pytest.raises(CannotMerge, match="both have a part “Opening”"):
        preview(kept, [part, other])
    merged(kept, part, same, other)
    assert Event.objects.get() == kept
    assert event_named("Opening", "Week") == kept


def test_a_part_may_be_merged_into_its_whole_but_not_the_whole_into_it() -> None:
    whole = factories.make_event(name="Week")
    middle = factories.make_event(name="Days", part_of=whole)
    part = factories.make_event(name="Day", part_of=middle)
    with pytest.raises(CannotMerge, match="would be a part of itself"):
        preview(part, [whole])
    merged(whole, part)
    assert Event.objects.count() == 2
