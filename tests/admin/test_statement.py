"""Correct a stored statement: every change is a version, and each can be restored."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from statements import background, importing
from statements.deciding import decide_on
from statements.importing import Arrival
from statements.ingest.errors import ReaderCrashed
from statements.models import Mention, Revision, Source, Speech
from statements.revising import current_number
from tests import factories

pytestmark = pytest.mark.django_db

TEXT = (
    "Statement by Mr. António Guterres\n\n3 March 2019\n\nMr. President,\n\n"
    "We support Kenya, as we have always done.\n\n"
    "It matters to all of us who live near the sea.\n"
)
CHANGE = "admin:statements_speech_change"
HISTORY = "admin:statements_speech_history"


@pytest.fixture
def speech() -> Speech:
    read = importing.default_reader().read(TEXT.encode(), "stored.txt")
    importing.store(Arrival(read=read, data=TEXT.encode(), status="draft"))
    return Speech.objects.get()


def address(speech: Speech, name: str = CHANGE, *more: int) -> str:
    return reverse(name, args=[speech.pk, *more])


def send(client: Client, speech: Speech, action: str = "_save", **corrections: Any) -> Any:
    """What the browser sends: the fields as they were shown, with corrections."""
    context = client.get(address(speech)).context
    fields = {field.name: field.value() for field in context["form"] if field.value()}
    data = {**fields, "based_on": context["based_on"], **corrections, action: "1"}
    response = client.post(address(speech), data, follow=True)
    speech.refresh_from_db()
    return response


def restore(client: Client, speech: Speech, number: int, based_on: int) -> Any:
    to = address(speech, "admin:statements_speech_restore", number)
    response = client.post(to, {"based_on": str(based_on)}, follow=True)
    speech.refresh_from_db()
    return response


def test_fields_are_corrected_and_kept_as_a_version(editor: Client, speech: Speech) -> None:
    answer = send(
        editor, speech, place="Geneva", date="2019-04", represents="JPN", speaker="Dr. Li Wei"
    )
    assert "Stored as version 2" in answer.content.decode()
    assert (speech.place, speech.iso_date, str(speech.represents)) == ("Geneva", "2019-04", "Japan")
    assert (str(speech.speaker), speech.status) == ("Li Wei", "draft")
    assert set(speech.fixed_fields) == {"place", "date", "represents", "speaker"}
    newest = Revision.objects.first()
    assert newest is not None
    assert (newest.kind, str(newest.made_by)) == ("correction", "editor")


def test_saving_without_a_change_makes_no_version(editor: Client, speech: Speech) -> None:
    assert "Nothing was changed" in send(editor, speech).content.decode()
    assert not Revision.objects.exists()


def test_a_statement_is_published_and_withdrawn_here(editor: Client, speech: Speech) -> None:
    send(editor, speech, "_publish")
    assert speech.status == "published"
    send(editor, speech, "_withdraw", place="Geneva")
    assert (speech.status, speech.place) == ("draft", "Geneva")
    kinds = Revision.objects.values_list("kind", flat=True)
    assert list(kinds) == ["correction", "status", "import"]


def test_paragraphs_are_split_and_decisions_on_mentions_stay(
    editor: Client, speech: Speech
) -> None:
    decide_on(Mention.objects.get(surface="Kenya"), is_mention=False, made_by=None)
    text = speech.text.replace("Mr. President,\n\n", "Mr. President, ").replace(
        "us who", "us\n\nwho"
    )
    send(editor, speech, text=text)
    numbers = speech.paragraphs.order_by("number").values_list("text", flat=True)
    assert list(numbers) == text.split("\n\n")
    assert speech.text == text
    assert Mention.objects.get(surface="Kenya").state == "rejected"


def test_decisions_stay_where_the_paragraph_or_its_neighbours_change(
    editor: Client, speech: Speech
) -> None:
    decide_on(Mention.objects.get(surface="Kenya"), is_mention=False, made_by=None)
    split = speech.text.replace("support Kenya, as", "support Kenya,\n\nas")
    for text in (split, split.replace("Mr. President,", "Madam President,")):
        send(editor, speech, text=text, words_confirmed="on")
        assert speech.text == text
        assert Mention.objects.get(surface="Kenya").state == "rejected"


def test_a_decision_on_the_title_stays_in_a_longer_one(editor: Client, speech: Speech) -> None:
    send(editor, speech, title="Remarks on Kenya")
    in_title = Mention.objects.get(surface="Kenya", paragraph=None)
    decide_on(in_title, is_mention=False, made_by=None)
    send(editor, speech, title="Some remarks on Kenya and Japan")
    states = speech.mentions.filter(paragraph=None).values_list("surface", "state")
    assert dict(states) == {"Kenya": "rejected", "Japan": "found"}


def test_the_lines_above_and_below_the_text_are_shown(editor: Client, speech: Speech) -> None:
    page = editor.get(address(speech)).content.decode()
    assert "Statement by Mr. António Guterres\n3 March 2019" in page
    with_source = editor.get(f"{address(speech)}?source=1").content.decode()
    assert "{{" not in page + with_source


def test_changed_words_are_asked_about(editor: Client, speech: Speech) -> None:
    text = speech.text.replace("sea", "shore")
    asked = send(editor, speech, text=text)
    assert "The words are not those of the source" in asked.content.decode()
    assert not Revision.objects.exists()
    send(editor, speech, text=text, words_confirmed="on")
    assert "shore" in speech.text


def test_somebody_elses_change_is_not_overwritten_and_the_input_is_kept(
    editor: Client, speech: Speech
) -> None:
    send(editor, speech, place="Geneva")
    late = send(editor, speech, place="Vienna", based_on="1")
    assert "Somebody else has changed this statement" in late.content.decode()
    assert 'value="Vienna"' in late.content.decode()
    assert speech.place == "Geneva"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("date", "2020-02-31"),
        ("represents", "Atlantis"),
        ("represents", "x\x00"),
        ("speaker", "x" * 301),
        ("event", "Nul\x00"),
        ("event_part_of", "A week"),
        ("language", "EN"),
        ("source_url", "javascript:alert(1)"),
        ("text", " "),
        ("speaker", "ß" * 200),
        ("event", "…"),
        ("place", "Bell\x07"),
    ],
)
def test_a_value_that_cannot_be_is_said(
    editor: Client, speech: Speech, field: str, value: str
) -> None:
    answer = send(editor, speech, **{field: value})
    assert answer.status_code == 200
    assert "Nothing was stored" in answer.content.decode()
    assert not Revision.objects.exists()


def test_a_text_that_cannot_be_indexed_is_an_error_on_the_page(
    editor: Client, speech: Speech
) -> None:
    words = " ".join(f"word{n:06}x" for n in range(80_000))
    answer = send(editor, speech, text=words, words_confirmed="on")
    assert "longer than can be searched" in answer.content.decode()


def test_an_organization_that_editors_made_can_be_represented(
    editor: Client, speech: Speech
) -> None:
    own = factories.make_entity("organization", name="Friends of the Sea")
    send(editor, speech, represents="friends of the sea")
    assert speech.represents == own
    send(editor, speech, place="Geneva")
    assert speech.represents == own


def test_a_person_alike_is_offered_for_a_new_name(editor: Client, speech: Speech) -> None:
    factories.make_speech(speaker=speech.speaker)
    name = "António Manuel Guterres"
    offered = send(editor, speech, speaker=name, date="nonsense")
    assert "The same as António Guterres (2 statements)" in offered.content.decode()
    other = factories.make_speaker(name="Li Weiwen", name_key="li weiwen")
    send(editor, speech, speaker="Li Weiwe", same_speaker=other.pk)
    assert speech.speaker == other


def test_the_text_of_the_source_is_shown_where_it_is_asked_for(
    editor: Client, speech: Speech, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "The source as it was read" not in editor.get(address(speech)).content.decode()
    shown = editor.get(address(speech), {"source": "1"})
    assert "The source as it was read" in shown.content.decode()

    def crash(source: Source) -> None:
        raise ReaderCrashed

    monkeypatch.setattr(background, "read_now", crash)
    shown = editor.get(address(speech), {"source": "1"})
    assert "broke down over the file" in shown.content.decode()


def test_a_source_read_again_is_compared_before_it_is_taken(editor: Client, speech: Speech) -> None:
    again = address(speech, "admin:statements_speech_reread")
    assert "reads as it is stored" in editor.get(again).content.decode()
    Speech.objects.filter(pk=speech.pk).update(
        place="Lima", title="By hand", fixed_fields=["title"]
    )
    page = editor.get(again).content.decode()
    assert "[removed: </span>Lima" in page
    assert "By hand" not in page.partition("<dl")[2]
    assert not Revision.objects.exists()
    late = editor.post(again, {"based_on": "9"}, follow=True)
    assert "Somebody else" in late.content.decode()
    editor.post(again, {"based_on": "1"})
    speech.refresh_from_db()
    assert (speech.place, speech.title, current_number(speech)) == ("", "By hand", 2)


def test_text_recognition_does_not_keep_a_page_waiting(
    editor: Client, speech: Speech, monkeypatch: pytest.MonkeyPatch
) -> None:
    Source.objects.update(by_ocr=True)
    monkeypatch.setattr(background, "read_now", lambda source: pytest.fail("It was read."))
    again = address(speech, "admin:statements_speech_reread")
    for answer in (editor.get(again), editor.post(again, {"based_on": "1"})):
        assert "reread_statements" in answer.content.decode()
    assert editor.get(address(speech), {"source": "1"}).status_code == 200


# History


def test_a_statement_never_changed_has_one_version(editor: Client, speech: Speech) -> None:
    page = editor.get(address(speech, HISTORY)).content.decode()
    assert "Version 1: first version" in page
    assert "Restore" not in page


def test_the_history_tells_who_changed_what_and_restores(editor: Client, speech: Speech) -> None:
    send(editor, speech, place="Geneva", title="Another title")
    page = editor.get(address(speech, HISTORY)).content.decode()
    assert "Version 2: corrected by an editor" in page
    assert "by editor" in page
    assert "[added: </span>Geneva" in page
    restored = restore(editor, speech, 1, based_on=2)
    assert "Version 3: earlier version restored" in restored.content.decode()
    assert (speech.place, speech.title) == ("", "Statement by Mr. António Guterres")


def test_a_restored_name_is_a_speaker_again_though_it_was_deleted(
    editor: Client, speech: Speech
) -> None:
    first = speech.speaker
    assert first is not None
    send(editor, speech, speaker="Li Wei", event="A meeting")
    send(editor, speech, event="")
    first.delete()
    speech.refresh_from_db()
    assert restore(editor, speech, 1, based_on=3).status_code == 200
    assert str(speech.speaker) == "António Guterres"


def test_restoring_over_somebody_elses_change_is_refused(editor: Client, speech: Speech) -> None:
    send(editor, speech, place="Geneva")
    send(editor, speech, place="Vienna")
    late = restore(editor, speech, 1, based_on=2)
    assert "Somebody else has changed" in late.content.decode()
    assert speech.place == "Vienna"


def test_a_version_that_is_not_there_is_404(editor: Client, speech: Speech) -> None:
    assert restore(editor, speech, 7, based_on=1).status_code == 404
    for number in ("999999999", "9" * 30, "9" * 5000, "x"):
        assert editor.get(f"/admin/statements/speech/{number}/change/").status_code == 404
        assert editor.get(f"/admin/statements/speech/{number}/history/").status_code == 404


def test_a_long_history_has_pages(editor: Client, speech: Speech) -> None:
    for number in range(1, 46):
        factories.make_revision(speech, number=number, content={"title": f"T{number}"})
    for page, first in (("1", 45), ("2", 25), ("3", 5), ("99", 5), ("x", 45), ("9" * 30, 45)):
        shown = editor.get(address(speech, HISTORY), {"page": page})
        assert shown.context["versions"][0].number == first
    assert shown.context["versions"][0].is_current


def test_pages_cost_the_same_whatever_they_hold(editor: Client, speech: Speech) -> None:
    def cost(name: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert editor.get(address(speech, name)).status_code == 200
        return len(captured)

    factories.make_revision(speech, number=1)
    costs = cost(CHANGE), cost(HISTORY)
    for number in range(2, 9):
        source = factories.make_source()
        factories.make_revision(speech, number=number, source=source)
        paragraph = factories.make_paragraph(speech, number=number + 10)
        factories.make_mention(speech, factories.make_entity(), paragraph=paragraph)
    assert (cost(CHANGE), cost(HISTORY)) == costs


# Permissions


def staff(client: Client, *codenames: str) -> Client:
    user = User.objects.create_user("clerk", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    client.force_login(user)
    return client


def test_who_may_only_view_changes_nothing(client: Client, speech: Speech) -> None:
    clerk = staff(client, "view_speech")
    page = clerk.get(address(speech)).content.decode()
    assert "disabled" in page
    assert 'name="_save"' not in page
    assert clerk.get(address(speech, HISTORY)).status_code == 200
    assert clerk.post(address(speech), {"_save": "1"}).status_code == 403
    for name in ("reread", "restore"):
        more = [1] if name == "restore" else []
        to = address(speech, f"admin:statements_speech_{name}", *more)
        assert clerk.post(to).status_code == 403


def test_other_staff_see_neither_statement_nor_history(client: Client, speech: Speech) -> None:
    clerk = staff(client, "add_speech")
    for name in (CHANGE, HISTORY, "admin:statements_speech_reread"):
        assert clerk.get(address(speech, name)).status_code == 403


def test_others_are_asked_to_sign_in(client: Client, speech: Speech) -> None:
    for name in (CHANGE, HISTORY, "admin:statements_speech_reread"):
        assert "/admin/login/" in client.get(address(speech, name)).headers["Location"]
