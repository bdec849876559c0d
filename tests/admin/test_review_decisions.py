"""What the review asks a person about: who is meant, changed words, changed files."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from statements import background, importing
from statements.correcting import corrections_of
from statements.importing import Arrival
from statements.ingest.errors import NoTextLayer
from statements.ingest.metadata import Metadata
from statements.ingest.readers import ocr
from statements.models import Event, Source, Speaker, Speech
from statements.revising import current_number
from tests import factories

pytestmark = pytest.mark.django_db

TEXT = (
    "Statement by Mr. António Guterres\n\n3 March 2019\n\nMr. President,\n\n"
    "We support the treaty, as we have always done.\n\n"
    "It matters to all of us who live near the sea.\n"
)
REVIEW = "admin:statements_source_review"


def received(text: str = TEXT, name: str = "a.txt") -> Source:
    source, _ = importing.receive(text.encode(), name, None)
    background.read_waiting()
    source.refresh_from_db()
    return source


def stored(text: str = TEXT, **fields: Any) -> Speech:
    read = importing.default_reader().read(text.encode(), "stored.txt")
    fields = {"status": "published", **fields}
    outcome = importing.store(Arrival(read=read, data=text.encode(), **fields))
    return Speech.objects.get(pk=outcome.speech.pk)  # type: ignore[union-attr]


def shown(client: Client, source: Source) -> Any:
    return client.get(reverse(REVIEW, args=[source.pk]))


def send(client: Client, source: Source, action: str, **corrections: Any) -> Any:
    """What the browser sends: the fields as they were shown, with corrections."""
    context = shown(client, source).context
    fields = {field.name: field.value() for field in context["form"] if field.value()}
    hidden = {"based_on": context.get("based_on", ""), "seen": context["seen"]}
    data = {**fields, **hidden, **corrections, action: "1"}
    return client.post(reverse(REVIEW, args=[source.pk]), data, follow=True)


# Unsure fields


def test_what_the_document_does_not_say_is_marked(editor: Client) -> None:
    rows = {row.field.name: row for row in shown(editor, received()).context["form"].rows()}
    assert rows["place"].reason == "the document does not say"
    assert rows["speaker"].reason == ""
    assert rows["licence"].reason == ""


def test_only_what_statements_nearly_always_have_is_missed(editor: Client) -> None:
    form = shown(editor, received()).context["form"]
    empty = {row.field.name for row in form.rows() if row.is_missing}
    assert {"on_behalf_of", "event_part_of", "speaker_role"} <= empty
    expected = {"title", "speaker", "represents", "event", "date", "language"}
    assert {row.field.name for row in form.doubted()} == empty & expected != set()


def test_why_a_value_may_be_wrong_is_said_until_it_is_corrected(editor: Client) -> None:
    source = received()
    read = background.reading_of(source)
    assert read is not None
    reasons = (("speaker", "There are two names."), ("place", "Two cities are named."))
    byline = replace(read.parsed.byline, unsure=reasons)
    importing.keep_reading(
        source, replace(read, parsed=replace(read.parsed, byline=byline)), revises=None
    )
    page = shown(editor, source).content.decode()
    assert "There are two names." in page
    assert "Two cities are named." in page
    for action, day in (("_publish", "2019-02-31"), ("_save", "2019-03-03")):
        again = send(editor, source, action, speaker="Li Wei", date=day).content.decode()
        assert "There are two names." not in again
        assert "Two cities are named." in again


# Near matches


def test_a_person_alike_is_offered_and_not_merged_silently(editor: Client) -> None:
    stored(TEXT.replace("António Guterres", "Antonio Manuel Guterres").replace("We", "They"))
    source = received()
    page = shown(editor, source)
    assert "The same as Antonio Manuel Guterres (1 statement)" in page.content.decode()
    send(editor, source, "_publish")
    assert Speaker.objects.count() == 2


def test_a_person_chosen_is_the_one_who_spoke(editor: Client) -> None:
    other = stored(TEXT.replace("António Guterres", "Antonio Manuel Guterres"), is_new=True)
    Speech.objects.filter(pk=other.pk).update(text="Quite other words.")
    source = received()
    send(editor, source, "_publish", same_speaker=other.speaker_id)
    assert Speaker.objects.count() == 1
    speech = Speech.objects.latest("pk")
    assert speech.speaker == other.speaker
    assert "speaker" in speech.fixed_fields


def test_a_choice_is_kept_for_later(editor: Client) -> None:
    other = factories.make_speaker(
        name="Antonio Manuel Guterres", name_key="antonio guterres manuel"
    )
    source = received()
    send(editor, source, "_save", same_speaker=other.pk)
    source.refresh_from_db()
    assert corrections_of(source).speaker_id == other.pk
    assert shown(editor, source).context["form"]["speaker"].value() == other.name


def test_an_event_alike_is_offered_and_can_be_chosen(editor: Client) -> None:
    event = factories.make_event(
        name="High-Level Week on Ocean Affairs", name_key="high-level week on ocean affairs"
    )
    source = received()
    name = "High-Level Week on Oceans Affairs"
    asked = send(editor, source, "_save", event=name)
    assert "The same as High-Level Week on Ocean Affairs (0 statements)" in asked.content.decode()
    send(editor, source, "_publish", event=name, same_event=event.pk)
    assert Speech.objects.get().event == event
    assert Event.objects.count() == 1


def test_who_is_in_the_archive_already_is_said(editor: Client) -> None:
    stored(TEXT.replace("support the treaty", "do not know anything of it").replace("sea", "lake"))
    assert "In the archive: António Guterres" in shown(editor, received()).content.decode()


@pytest.mark.parametrize("choice", ["999999", "-1", "x", "1; drop table", "\x00", "9" * 400])
def test_a_choice_that_was_not_offered_is_refused(editor: Client, choice: str) -> None:
    factories.make_speaker(name="Antonio Manuel Guterres", name_key="antonio guterres manuel")
    answer = send(editor, received(), "_publish", same_speaker=choice, same_event=choice)
    assert answer.status_code == 200
    assert "Choose again" in answer.content.decode()
    assert not Speech.objects.exists()


# Paragraphs


def test_paragraphs_are_split_and_joined_with_their_words(editor: Client) -> None:
    source = received()
    text = "Mr. President, We support the treaty,\n\nas we have always done.\n\n" + (
        "It matters to all of us who live near the sea."
    )
    send(editor, source, "_publish", text=text)
    speech = Speech.objects.get()
    assert [p.text for p in speech.paragraphs.order_by("number")] == text.split("\n\n")
    assert "paragraphs" in speech.fixed_fields


def test_changed_words_are_asked_about_before_they_are_stored(editor: Client) -> None:
    source = received()
    text = TEXT.partition("2019\n\n")[2].replace("sea", "shore")
    asked = send(editor, source, "_publish", text=text)
    assert "The words are not those of the source" in asked.content.decode()
    assert "[removed: </span>sea" in asked.content.decode()
    assert not Speech.objects.exists()
    send(editor, source, "_save", text=text)
    assert "[added: </span>shore" in shown(editor, source).content.decode()
    send(editor, source, "_publish", text=text, words_confirmed="on")
    assert "near the shore" in Speech.objects.get().text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (" \n\n ", "at least one paragraph"),
        ("Nul\x00", "Null characters"),
        ("a " * 500_001, "longer than can be searched"),
    ],
)
def test_a_text_that_cannot_be_is_refused(editor: Client, text: str, message: str) -> None:
    answer = send(editor, received(), "_publish", text=text, words_confirmed="on")
    assert message in answer.content.decode()
    assert not Speech.objects.exists()


def test_two_thousand_paragraphs_are_reviewed_like_one(editor: Client) -> None:
    lines = "\n\n".join(f"We spoke of matter {number} for some time." for number in range(2_000))
    source = received(f"Statement by Mr. Ito Ren\n\n3 March 2019\n\n{lines}\n")
    send(editor, source, "_publish")
    assert Speech.objects.get().paragraphs.count() == 2_000


JUNK = ["\x00", "x" * 3_000, "9" * 400, "<script>", "' OR 1=1 --", "\u202e🙂", "-1", "\r\n", "%s"]


@pytest.mark.parametrize("junk", JUNK)
def test_junk_in_any_field_is_never_an_error_of_ours(editor: Client, junk: str) -> None:
    source = received()
    names = [field.name for field in shown(editor, source).context["form"]]
    for name in [*names, "same_speaker", "same_event", "based_on"]:
        assert send(editor, source, "_save", **{name: junk}).status_code == 200
    everywhere = dict.fromkeys([*names, "based_on"], junk)
    assert send(editor, source, "_publish", **everywhere).status_code == 200
    speech = Speech.objects.first() or stored(TEXT.replace("sea", "lake"))
    page = reverse("admin:statements_speech_change", args=[speech.pk])
    assert editor.post(page, everywhere, follow=True).status_code == 200


def test_fields_that_no_form_has_change_nothing(editor: Client) -> None:
    source = received()
    seen = shown(editor, source).context["seen"]
    junk = {"speaker_id": "7", "status": "published", "based_on": "x" * 50}
    answer = editor.post(
        reverse(REVIEW, args=[source.pk]), {"_publish": "1", "seen": seen, **junk}, follow=True
    )
    assert answer.status_code == 200
    assert Speech.objects.get().title == ""


def test_the_page_costs_the_same_whatever_it_holds(editor: Client) -> None:
    def cost(source: Source) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert shown(editor, source).status_code == 200
        return len(captured)

    factories.make_speaker(name="Antonio Manuel Guterres", name_key="antonio guterres manuel")
    first = cost(received())
    for name in ("Antonio Maria Guterres", "Antonio Jose Guterres"):
        key = " ".join(sorted(name.lower().split()))
        speaker = factories.make_speaker(name=name, name_key=key)
        factories.make_speech(speaker=speaker, represents=factories.make_entity())
    longer = TEXT + "\n\n".join(f"Kenya and Japan spoke of it {n} times." for n in range(30))
    assert cost(received(longer, "b.txt")) == first


# Files that wait, and files that fail


def test_a_file_that_waits_shows_so_and_follows(
    editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(background, "start", lambda: None)
    source, _ = importing.receive(TEXT.encode(), "a.txt", None)
    page = shown(editor, source).content.decode()
    assert "waits to be read" in page
    assert 'http-equiv="refresh"' in page
    reading = reverse("admin:statements_source_reading", args=[source.pk])
    assert "data-unread" in editor.get(reading).content.decode()
    early = editor.post(reverse(REVIEW, args=[source.pk]), {"_publish": "1"}, follow=True)
    assert "waits to be read" in early.content.decode()
    background.read_waiting()
    assert "data-unread" not in editor.get(reading).content.decode()


def test_a_failed_file_is_read_again(editor: Client) -> None:
    source = received("\x01\x02" * 50)
    assert source.state == "failed"
    Source.objects.filter(pk=source.pk).update(data=TEXT.encode())
    again = reverse("admin:statements_source_read_again", args=[source.pk])
    assert editor.get(again).status_code == 405
    editor.post(again)
    source.refresh_from_db()
    assert source.progress == "read"


def test_text_recognition_is_offered_where_it_can_help(
    editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    scanned = factories.make_source(state="failed", error=f"{NoTextLayer()} Ask for it.")
    other = factories.make_source(state="failed", error="The file is empty.")
    monkeypatch.setattr(ocr, "available", lambda: "tesseract")
    assert "Read by text recognition" in shown(editor, scanned).content.decode()
    assert "Read by text recognition" not in shown(editor, other).content.decode()
    again = reverse("admin:statements_source_read_again", args=[scanned.pk])
    monkeypatch.setattr(background, "start", lambda: None)
    editor.post(again, {"by_ocr": "1"})
    scanned.refresh_from_db()
    assert (scanned.by_ocr, scanned.progress) == (True, "waiting")
    monkeypatch.setattr(ocr, "available", lambda: None)
    assert "Read by text recognition" not in shown(editor, scanned).content.decode()


# Changed files


CHANGED = TEXT.replace("near the sea", "near the coast")


def test_a_changed_file_is_compared_and_accepted_as_the_new_version(editor: Client) -> None:
    speech = stored()
    source = received(CHANGED, "b.txt")
    page = shown(editor, source).content.decode()
    assert "A changed file" in page
    assert "[added: </span>coast" in page
    send(editor, source, "_accept", place="Geneva")
    speech.refresh_from_db()
    source.refresh_from_db()
    assert "near the coast" in speech.text
    assert (speech.place, speech.source, source.state) == ("Geneva", source, "stored")
    assert "place" in speech.fixed_fields
    assert current_number(speech) == 2
    assert Speech.objects.count() == 1


def test_a_changed_file_may_be_another_statement(editor: Client) -> None:
    stored()
    send(editor, received(CHANGED, "b.txt"), "_draft")
    assert Speech.objects.count() == 2


def test_what_was_set_by_a_person_stays_when_a_changed_file_is_accepted(editor: Client) -> None:
    speech = stored()
    Speech.objects.filter(pk=speech.pk).update(title="Set by hand", fixed_fields=["title"])
    send(editor, received(CHANGED, "b.txt"), "_accept")
    speech.refresh_from_db()
    assert speech.title == "Set by hand"


def test_a_file_that_becomes_like_a_stored_statement_is_compared_first(editor: Client) -> None:
    stored(TEXT)
    source = received(CHANGED.replace("3 March", "4 March").replace("António Guterres", "Li Wei"))
    assert source.revises is None
    asked = send(editor, source, "_publish", date="2019-03-03", speaker="António Guterres")
    assert "compare them" in asked.content.decode()
    assert "A changed file" in asked.content.decode()
    assert Speech.objects.count() == 1


def test_a_statement_changed_meanwhile_is_not_overwritten(editor: Client) -> None:
    speech = stored()
    source = received(CHANGED, "b.txt")
    answer = send(editor, source, "_accept", based_on="7", place="Geneva")
    assert "Somebody else has changed this statement" in answer.content.decode()
    assert 'value="Geneva"' in answer.content.decode()
    speech.refresh_from_db()
    assert "near the sea" in speech.text


def test_what_an_imports_metadata_said_of_a_changed_file_holds_when_it_is_read_again(
    editor: Client,
) -> None:
    stored()
    metadata = Metadata(place="Lima", on_behalf_of="Group of 77|African Union")
    read = importing.default_reader().read(CHANGED.encode(), "b.txt", metadata)
    changed = Arrival(
        read=read.without_pages(),
        data=CHANGED.encode(),
        status="published",
        fixed_fields=metadata.given,
    )
    assert importing.store(changed).status == "changed"
    source = Source.objects.get(filename="b.txt")
    address = reverse(REVIEW, args=[source.pk])
    assert "Show the source’s text" in editor.get(address).content.decode()
    assert "3 March 2019\n" in editor.get(address, {"source": "1"}).content.decode()
    editor.post(reverse("admin:statements_source_read_again", args=[source.pk]))
    form = shown(editor, source).context["form"]
    assert form["place"].value() == "Lima"
    assert form["on_behalf_of"].value() == "Group of 77 and China\nAfrican Union"
    send(editor, source, "_accept")
    speech = Speech.objects.get()
    assert set(speech.fixed_fields) >= {"place", "on_behalf_of"}


def test_a_group_named_twice_is_one(editor: Client) -> None:
    send(editor, received(), "_publish", on_behalf_of="Group of 77\nG77")
    assert Speech.objects.get().on_behalf_of.count() == 1


def test_who_may_not_change_statements_may_not_accept(client: Client) -> None:
    adder = User.objects.create_user("adder", is_staff=True)
    adder.user_permissions.set(Permission.objects.filter(codename="add_speech"))
    client.force_login(adder)
    stored()
    source = received(CHANGED, "b.txt")
    assert "Accept as the new version" not in shown(client, source).content.decode()
    assert send(client, source, "_accept").status_code == 403


def test_the_file_is_given_to_keep_and_never_to_run(editor: Client) -> None:
    source = factories.make_source(
        data=b"<script>alert(1)</script>", filename="page.html", media_type="text/html"
    )
    answer = editor.get(reverse("admin:statements_source_file", args=[source.pk]))
    assert b"".join(answer.streaming_content) == source.data  # type: ignore[attr-defined]
    assert answer.headers["Content-Type"] == "text/html"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="page.html"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
