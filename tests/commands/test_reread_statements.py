"""Stored files read again with the readers of today."""

from __future__ import annotations

from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from statements import importing
from statements.importing import Arrival
from statements.management.commands import reread_statements
from statements.models import Revision, Source, Speech
from statements.sandbox import ReaderNotStarted

pytestmark = pytest.mark.django_db

SEED = settings.SEEDS_DIR / "000_b7eea9aefa540b14.txt"


@pytest.fixture
def speech() -> Speech:
    data = SEED.read_bytes()
    read = importing.default_reader().read(data, SEED.name)
    importing.store(Arrival(read=read, data=data, status="published"))
    return Speech.objects.get()


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("reread_statements", *arguments, stdout=out, stderr=out)
    return out.getvalue()


def test_what_reads_as_it_is_stored_gets_no_version(speech: Speech) -> None:
    assert "1 read again, changed: 0" in run("--all")
    assert not Revision.objects.exists()


def test_what_differs_becomes_a_version_and_a_persons_word_stays(speech: Speech) -> None:
    Speech.objects.update(title="Set by hand", place="Lima", fixed_fields=["title"])
    Source.objects.update(reader_version="0")
    said = run(speech.slug)
    assert f"{speech.slug}: Place" in said
    speech.refresh_from_db()
    assert (speech.title, speech.place) == ("Set by hand", "")
    newest = Revision.objects.first()
    assert newest is not None
    assert (newest.kind, newest.made_by) == ("read_again", None)
    assert Source.objects.get().reader_version != "0"


def test_a_dry_run_says_it_and_changes_nothing(speech: Speech) -> None:
    Speech.objects.update(place="Lima")
    said = run("--all", "--dry-run")
    assert "Place" in said
    assert "would be changed: 1" in said
    assert not Revision.objects.exists()


def test_a_file_that_cannot_be_read_is_named_and_the_rest_goes_on(
    speech: Speech, capsys: pytest.CaptureFixture[str]
) -> None:
    Source.objects.update(data=b"\x00\x01\x02" * 99)
    out = StringIO()
    with pytest.raises(SystemExit) as exited:
        call_command("reread_statements", "--all", stdout=out, stderr=out)
    assert exited.value.code == 2
    assert f"{speech.slug}: " in out.getvalue()
    assert "could not be read: 1" in out.getvalue()


@pytest.mark.parametrize("arguments", [[], ["--all", "some"], ["no-such-statement"]])
def test_it_asks_for_statements_that_are_there(speech: Speech, arguments: list[str]) -> None:
    with pytest.raises(CommandError):
        run(*arguments)


def test_a_reader_that_does_not_start_is_no_fault_of_the_file(
    speech: Speech, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*arguments: object) -> None:
        raise ReaderNotStarted("The authority data is torn.")

    monkeypatch.setattr(reread_statements, "read_source", fail)
    with pytest.raises(CommandError, match="is torn"):
        run("--all")
