"""Authority data from files to rows."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from statements.authorities import load
from statements.models import Entity, EntityName
from statements.recognition.data import Authorities, Authority, AuthorityName, load_authorities

pytestmark = pytest.mark.django_db


def authority(code: str, *names: str, part_of: str | None = None) -> Authority:
    return Authority(
        kind="organization",
        code=code,
        name=names[0],
        names=tuple(AuthorityName(name, "official") for name in names),
        part_of=part_of,
        facts={"category": "organ"},
    )


def test_the_projects_own_data_loads_and_a_second_run_changes_nothing() -> None:
    authorities = load_authorities(settings.SEEDS_DIR)
    first, second = load(authorities), load(authorities)
    assert first.added == Entity.objects.count() == len(authorities.entities)
    assert (second.added, second.changed, second.unchanged) == (0, 0, first.added)
    assert (second.names_added, second.names_removed) == (0, 0)


def test_members_of_the_united_nations_are_there() -> None:
    load(load_authorities(settings.SEEDS_DIR))
    countries = Entity.objects.of_kind("country")
    assert countries.filter(facts__status="member").count() == 193
    assert countries.filter(facts__status="observer").count() == 2
    assert Entity.objects.of_kind("organization").count() >= 40
    assert Entity.objects.of_kind("theme").count() >= 20


def test_a_parent_may_be_listed_after_its_part() -> None:
    changes = load(
        Authorities((authority("part", "Part", part_of="whole"), authority("whole", "Whole")))
    )
    assert changes.added == 2
    assert Entity.objects.get(code="part").part_of == Entity.objects.get(code="whole")


def test_a_changed_name_is_changed_and_its_aliases_follow() -> None:
    before = authority("unoct", "Counter-Terrorism Office", "CTO")
    load(Authorities((before,)))
    changes = load(Authorities((authority("unoct", "Office of Counter-Terrorism", "CTO"),)))
    assert (changes.changed, changes.names_added, changes.names_removed) == (1, 1, 1)
    assert Entity.objects.get().name == "Office of Counter-Terrorism"
    assert set(EntityName.objects.values_list("text", flat=True)) == {
        "Office of Counter-Terrorism",
        "CTO",
    }


def test_a_name_that_becomes_case_sensitive_is_replaced() -> None:
    before = authority("who", "WHO")
    load(Authorities((before,)))
    exact = tuple(replace(name, case_sensitive=True) for name in before.names)
    load(Authorities((replace(before, names=exact),)))
    assert EntityName.objects.get().case_sensitive


def test_an_entity_that_left_the_files_stays() -> None:
    load(Authorities((authority("old", "Old body"),)))
    load(Authorities(()))
    assert Entity.objects.get().code == "old"


def test_an_entity_first_met_in_a_statement_becomes_authority() -> None:
    Entity.objects.create(kind="organization", code="unoct", name="UNOCT")
    changes = load(Authorities((authority("unoct", "Office of Counter-Terrorism"),)))
    assert (changes.added, changes.changed) == (0, 1)
    assert Entity.objects.get().is_authority


def test_the_command_says_what_changed() -> None:
    out = StringIO()
    call_command("load_authorities", stdout=out)
    assert "0 changed" in out.getvalue()


def test_a_bad_file_is_one_clear_error_and_changes_nothing(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="missing"):
        call_command("load_authorities", str(tmp_path))
    assert not Entity.objects.exists()
