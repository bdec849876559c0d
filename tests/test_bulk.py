"""Many files at once: in order, in batches, and after a kill."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from django.conf import settings
from django.db import connection

from statements import bulk
from statements.bulk import InputFile, Options, import_files
from statements.ingest.errors import EmptyFile, TextTooLong
from statements.models import Mention, Paragraph, Source, Speech
from statements.sandbox import SandboxedReader

NUMBER = 40


def text(number: int) -> bytes:
    subject = " ".join(f"{word}{number}" for word in ("river", "treaty", "border", "harbour"))
    return (
        f"Statement by Ms. Ada Berg on subject {number}\n\n5 March 2020\n\nMr. President,\n\n"
        f"We speak of {subject} today, and Kenya with us.\n"
    ).encode()


def files(count: int = NUMBER) -> list[InputFile]:
    return [InputFile(f"{n}.txt", f"{n}.txt", lambda n=n: text(n)) for n in range(count)]  # type: ignore[misc]


OPTIONS = Options(jobs=2, status=Speech.Status.PUBLISHED)


@pytest.mark.django_db
def test_results_come_in_the_order_of_the_files() -> None:
    some = files()
    some[5] = InputFile("empty.txt", "empty.txt", lambda: b"")
    results = list(import_files(some, OPTIONS))
    assert [result.name for result in results] == [file.name for file in some]
    assert [r.name for r in results if r.status == "failed"] == ["empty.txt"]
    assert isinstance(results[5].error, EmptyFile)
    assert Speech.objects.count() == NUMBER - 1
    assert Speech.objects.values("slug").distinct().count() == NUMBER - 1
    again = list(import_files(some, OPTIONS))
    assert {r.status for r in again if r.name != "empty.txt"} == {"duplicate"}


@pytest.mark.django_db
def test_the_same_bytes_twice_in_a_batch_are_one_statement() -> None:
    results = list(import_files([*files(2), *files(2)], OPTIONS))
    assert [r.status for r in results] == ["imported", "imported", "duplicate", "duplicate"]
    assert results[2].speech is not None


@pytest.mark.django_db
def test_one_that_cannot_be_stored_does_not_hinder_its_batch() -> None:
    words = " ".join(f"word{number:06}x" for number in range(80_000))
    some = files(6)
    some[3] = InputFile("words.txt", "words.txt", lambda: f"{words}.".encode())
    results = list(import_files(some, OPTIONS))
    assert [r.status for r in results].count("imported") == 5
    assert isinstance(results[3].error, TextTooLong)


@pytest.mark.django_db
def test_whoever_stops_at_a_failure_has_nothing_stored_behind_it() -> None:
    some = files(8)
    some[3] = InputFile("empty.txt", "empty.txt", lambda: b"")
    options = Options(jobs=2, status=Speech.Status.PUBLISHED, fail_fast=True)
    for result in import_files(some, options):
        if result.status == "failed":
            break
    assert Speech.objects.count() == 3


@pytest.mark.django_db
def test_no_more_is_held_than_is_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "_MOST_HELD", 4)
    monkeypatch.setattr(bulk, "_LOOK_UP", 2)
    monkeypatch.setattr(bulk, "_BATCH", 2)
    loaded: list[int] = []

    def load(number: int) -> bytes:
        loaded.append(number)
        return text(number)

    some = [InputFile(str(n), str(n), lambda n=n: load(n)) for n in range(20)]  # type: ignore[misc]
    results = import_files(some, OPTIONS)
    next(results)
    assert len(loaded) <= 2 + 4 + 2 + 2
    results.close()


@pytest.fixture
def slow_folder(tmp_path: Path) -> Path:
    for number in range(300):
        (tmp_path / f"{number:03}.txt").write_bytes(text(number))
    return tmp_path


def import_command(folder: Path) -> subprocess.Popen[bytes]:
    """A real import into the database of the tests."""
    known = connection.get_connection_params()
    who = quote(known["user"]) + (f":{quote(known['password'])}" if known.get("password") else "")
    place = urlencode({name: known[name] for name in ("host", "port") if known.get(name)})
    address = f"postgresql://{who}@/{known['dbname']}?{place}"
    return subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "manage.py", "import_statements", str(folder), "--jobs", "2"],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DATABASE_URL": address},
        stdout=subprocess.DEVNULL,
    )


@pytest.mark.django_db(transaction=True)
def test_after_a_kill_the_next_run_goes_on_with_nothing_lost_or_doubled(slow_folder: Path) -> None:
    killed = import_command(slow_folder)
    while killed.poll() is None and not Speech.objects.exists():
        os.sched_yield()
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    stored = Speech.objects.count()
    assert stored > 0
    assert _are_whole()
    assert import_command(slow_folder).wait() == 0
    assert Speech.objects.count() == Source.objects.count() == 300
    assert _are_whole()


def _are_whole() -> bool:
    """Whether every statement has its paragraphs, its mention and its file."""
    count = Speech.objects.count()
    whole = Speech.objects.filter(
        pk__in=Paragraph.objects.filter(number=2).values("speech"), source__state="stored"
    ).filter(pk__in=Mention.objects.filter(entity__code="KEN").values("speech"))
    return whole.count() == count and Source.objects.count() == count


def test_readers_end_with_the_run() -> None:
    readers = bulk.Readers(1)
    reading = readers.submit(files(1)[0], text(1), ocr=False)
    assert reading.result().byline.speaker == "Ada Berg"
    (reader,) = readers._readers
    assert isinstance(reader, SandboxedReader)
    readers.close()
    assert reader.process_id is None
