"""Imports of many files."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from statements import bulk, importing
from statements.bulk import InputFile, Options, import_files
from statements.ingest.errors import EmptyFile, TextTooLong
from statements.management.commands import import_statements
from statements.models import Paragraph, Source, Speech
from statements.reading import ReadStatement
from statements.sandbox import ReaderNotStarted, SandboxedReader
from tests.readings import make_read

PUBLISHED = Speech.Status.PUBLISHED


class Fakes:
    """Makes readers without processes; a file whose name begins with "bad" cannot be read."""

    def __init__(self) -> None:
        self.made: list[FakeReader] = []
        self.meanwhile: Callable[[str], object] = lambda name: None

    def __call__(self) -> FakeReader:
        self.made.append(FakeReader(self))
        return self.made[-1]


class FakeReader:
    def __init__(self, fakes: Fakes) -> None:
        self.fakes = fakes
        self.is_killed = threading.Event()
        self.is_reading = self.is_closed = False

    def read(self, data: bytes, filename: str, *_: object, **options: object) -> ReadStatement:
        assert not self.is_closed
        self.is_reading = True
        try:
            self.fakes.meanwhile(filename)
        finally:
            self.is_reading = False
        if filename.startswith("bad"):
            raise EmptyFile
        return make_read(data.decode(), data=data)

    def kill(self) -> None:
        self.is_killed.set()

    def close(self) -> None:
        assert not self.is_reading
        self.is_closed = True


@pytest.fixture
def fakes(monkeypatch: pytest.MonkeyPatch) -> Fakes:
    fakes = Fakes()
    monkeypatch.setattr(importing, "new_reader", fakes)
    return fakes


@pytest.fixture
def batches(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many statements were stored together."""
    sizes: list[int] = []
    store_all = importing.store_all

    def watched(arrivals: Any) -> Any:
        sizes.append(len(arrivals))
        return store_all(arrivals)

    monkeypatch.setattr(importing, "store_all", watched)
    return sizes


def files(*names: str, size: int = 0) -> Iterator[InputFile]:
    """Files of other words each, at least `size` bytes long."""
    for name in names:
        text = " ".join(f"{name}-{n}" for n in range(9)).ljust(size, ".")
        yield InputFile(name, name, text.encode)


def numbered(count: int, size: int = 0) -> Iterator[InputFile]:
    return files(*(f"file{n}" for n in range(count)), size=size)


def options(**values: Any) -> Options:
    return Options(**({"jobs": 1, "status": PUBLISHED} | values))


# Order and batches


@pytest.mark.django_db
def test_results_come_in_the_order_of_the_files(fakes: Fakes) -> None:
    second_is_read = threading.Event()

    def first_waits(name: str) -> None:
        if name == "first":
            assert second_is_read.wait(60)
        if name == "second":
            second_is_read.set()

    fakes.meanwhile = first_waits
    results = list(import_files(files("first", "second", "bad", "fourth"), options(jobs=2)))
    assert [(result.name, result.status) for result in results] == [
        ("first", "imported"),
        ("second", "imported"),
        ("bad", "failed"),
        ("fourth", "imported"),
    ]
    stored = Speech.objects.order_by("pk").values_list("text", flat=True)
    assert [text.split("-")[0] for text in stored] == ["first", "second", "fourth"]


@pytest.mark.django_db
def test_as_many_files_are_read_at_once_as_there_are_jobs(fakes: Fakes) -> None:
    together = threading.Barrier(3, timeout=60)
    fakes.meanwhile = lambda name: together.wait()
    results = import_files(numbered(6), options(jobs=3))
    assert [result.status for result in results] == ["imported"] * 6
    assert len(fakes.made) == 3


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("limit", "value", "expected"),
    [
        ("_BATCH", 3, [3, 3, 1]),
        ("_BATCH_CHARACTERS", 150, [2, 2, 2, 1]),
        ("_BATCH_BYTES", 150, [2, 2, 2, 1]),
        ("_BATCH", 100, [7]),
    ],
)
def test_a_batch_ends_where_it_is_large(
    fakes: Fakes,
    batches: list[int],
    monkeypatch: pytest.MonkeyPatch,
    limit: str,
    value: int,
    expected: list[int],
) -> None:
    monkeypatch.setattr(bulk, limit, value)
    assert len(list(import_files(numbered(7, size=100), options()))) == 7
    assert batches == expected


@pytest.mark.django_db
def test_no_files_are_no_results(fakes: Fakes) -> None:
    assert list(import_files([], options())) == []


@pytest.mark.django_db
def test_what_is_stored_is_not_read_again_unless_a_report_wants_it(fakes: Fakes) -> None:
    list(import_files(numbered(3), options()))
    seen: list[str] = []
    fakes.meanwhile = seen.append
    again = list(import_files(numbered(4), options()))
    assert [result.status for result in again] == [*["duplicate"] * 3, "imported"]
    assert seen == ["file3"]
    assert [result.read for result in again[:3]] == [None] * 3
    reread = list(import_files(numbered(4), options(reread=True)))
    assert [result.status for result in reread] == ["duplicate"] * 4
    assert all(result.read and result.speech for result in reread)


@pytest.mark.django_db
def test_a_dry_run_stores_nothing(fakes: Fakes) -> None:
    results = list(import_files(files("a", "bad"), options(dry_run=True)))
    assert [result.status for result in results] == ["parsed", "failed"]
    assert not Source.objects.exists()


@pytest.mark.django_db
def test_the_same_bytes_twice_are_told_in_their_order(fakes: Fakes) -> None:
    statuses = [result.status for result in import_files(files("a", "b", "a"), options())]
    assert statuses == ["imported", "imported", "duplicate"]


@pytest.mark.django_db
def test_one_that_cannot_be_stored_does_not_hinder_its_batch(fakes: Fakes) -> None:
    words = " ".join(f"word{number:06}x" for number in range(80_000))
    some = list(numbered(6))
    some[3] = InputFile("words", "words", words.encode)
    results = list(import_files(some, options()))
    assert [result.status for result in results].count("imported") == 5
    assert isinstance(results[3].error, TextTooLong)
    assert Speech.objects.values("slug").distinct().count() == 5


# What is held


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("limits", "most"),
    [
        ({"_LOOK_UP": 2, "_MOST_HELD": 5, "_BATCH": 3}, 2 + 5 + 3),
        ({"_LOOK_UP_BYTES": 200, "_MOST_BYTES_HELD": 500, "_BATCH_BYTES": 300}, 2 + 5 + 3),
    ],
    ids=["files", "bytes"],
)
def test_no_more_is_loaded_than_may_be_held(
    fakes: Fakes, monkeypatch: pytest.MonkeyPatch, limits: dict[str, int], most: int
) -> None:
    for name, value in limits.items():
        monkeypatch.setattr(bulk, name, value)
    # As if no file were ever read before as many are held as may be.
    monkeypatch.setattr(bulk, "_is_done", lambda pending: False)
    loaded: list[str] = []
    counted = (counting(file, loaded) for file in numbered(60, size=100))
    for given, _ in enumerate(import_files(counted, options())):
        assert len(loaded) - given <= most
    assert len(loaded) == 60


def counting(file: InputFile, loaded: list[str]) -> InputFile:
    def load() -> bytes:
        loaded.append(file.name)
        return file.load()

    return InputFile(file.name, file.filename, load)


# Stopping


@pytest.mark.django_db
def test_nothing_behind_a_failure_is_stored_where_it_stops_the_import(fakes: Fakes) -> None:
    results = import_files(files("a", "bad", "c"), options(fail_fast=True))
    assert next(results).status == "imported"
    assert next(results).status == "failed"
    results.close()
    assert [text.split("-")[0] for text in Speech.objects.values_list("text", flat=True)] == ["a"]


@pytest.mark.django_db
def test_who_stops_early_ends_what_is_read_and_waits_before_the_readers_are_closed(
    fakes: Fakes, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_begun, is_waited_for = threading.Event(), threading.Event()

    class Threads(ThreadPoolExecutor):
        def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
            if wait:
                is_waited_for.set()
            super().shutdown(wait, cancel_futures=cancel_futures)

    def until_killed(name: str) -> None:
        if name == "file1":
            is_begun.set()
            (reader,) = fakes.made
            assert reader.is_killed.wait(60)
            assert is_waited_for.wait(60)

    monkeypatch.setattr(bulk, "ThreadPoolExecutor", Threads)
    # The second file is being read when the first one's result comes.
    monkeypatch.setattr(bulk, "_is_done", lambda pending: False)
    monkeypatch.setattr(bulk, "_MOST_HELD", 1)
    fakes.meanwhile = until_killed
    results = import_files(numbered(40), options(fail_fast=True))
    assert next(results).name == "file0"
    assert is_begun.wait(60)
    results.close()
    (reader,) = fakes.made
    assert reader.is_closed


@pytest.mark.django_db
def test_no_process_is_left_when_an_import_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[subprocess.Popen[bytes]] = []

    class Watched(SandboxedReader):
        def _start(self) -> subprocess.Popen[bytes]:
            started.append(super()._start())
            return started[-1]

    monkeypatch.setattr(importing, "new_reader", lambda: Watched(settings.SEEDS_DIR))
    results = import_files(numbered(9), options(fail_fast=True))
    assert next(results).status == "imported"
    results.close()
    assert [process.returncode for process in started] == [-signal.SIGKILL]


# A kill in mid-run


@pytest.mark.django_db(transaction=True)
def test_a_killed_import_goes_on_where_it_was(tmp_path: Path) -> None:
    folder, report = tmp_path / "in", tmp_path / "report"
    folder.mkdir()
    for number in range(130):
        words = " ".join(f"word{number}x{n}" for n in range(150))
        (folder / f"{number:03}.txt").write_text(f"Mr. President,\n\n{words}.\n")
    # Nobody reads on from the pipe, so the process stands in the lines of the first batch.
    os.mkfifo(report)
    lines = os.open(report, os.O_RDWR)
    command = ["manage.py", "import_statements", str(folder), "--report", str(report)]
    with subprocess.Popen(  # noqa: S603
        [sys.executable, *command],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DATABASE_URL": address_of_the_database()},
        stdout=subprocess.DEVNULL,
    ) as process:
        is_written, _, _ = select.select([lines], [], [], 60)
        process.send_signal(signal.SIGKILL)
    os.close(lines)
    assert is_written
    assert Speech.objects.count() == 100
    out = StringIO()
    call_command("import_statements", str(folder), stdout=out)
    assert out.getvalue().strip() == "100 duplicate, 30 imported."
    assert Speech.objects.count() == Source.objects.count() == 130
    assert Paragraph.objects.count() == 2 * 130
    assert len(set(Speech.objects.values_list("text", flat=True))) == 130


def address_of_the_database() -> str:
    """The address of the database that the tests use."""
    connection.ensure_connection()
    at = connection.connection.info
    user, password, host = (quote(part, "") for part in (at.user, at.password, at.host))
    secret = f":{password}" if password else ""
    return f"postgresql://{user}{secret}@{host}:{at.port}/{quote(at.dbname)}"


# What the command says


@pytest.mark.django_db
def test_failures_are_counted_by_kind(fakes: Fakes, tmp_path: Path) -> None:
    for name in ("bad1.txt", "bad2.txt", "good.txt"):
        (tmp_path / name).write_text(f"Words of {name}.")
    os.mkfifo(tmp_path / "pipe")
    out, complaints = StringIO(), StringIO()
    with pytest.raises(CommandError) as caught:
        call_command("import_statements", str(tmp_path), stdout=out, stderr=complaints)
    assert caught.value.returncode == 2
    assert "3 of 4 files" in str(caught.value)
    lines = out.getvalue().splitlines()
    assert lines[0] == "3 failed, 1 imported."
    assert lines[1].startswith("  2 × The file is empty")
    assert lines[2].startswith("  1 × The path leads to no file")
    assert len(complaints.getvalue().splitlines()) == 3


@pytest.mark.django_db
def test_progress_says_how_fast_and_how_long(
    fakes: Fakes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_statements, "PROGRESS_INTERVAL", 0.0)
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(f"Words of {number}.")
    out = StringIO()
    call_command("import_statements", str(tmp_path), stdout=out)
    lines = out.getvalue().splitlines()
    assert [line.split(",")[0] for line in lines[:3]] == [f"{n} of 3 files" for n in (1, 2, 3)]
    assert lines[2].endswith("0:00:00 left")
    assert import_statements._progress(500, 2_000, 10.0, 7) == (
        "500 of 2000 files, 7 failed, 50 a second, 0:00:30 left"
    )


@pytest.mark.django_db
def test_a_reader_that_does_not_start_ends_the_command_with_the_reason(
    fakes: Fakes, tmp_path: Path
) -> None:
    def fail(name: str) -> None:
        raise ReaderNotStarted("The authority data is torn.")

    fakes.meanwhile = fail
    (tmp_path / "a.txt").write_text("Words.")
    with pytest.raises(CommandError, match="is torn") as caught:
        call_command("import_statements", str(tmp_path), stdout=StringIO())
    assert caught.value.returncode == 1
    assert not Source.objects.exists()
