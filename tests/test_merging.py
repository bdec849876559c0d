"""Duplicates become one: all moves, nothing is lost, and links and imports find the kept one."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier
from typing import Any

import msgspec
import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client

from statements.addresses import readdress, successor
from statements.authorities import load
from statements.contents import content_of
from statements.importing import Arrival, store
from statements.known_names import events_called, load_known_names, speakers_called
from statements.matching import (
    EventKey,
    PersonKey,
    event_named,
    events_named,
    speaker_named,
    speakers_named,
)
from statements.merging import MOST, CannotMerge, merge, preview
from statements.models import (
    Entity,
    EntityName,
    Event,
    EventName,
    FormerAddress,
    Mention,
    MentionDecision,
    Speaker,
    SpeakerName,
    Speech,
)
from statements.recognition.data import Authorities, Authority, AuthorityName
from statements.recognition.spans import EntityRef
from statements.revising import (
    ChangedMeanwhile,
    compare,
    proposed,
    restore,
    revise,
    take_reading,
)
from tests import factories
from tests.readings import TREATY, make_read

pytestmark = pytest.mark.django_db


def merged(kept: Any, *old: Any) -> None:
    merge(kept, old, token=preview(kept, old).token)
    connection.check_constraints()


def shares(kept: Any, *old: Any) -> list[dict[str, int]]:
    return [{s.name: s.count for s in one.shares} for one in preview(kept, old).merged]


def speaker(name: str, **fields: Any) -> Speaker:
    key = PersonKey.of(name, None)
    slug = name.lower().replace(" ", "-")
    return factories.make_speaker(name=name, name_key=key.name_key, slug=slug, **fields)


def organization(code: str, **fields: Any) -> Entity:
    return factories.make_entity("organization", code=code, name=code.title(), **fields)


# Speakers


def test_a_speakers_statements_and_addresses_move() -> None:
    kept, old = speaker("Zhang Jun"), speaker("Jun Chang")
    speeches = [factories.make_speech(speaker=old) for _ in range(2)]
    readdress(old, "chang")
    assert shares(kept, old) == [{"statements": 2, "names": 1, "addresses": 2}]
    merged(kept, old)
    assert set(Speech.objects.filter(speaker=kept)) == set(speeches)
    assert not Speaker.objects.filter(pk=old.pk).exists()
    assert successor("speaker", "chang") == successor("speaker", "jun-chang") == kept


def test_a_later_import_finds_the_kept_speaker() -> None:
    kept, old = speaker("Zhang Jun"), speaker("Jun Chang")
    merged(kept, old)
    key = PersonKey.of("Mr. CHANG Jun", None)
    assert speakers_named({key: "Chang Jun"}) == {key: kept}
    assert speaker_named("Jun Chang", None) == kept
    store(Arrival(read=make_read(speaker="Jun Chang"), data=b"a", status="published"))
    assert Speech.objects.get().speaker == kept
    assert speakers_called("chang") == speakers_called("jun-chang") == [kept.pk]
    assert Speaker.objects.count() == 1


def test_merged_again_and_again_all_names_lead_to_the_last() -> None:
    first, second, third = speaker("Ana Lindt"), speaker("Anna Lindt"), speaker("A. Lindt")
    merged(second, first)
    merged(third, second)
    assert speaker_named("Ana Lindt", None) == third
    assert speaker_named("Anna Lindt", None) == third
    assert successor("speaker", "ana-lindt") == third
    assert FormerAddress.objects.filter(speaker=third).count() == 2


def test_what_an_editor_has_chosen_for_an_upload_moves() -> None:
    kept, old = speaker("Ana Lindt"), speaker("Anna Lindt")
    source = factories.make_source(
        state="pending", corrections={"values": {}, "speaker_id": old.pk, "event_id": 3}
    )
    assert shares(kept, old)[0]["uploads"] == 1
    merged(kept, old)
    source.refresh_from_db()
    assert source.corrections == {"values": {}, "speaker_id": kept.pk, "event_id": 3}


def test_an_earlier_version_is_restored_with_the_kept_speaker() -> None:
    kept, old = speaker("Zhang Jun"), speaker("Jun Chang")
    speech = factories.make_speech(speaker=old)
    factories.make_paragraph(speech)
    content = content_of(speech)
    revise(speech, replace(content, title="Other"), kind="correction", made_by=None)
    merged(kept, old)
    first = speech.revisions.get(number=1)
    assert first.content["speaker"] == "Jun Chang"
    restore(first, None, 2)
    speech.refresh_from_db()
    assert (speech.title, speech.speaker) == (content.title, kept)


# Events


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


# Entities


def test_all_that_names_an_entity_moves() -> None:
    kept, old = organization("sea-forum"), organization("forum-of-the-sea")
    EntityName.objects.create(entity=old, text="FOTS", kind="acronym", case_sensitive=True)
    EntityName.objects.create(entity=old, text="Sea-Forum", kind="short")
    part = organization("sea-office", part_of=old)
    speech = factories.make_speech(represents=old)
    other = factories.make_speech()
    other.on_behalf_of.add(old)
    mention = factories.make_mention(speech, old)
    decision = factories.make_decision(entity=old)
    assert shares(kept, old) == [
        {
            **{"statements": 1, "on_behalf": 1, "mentions": 1, "decisions": 1, "parts": 1},
            **{"names": 3, "addresses": 1},
        }
    ]
    merged(kept, old)
    for row in (speech, part, mention, decision):
        row.refresh_from_db()
    assert speech.represents == part.part_of == mention.entity == decision.entity == kept
    assert list(other.on_behalf_of.all()) == [kept]
    names = kept.names.values_list("text", "kind", "case_sensitive")
    assert set(names) == {
        ("FOTS", "acronym", True),
        ("Sea-Forum", "short", False),
        ("Forum-Of-The-Sea", "alias", False),
    }
    known = load_known_names()
    assert known.find("organization", "FOTS") == [kept.pk]
    assert known.find("organization", "forum-of-the-sea") == [kept.pk]


@pytest.mark.parametrize(
    ("of_kept", "of_old", "left"),
    [
        ("found", "found", "found"),
        ("found", "accepted", "accepted"),
        ("rejected", "accepted", "accepted"),
        ("rejected", "found", "rejected"),
        ("found", "rejected", "rejected"),
        ("accepted", "rejected", "accepted"),
    ],
)
def test_of_two_mentions_in_the_same_words_one_is_left(
    of_kept: str, of_old: str, left: str
) -> None:
    kept, old = organization("a"), organization("b")
    speech = factories.make_speech()
    for place in (factories.make_paragraph(speech), None):
        factories.make_mention(speech, kept, paragraph=place, state=of_kept)
        factories.make_mention(speech, old, paragraph=place, state=of_old)
        factories.make_mention(speech, old, paragraph=place, start=1, state=of_old)
    (one,) = preview(kept, [old]).merged
    assert [(s.count, s.already) for s in one.shares if s.name == "mentions"] == [(4, 2)]
    merged(kept, old)
    rows = Mention.objects.order_by("paragraph", "start").values_list("entity", "start", "state")
    assert list(rows) == [(kept.pk, 0, left), (kept.pk, 1, of_old)] * 2


@pytest.mark.parametrize("of_kept", [True, False])
@pytest.mark.parametrize("of_old", [True, False])
def test_of_two_decisions_on_the_same_words_that_it_is_one_is_left(
    of_kept: bool, of_old: bool
) -> None:
    kept, old = organization("a"), organization("b")
    speech = factories.make_speech()
    factories.make_decision(speech=speech, entity=kept, is_mention=of_kept)
    factories.make_decision(speech=speech, entity=old, is_mention=of_old)
    merged(kept, old)
    assert MentionDecision.objects.get().is_mention == (of_kept or of_old)


def test_nobody_speaks_twice_on_behalf_of_one() -> None:
    kept, old = organization("a"), organization("b")
    both, by_kept, by_old = (
        factories.make_speech(),
        factories.make_speech(represents=kept),
        factories.make_speech(represents=old),
    )
    both.on_behalf_of.set([kept, old])
    by_kept.on_behalf_of.add(old)
    by_old.on_behalf_of.add(kept)
    (one,) = preview(kept, [old]).merged
    assert [(s.count, s.already) for s in one.shares if s.name == "on_behalf"] == [(2, 2)]
    merged(kept, old)
    assert list(both.on_behalf_of.all()) == [kept]
    assert not by_kept.on_behalf_of.exists()
    assert not by_old.on_behalf_of.exists()


def test_a_later_import_finds_the_kept_entity() -> None:
    kept, old = organization("sea-forum"), organization("forum-of-the-sea")
    merged(kept, old)
    reference = EntityRef("organization", "forum-of-the-sea", "Forum of the Sea")
    read = make_read(TREATY, represents=reference)
    store(Arrival(read=read, data=b"a", status="published"))
    assert Speech.objects.get().represents == kept


def test_a_speaker_known_by_surname_is_found_by_the_code_of_today() -> None:
    former, kept = organization("sea-forum"), organization("forum-of-the-sea")
    reference = EntityRef("organization", "sea-forum", "Sea Forum")
    read = make_read(TREATY, represents=reference, speaker="Mr. Lindt")
    store(Arrival(read=read, data=b"a", status="published"))
    known = Speaker.objects.get()
    assert known.scope == "sea-forum"
    readdress(former, "FOTS")
    former.refresh_from_db()
    merged(kept, former)
    for number, code in enumerate(("sea-forum", "FOTS", "forum-of-the-sea")):
        reference = EntityRef("organization", code, "Forum of the Sea")
        read = make_read(f"Seals {number}.", represents=reference, speaker="LINDT")
        store(Arrival(read=read, data=code.encode(), status="published"))
        assert speaker_named("Lindt", code) == known
    assert Speech.objects.filter(represents=kept).count() == 4
    assert Speaker.objects.get() == known


def test_speakers_of_another_kind_of_the_same_code_stay() -> None:
    country, other = factories.make_entity(code="ABC"), organization("abc")
    lindt = factories.make_speaker(name="Lindt", name_key="lindt", scope="abc")
    factories.make_speech(speaker=lindt, represents=other)
    readdress(country, "XYZ")
    assert speaker_named("Lindt", "XYZ") is None
    readdress(other, "abcd")
    assert speaker_named("Lindt", "abcd") == lindt
    there = factories.make_speaker(name="Lindt", name_key="lindt", scope="abcde")
    readdress(other, "abcde")
    assert speaker_named("Lindt", "abcde") == there
    assert SpeakerName.objects.get().scope == "abcd"


def test_the_authority_data_is_kept_and_leaves_the_names_of_what_was_merged() -> None:
    names = (AuthorityName("Sea Forum", "official"),)
    files = Authorities(
        (Authority(kind="organization", code="sf", name="Sea Forum", names=names, facts={}),)
    )
    load(files)
    kept, old = Entity.objects.get(), organization("forum-of-the-sea")
    with pytest.raises(CannotMerge, match="kept by the authority data"):
        preview(old, [kept])
    merged(kept, old)
    assert load(files).unchanged == 1
    texts = set(kept.names.values_list("text", flat=True))
    assert texts == {"Sea Forum", "Forum-Of-The-Sea"}
    more = (*names, AuthorityName("Forum-Of-The-Sea", "alias", case_sensitive=True))
    load(
        Authorities(
            (Authority(kind="organization", code="sf", name="Sea Forum", names=more, facts={}),)
        )
    )
    assert kept.names.get(text="Forum-Of-The-Sea").case_sensitive


# What comes later

LATER = {"title": "On the treaty", "speaker": "Jun Chang", "event": "The Week"}
FORMER = EntityRef("organization", "forum-of-the-sea", "Forum of the Sea")


@pytest.fixture
def moved() -> Speech:
    """A statement whose speaker, event and organization were merged into others."""
    kept = speaker("Zhang Jun"), factories.make_event(name="Week"), organization("sea-forum")
    read = make_read(represents=FORMER, date="2020-07-10", **LATER)
    store(Arrival(read=read, data=b"a", status="published"))
    speech = Speech.objects.get()
    for one, old in zip(kept, (speech.speaker, speech.event, speech.represents), strict=True):
        merged(one, old)
    speech.refresh_from_db()
    assert (speech.speaker, speech.event, speech.represents) == kept
    return speech


def test_a_later_reading_of_the_same_source_is_no_change(moved: Speech) -> None:
    read = make_read(represents=FORMER, date="2020-07-10", **LATER)
    assert take_reading(moved, read, None) is None
    current, content = proposed(moved, read)
    assert compare(current, content).is_same


def test_a_changed_file_is_told_by_the_names_of_before(moved: Speech) -> None:
    Speech.objects.update(title="", slug="elsewhere", title_block="")
    read = make_read(f"{TREATY} Thank you.", represents=FORMER, date="2020-07-10", **LATER)
    outcome = store(Arrival(read=read, data=b"b", status="published"))
    assert (outcome.status, outcome.speech) == ("changed", moved)


def test_an_earlier_version_is_restored_for_the_kept_ones(moved: Speech) -> None:
    # As versions of before the merges have it.
    content = replace(
        content_of(moved),
        **{"speaker": "Jun Chang", "speaker_id": 10**9, "event": "The Week", "event_id": 10**9},
        represents=FORMER,
        on_behalf_of=(FORMER,),
        place="Geneva",
    )
    factories.make_revision(moved, number=1, content=msgspec.to_builtins(content))
    factories.make_revision(moved, number=2, content=msgspec.to_builtins(content_of(moved)))
    restore(moved.revisions.get(number=1), User.objects.create_user("editor"), 2)
    before = moved.speaker, moved.event, moved.represents
    moved.refresh_from_db()
    assert moved.place == "Geneva"
    assert (moved.speaker, moved.event, moved.represents) == before
    assert Speaker.objects.count() == Event.objects.count() == 1


# All


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda: (s := speaker("A B"), [s]), "with itself"),
        (lambda: (speaker("A B"), []), "two or more"),
        (lambda: (speaker("A B"), [factories.make_event()]), "same kind"),
        (lambda: (organization("a"), [factories.make_entity("theme")]), "same kind"),
        (lambda: (factories.make_speech(), [factories.make_speech()]), "not merged"),
        (lambda: (speaker("A B"), [speaker(f"C D{n}") for n in range(MOST)]), "at most"),
        (
            lambda: (organization("a", part_of=(b := organization("b"))), [b]),
            "would be a part of itself",
        ),
    ],
)
def test_what_makes_no_sense_is_refused(make: Any, reason: str) -> None:
    kept, old = make()
    with pytest.raises(CannotMerge, match=reason):
        preview(kept, old)


@pytest.mark.parametrize(
    "change",
    [
        lambda kept, old: factories.make_speech(speaker=old),
        lambda kept, old: Speech.objects.filter(speaker=old).update(speaker=kept),
        lambda kept, old: readdress(old, "elsewhere"),
        lambda kept, old: Speaker.objects.filter(pk=kept.pk).update(name="Renamed"),
        lambda kept, old: old.other_names.create(name="X", name_key="x"),
    ],
)
def test_what_changed_since_the_preview_is_not_merged(change: Any) -> None:
    kept, old = speaker("Ana Lindt"), speaker("Anna Lindt")
    factories.make_speech(speaker=old)
    token = preview(kept, [old]).token
    change(kept, old)
    with pytest.raises(ChangedMeanwhile):
        merge(kept, [old], token=token)
    assert Speaker.objects.filter(pk=old.pk).exists()


def test_what_is_gone_is_not_merged() -> None:
    kept, old = speaker("Ana Lindt"), speaker("Anna Lindt")
    token = preview(kept, [old]).token
    Speaker.objects.filter(pk=old.pk).delete()
    with pytest.raises(ChangedMeanwhile):
        merge(kept, [old], token=token)


def test_pages_and_searches_know_of_it_at_once(client: Client) -> None:
    kept, old = speaker("Ana Lindt"), speaker("Anna Lind")
    speech = factories.make_speech(speaker=old, text="Seals swim.")
    factories.make_paragraph(speech, text="Seals swim.")
    address = f"/speeches/?q=seals&speaker={old.slug}"
    assert speech.get_absolute_url() in client.get(address).content.decode()
    merged(kept, old)
    response = client.get(address)
    assert response["Location"] == f"/speeches/?q=seals&speaker={kept.slug}"
    assert speech.get_absolute_url() in client.get(response["Location"]).content.decode()
    found = client.get("/speeches/?q=Ana+Lindt").content.decode()
    assert speech.get_absolute_url() in found
    assert client.get(f"/speakers/{old.slug}/")["Location"] == f"/speakers/{kept.slug}/"


def test_more_rows_take_no_more_queries(django_assert_max_num_queries: Any) -> None:
    kept, old = organization("a"), organization("b")
    for _ in range(12):
        speech = factories.make_speech(represents=old)
        factories.make_mention(speech, old)
        factories.make_mention(speech, kept)
        factories.make_decision(speech=speech, entity=old)
    with django_assert_max_num_queries(14):
        found = preview(kept, [old])
    with django_assert_max_num_queries(60):
        merge(kept, [old], token=found.token)


@pytest.mark.django_db(transaction=True)
def test_of_two_merges_at_once_the_second_sees_what_the_first_did() -> None:
    """Into each other: without the lock both would be gone, or both would wait for ever."""
    first, second = speaker("Ana Lindt"), speaker("Anna Lindt")
    factories.make_speech(speaker=first)
    factories.make_speech(speaker=second)
    tokens = [preview(first, [second]).token, preview(second, [first]).token]
    together = Barrier(2)

    def run(kept: Speaker, old: Speaker, token: str) -> str:
        try:
            together.wait(timeout=30)
            merge(kept, [old], token=token)
        except ChangedMeanwhile:
            return "changed"
        finally:
            connection.close()
        return "merged"

    with ThreadPoolExecutor(2) as threads:
        pairs = [(first, second, tokens[0]), (second, first, tokens[1])]
        outcomes = list(threads.map(lambda pair: run(*pair), pairs))
    assert sorted(outcomes) == ["changed", "merged"]
    (kept,) = Speaker.objects.all()
    assert kept.speeches.count() == 2
    assert kept.former_addresses.count() == 1
