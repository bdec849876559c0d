"""The foot of a statement's page: where its text comes from."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from statements.models import Speech
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def speech() -> Speech:
    source = factories.make_source(
        data=b"%PDF-",
        filename="statement.pdf",
        media_type="application/pdf",
        reader="pdf",
        reader_version="7",
        pages=3,
        licence="CC0",
        source_url="https://example.org/statement.pdf",
        uploaded_by=User.objects.create_user("mary"),
    )
    return factories.make_speech(source=source)


def shown(client: Client, speech: Speech) -> str:
    """The section of the page that tells it, without the line that is for paper."""
    page = client.get(speech.get_absolute_url()).content.decode()
    return page.partition('<section class="provenance"')[2].partition("</section>")[0]


def test_all_that_is_known_of_the_file_is_there(client: Client, speech: Speech) -> None:
    page = shown(client, speech)
    for known in (
        *("statement.pdf", "3 pages", "5\xa0bytes", "application/pdf", "CC0", "pdf 7"),
        *("https://example.org/statement.pdf", speech.source.sha256),
    ):
        assert known in page
    assert "Version" not in page
    assert "recognition" not in page


def test_who_uploaded_it_is_for_staff_only(client: Client, speech: Speech) -> None:
    assert "from mary" not in shown(client, speech)
    client.force_login(User.objects.create_user("clerk", is_staff=True))
    assert "from mary" in shown(client, speech)
    assert "history" not in shown(client, speech)


def test_text_recognition_is_said(client: Client, speech: Speech) -> None:
    speech.source.by_ocr = True
    speech.source.save()
    assert "recognised on images" in shown(client, speech)


def test_a_changed_statement_says_its_version(client: Client, speech: Speech) -> None:
    factories.make_revision(speech, number=1)
    factories.make_revision(speech, number=2)
    assert "<dt>Version</dt><dd>2, of <time" in shown(client, speech)


def test_the_original_is_given_to_keep_and_never_to_run(client: Client, speech: Speech) -> None:
    answer = client.get(reverse("statements:source", args=[speech.slug]))
    assert b"".join(answer.streaming_content) == b"%PDF-"  # type: ignore[attr-defined]
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="statement.pdf"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
