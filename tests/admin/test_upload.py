"""Upload many files at once: each is kept, each is told of, and read behind the request."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from statements import background, importing
from statements.models import Source, Speech
from tests import factories

pytestmark = pytest.mark.django_db

GOOD = "Statement by Mr. Ito Ren\n\n3 March 2019\n\nMr. President,\n\nWe support the treaty.\n"
UPLOAD = "admin:statements_source_upload"
UPLOAD_FILE = "admin:statements_source_upload_file"
PROGRESS = "admin:statements_source_progress"


def upload(client: Client, *files: tuple[str, bytes], to: str = UPLOAD) -> Any:
    sent = [SimpleUploadedFile(name, data) for name, data in files]
    return client.post(reverse(to), {"upload": sent}, follow=True)


def messages(response: Any) -> str:
    return " ".join(str(message) for message in response.context["messages"])


def packed(**files: bytes) -> bytes:
    packing = io.BytesIO()
    with zipfile.ZipFile(packing, "w") as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "/") + ".txt", data)
    return packing.getvalue()


def test_of_several_files_each_is_kept_and_each_is_told_of(editor: Client) -> None:
    shown = upload(
        editor,
        ("good.txt", GOOD.encode()),
        ("empty.txt", b""),
        ("rubbish.bin", bytes(range(256)) * 8),
        ("paper.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"),
        ("other.txt", GOOD.replace("Ito", "Sato").encode("utf-16")),
    )
    assert "“empty.txt”: The file is empty" in messages(shown)
    assert "4 files were received." in messages(shown)
    assert "2 ready for your review. 2 could not be read." in shown.content.decode()
    states = dict(Source.objects.values_list("filename", "state"))
    assert states == {
        "good.txt": "pending",
        "rubbish.bin": "failed",
        "paper.pdf": "failed",
        "other.txt": "pending",
    }
    for failed in Source.objects.filter(state="failed"):
        assert failed.error in shown.content.decode()


def test_a_file_is_kept_before_it_is_read(editor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(background, "start", lambda: None)
    shown = upload(editor, ("a.txt", GOOD.encode()))
    assert Source.objects.get().progress == "waiting"
    assert "1 waiting to be read." in shown.content.decode()
    assert 'http-equiv="refresh"' in shown.content.decode()


@pytest.mark.parametrize("page", [PROGRESS, UPLOAD])
def test_the_progress_is_told_and_reading_goes_on_after_a_restart(
    editor: Client, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    with monkeypatch.context() as stopped:
        stopped.setattr(background, "start", lambda: None)
        upload(editor, ("a.txt", GOOD.encode()))
    shown = editor.get(reverse(page))
    assert "waits for your review" in shown.content.decode()
    assert "data-unread" not in shown.content.decode()
    assert Source.objects.get().progress == "read"


def test_a_script_sends_one_file_and_is_told_what_became_of_it(editor: Client) -> None:
    (found,) = upload(editor, ("a.txt", GOOD.encode()), to=UPLOAD_FILE).json()["files"]
    source = Source.objects.get()
    address = reverse("admin:statements_source_review", args=[source.pk])
    assert found == {
        "name": "a.txt",
        "status": "received",
        "text": "Received.",
        "address": address,
    }
    (again,) = upload(editor, ("b.txt", GOOD.encode()), to=UPLOAD_FILE).json()["files"]
    assert (again["status"], again["address"]) == ("known", address)
    (empty,) = upload(editor, ("c.txt", b""), to=UPLOAD_FILE).json()["files"]
    assert (empty["status"], empty["address"]) == ("refused", "")


def test_a_script_that_sends_nothing_is_told(editor: Client) -> None:
    response = editor.post(reverse(UPLOAD_FILE))
    assert response.status_code == 400
    assert "required" in response.json()["error"]
    assert editor.get(reverse(UPLOAD_FILE)).status_code == 405


def test_an_archive_becomes_a_source_for_each_file_in_it(editor: Client) -> None:
    other = GOOD.replace("Ito", "Sato").encode()
    data = packed(day__one=GOOD.encode(), day__two=other, day__none=b"")
    answer = upload(editor, ("all.zip", data), to=UPLOAD_FILE).json()["files"]
    assert [(found["name"], found["status"]) for found in answer] == [
        ("day/one.txt", "received"),
        ("day/two.txt", "received"),
        ("all.zip: day/none.txt", "refused"),
    ]
    assert set(Source.objects.values_list("filename", flat=True)) == {"one.txt", "two.txt"}


def test_an_archive_without_files_is_said_to_be_empty(editor: Client) -> None:
    (answer,) = upload(editor, ("none.zip", packed()), to=UPLOAD_FILE).json()["files"]
    assert (answer["name"], answer["status"]) == ("none.zip", "refused")
    assert "empty" in answer["text"]


def test_of_a_bad_archive_nothing_is_kept_and_it_is_named(editor: Client) -> None:
    data = packed(one=GOOD.encode(), two=packed(inner=b"x"))
    shown = upload(editor, ("all.zip", data), ("a.txt", GOOD.encode()))
    assert "“all.zip”: There is an archive within the archive" in messages(shown)
    assert [source.filename for source in Source.objects.all()] == ["a.txt"]


def test_a_file_that_is_stored_leads_to_its_statement(editor: Client) -> None:
    importing.store(
        importing.Arrival(
            read=importing.default_reader().read(GOOD.encode(), "a.txt"),
            data=GOOD.encode(),
            status="published",
        )
    )
    shown = upload(editor, ("again.txt", GOOD.encode()))
    assert Speech.objects.get().get_absolute_url() in messages(shown)
    assert Source.objects.count() == 1
    Speech.objects.get().delete()
    assert "its statement was deleted" in messages(upload(editor, ("a.txt", GOOD.encode())))


def test_a_file_that_failed_is_read_again_when_it_comes_again(editor: Client) -> None:
    rubbish = bytes(range(256)) * 8
    upload(editor, ("rubbish.bin", rubbish))
    upload(editor, ("rubbish.bin", rubbish))
    assert Source.objects.get().progress == "failed"


def test_a_changed_file_is_shown_as_one(editor: Client) -> None:
    text = GOOD + "\nIt matters to all of us who live near the sea.\n"
    importing.store(
        importing.Arrival(
            read=importing.default_reader().read(text.encode(), "a.txt"),
            data=text.encode(),
            status="published",
        )
    )
    shown = upload(editor, ("b.txt", text.replace("the sea", "the coast").encode()))
    assert "changed file</span> of “" in shown.content.decode()


def test_a_file_too_large_is_refused_by_name(editor: Client, settings: Any) -> None:
    settings.UPLOAD_MAX_BYTES = 10
    assert "“big.txt”: The file is larger" in messages(upload(editor, ("big.txt", b"x" * 11)))
    assert not Source.objects.exists()


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "x" * 300 + ".txt", "a\x00b.txt", "<script>.txt", "\u202etxt.exe"]
)
def test_a_hostile_file_name_is_only_a_name(editor: Client, name: str) -> None:
    shown = upload(editor, (name, GOOD.encode()))
    assert shown.status_code == 200
    assert b"<script>.txt" not in shown.content
    stored = Source.objects.get().filename
    assert "/" not in stored
    assert len(stored) <= 255
    assert stored.isprintable()


def test_nothing_chosen_is_said(editor: Client) -> None:
    assert b"This field is required" in editor.post(reverse(UPLOAD)).content


def test_the_page_costs_the_same_whatever_waits(
    editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(background, "start", lambda: None)

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert editor.get(reverse(UPLOAD)).status_code == 200
        return len(captured)

    def fill() -> None:
        speech = factories.make_speech(
            title="", speaker=factories.make_speaker(), represents=factories.make_entity()
        )
        factories.make_source(state="pending", reading=b"{}", revises=speech)
        factories.make_source(state="pending")
        factories.make_source(state="failed", error="The file is empty.")

    fill()
    first = cost()
    for _ in range(5):
        fill()
    assert cost() == first


@pytest.mark.parametrize("name", [UPLOAD, UPLOAD_FILE, PROGRESS])
def test_only_who_may_add_statements_may_upload(client: Client, name: str) -> None:
    assert "/admin/login/" in client.post(reverse(name)).headers["Location"]
    client.force_login(User.objects.create_user("clerk", is_staff=True))
    assert client.get(reverse(name)).status_code == 403
    assert client.post(reverse(name)).status_code == 403
