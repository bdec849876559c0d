"""Look at what was read, correct it, store it: what editors do."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from statements import importing
from statements.models import Source, Speech

pytestmark = pytest.mark.django_db

SEED = (settings.SEEDS_DIR / "000_b7eea9aefa540b14.txt").read_bytes()
GOOD = "Statement by Mr. Ito Ren\n\n3 March 2019\n\nMr. President,\n\nWe support the treaty.\n"
UPLOAD = "admin:statements_source_upload"
REVIEW = "admin:statements_source_review"


def upload(client: Client, *files: tuple[str, bytes]) -> Any:
    sent = [SimpleUploadedFile(name, data) for name, data in files]
    return client.post(reverse(UPLOAD), {"upload": sent}, follow=True)


def shown_fields(client: Client, source: Source) -> dict[str, str]:
    """What the browser would send: the fields as the page shows them."""
    return shown_again(client.get(reverse(REVIEW, args=[source.pk])))


def shown_again(response: Any) -> dict[str, str]:
    """The fields of a page, as they are shown."""
    shown = response.context
    fields = {field.name: field.value() for field in shown["form"] if field.value()}
    return {**fields, "based_on": shown.get("based_on", ""), "seen": shown["seen"]}


def review(client: Client, source: Source, action: str, **corrections: str) -> Any:
    """What the browser sends: the fields as they were shown, with corrections."""
    address = reverse(REVIEW, args=[source.pk])
    fields = shown_fields(client, source)
    return client.post(address, {**fields, **corrections, action: "1"}, follow=True)


def messages(response: Any) -> str:
    return " ".join(str(message) for message in response.context["messages"])


def test_the_seed_goes_from_upload_to_publication(editor: Client) -> None:
    upload(editor, ("seed.txt", SEED))
    assert not Speech.objects.exists()
    source = Source.objects.get()
    assert source.state == "pending"
    page = editor.get(reverse(REVIEW, args=[source.pk])).content.decode()
    assert 'value="Zhang Jun"' in page
    assert 'value="China"' in page
    assert "25 paragraphs" in page
    assert 'review__mention--organization" title="organization: ' in page
    stored = review(editor, source, "_publish")
    speech = Speech.objects.get()
    assert (speech.status, speech.iso_date) == ("published", "2020-07-10")
    assert speech.get_absolute_url() in messages(stored)
    assert speech.title[:40] in messages(stored)
    source.refresh_from_db()
    assert source.state == "stored"
    assert source.uploaded_by is not None
    assert source.uploaded_by.username == "editor"


def test_names_and_texts_begin_at_the_side_of_their_script(editor: Client) -> None:
    upload(
        editor,
        ("a.txt", "بيان\n\nالسيد الرئيس،\n\nتؤكد مصر دعمها الكامل للأمم المتحدة.\n".encode()),
    )
    form = editor.get(reverse(REVIEW, args=[Source.objects.get().pk])).context["form"]
    for name in ("title", "speaker", "event", "text"):
        assert 'dir="auto"' in str(form[name])


def test_a_reason_is_heard_apart_from_the_name_of_its_field(editor: Client) -> None:
    upload(editor, ("a.txt", GOOD.encode()))
    page = editor.get(reverse(REVIEW, args=[Source.objects.get().pk])).content.decode()
    label = re.search(r"<label[^>]*>(Event is part of.*?)</label>", page)
    assert label is not None
    assert strip_tags(label[1]) == "Event is part of: the document does not say"


@pytest.mark.parametrize("action", ["_save", "_draft", "_publish"])
def test_what_another_has_corrected_meanwhile_is_not_overwritten(
    editor: Client, action: str
) -> None:
    upload(editor, ("a.txt", GOOD.encode()))
    source = Source.objects.get()
    seen_before = shown_fields(editor, source)
    review(editor, source, "_save", place="Accra")
    address = reverse(REVIEW, args=[source.pk])
    late = editor.post(address, {**seen_before, "event": "A debate", action: "1"}, follow=True)
    assert "Somebody else has changed this statement" in late.content.decode()
    assert late.context["form"]["event"].value() == "A debate"
    # Nor by pressing the button once more.
    late = editor.post(address, {**shown_again(late), action: "1"}, follow=True)
    assert "Somebody else has changed this statement" in late.content.decode()
    assert not Speech.objects.exists()
    assert shown_fields(editor, source)["place"] == "Accra"


def test_an_error_of_the_form_does_not_make_an_old_page_new(editor: Client) -> None:
    upload(editor, ("a.txt", GOOD.encode()))
    source = Source.objects.get()
    seen_before = shown_fields(editor, source)
    review(editor, source, "_save", place="Accra")
    address = reverse(REVIEW, args=[source.pk])
    wrong = editor.post(address, {**seen_before, "date": "never", "_save": "1"})
    mended = {**shown_again(wrong), "date": "2019-03-04", "_save": "1"}
    assert "Somebody else" in editor.post(address, mended, follow=True).content.decode()


def test_corrections_win_and_an_emptied_field_stays_empty(editor: Client) -> None:
    upload(editor, ("a.txt", SEED))
    source = Source.objects.get()
    review(
        editor,
        source,
        "_draft",
        title="  Corrected\n title ",
        speaker="Zhang Wei",
        speaker_honorific="",
        represents="Kenya",
        on_behalf_of="Group of 77\nAfrican Union",
        date="2021-03",
        event="",
        event_part_of="",
    )
    speech = Speech.objects.get()
    assert speech.status == "draft"
    assert (speech.title, str(speech.speaker)) == ("Corrected title", "Zhang Wei")
    assert (speech.speaker_honorific, speech.event) == ("", None)
    assert speech.represents is not None
    assert speech.represents.code == "KEN"
    assert speech.on_behalf_of.count() == 2
    assert speech.iso_date == "2021-03"


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("date", "2020-02-31", "2020-02-31"),
        ("represents", "Atlantis", "“Atlantis” is not one country or organization"),
        ("on_behalf_of", "Group of 77\nThe Martians", "“The Martians” is not one"),
        ("language", "EN", "ISO 639"),
        ("source_url", "javascript:alert(1)", "valid URL"),
        ("event_part_of", "A week", "Name the event"),
        ("speaker", "x" * 301, "at most 300"),
        ("title", "Nul\x00", "Null characters"),
        ("speaker", "ß" * 200, "longer than 300 characters"),
        ("event", "…", "neither a letter nor a figure"),
        ("place", "Bell\x07", "control characters"),
        ("language", "e1", "ISO 639"),
    ],
)
def test_a_field_that_cannot_be_is_said_and_nothing_is_stored(
    editor: Client, field: str, value: str, message: str
) -> None:
    upload(editor, ("a.txt", GOOD.encode()))
    shown = review(editor, Source.objects.get(), "_publish", **{field: value})
    assert shown.status_code == 200
    assert message in shown.context["form"].errors.as_text()
    assert not Speech.objects.exists()


def test_corrections_are_kept_for_later_and_store_nothing(editor: Client) -> None:
    upload(editor, ("a.txt", GOOD.encode()))
    shown = review(editor, Source.objects.get(), "_save", represents="Japan", place="Tokyo")
    assert "Your corrections are kept" in messages(shown)
    assert shown.context["read"].represents.code == "JPN"
    assert not Speech.objects.exists()
    again = shown_fields(editor, Source.objects.get())
    assert (again["represents"], again["place"]) == ("Japan", "Tokyo")


def test_a_second_editor_does_not_store_it_twice(editor: Client) -> None:
    upload(editor, ("a.txt", GOOD.encode()))
    source = Source.objects.get()
    fields = shown_fields(editor, source)
    review(editor, source, "_publish")
    late = editor.post(reverse(REVIEW, args=[source.pk]), {**fields, "_publish": "1"}, follow=True)
    assert "stored already" in messages(late)
    assert Speech.objects.count() == 1


def test_a_text_that_cannot_be_indexed_is_an_error_on_the_page(editor: Client) -> None:
    words = " ".join(f"word{n:06}x" for n in range(80_000))
    upload(editor, ("long.txt", f"{words}.".encode()))
    shown = review(editor, Source.objects.get(), "_publish")
    assert "longer than can be searched" in shown.content.decode()
    assert Source.objects.get().state == "pending"
    assert not Speech.objects.exists()


def test_a_failed_file_can_be_tried_again_and_discarded(editor: Client) -> None:
    upload(editor, ("rubbish.bin", bytes(range(256)) * 8))
    source = Source.objects.get()
    shown = editor.get(reverse(REVIEW, args=[source.pk]))
    assert shown.status_code == 200
    assert "The file is kept" in shown.content.decode()
    discard = reverse("admin:statements_source_discard", args=[source.pk])
    assert editor.get(discard).status_code == 405
    editor.post(discard)
    assert not Source.objects.exists()


def test_a_stored_file_cannot_be_discarded(editor: Client) -> None:
    upload(editor, ("a.txt", GOOD.encode()))
    review(editor, Source.objects.get(), "_publish")
    editor.post(reverse("admin:statements_source_discard", args=[Source.objects.get().pk]))
    assert Source.objects.exists()


def test_staff_without_the_permission_gets_403(client: Client) -> None:
    source, _ = importing.receive(GOOD.encode(), "a.txt", None)
    client.force_login(User.objects.create_user("clerk", is_staff=True))
    assert client.get(reverse(UPLOAD)).status_code == 403
    assert client.post(reverse(UPLOAD)).status_code == 403
    assert client.get(reverse(REVIEW, args=[source.pk])).status_code == 403
    assert client.post(reverse(REVIEW, args=[source.pk])).status_code == 403
    for name in ("discard", "file"):
        address = reverse(f"admin:statements_source_{name}", args=[source.pk])
        assert client.post(address).status_code == 403
    assert Source.objects.exists()


def test_who_may_only_add_statements_is_never_led_to_where_they_may_not_go(
    client: Client,
) -> None:
    adder = User.objects.create_user("adder", is_staff=True)
    adder.user_permissions.set(Permission.objects.filter(codename="add_speech"))
    client.force_login(adder)
    upload(client, ("a.txt", GOOD.encode()))
    source = Source.objects.get()
    stored = review(client, source, "_publish")
    assert (stored.status_code, stored.redirect_chain[-1][0]) == (200, reverse(UPLOAD))
    again = client.get(reverse(REVIEW, args=[source.pk]), follow=True)
    assert "stored already" in messages(again)
    Speech.objects.get().delete()
    assert client.get(reverse(REVIEW, args=[source.pk]), follow=True).status_code == 200


def test_others_are_asked_to_sign_in(client: Client) -> None:
    for address in (reverse(UPLOAD), reverse(REVIEW, args=[1])):
        response = client.get(address)
        assert response.status_code == 302
        assert "/admin/login/" in response.headers["Location"]


def test_looking_at_a_review_changes_nothing(
    editor: Client, django_assert_num_queries: Any
) -> None:
    upload(editor, ("a.txt", GOOD.encode()))
    before = Source.objects.values().get()
    editor.get(reverse(REVIEW, args=[before["id"]]))
    assert Source.objects.values().get() == before
