"""Authority data from files to rows."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from statements.authorities import Change, Changes, load
from statements.models import Entity, EntityName
from statements.recognition.data import Authorities, Authority, AuthorityName, load_authorities
from tests import factories

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
    assert len(first.added) == Entity.objects.count() == len(authorities.entities)
    assert (first.changed, first.retired) == ((), ())
    assert second == Changes(added=(), changed=(), retired=(), unchanged=len(first.added))


def test_members_of_the_united_nations_are_there() -> None:
    load(load_authorities(settings.SEEDS_DIR))
    countries = Entity.objects.of_kind("country")
    assert countries.filter(facts__status="member").count() == 193
    assert countries.filter(facts__status="observer").count() == 2
    assert Entity.objects.of_kind("organization").count() >= 40
    assert Entity.objects.of_kind("theme").count() >= 20


def test_an_organization_knows_its_members() -> None:
    load(load_authorities(settings.SEEDS_DIR))
    benelux = Entity.objects.get(kind="organization", code="benelux")
    assert [country.code for country in benelux.members()] == ["BEL", "LUX", "NLD"]
    assert not Entity.objects.get(kind="organization", code="fao").members().exists()


def test_a_parent_may_be_listed_after_its_part() -> None:
    changes = load(
        Authorities((authority("part", "Part", part_of="whole"), authority("whole", "Whole")))
    )
    assert changes.added == (("organization", "part"), ("organization", "whole"))
    assert Entity.objects.get(code="part").part_of == Entity.objects.get(code="whole")


def test_a_changed_name_is_changed_and_its_aliases_follow() -> None:
    before = authority("unoct", "Counter-Terrorism Office", "CTO")
    load(Authorities((before,)))
    changes = load(Authorities((authority("unoct", "Office of Counter-Terrorism", "CTO"),)))
    assert changes.changed == (
        Change(("organization", "unoct"), ("name",), names_added=1, names_removed=1),
    )
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


def test_a_name_whose_years_change_is_replaced() -> None:
    before = authority("au", "OAU")
    load(Authorities((before,)))
    dated = tuple(replace(name, first_year=1963, last_year=2002) for name in before.names)
    changes = load(Authorities((replace(before, names=dated),)))
    assert changes.changed == (Change(("organization", "au"), (), 1, 1),)
    assert EntityName.objects.get().years == "1963–2002"


@pytest.mark.parametrize(
    ("first", "last", "years"),
    [(1971, 1997, "1971–1997"), (None, 1989, "until 1989"), (1964, 1964, "1964"), (None, None, "")],
)
def test_years_of_a_former_name(first: int | None, last: int | None, years: str) -> None:
    assert EntityName(text="Zaire", first_year=first, last_year=last).years == years


def test_spellings_made_by_rule_are_not_stored() -> None:
    who = replace(
        authority("who", "World Health Organization"),
        names=(
            AuthorityName("World Health Organization", "official"),
            AuthorityName("World Health Organisation", "spelling"),
        ),
    )
    load(Authorities((who,)))
    assert EntityName.objects.get().text == "World Health Organization"


def test_facts_and_parents_that_change_are_named() -> None:
    body, whole = authority("body", "Body"), authority("whole", "Whole")
    load(Authorities((body, whole)))
    moved = replace(body, part_of="whole", facts={"category": "agency", "members": "FRA"})
    changes = load(Authorities((moved, whole)))
    assert changes.changed == (
        Change(("organization", "body"), ("part_of", "category", "members")),
    )
    assert [str(change) for change in changes.changed] == [
        "organization body: part_of, category, members"
    ]


def test_an_entity_that_left_the_files_keeps_mentions_speeches_and_names() -> None:
    load(Authorities((authority("old", "Old body", "OB"), authority("unused", "Unused body"))))
    old = Entity.objects.get(code="old")
    speech = factories.make_speech(represents=old)
    factories.make_mention(speech, old, state="accepted")
    changes = load(Authorities(()))
    assert [str(retirement) for retirement in changes.retired] == [
        "organization old: no longer in the files, kept with 1 mention",
        "organization unused: no longer in the files, kept with 0 mentions",
    ]
    old.refresh_from_db()
    assert not old.is_authority
    assert old.names.count() == 2
    assert old.mentions.get().state == "accepted"
    speech.refresh_from_db()
    assert speech.represents == old
    assert load(Authorities(())).retired == ()


def test_an_entity_that_comes_back_to_the_files_is_authority_again() -> None:
    body = authority("old", "Old body")
    for authorities in (Authorities((body,)), Authorities(())):
        load(authorities)
    changes = load(Authorities((body,)))
    assert changes.changed == (Change(("organization", "old"), ("now in the files",)),)
    assert Entity.objects.get().is_authority


def test_a_part_keeps_its_parent_that_left_the_files() -> None:
    part, whole = authority("part", "Part", part_of="whole"), authority("whole", "Whole")
    load(Authorities((part, whole)))
    load(Authorities((replace(part, part_of=None),)))
    assert Entity.objects.get(code="part").part_of is None
    assert Entity.objects.filter(code="whole").exists()


def test_an_entity_first_met_in_a_statement_becomes_authority() -> None:
    Entity.objects.create(kind="organization", code="unoct", name="UNOCT")
    changes = load(Authorities((authority("unoct", "Office of Counter-Terrorism"),)))
    assert (changes.added, len(changes.changed)) == ((), 1)
    assert Entity.objects.get().is_authority


def test_the_command_says_what_changed() -> None:
    first, second = StringIO(), StringIO()
    call_command("load_authorities", stdout=first)
    assert first.getvalue().count("\n") == 1
    assert "0 changed, 0 retired, 0 unchanged" in first.getvalue()
    Entity.objects.filter(kind="country", code="KEN").update(name="Kenia")
    Entity.objects.create(kind="theme", code="alchemy", name="Alchemy", is_authority=True)
    call_command("load_authorities", stdout=second)
    lines = second.getvalue().splitlines()
    assert lines[:2] == [
        "changed country KEN: name",
        "retired theme alchemy: no longer in the files, kept with 0 mentions",
    ]
    assert lines[2].startswith("Authority data: 0 added, 1 changed, 1 retired")


def test_a_bad_file_is_one_clear_error_and_changes_nothing(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="missing"):
        call_command("load_authorities", str(tmp_path))
    assert not Entity.objects.exists()
