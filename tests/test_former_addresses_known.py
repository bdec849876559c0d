"""What reads, stores, searches and commands knows a thing by its former addresses too."""

from __future__ import annotations

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client

from statements.addresses import AddressError, leave_behind, readdress
from statements.authorities import load
from statements.importing import Arrival, default_reader, store
from statements.known_names import events_called, load_known_names, speakers_called
from statements.matching import free_slugs
from statements.mentioning import recognize
from statements.models import Entity, Event, Speaker, Speech
from statements.recognition.data import Authorities, Authority
from statements.recognition.spans import EntityRef
from statements.writing import stored_entities
from tests import factories
from tests.readings import TREATY, make_read

pytestmark = pytest.mark.django_db


def merged(old: Entity, kept: Entity) -> None:
    with transaction.atomic():
        leave_behind(old, kept)
        old.delete()


def test_a_new_thing_is_given_an_address_that_none_ever_had() -> None:
    readdress(factories.make_event(slug="summit"), "world-summit")
    readdress(factories.make_event(slug="summit-2"), "second-summit")
    factories.make_event(slug="summit-3")
    assert free_slugs(Event, ["Summit", "Summit"]) == ["summit-4", "summit-5"]
    assert free_slugs(Speaker, ["Summit"]) == ["summit"]


def test_what_was_merged_is_met_as_what_it_is_now() -> None:
    kept = factories.make_entity("organization", code="sea-forum")
    old = factories.make_entity("organization", code="forum-of-the-sea")
    merged(old, kept)
    references = [
        EntityRef("organization", "forum-of-the-sea", "Forum of the Sea"),
        EntityRef("organization", "sea-forum", "Sea Forum"),
        EntityRef("organization", "lake-forum", "Lake Forum"),
    ]
    found = stored_entities(references)
    assert found["organization", "forum-of-the-sea"] == kept
    assert found["organization", "sea-forum"] == kept
    assert found["organization", "lake-forum"].name == "Lake Forum"
    assert Entity.objects.count() == 2


def test_a_statement_on_behalf_of_two_that_are_one_now_is_stored() -> None:
    kept = factories.make_entity("organization", code="sea-forum")
    merged(factories.make_entity("organization", code="forum-of-the-sea"), kept)
    groups = [EntityRef("organization", c, c) for c in ("sea-forum", "forum-of-the-sea")]
    read = make_read(represents=groups[1], on_behalf_of=groups)
    store(Arrival(read=read, data=b"a", status="published"))
    speech = Speech.objects.get()
    assert speech.represents == kept
    assert list(speech.on_behalf_of.all()) == [kept]


def test_recognition_finds_a_document_under_its_former_symbol() -> None:
    store(
        Arrival(
            read=make_read("We recall A/RES/60/288 and all that it asks of us."),
            data=b"a",
            status="published",
        )
    )
    speech = Speech.objects.get()
    recognizer = default_reader().recognizer
    recognize([speech.pk], recognizer)
    document = Entity.objects.get(kind="document")
    readdress(document, "A/RES/60/288 (2006)")
    (result,) = recognize([speech.pk], recognizer)
    assert result.changes == ()
    kept = factories.make_entity("document", code="A/60/288", name="The strategy")
    speech.mentions.all().delete()
    merged(document, kept)
    recognize([speech.pk], recognizer)
    assert [mention.entity for mention in speech.mentions.all()] == [kept]


def test_a_changed_file_is_told_by_the_address_that_the_statement_had() -> None:
    first = make_read(TREATY, title="On the treaty")
    store(Arrival(read=first, data=b"a", status="published"))
    readdress(Speech.objects.get(), "treaty-statement")
    Speech.objects.update(title="")
    changed = make_read(f"{TREATY} Thank you.", title="On the treaty")
    assert store(Arrival(read=changed, data=b"b", status="published")).status == "changed"


def test_searches_know_former_slugs_and_codes() -> None:
    speaker = factories.make_speaker(slug="z-jun", name="Zhang Jun", name_key="jun zhang")
    event = factories.make_event(slug="week-1", name="Lake Week", name_key="lake week")
    theme = factories.make_entity("theme", code="lakes", name="Inland waters")
    for thing, address in ((speaker, "zhang-jun"), (event, "lake-week"), (theme, "waters")):
        readdress(thing, address)
    assert speakers_called("z-jun") == [speaker.pk]
    assert events_called("week-1") == [event.pk]
    assert load_known_names().find("theme", "lakes") == [theme.pk]


def test_a_search_finds_by_a_former_code(client: Client) -> None:
    country = factories.make_entity("country", code="OLD", name="Elbonia")
    speech = factories.make_speech(represents=country)
    readdress(country, "ELB")
    page = client.get("/speeches/?q=by:OLD").content.decode()
    assert speech.get_absolute_url() in page


@pytest.mark.parametrize("command", ["recognize_mentions", "reread_statements"])
def test_commands_take_former_slugs(command: str) -> None:
    source = factories.make_source(data=TREATY.encode())
    readdress(factories.make_speech(slug="old", source=source, text=TREATY), "new")
    out = StringIO()
    call_command(command, "old", "new", stdout=out)
    assert re.search(r"^1 (read|statements)", out.getvalue(), re.MULTILINE)
    with pytest.raises(CommandError, match="never"):
        call_command(command, "old", "never", stdout=out)


def test_authority_data_does_not_take_the_code_of_another() -> None:
    readdress(factories.make_entity("theme", code="sea", name="Oceans"), "oceans")
    authority = Authority(kind="theme", code="sea", name="The sea", names=())
    with pytest.raises(AddressError, match="theme sea was merged into or renamed oceans"):
        load(Authorities((authority,)))
