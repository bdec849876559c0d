"""What names stand for, in the database."""

from typing import Any

import pytest

from statements.known_names import events_called, load_known_names, speakers_called
from statements.models import EntityName
from statements.search.names import expand
from statements.search.query import Expanded, Phrase, Word
from tests.factories import make_entity, make_event, make_speaker

pytestmark = pytest.mark.django_db


def test_names_are_loaded_by_three_queries(django_assert_num_queries: Any) -> None:
    for number in range(3):
        office = make_entity("organization", name=f"Office {number}", code=f"office-{number}")
        EntityName.objects.create(entity=office, text=f"Office No. {number}", kind="official")
        EntityName.objects.create(
            entity=office, text=f"OFF{number}", kind="acronym", case_sensitive=True
        )
    theme = make_entity("theme", name="Deserts", code="deserts")
    EntityName.objects.create(entity=theme, text="dunes", kind="signal")
    country = make_entity(name="Elbonia", code="ELB", facts={"iso2": "EL", "m49": "999"})
    resolution = make_entity(
        "document", name="Security Council resolution 2532 (2020)", code="S/RES/2532(2020)"
    )

    with django_assert_num_queries(3):
        known = load_known_names()

    assert expand(Word("OFF1"), known) == Expanded(
        Word("OFF1"), (Phrase("Office No. 1"),), "Office 1"
    )
    assert known.find("theme", "deserts") == [theme.pk]
    assert known.find("theme", "dunes") == []
    for value in ("elb", "EL", "999", "Elbonia"):
        assert known.find("country", value) == [country.pk]
    assert known.find("document", "resolution 2532") == [resolution.pk]


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("Zhang Li", ["Zhang Li"]),
        ("li ZHANG", ["Zhang Li"]),
        ("zhang", ["Zhang Li", "Zhang Wei"]),
        ("Mr. Zhang Wei", ["Zhang Wei"]),
        ("zhang-li", ["Zhang Li"]),
        # Part of a word is no part of a name, but where names are written without spaces.
        ("zhan", []),
        ("张", ["张军"]),
        ("Óscar", ["Oscar Peña"]),
        ("pena", ["Oscar Peña"]),
        ("%", []),
        ("", []),
        ("\x00", []),
        ("nobody", []),
    ],
)
def test_speakers_are_called_by_slug_name_or_part_of_it(
    value: str, names: list[str], django_assert_max_num_queries: Any
) -> None:
    speakers = {
        make_speaker(name=name, slug=slug, name_key=key).pk: name
        for name, slug, key in (
            ("Zhang Li", "zhang-li", "li zhang"),
            ("Zhang Wei", "zhang-wei", "wei zhang"),
            ("Zhangir Om", "zhangir-om", "om zhangir"),
            ("张军", "张军", "张军"),
            ("Oscar Peña", "oscar-pena", "oscar pena"),
        )
    }

    with django_assert_max_num_queries(1):
        found = speakers_called(value)

    assert [speakers[key] for key in found] == names


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("general debate", ["General Debate, 9th session", "General Debate, 10th session"]),
        ("10th session", ["General Debate, 10th session"]),
        ("lake-week", ["Lake Week"]),
        ("Lake", ["Lake Week"]),
        ("10", []),
    ],
)
def test_events_are_called_by_slug_name_or_part_of_it(value: str, names: list[str]) -> None:
    events = {
        make_event(name=name, slug=slug, name_key=key).pk: name
        for name, slug, key in (
            ("General Debate, 9th session", "debate-9", "general debate 9th session"),
            ("General Debate, 10th session", "debate-10", "general debate 10th session"),
            ("Lake Week", "lake-week", "lake week"),
        )
    }

    assert [events[key] for key in events_called(value)] == names
