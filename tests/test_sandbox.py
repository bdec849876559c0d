"""Reading in a process of its own, with real processes."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.conf import settings

from statements import sandbox
from statements.ingest.errors import (
    EmptyFile,
    FileTooLarge,
    IngestError,
    InvalidMetadata,
    NotAsNamed,
    OutOfMemory,
    ReaderCrashed,
    ReadingTooSlow,
)
from statements.ingest.metadata import Metadata
from statements.reading import NOTHING_SAID, Reader
from statements.sandbox import Limits, ReaderNotStarted, SandboxedReader
from tests.misbehaving import STATEMENT
from tests.readings import TREATY

# A minute on the clock, so that a busy machine fails nothing.
LIMITS = Limits(seconds=1, patience=60.0)


class Misbehaving(SandboxedReader):
    """A sandbox around readers of `tests.misbehaving`."""

    def __init__(self, how: str = "serve", limits: Limits = LIMITS) -> None:
        super().__init__(Path(), limits)
        self.how = how

    def _command(self) -> list[str]:
        return [sys.executable, "-m", "tests.misbehaving", self.how]

    @property
    def process(self) -> subprocess.Popen[bytes]:
        assert self._process is not None
        return self._process


@pytest.fixture
def reader() -> Iterator[Misbehaving]:
    with Misbehaving() as reader:
        yield reader


def is_over(pid: int) -> None:
    """Wait until a process, of whomever, has ended."""
    try:
        descriptor = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    assert poll.poll(60_000), "The process did not end."
    os.close(descriptor)


def test_what_comes_back_is_what_was_read_here() -> None:
    metadata = Metadata(represents="Kenya", speaker="Mr. Ito")
    seed = (settings.SEEDS_DIR / "000_b7eea9aefa540b14.txt").read_bytes()
    here = Reader.from_folder(settings.SEEDS_DIR).read(seed, "seed.txt", metadata)
    with SandboxedReader(settings.SEEDS_DIR) as reader:
        there = reader.read(seed, "seed.txt", metadata)
        lean = reader.read(seed, "seed.txt", metadata, keep_pages=False)
        with pytest.raises(EmptyFile):
            reader.read(b"", "empty.txt")
        with pytest.raises(NotAsNamed, match=r"Its name ends in “\.pdf”\."):
            reader.read(bytes(range(128, 138)) + b"\x00", "bad.PDF")
        with pytest.raises(InvalidMetadata, match="no day of the calendar"):
            reader.read(seed, "seed.txt", Metadata(date="2021-02-31"))
    same = {"seconds": 0.0}
    assert msgspec.to_builtins(there) | same == msgspec.to_builtins(here) | same
    assert lean.parsed.source.pages == ()
    assert msgspec.to_builtins(lean.without_pages()) | same == (
        msgspec.to_builtins(here.without_pages()) | same
    )


@pytest.mark.parametrize("how", ["crash", "leave", "have_a_bug"])
def test_a_crash_refuses_the_file_and_no_other(reader: Misbehaving, how: str) -> None:
    with pytest.raises(ReaderCrashed):
        reader.read(STATEMENT, how)
    assert reader.read(STATEMENT, "good").text == TREATY


def test_too_much_memory_refuses_the_file_and_no_other(reader: Misbehaving) -> None:
    with pytest.raises(OutOfMemory):
        reader.read(STATEMENT, "eat")
    assert reader.read(STATEMENT, "good").filename == "good"


def test_a_killed_process_counts_as_out_of_memory(reader: Misbehaving) -> None:
    """So the kernel does where the machine has none left."""
    reader.read(STATEMENT, "good")
    with pytest.raises(OutOfMemory):
        _kill_while_reading(reader)


def _kill_while_reading(reader: Misbehaving) -> None:
    pid = reader.process.pid
    # It stands still with the request unread, so the kill comes while it is waited for.
    os.kill(pid, signal.SIGSTOP)
    killer = f"import os, signal; input(); os.kill({pid}, signal.SIGKILL)"
    with subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", killer], stdin=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        process.stdin.write(b"now\n")
        process.stdin.close()
        reader.read(STATEMENT, "good")


def test_endless_computing_is_ended_by_the_kernel(reader: Misbehaving) -> None:
    reader.read(STATEMENT, "good")
    process = reader.process
    with pytest.raises(ReadingTooSlow):
        reader.read(STATEMENT, "compute")
    assert process.returncode == -signal.SIGXCPU


def test_endless_waiting_is_ended_by_the_clock() -> None:
    with (
        Misbehaving(limits=Limits(seconds=1, patience=0.05)) as reader,
        pytest.raises(ReadingTooSlow),
    ):
        reader.read(STATEMENT, "wait")


def test_endless_waiting_ends_where_nobody_waits_for_the_answer(reader: Misbehaving) -> None:
    reader.read(STATEMENT, "good")
    request = sandbox._Request(
        data=STATEMENT,
        filename="wait",
        metadata=NOTHING_SAID,
        ocr=False,
        keep_pages=True,
        seconds=1,
        patience=0.0,
    )
    assert reader.process.stdin is not None
    sandbox._send(reader.process.stdin, msgspec.msgpack.encode(request))
    assert reader.process.wait() == -signal.SIGALRM


def test_errors_come_through_with_their_message_and_the_process_goes_on(
    reader: Misbehaving,
) -> None:
    with pytest.raises(FileTooLarge, match="At most 3 MB are read") as caught:
        reader.read(STATEMENT, "refuse")
    assert str(caught.value) == str(FileTooLarge("At most 3 MB are read."))
    pid = reader.process.pid
    with pytest.raises(EmptyFile):
        reader.read(STATEMENT, "be_empty")
    with pytest.raises(ReaderCrashed):
        reader.read(STATEMENT, "recurse")
    assert reader.read(STATEMENT, "print").filename == "print"
    assert reader.process.pid == pid


@pytest.mark.parametrize(
    "how", ["garbage", "another-file", "no-answer", "foreign-error", "wrong-type", "endless"]
)
def test_an_answer_that_is_none_refuses_the_file(how: str) -> None:
    with Misbehaving(how) as reader, pytest.raises(IngestError) as caught:
        reader.read(b"Another file.", "a.txt")
    assert type(caught.value) is ReaderCrashed


def test_a_process_that_does_not_start_is_no_fault_of_the_file() -> None:
    with Misbehaving("not-at-all") as reader:
        with pytest.raises(ReaderNotStarted, match="The authority data is torn"):
            reader.read(STATEMENT, "good")
        assert reader._process is None


def test_a_machine_that_starts_no_process_is_no_fault_of_the_file(
    reader: Misbehaving, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "_command", lambda: ["/nothing/by/this/name"])
    with pytest.raises(ReaderNotStarted, match="/nothing/by/this/name"):
        reader.read(STATEMENT, "good")
    monkeypatch.undo()
    assert reader.read(STATEMENT, "good").text == TREATY


def test_a_process_that_ended_between_two_files_is_no_fault_of_the_second(
    reader: Misbehaving,
) -> None:
    reader.read(STATEMENT, "good")
    reader.process.kill()
    # Without taking its status, as nobody does between two files.
    os.waitid(os.P_PID, reader.process.pid, os.WEXITED | os.WNOWAIT)
    assert reader.read(STATEMENT, "good").filename == "good"


def test_an_interrupted_reading_leaves_no_answer_for_the_next_file(
    reader: Misbehaving, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader.read(STATEMENT, "good")
    pid = reader.process.pid

    def interrupted(pipe: object) -> bytes:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(sandbox, "_receive", interrupted)
        with pytest.raises(KeyboardInterrupt):
            reader.read(STATEMENT, "good")
    assert reader.read(b"Another file.", "good").filename == "good"
    assert reader.process.pid != pid


def test_a_clock_that_goes_off_behind_the_answer_does_not_fail_the_next_file(
    reader: Misbehaving, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader.read(STATEMENT, "good")
    receive = sandbox._receive

    def late(pipe: Any) -> bytes | None:
        message = receive(pipe)
        clocks[-1].function()
        return message

    clocks: list[threading.Timer] = []

    class Kept(threading.Timer):
        def start(self) -> None:
            clocks.append(self)
            super().start()

    with monkeypatch.context() as patch:
        patch.setattr(threading, "Timer", Kept)
        patch.setattr(sandbox, "_receive", late)
        assert reader.read(STATEMENT, "good").text == TREATY
    assert reader.read(STATEMENT, "good").text == TREATY


def test_what_a_crashed_process_had_started_is_ended_as_well(reader: Misbehaving) -> None:
    reader.read(STATEMENT, "good")
    group = reader.process.pid
    with pytest.raises(ReaderCrashed):
        reader.read(STATEMENT, "start_another")
    for pid in _group(group):
        is_over(pid)


def _group(leader: int) -> list[int]:
    members = []
    for path in Path("/proc").glob("[0-9]*"):
        pid = int(path.name)
        try:
            if os.getpgid(pid) == leader:
                members.append(pid)
        except ProcessLookupError:
            continue
    return members


def test_the_process_ends_with_the_one_who_asks() -> None:
    program = (
        "import signal, sys\n"
        "from tests.test_sandbox import STATEMENT, Misbehaving\n"
        "reader = Misbehaving()\n"
        "reader.read(STATEMENT, 'good')\n"
        "print(reader.process.pid, flush=True)\n"
        "signal.pause()\n"
    )
    with subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", program],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "archive.settings"},
        stdout=subprocess.PIPE,
    ) as asking:
        assert asking.stdout is not None
        pid = int(asking.stdout.readline())
        asking.kill()
    is_over(pid)
