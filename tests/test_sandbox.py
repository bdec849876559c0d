"""Reading in a process of its own: what ends there, and what does not."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from statements import sandbox
from statements.ingest.errors import (
    EmptyFile,
    InvalidMetadata,
    OutOfMemory,
    ReaderCrashed,
    ReadingTooSlow,
)
from statements.ingest.metadata import Metadata
from statements.sandbox import Limits, SandboxedReader, computing_limited, limit_memory

TEXT = b"Statement by Ms. Ada Berg\n\n5 March 2020\n\nMr. President,\n\nWe support the treaty.\n"


@pytest.fixture(scope="module")
def reader() -> Iterator[SandboxedReader]:
    with SandboxedReader(settings.SEEDS_DIR) as reader:
        yield reader


def test_what_is_read_there_is_what_is_read_here(reader: SandboxedReader) -> None:
    read = reader.read(TEXT, "a.txt", Metadata(place="Geneva"))
    assert (read.byline.speaker, read.byline.place) == ("Ada Berg", "Geneva")
    assert read.parsed.source.pages == (TEXT.decode(),)
    assert reader.read(TEXT, "a.txt", keep_pages=False).parsed.source.pages == ()


def test_errors_come_through_with_what_they_say(reader: SandboxedReader) -> None:
    with pytest.raises(EmptyFile):
        reader.read(b"", "empty.txt")
    with pytest.raises(InvalidMetadata, match="no day of the calendar"):
        reader.read(TEXT, "a.txt", Metadata(date="2021-02-31"))


def test_after_a_crash_the_next_file_gets_a_new_process(reader: SandboxedReader) -> None:
    reader.read(TEXT, "a.txt")
    assert reader.process_id is not None
    os.kill(reader.process_id, signal.SIGSEGV)
    with pytest.raises(ReaderCrashed):
        reader.read(TEXT, "a.txt")
    assert reader.read(TEXT, "a.txt").byline.speaker == "Ada Berg"


def test_a_process_that_is_stopped_for_memory_is_told_as_such(reader: SandboxedReader) -> None:
    reader.read(TEXT, "a.txt")
    assert reader.process_id is not None
    os.kill(reader.process_id, signal.SIGKILL)
    with pytest.raises(OutOfMemory):
        reader.read(TEXT, "a.txt")


def test_a_process_that_hangs_is_ended_by_the_clock() -> None:
    with SandboxedReader(settings.SEEDS_DIR, Limits(seconds=1, patience=60)) as patient:
        patient.read(TEXT, "a.txt")
        process = patient.process_id
        assert process is not None
        os.kill(process, signal.SIGSTOP)
        patient.limits = Limits(seconds=1, patience=0.05)
        with pytest.raises(ReadingTooSlow):
            patient.read(TEXT, "a.txt")
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def in_a_process(action: str) -> int:
    """The exit status of a process that takes the limits of a reader and then does too much."""
    module = computing_limited.__module__
    code = f"from {module} import computing_limited, limit_memory\n{action}"
    return subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", code], cwd=settings.BASE_DIR, stderr=subprocess.DEVNULL, check=False
    ).returncode


def test_the_kernel_ends_what_computes_too_long() -> None:
    assert in_a_process("with computing_limited(0):\n    while True: pass") == -signal.SIGXCPU


def test_memory_beyond_the_limit_is_an_error_in_the_process() -> None:
    assert limit_memory.__module__ == computing_limited.__module__
    action = "limit_memory(50_000_000)\ntry: bytearray(200_000_000)\nexcept MemoryError: exit(7)"
    assert in_a_process(action) == 7


def test_it_ends_with_the_one_who_asked() -> None:
    code = (
        "import sys; from pathlib import Path; from statements.sandbox import SandboxedReader\n"
        f"reader = SandboxedReader(Path({str(settings.SEEDS_DIR)!r}))\n"
        f"reader.read({TEXT!r}, 'a.txt'); print(reader.process_id, flush=True); sys.stdin.read()"
    )
    asking = subprocess.Popen(  # noqa: S603 - our own code
        [sys.executable, "-c", code],
        cwd=settings.BASE_DIR,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert asking.stdout is not None
    process = int(asking.stdout.readline())
    asking.kill()
    asking.communicate()
    assert _ends(process)


def _ends(process: int) -> bool:
    """Whether the process ends; waits for it as long as a slow machine may need."""
    give_up = time.monotonic() + 60
    while time.monotonic() < give_up:
        status = Path(f"/proc/{process}/stat")
        if not status.exists() or status.read_text(encoding="utf-8").split(") ")[1][0] == "Z":
            return True
        os.sched_yield()
    return False


def test_an_interrupted_reading_leaves_no_answer_to_the_next(
    reader: SandboxedReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader.read(TEXT, "a.txt")

    def interrupted(pipe: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(sandbox, "_receive", interrupted)
        with pytest.raises(KeyboardInterrupt):
            reader.read(TEXT, "a.txt")
    assert reader.process_id is None
    assert reader.read(TEXT.replace(b"Ada", b"Eva"), "b.txt").byline.speaker == "Eva Berg"


def test_a_clock_that_goes_off_behind_the_answer_does_not_fail_the_next_file(
    reader: SandboxedReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader.read(TEXT, "a.txt")
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
        assert reader.read(TEXT, "a.txt").byline.speaker == "Ada Berg"
    assert reader.read(TEXT, "a.txt").byline.speaker == "Ada Berg"
