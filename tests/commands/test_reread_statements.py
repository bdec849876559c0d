"""manage.py reread_statements: what the present readers make of stored files."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from statements import importing
from statements.importing import Arrival
from statements.models import Revision, Source, Speech

pytestmark = pytest.mark.django_db

TEXT = b"Statement by Ms. Ada Berg\n\nNew York, 5 March 2020\n\nMr. President,\n\nWe agree on it.\n"


@pytest.fixture
def speech() -> Speech:
    read = importing.default_reader().read(TEXT, "a.txt")
    stored = importing.store(Arrival(read=read, data=TEXT, status="published")).speech
    assert stored is not None
    return Speech.objects.get(pk=stored.pk)


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("reread_statements", *arguments, stdout=out, stderr=out)
    return out.getvalue()


def test_what_reads_the_same_stays(speech: Speech) -> None:
    assert run("--all") == "1 unchanged.\n"
    assert not Revision.objects.exists()


def test_what_reads_otherwise_becomes_a_new_version(speech: Speech) -> None:
    # As an earlier reader had it.
    Speech.objects.update(place="", title="Statement", fixed_fields=["title"])
    assert run(speech.slug, "--dry-run") == f"{speech.slug}: place\n1 would change.\n"
    assert not Revision.objects.exists()
    assert run(speech.slug) == f"{speech.slug}: place\n1 changed.\n"
    speech.refresh_from_db()
    assert (speech.place, speech.title) == ("New York", "Statement")
    assert speech.revisions.order_by("-number")[0].kind == "read_again"


def test_a_file_that_cannot_be_read_any_more_is_told(speech: Speech) -> None:
    Source.objects.update(data=b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    with pytest.raises(CommandError) as caught:
        run("--all")
    assert caught.value.returncode == 2


@pytest.mark.parametrize("arguments", [[], ["--all", "some"], ["no-such-statement"]])
def test_a_wrong_call_is_a_usage_error(arguments: list[str]) -> None:
    with pytest.raises(CommandError) as caught:
        run(*arguments)
    assert caught.value.returncode == 1
