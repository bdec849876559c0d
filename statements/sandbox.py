"""Read files in a process of its own, with limits.

Files come from anywhere, and the libraries that open them are large programs. Here a crash, a
hang or a hunger for memory ends one process that holds nothing, and the file is refused with an
error like any other. What comes back is data that is checked against its types, never code.

Each side sends messages: a length (8 bytes, big-endian), then MessagePack. The first is empty and
says that the process is ready.
"""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Final, Self

import msgspec

from statements.ingest import errors
from statements.ingest.errors import IngestError, OutOfMemory, ReaderCrashed, ReadingTooSlow
from statements.ingest.metadata import Metadata
from statements.reading import NOTHING_SAID, Reader, ReadStatement, content_hash

_Process = subprocess.Popen[bytes]

_LENGTH: Final = struct.Struct(">Q")
_STATUS: Final = Path("/proc/self/status")
_MEGABYTE: Final = 1024 * 1024
# A statement of the longest text that can be searched, with its mentions, is far shorter.
_LONGEST_ANSWER: Final = 256 * _MEGABYTE
# Loading the libraries and the authority data takes a second or two.
_SECONDS_TO_START: Final = 120.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What reading one file may take.

    `seconds` of computing, and `seconds_a_megabyte` more for each of the file's; `patience` is
    how many times that may pass on the clock, since others use the machine as well. `megabytes`
    of memory beyond what the process has before its first file; None: as much as there is.
    """

    seconds: int = 6
    seconds_a_megabyte: float = 1.5
    patience: float = 4.0
    megabytes: int | None = 320

    def computing(self, size: int) -> int:
        """The seconds of computing for a file of `size` bytes."""
        return self.seconds + int(self.seconds_a_megabyte * size / _MEGABYTE)


#: Text recognition is other programs' work, started by the reader: slow, and bounded by time.
OCR_LIMITS: Final = Limits(seconds=900, patience=1.0, megabytes=None)


class ReaderNotStarted(RuntimeError):
    """The process that reads files does not start. That is no fault of a file."""


class _Request(msgspec.Struct, kw_only=True):
    """`seconds` of computing and `patience` seconds on the clock end the process."""

    data: bytes
    filename: str
    metadata: Metadata
    ocr: bool
    keep_pages: bool
    seconds: int
    patience: float


class _Answer(msgspec.Struct, kw_only=True):
    """`error` is the name of an IngestError's class and what it was given."""

    read: ReadStatement | None = None
    error: tuple[str, list[str]] | None = None


class SandboxedReader:
    """Reads one file at a time in a process that is started when needed, and again when it ended.

    `authorities` is the folder of the authority data. To be used by one thread.
    """

    def __init__(self, authorities: Path, limits: Limits | None = None) -> None:
        self._authorities = authorities
        self._limits = limits or Limits()
        self._process: _Process | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def read(
        self,
        data: bytes,
        filename: str,
        metadata: Metadata = NOTHING_SAID,
        *,
        ocr: bool = False,
        keep_pages: bool = True,
    ) -> ReadStatement:
        """As `Reader.read`. Raises ReaderCrashed, ReadingTooSlow and OutOfMemory besides, and
        ReaderNotStarted where no file can be read.

        Without `keep_pages` the extracted text does not come back with the statement.
        """
        seconds = self._limits.computing(len(data))
        request = _Request(
            data=data,
            filename=filename,
            metadata=metadata,
            ocr=ocr,
            keep_pages=keep_pages,
            seconds=seconds,
            patience=seconds * self._limits.patience,
        )
        answer = self._ask(request)
        if answer.error is not None:
            raise _error(*answer.error)
        if answer.read is None or answer.read.sha256 != content_hash(data):
            self.close()
            raise ReaderCrashed
        return answer.read

    @property
    def process_id(self) -> int | None:
        """The process that reads; None where none runs."""
        return self._process.pid if self._process else None

    def kill(self) -> None:
        """End what is being read; any thread may do this."""
        if self._process is not None:
            _kill(self._process)

    def close(self) -> None:
        """End the process."""
        self.kill()
        self._reap()

    def _ask(self, request: _Request) -> _Answer:
        process = self._running()
        try:
            with _ended_after(request.patience, process) as is_late:
                message = _exchange(process, msgspec.msgpack.encode(request))
                if message is None:
                    _wait(process)
            if is_late.is_set() or message is None:
                status = self._reap()
        except BaseException:
            # An answer that nobody took would be the next file's.
            self.close()
            raise
        if message is None:
            raise _reason(status, is_late=is_late.is_set())
        try:
            answer = msgspec.msgpack.decode(message, type=_Answer)
        except msgspec.DecodeError as error:
            self.close()
            raise ReaderCrashed from error
        if answer.error is not None and answer.error[0] == OutOfMemory.__name__:
            # What it holds by now is unknown.
            self.close()
        return answer

    def _running(self) -> _Process:
        if self._process is not None and _has_ended(self._process):
            # It ended between two files, which is no fault of the second one.
            self._reap()
        return self._process or self._start()

    def _start(self) -> _Process:
        process = self._process = self._new_process()
        assert process.stdout is not None  # noqa: S101 - it was asked for
        assert process.stderr is not None  # noqa: S101
        try:
            with _ended_after(_SECONDS_TO_START, process):
                is_ready = _receive(process.stdout) == b""
            if not is_ready:
                _kill(process)
                complaint = process.stderr.read().decode(errors="replace").strip()
                raise ReaderNotStarted(f"{ReaderNotStarted.__doc__}\n{complaint}".strip())
        except BaseException:
            self.close()
            raise
        # From here on it writes nothing there.
        process.stderr.close()
        return process

    def _new_process(self) -> _Process:
        try:
            return subprocess.Popen(  # noqa: S603 - our own program
                self._command(),
                cwd=Path(__file__).resolve().parent.parent,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                # Ctrl-C is for the one who asked: it ends this process by closing the pipe.
                start_new_session=True,
                env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
            )
        except OSError as error:
            raise ReaderNotStarted(f"{ReaderNotStarted.__doc__}\n{error}") from error

    def _command(self) -> list[str]:
        program = [sys.executable, "-m", __spec__.name]
        return [*program, str(self._authorities), str(self._limits.megabytes or 0)]

    def _reap(self) -> int:
        """Wait for the process that ended; its exit status."""
        process, self._process = self._process, None
        if process is None:
            return 0
        # Programs that it started may be at work still.
        _kill(process)
        for pipe in (process.stdin, process.stdout, process.stderr):
            with contextlib.suppress(BrokenPipeError):
                pipe.close()  # type: ignore[union-attr]
        return process.wait()


def _kill(process: _Process) -> None:
    """End a process and all that it started, which are a group of their own."""
    # Once its status is taken, its number may be another's.
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def _wait(process: _Process) -> None:
    """Wait until it has ended, and leave its status to be taken."""
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)


def _has_ended(process: _Process) -> bool:
    return os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT | os.WNOHANG) is not None


@contextlib.contextmanager
def _ended_after(seconds: float, process: _Process) -> Iterator[threading.Event]:
    """End the process unless the block is left in time; the event tells whether it was ended."""
    is_late = threading.Event()

    def stop() -> None:
        is_late.set()
        _kill(process)

    clock = threading.Timer(seconds, stop)
    clock.start()
    try:
        yield is_late
    finally:
        clock.cancel()
        # It may have gone off in this moment: afterwards either it has or it never will.
        clock.join()


def _exchange(process: _Process, message: bytes) -> bytes | None:
    """The answer to a message; None where the process ended."""
    assert process.stdin is not None  # noqa: S101 - it was asked for
    assert process.stdout is not None  # noqa: S101
    try:
        _send(process.stdin, message)
        return _receive(process.stdout)
    except BrokenPipeError:
        return None


def _reason(status: int, *, is_late: bool) -> IngestError:
    """Why a process ended without an answer."""
    if is_late or status in {-signal.SIGXCPU, -signal.SIGALRM}:
        return ReadingTooSlow()
    # The kernel's killer, or a library that gives up where no memory is left.
    if status == -signal.SIGKILL:
        return OutOfMemory()
    return ReaderCrashed()


def _error(name: str, arguments: list[str]) -> IngestError:
    kind = getattr(errors, name, None)
    if isinstance(kind, type) and issubclass(kind, IngestError):
        return kind(*arguments)
    return ReaderCrashed()


def _send(pipe: IO[bytes], message: bytes) -> None:
    pipe.write(_LENGTH.pack(len(message)))
    pipe.write(message)
    pipe.flush()


def _receive(pipe: IO[bytes], longest: int = _LONGEST_ANSWER) -> bytes | None:
    """The next message; None where the other side ended. Raises ReaderCrashed where it would be
    longer than any that is sent, before memory is set aside for it."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    if length > longest:
        raise ReaderCrashed
    message = pipe.read(length)
    return message if len(message) == length else None


# The other side: `python -m statements.sandbox AUTHORITIES MEGABYTES`


def serve(reader: Reader, megabytes: int) -> None:
    """Answer requests until the one who asks is gone; 0 megabytes: as much as there is."""
    requests, answers = _private_pipes()
    # A library that crashes would leave an image of its memory where the project lies.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _load_what_is_loaded_late(reader)
    if megabytes:
        _limit_memory(megabytes * _MEGABYTE)
    decoder, encoder = msgspec.msgpack.Decoder(_Request), msgspec.msgpack.Encoder()
    _silence(2)
    _send(answers, b"")
    # A request is as long as its file, and the one who asks has limits for that.
    while (message := _receive(requests, sys.maxsize)) is not None:
        request = decoder.decode(message)
        with _time_limited(request):
            answer = _answer(reader, request)
        _send(answers, encoder.encode(answer))


def _private_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """The pipes to the one who asks, out of reach of libraries that print."""
    requests = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    _silence(0)
    _silence(1)
    return requests, answers


def _silence(descriptor: int) -> None:
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, descriptor)
    os.close(nothing)


def _load_what_is_loaded_late(reader: Reader) -> None:
    """The model of the language detection, so that it does not count as the first file's."""
    with contextlib.suppress(IngestError):
        reader.read(b"We support the treaty, which all of us have signed.\n", "first.txt")


def _limit_memory(more: int) -> None:
    """Allow `more` bytes than the process has. Its address space counts: that can be limited."""
    with _STATUS.open() as lines:
        size = next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmSize:"))
    resource.setrlimit(resource.RLIMIT_AS, (size + more, size + more))


@contextlib.contextmanager
def _time_limited(request: _Request) -> Iterator[None]:
    """Have the kernel end this process when a file takes more computing (SIGXCPU) or more time
    on the clock (SIGALRM) than it may. The one who asked watches the clock too, but may be gone.
    """
    usage = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = int(usage.ru_utime + usage.ru_stime) + request.seconds + 1
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))
    signal.setitimer(signal.ITIMER_REAL, request.patience + 1)
    yield
    signal.setitimer(signal.ITIMER_REAL, 0)
    resource.setrlimit(resource.RLIMIT_CPU, (hard, hard))


def _answer(reader: Reader, request: _Request) -> _Answer:
    try:
        read = reader.read(request.data, request.filename, request.metadata, ocr=request.ocr)
    except IngestError as error:
        return _Answer(error=(type(error).__name__, [str(part) for part in error.args]))
    except MemoryError:
        return _Answer(error=(OutOfMemory.__name__, []))
    except RecursionError:
        return _Answer(error=(ReaderCrashed.__name__, []))
    return _Answer(read=read if request.keep_pages else read.without_pages())


if __name__ == "__main__":
    serve(Reader.from_folder(Path(sys.argv[1])), int(sys.argv[2]))
