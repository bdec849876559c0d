"""Addresses hold: a changed one is left behind, and nothing else may take it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Value
from django.db.models.functions import Concat

from statements.addresses import (
    AddressError,
    Thing,
    address_of,
    former_addresses,
    kind_of,
    leave_behind,
    readdress,
    successor,
    successors,
)
from statements.models import Entity, FormerAddress, Speaker
from tests import factories

pytestmark = pytest.mark.django_db


def make(kind: str, address: str) -> Thing:
    if kind == "speech":
        return factories.make_speech(slug=address)
    if kind == "speaker":
        return factories.make_speaker(slug=address)
    if kind == "event":
        return factories.make_event(slug=address)
    return factories.make_entity(kind, code=address)


def change_in_sql(thing: Thing, address: str) -> None:
    field = "code" if isinstance(thing, Entity) else "slug"
    table = thing._meta.db_table
    with connection.cursor() as cursor:
        change = f"UPDATE {table} SET {field} = %s WHERE id = %s"  # noqa: S608 - no outside names
        cursor.execute(change, [address, thing.pk])


KINDS = ["speech", "speaker", "event", "country", "organization", "theme", "document"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_changed_address_leads_to_the_same(kind: str) -> None:
    thing = make(kind, "old")
    assert kind_of(thing) == kind
    assert successor(kind, "old") is None
    readdress(thing, "new")
    assert address_of(thing) == "new"
    assert successor(kind, "old") == thing
    assert successor(kind, "new") is None


@pytest.mark.parametrize("kind", KINDS)
def test_whoever_changes_it_and_however_often(kind: str) -> None:
    thing = make(kind, "first")
    field = "code" if isinstance(thing, Entity) else "slug"
    setattr(thing, field, "second")
    thing.save()
    type(thing)._default_manager.filter(pk=thing.pk).update(**{field: "third"})
    change_in_sql(thing, "fourth")
    kinds_and_addresses = {(kind, name): "fourth" for name in ("first", "second", "third")}
    assert successors([kind], ["first", "second", "third", "fourth", "x"]) == kinds_and_addresses


def test_going_back_makes_the_other_one_the_former() -> None:
    speaker = factories.make_speaker(slug="a")
    readdress(speaker, "b")
    readdress(speaker, "a")
    assert [former.address for former in former_addresses(speaker)] == ["b"]
    assert successor("speaker", "a") is None


@pytest.mark.parametrize("kind", KINDS)
def test_no_other_may_take_it(kind: str) -> None:
    thing = make(kind, "old")
    readdress(thing, "new")
    with pytest.raises(IntegrityError, match=r"old.*still leads to it"), transaction.atomic():
        make(kind, "old")
    other = make(kind, "other")
    with pytest.raises(AddressError, match="still leads there"):
        readdress(other, "old")
    with pytest.raises(IntegrityError, match="former_address_taken"), transaction.atomic():
        change_in_sql(other, "old")


def test_another_kind_may_have_it() -> None:
    readdress(factories.make_entity("theme", code="peace"), "peace-and-security")
    organization = factories.make_entity("organization", code="peace")
    assert successors(["theme", "organization"], ["peace"]) == {
        ("theme", "peace"): "peace-and-security"
    }
    assert successor("organization", "peace") is None
    assert organization.pk


@pytest.mark.parametrize(
    ("thing", "address", "reason"),
    [
        (lambda: factories.make_speaker(), "", "letters, digits"),
        (lambda: factories.make_speaker(), "two words", "letters, digits"),
        (lambda: factories.make_speaker(), "a/b", "letters, digits"),
        (lambda: factories.make_event(), "x" * 121, "at most 120"),
        (lambda: factories.make_entity("theme"), "a/b", "Only the symbol"),
        (lambda: factories.make_entity("theme"), " a", "no space at its ends"),
        (lambda: factories.make_entity("theme"), "a\u0000", "invisible"),
        (lambda: factories.make_entity("theme"), "", "no space"),
        *(
            (lambda: factories.make_entity("theme"), code, "No part of a code")
            for code in (".", "..")
        ),
        *(
            (lambda: factories.make_entity("document"), code, "No part of a code")
            for code in ("/A", "A/", "A//1", "A/./1", "A/../1")
        ),
        (lambda: factories.make_entity("theme", is_authority=True), "b", "seeds/"),
    ],
)
def test_what_cannot_be_an_address(thing: Callable[[], Thing], address: str, reason: str) -> None:
    with pytest.raises(AddressError, match=reason):
        readdress(thing(), address)


def test_an_address_in_use_is_refused_by_name() -> None:
    factories.make_speaker(slug="ana")
    with pytest.raises(AddressError, match="“ana” is the address of another one"):
        readdress(factories.make_speaker(slug="anna"), "ana")


def test_a_slug_may_be_of_any_script_and_a_symbol_hold_slashes() -> None:
    speaker = factories.make_speaker()
    readdress(speaker, "张军")
    document = factories.make_entity("document", code="S/RES/1325")
    readdress(document, "S/RES/1325(2000)")
    assert successor("document", "S/RES/1325") == document


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_merged_leads_to_the_kept_one(kind: str) -> None:
    kept, old = make(kind, "kept"), make(kind, "older")
    readdress(old, "old")
    with transaction.atomic():
        leave_behind(old, kept)
        old.delete()
    connection.check_constraints()
    assert successor(kind, "old") == kept
    assert successor(kind, "older") == kept


def test_with_the_thing_its_former_addresses_go() -> None:
    speaker = factories.make_speaker(slug="a")
    readdress(speaker, "b")
    speaker.delete()
    assert not FormerAddress.objects.exists()
    assert factories.make_speaker(slug="a")


def test_two_things_cannot_swap_their_addresses() -> None:
    first, second = factories.make_event(slug="a"), factories.make_event(slug="b")
    readdress(first, "c")
    with pytest.raises(AddressError):
        readdress(second, "a")


def test_many_rows_are_inserted_and_changed_at_once() -> None:
    Speaker.objects.bulk_create(
        [Speaker(name=n, name_key=n, slug=n) for n in ("one", "two", "three")]
    )
    Speaker.objects.update(slug=Concat("slug", Value("-x")))
    assert FormerAddress.objects.count() == 3
    with pytest.raises(IntegrityError, match="former_address_taken"), transaction.atomic():
        Speaker.objects.bulk_create(
            [Speaker(name=n, name_key=f"{n}!", slug=n) for n in ("four", "three")]
        )


def test_a_row_saved_without_change_leaves_nothing() -> None:
    for thing in (factories.make_speech(), factories.make_event(), factories.make_entity()):
        thing.save()
    assert not FormerAddress.objects.exists()


def test_one_query_tells_many(django_assert_num_queries: Any) -> None:
    for number in range(3):
        readdress(make("theme", f"old-{number}"), f"new-{number}")
    with django_assert_num_queries(1):
        assert len(successors(["theme"], [f"old-{number}" for number in range(3)])) == 3
