"""Who is one person, and who might be."""

from __future__ import annotations

import pytest

from statements.matching import (
    EventKey,
    PersonKey,
    events_named,
    free_slugs,
    similar_events,
    similar_speakers,
    speakers_named,
)
from statements.models import Speaker
from tests import factories

pytestmark = pytest.mark.django_db


def speaker(name: str, represents: str | None = None) -> Speaker:
    key = PersonKey.of(name, represents)
    return speakers_named({key: name})[key]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Zhang Jun", "ZHANG Jun"),
        ("Zhang Jun", "Jun Zhang"),
        ("António Guterres", "Antonio GUTERRES"),
        ("Ban Ki-moon", "Ban Ki Moon"),
        ("H.E. Mr. Zhang Jun", "Zhang Jun"),
        ("Dr. Ada Berg", "Ms. Ada Berg"),
    ],
)
def test_one_person_in_two_spellings(first: str, second: str) -> None:
    assert speaker(first) == speaker(second)


def test_a_surname_alone_is_one_person_only_within_a_delegation() -> None:
    assert speaker("Mr. Arce", "ARG") == speaker("Arce", "ARG")
    assert speaker("Arce", "ARG") != speaker("Arce", "BOL")
    assert speaker("Arce", "ARG") != speaker("José Arce", "ARG")


def test_who_is_alike_is_offered_and_not_merged() -> None:
    argentina = factories.make_entity(code="ARG")
    full, surname = speaker("António Guterres"), speaker("Arce", "ARG")
    speaker("Ada Berg")
    assert similar_speakers("António Manuel Guterres", None) == [full]
    assert similar_speakers("Antonio Gutteres", None) == [full]
    assert similar_speakers("José Arce", argentina) == [surname]
    assert similar_speakers("José Arce", None) == [surname]
    assert similar_speakers("Antonio Guterres", None) == []
    assert similar_speakers("!!!", None) == []
    assert Speaker.objects.count() == 3


def test_events_with_other_numbers_are_others() -> None:
    names = ("General Debate, 74th session", "General Debates, 75th session")
    keys = {EventKey(name.casefold().replace(",", "")): name for name in names}
    other, same = events_named(keys).values()
    assert similar_events("General Debate, 75th session") == [same]
    assert other not in similar_events("General Debate of the 75th session")


def test_addresses_are_free_also_among_themselves() -> None:
    factories.make_speaker(slug="ada-berg")
    assert free_slugs(Speaker, ["Ada Berg", "Ada Berg", "Ito Ren"]) == [
        *("ada-berg-2", "ada-berg-3", "ito-ren")
    ]
