"""Versions of a statement."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db.models import ProtectedError

from statements import importing, revising
from statements.deciding import decide_on
from statements.importing import Arrival, store
from statements.ingest.document import Block
from statements.ingest.errors import TextTooLong
from statements.models import Revision, Source, Speaker, Speech
from statements.reading import ReadStatement
from statements.revising import (
    ChangedMeanwhile,
    accept_changed,
    compare,
    content_of,
    content_of_reading,
    content_of_revision,
    current_number,
    restore,
    revise,
    set_status,
    take_reading,
)
from tests.factories import make_event, make_speaker
from tests.readings import JAPAN, KENYA, data_of, make_read

pytestmark = pytest.mark.django_db

FIRST = "We met in Kenya to speak of peace and security, as Japan had asked us to do."
SECOND = "We thank Kenya for all that was done, and we shall meet again before long."
THIRD = "Let us sign the treaty in Kenya, which is the place where all of it began."
BYLINE: dict[str, Any] = {
    "title": "On peace in Kenya",
    "speaker": "Ito Ren",
    "honorific": "Mr.",
    "role": "Minister",
    "represents": JAPAN,
    "on_behalf_of": [KENYA],
    "event": "A debate",
    "event_part_of": "A week",
    "place": "Geneva",
    "date": "2019-03-01",
}


@pytest.fixture
def editor() -> User:
    return User.objects.create_user("editor")


def statement(*paragraphs: str, fixed_fields: tuple[str, ...] = (), **byline: Any) -> Speech:
    """A statement as an import stores it, with its mentions."""
    read, data = reading(*(paragraphs or (FIRST, SECOND)), **(BYLINE | byline))
    outcome = store(Arrival(read=read, data=data, status="draft", fixed_fields=fixed_fields))
    assert outcome.speech is not None
    return Speech.objects.get(pk=outcome.speech.pk)


def reading(*paragraphs: str, **byline: Any) -> tuple[ReadStatement, bytes]:
    data = data_of(*paragraphs, repr(byline))
    read = make_read(*paragraphs, data=data, **byline)
    find = importing.default_reader().recognizer.find
    return (
        replace(
            read,
            mentions=tuple(find(text) for text in paragraphs),
            title_mentions=find(byline.get("title") or ""),
        ),
        data,
    )


def correct(speech: Speech, editor: User | None = None, **values: Any) -> Revision | None:
    content = replace(content_of(Speech.objects.get(pk=speech.pk)), **values)
    return revise(
        speech,
        content,
        kind=Revision.Kind.CORRECTION,
        made_by=editor,
        fixed_fields=set(values) - {"speaker_id", "event_id"},
    )


def mentions(speech: Speech) -> set[tuple[int | None, int, str, str]]:
    rows = speech.mentions.values_list("paragraph__number", "start", "surface", "state")
    return set(rows)


def decide(speech: Speech, number: int | None, surface: str, state: str) -> None:
    mention = speech.mentions.get(paragraph__number=number, surface=surface)
    decide_on(mention, is_mention=state == "accepted", made_by=None)


# What a version holds


def test_a_statement_holds_what_was_read() -> None:
    read, _ = reading(FIRST, SECOND, **BYLINE)
    held = content_of(statement())
    assert replace(held, speaker_id=None, event_id=None) == content_of_reading(read, "draft")


def test_a_version_is_kept_whole(editor: User) -> None:
    speech = statement()
    before = content_of(speech)
    revision = correct(speech, editor, title="On war", paragraphs=(Block(text=THIRD, page=2),))
    assert revision is not None
    first = speech.revisions.get(number=1)
    assert content_of_revision(first) == before
    assert content_of_revision(revision) == content_of(Speech.objects.get())
    speech.refresh_from_db()
    assert (speech.title, speech.text, speech.slug) == ("On war", THIRD, speech.slug)
    assert list(speech.paragraphs.values_list("number", "text", "page")) == [(1, THIRD, 2)]


def test_history_says_who_did_what(editor: User) -> None:
    speech = statement()
    assert current_number(speech) == 1
    correct(speech, editor, title="On war")
    set_status(speech, "published", editor)
    take_reading(speech, reading(THIRD, **BYLINE)[0], None)
    restore(speech.revisions.get(number=1), editor, based_on=4)
    assert list(speech.revisions.order_by("number").values_list("kind", "made_by__username")) == [
        ("import", None),
        ("correction", "editor"),
        ("status", "editor"),
        ("read_again", None),
        ("restore", "editor"),
    ]
    assert current_number(speech) == 5
    first = speech.revisions.get(number=1)
    assert (first.made_at, first.source) == (speech.created_at, speech.source)


def test_what_changes_nothing_makes_no_version(editor: User) -> None:
    speech = statement()
    content = replace(content_of(speech), speaker_id=None, event_id=None)
    assert correct(speech) is None
    assert revise(speech, content, kind=Revision.Kind.CORRECTION, made_by=editor) is None
    assert set_status(speech, "draft", editor) is None
    assert take_reading(speech, reading(FIRST, SECOND, **BYLINE)[0], None) is None
    assert not speech.revisions.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("speaker_honorific", "Ms."),
        ("speaker_role", ""),
        ("represents", None),
        ("represents", KENYA),
        ("on_behalf_of", ()),
        ("on_behalf_of", (JAPAN, KENYA)),
        ("date", ""),
        ("date", "2020"),
        ("place", ""),
        ("language", "fr"),
        ("source_url", "https://example.org/b"),
        ("licence", "CC0-1.0"),
        ("title_block", "ON PEACE"),
        ("sign_off", "Thank you."),
        ("paragraphs", (Block(text=SECOND), Block(text=FIRST))),
        ("paragraphs", ()),
        ("status", "published"),
    ],
)
def test_every_field_can_be_changed_and_restored(editor: User, field: str, value: object) -> None:
    speech = statement()
    before = content_of(speech)
    correct(speech, editor, **{field: value})
    changed = content_of(Speech.objects.get())
    assert getattr(changed, field) == value
    assert replace(changed, **{field: getattr(before, field)}) == before
    restore(speech.revisions.get(number=1), editor, based_on=2)
    assert content_of(Speech.objects.get()) == before


def test_versions_are_compared_field_by_field() -> None:
    before = content_of(statement())
    after = replace(before, title="On war in Kenya", on_behalf_of=(), paragraphs=())
    found = compare(before, after)
    assert [change.label for change in found.fields] == ["Title", "On behalf of"]
    assert len(found.paragraphs) == 2
    assert compare(before, before).is_same


# Speakers and events


def test_a_new_name_is_another_row_even_where_the_old_id_was_left_standing() -> None:
    speech = statement()
    correct(speech, speaker="Sato Ken", event="Another debate")
    speech = Speech.objects.get()
    assert (str(speech.speaker), str(speech.event)) == ("Sato Ken", "Another debate")
    assert speech.event is not None
    assert str(speech.event.part_of) == "A week"


def test_a_row_that_the_editor_chose_is_taken() -> None:
    speech = statement()
    speaker, event = make_speaker(name="Ito Renzo"), make_event(name="A long debate")
    correct(speech, speaker_id=speaker.pk, event_id=event.pk)
    speech = Speech.objects.get()
    assert (speech.speaker, speech.event) == (speaker, event)


def test_an_emptied_name_is_nobody() -> None:
    speech = statement()
    correct(speech, speaker="", event="", event_part_of="")
    speech = Speech.objects.get()
    assert (speech.speaker, speech.event) == (None, None)


def test_a_restored_version_has_the_speaker_under_the_new_name(editor: User) -> None:
    speech = statement()
    correct(speech, editor, title="On war")
    Speaker.objects.filter(name="Ito Ren").update(name="Itō Ren")
    restore(speech.revisions.get(number=1), editor, based_on=2)
    speech = Speech.objects.get()
    assert (str(speech.speaker), speech.title) == ("Itō Ren", "On peace in Kenya")
    assert Speaker.objects.count() == 1


def test_a_restored_version_makes_a_speaker_anew_who_was_deleted(editor: User) -> None:
    speech = statement()
    correct(speech, editor, speaker="Sato Ken")
    Speaker.objects.get(name="Ito Ren").delete()
    restore(speech.revisions.get(number=1), editor, based_on=2)
    assert str(Speech.objects.get().speaker) == "Ito Ren"


# Who comes too late


def test_whoever_saw_an_older_version_is_told(editor: User) -> None:
    speech = statement()
    content = content_of(speech)
    correct(speech, editor, title="On war")
    with pytest.raises(ChangedMeanwhile, match="Somebody else"):
        revise(
            speech,
            replace(content, place="Nairobi"),
            kind=Revision.Kind.CORRECTION,
            made_by=editor,
            based_on=1,
        )
    with pytest.raises(ChangedMeanwhile):
        restore(speech.revisions.get(number=1), editor, based_on=1)
    assert Speech.objects.get().place == "Geneva"
    assert current_number(speech) == 2


def test_a_statement_that_was_deleted_meanwhile_is_told() -> None:
    speech = statement()
    content = content_of(speech)
    Speech.objects.get().delete()
    with pytest.raises(ChangedMeanwhile):
        revise(speech, content, kind=Revision.Kind.CORRECTION, made_by=None)


def test_a_text_that_cannot_be_searched_changes_nothing() -> None:
    speech = statement()
    book = Block(text=" ".join(f"word{n:06}x" for n in range(80_000)))
    with pytest.raises(TextTooLong):
        correct(speech, paragraphs=(book,))
    assert Speech.objects.get().text == f"{FIRST}\n\n{SECOND}"
    assert not Revision.objects.exists()


def test_publishing_keeps_what_was_changed_since_the_list_was_shown(editor: User) -> None:
    shown = statement()
    correct(shown, editor, title="On war")
    assert set_status(shown, "published", editor) is not None
    speech = Speech.objects.get()
    assert (speech.status, speech.title) == ("published", "On war")


# Fields that a person has set

OTHER: dict[str, Any] = {
    "title": "Another title",
    "speaker": "Sato Ken",
    "honorific": "Ms.",
    "role": "Envoy",
    "represents": KENYA,
    "on_behalf_of": [JAPAN],
    "event": "Another debate",
    "event_part_of": "Another week",
    "place": "Nairobi",
    "date": "2020-04",
}
NAMES = {"honorific": "speaker_honorific", "role": "speaker_role"}


@pytest.mark.parametrize("field", [*OTHER, "paragraphs", "title_block", "sign_off"])
def test_a_later_reading_leaves_what_a_person_has_set(field: str) -> None:
    name = NAMES.get(field, field)
    speech = statement(fixed_fields=(name,), title_block=["ON PEACE"], sign_off=["Thanks."])
    before = content_of(speech)
    new = reading(THIRD, title_block=["OTHER"], sign_off=["No."], language="fr", **OTHER)[0]
    take_reading(speech, new, None)
    after = content_of(Speech.objects.get())
    assert getattr(after, name) == getattr(before, name)
    changed = revising.changed_fields(before, after)
    bound = {"speaker": {"speaker_honorific"}, "event": {"event_part_of"}}.get(name, set())
    readable = {NAMES.get(field, field) for field in OTHER}
    readable |= {"paragraphs", "title_block", "sign_off", "language"}
    assert changed == readable - {name} - bound


def test_what_no_reading_says_stays() -> None:
    speech = statement(source_url="https://example.org/a")
    set_status(speech, "published", User.objects.create_user("editor"))
    take_reading(speech, reading(THIRD, **BYLINE)[0], None)
    speech = Speech.objects.get()
    assert (speech.source.source_url, speech.status) == ("https://example.org/a", "published")


def test_a_corrected_field_is_one_that_a_person_has_set(editor: User) -> None:
    speech = statement(fixed_fields=("place",))
    correct(speech, editor, title="On war")
    assert Speech.objects.get().fixed_fields == ["place", "title"]
    take_reading(speech, reading(THIRD, **OTHER)[0], None)
    speech = Speech.objects.get()
    assert (speech.title, speech.place, speech.text) == ("On war", "Geneva", THIRD)


def test_what_was_restored_stays_as_well(editor: User) -> None:
    speech = statement()
    take_reading(speech, reading(THIRD, **BYLINE)[0], None)
    restore(speech.revisions.get(number=1), editor, based_on=2)
    assert Speech.objects.get().fixed_fields == ["paragraphs"]
    assert take_reading(speech, reading(THIRD, **BYLINE)[0], None) is None


# Changed files


def changed_file(speech: Speech, *paragraphs: str, **byline: Any) -> tuple[Source, ReadStatement]:
    read, data = reading(*paragraphs, **(BYLINE | byline))
    outcome = store(Arrival(read=read, data=data, status="draft"))
    assert outcome.status == "changed"
    return Source.objects.get(sha256=read.sha256), read


def test_a_changed_file_becomes_the_newest_version(editor: User) -> None:
    speech = statement(FIRST, SECOND, fixed_fields=("place",))
    first = speech.source
    source, read = changed_file(speech, FIRST, SECOND, THIRD, place="Nairobi")
    revision = accept_changed(source, read, made_by=editor, based_on=1)
    assert revision is not None
    assert (revision.kind, revision.source, revision.number) == ("changed_file", source, 2)
    speech = Speech.objects.get()
    assert (speech.source, speech.place, speech.paragraphs.count()) == (source, "Geneva", 3)
    source.refresh_from_db()
    assert (source.state, source.reading, source.revises) == ("stored", None, None)
    assert store(Arrival(read=read, data=b"", status="draft")).speech == speech
    assert speech.revisions.get(number=1).source == first


def test_what_is_corrected_now_wins_over_what_was_set_before(editor: User) -> None:
    speech = statement(fixed_fields=("place", "speaker_honorific"))
    source, read = changed_file(speech, FIRST, SECOND, THIRD, place="Nairobi", honorific="Ms.")
    accept_changed(source, read, made_by=editor, fixed_fields=["place", "speaker"])
    speech = Speech.objects.get()
    assert (speech.place, speech.speaker_honorific) == ("Nairobi", "Ms.")
    assert speech.fixed_fields == ["place", "speaker", "speaker_honorific"]


def test_a_changed_file_of_a_changed_file(editor: User) -> None:
    speech = statement(FIRST, SECOND)
    second, read = changed_file(speech, FIRST, SECOND, THIRD)
    accept_changed(second, read, made_by=editor)
    third, read = changed_file(speech, FIRST, THIRD)
    assert third.revises == speech
    accept_changed(third, read, made_by=editor)
    assert current_number(speech) == 3
    assert Speech.objects.get().source == third


def test_restoring_brings_the_earlier_file_back(editor: User) -> None:
    speech = statement(FIRST, SECOND, source_url="https://example.org/a")
    first = speech.source
    source, read = changed_file(speech, FIRST, SECOND, THIRD, source_url="https://example.org/b")
    accept_changed(source, read, made_by=editor)
    restore(speech.revisions.get(number=1), editor, based_on=2)
    speech = Speech.objects.get()
    assert (speech.source, speech.source.source_url) == (first, "https://example.org/a")
    source.refresh_from_db()
    assert (source.state, source.source_url) == ("stored", "https://example.org/b")


@pytest.mark.parametrize("how", ["accepted", "discarded"])
def test_a_changed_file_is_accepted_once(editor: User, how: str) -> None:
    speech = statement(FIRST, SECOND)
    source, read = changed_file(speech, FIRST, SECOND, THIRD)
    if how == "accepted":
        accept_changed(Source.objects.get(pk=source.pk), read, made_by=editor)
    else:
        Source.objects.get(pk=source.pk).delete()
    with pytest.raises(ChangedMeanwhile):
        accept_changed(source, read, made_by=editor)


def test_a_changed_file_is_not_accepted_on_a_version_that_nobody_saw(editor: User) -> None:
    speech = statement(FIRST, SECOND)
    source, read = changed_file(speech, FIRST, SECOND, THIRD)
    correct(speech, editor, title="On war")
    with pytest.raises(ChangedMeanwhile):
        accept_changed(source, read, made_by=editor, based_on=1)
    source.refresh_from_db()
    assert (source.state, source.revises) == ("pending", speech)


def test_a_deleted_statement_takes_its_versions_and_leaves_its_files(editor: User) -> None:
    speech = statement(FIRST, SECOND)
    source, read = changed_file(speech, FIRST, SECOND, THIRD)
    accept_changed(source, read, made_by=editor)
    waiting, _ = changed_file(speech, FIRST, THIRD)
    with pytest.raises(ProtectedError):
        source.delete()
    Speech.objects.get().delete()
    assert not Revision.objects.exists()
    assert set(Source.objects.values_list("state", "revises")) == {
        ("stored", None),
        ("pending", None),
    }
    assert store(Arrival(read=read, data=b"", status="draft")).speech is None
    waiting.refresh_from_db()
    assert waiting.progress == "read"


# Mentions


def test_mentions_are_found_anew() -> None:
    speech = statement(FIRST)
    correct(speech, title="On Japan", paragraphs=(Block(text="We thank Japan."),))
    assert mentions(speech) == {(None, 3, "Japan", "found"), (1, 9, "Japan", "found")}


def test_a_decision_stays_with_its_text(editor: User) -> None:
    speech = statement(FIRST, SECOND)
    decide(speech, None, "Kenya", "rejected")
    decide(speech, 2, "Kenya", "accepted")
    correct(speech, editor, paragraphs=(Block(text=THIRD), Block(text=SECOND), Block(text=FIRST)))
    states = {
        (number, surface): state
        for number, _, surface, state in mentions(speech)
        if surface in ("Kenya", "Japan")
    }
    assert states == {
        (None, "Kenya"): "rejected",
        (1, "Kenya"): "found",
        (2, "Kenya"): "accepted",
        (3, "Kenya"): "found",
        (3, "Japan"): "found",
    }


def test_a_decision_stays_where_paragraphs_are_joined_and_split(editor: User) -> None:
    speech = statement(FIRST, SECOND)
    decide(speech, 2, "Kenya", "rejected")
    correct(speech, editor, paragraphs=(Block(text=f"{FIRST} {SECOND}"),))
    correct(speech, editor, paragraphs=(Block(text=FIRST), Block(text=SECOND)))
    states = {(number, surface): state for number, _, surface, state in mentions(speech)}
    assert states[2, "Kenya"] == "rejected"
    assert states[1, "Kenya"] == "found"


def test_what_is_no_text_leaves_paragraphs_and_mentions_as_they_are(editor: User) -> None:
    speech = statement(FIRST)
    before = set(speech.mentions.values_list("pk", flat=True))
    correct(speech, editor, place="Nairobi")
    set_status(speech, "published", editor)
    assert set(speech.mentions.values_list("pk", flat=True)) == before
