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
