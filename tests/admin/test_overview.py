"""What waits for editors, on the first page of the administration."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from statements import background, importing
from statements.importing import Arrival, default_reader
from statements.models import Source, Speech
from statements.overview import SHOWN
from tests import factories

pytestmark = pytest.mark.django_db

DOUBTED = (
    "Statement by Ms. Ada Berg\n\nNew York, 5 March 2020\n\nIssued 9 March 2020\n\n"
    "Mr. President,\n\nWe support the treaty.\n\nIt matters to all who live near the sea.\n"
)
CHANGE = "admin:statements_speech_change"


def overview(client: Client) -> str:
    answer = client.get(reverse("admin:index"))
    assert answer.status_code == 200
    return answer.content.decode()


def store(text: str = DOUBTED, **fields: object) -> Speech:
    read = default_reader().read(text.encode(), "a.txt")
    importing.store(Arrival(read=read, data=text.encode(), status="published", **fields))  # type: ignore[arg-type]
    return Speech.objects.get()


def staff(client: Client, *codenames: str) -> Client:
    user = User.objects.create_user("clerk", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    client.force_login(user)
    return client


def test_an_empty_archive_has_nothing_that_waits(editor: Client) -> None:
    page = overview(editor)
    assert "Nothing waits for a review." in page
    assert "Every file was read." in page
    assert "Every statement is published." in page
    assert "No statement was changed since it was stored." in page


def test_uploads_are_told_the_longest_waiting_first(editor: Client) -> None:
    for name in ("new.txt", "old.txt"):
        factories.make_source(
            filename=name, state="pending", reading=b"{}", unsure={"date": "Two."}
        )
    Source.objects.filter(filename="old.txt").update(
        created_at=timezone.now() - timedelta(days=3, minutes=1)
    )
    page = overview(editor)
    assert page.index("old.txt") < page.index("new.txt")
    assert "for 3\xa0days" in page
    assert "1 unsure field<" in page
    assert "Date" in page


def test_a_failure_tells_what_to_do(editor: Client) -> None:
    failed = factories.make_source(state="failed", error="The file is empty. Upload another.")
    page = overview(editor)
    assert "The file is empty. Upload another." in page
    assert reverse("admin:statements_source_review", args=[failed.pk]) in page


def test_more_than_are_shown_are_counted(editor: Client) -> None:
    for _ in range(SHOWN + 3):
        factories.make_speech(status="draft")
    page = overview(editor)
    assert page.count("/change/") == SHOWN
    assert f'overview__count">{SHOWN + 3}<' in page


def test_a_statement_nobody_looked_at_has_its_doubts_told_until_one_does(editor: Client) -> None:
    speech = store()
    assert "Statement by Ms. Ada Berg" in overview(editor)
    changelist = reverse("admin:statements_speech_changelist")
    assert "Ada Berg" in editor.get(changelist, {"unsure": "yes"}).content.decode()
    page = editor.get(reverse(CHANGE, args=[speech.pk])).content.decode()
    assert "The document&#x27;s head also has 2020-03-09." in page

    answer = editor.post(
        reverse(CHANGE, args=[speech.pk]), {**fields(editor, speech), "_confirm": "1"}, follow=True
    )
    assert "Taken as right: Date" in answer.content.decode()
    speech.refresh_from_db()
    assert (speech.fixed_fields, speech.source.unsure) == (["date"], {})
    assert "2020-03-09" not in answer.content.decode()
    assert "Ada Berg" not in editor.get(changelist, {"unsure": "yes"}).content.decode()


def fields(client: Client, speech: Speech) -> dict[str, object]:
    """What the form of a statement's page sends."""
    form = client.get(reverse(CHANGE, args=[speech.pk])).context["form"]
    values = {name: value for name, value in form.initial.items() if value is not None}
    return {**values, "based_on": "1"}


def test_a_doubt_is_settled_by_correcting_the_field(editor: Client) -> None:
    speech = store()
    entered = {**fields(editor, speech), "date": "2020-03-09", "_save": "1"}
    editor.post(reverse(CHANGE, args=[speech.pk]), entered)
    assert Source.objects.get().unsure == {}


def test_what_a_person_reviewed_or_set_is_not_in_doubt(editor: Client) -> None:
    assert store(is_reviewed=True).source.unsure == {}
    Speech.objects.all().delete()
    Source.objects.all().delete()
    assert store(fixed_fields=("date",)).source.unsure == {}


def test_an_upload_that_is_published_is_not_in_doubt(editor: Client) -> None:
    source, _ = importing.receive(DOUBTED.encode(), "a.txt", None)
    background.read_waiting()
    source.refresh_from_db()
    assert list(source.unsure) == ["date"]
    review = reverse("admin:statements_source_review", args=[source.pk])
    form = editor.get(review)
    entered = {name: value for name, value in form.context["form"].initial.items() if value}
    editor.post(review, {**entered, "seen": form.context["seen"], "_publish": "1"})
    source.refresh_from_db()
    assert (source.state, source.unsure) == ("stored", {})


def test_confirming_needs_the_newest_version(editor: Client) -> None:
    speech = store()
    late = {**fields(editor, speech), "based_on": "7", "_confirm": "1"}
    answer = editor.post(reverse(CHANGE, args=[speech.pk]), late)
    assert "Somebody else has changed" in answer.content.decode()
    assert list(Source.objects.get().unsure) == ["date"]


def test_recent_changes_lead_to_their_version(editor: Client) -> None:
    speech = factories.make_speech(title="On the sea")
    factories.make_revision(speech, number=1)
    factories.make_revision(speech, number=2, kind="correction")
    page = overview(editor)
    assert f"/admin/statements/speech/{speech.pk}/history/#version-2" in page
    assert "#version-1" not in page
    assert "corrected by an editor" in page


def test_each_sees_what_is_theirs_to_do(client: Client) -> None:
    page = overview(staff(client, "add_speech"))
    assert "Uploads that wait" in page
    assert "Drafts" not in page
    User.objects.all().delete()
    page = overview(staff(client, "view_speech"))
    assert "Uploads that wait" not in page
    assert "Drafts" in page
    User.objects.all().delete()
    page = overview(staff(client))
    assert 'class="overview"' not in page


def test_it_costs_the_same_whatever_waits(editor: Client) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            overview(editor)
        return len(captured)

    def fill() -> None:
        about = {
            "title": "",
            "speaker": factories.make_speaker(),
            "represents": factories.make_entity(),
            "event": factories.make_event(part_of=factories.make_event()),
        }
        speech = factories.make_speech(status="draft", **about)
        doubted = factories.make_source(unsure={"date": "Two are named."})
        factories.make_speech(source=doubted, **about)
        user = User.objects.create_user(f"user-{speech.pk}")
        factories.make_revision(speech, number=2, kind="status", made_by=user)
        factories.make_source(state="pending", reading=b"{}", revises=speech)
        factories.make_source(state="failed", error="The file is empty.")

    fill()
    first = cost()
    for _ in range(4):
        fill()
    assert cost() == first
