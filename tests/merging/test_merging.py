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

from statements.addresses import readdress
from statements.contents import content_of
from statements.importing import Arrival, store
from statements.merging import MOST, CannotMerge, merge, preview
from statements.models import (
    Event,
    Speaker,
    Speech,
)
from statements.recognition.spans import EntityRef
from statements.revising import (
    ChangedMeanwhile,
    compare,
    proposed,
    restore,
    take_reading,
)
from tests import factories
from tests.merging.merges import merged, organization, speaker
from tests.readings import TREATY, make_read

pytestmark = pytest.mark.django_db

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
