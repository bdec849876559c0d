"""Read files in a process of its own, with limits.

Files come from anywhere, and the libraries that open them are large programs. Here a crash, a
hang or a hunger for memory ends one process that holds nothing, and the file is refused with an
error like any other. What comes back is data that is checked against its types, never code.

Each side sends messages: a length (8 bytes, big-endian), then MessagePack.
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
from statements.reading import NOTHING_SAID, Reader, ReadStatement

_LENGTH: Final = struct.Struct(">Q")
_STATUS: Final = Path("/proc/self/status")
_MEGABYTE: Final = 1024 * 1024


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


class _Request(msgspec.Struct, kw_only=True):
    data: bytes
    filename: str
    metadata: Metadata
    ocr: bool
    keep_pages: bool
    seconds: int


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
        self.limits = limits or Limits()
        self._process: subprocess.Popen[bytes] | None = None

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
        """As `Reader.read`. Raises ReaderCrashed, ReadingTooSlow and OutOfMemory besides.

        Without `keep_pages` the extracted text does not come back with the statement.
        """
        seconds = self.limits.computing(len(data))
        request = _Request(
            data=data,
            filename=filename,
            metadata=metadata,
            ocr=ocr,
            keep_pages=keep_pages,
            seconds=seconds,
        )
        answer = self._ask(request, seconds * self.limits.patience)
        if answer.error is not None:
            raise _error(*answer.error)
        if answer.read is None:
            raise ReaderCrashed
        return answer.read

    @property
    def process_id(self) -> int | None:
        """The process that reads; None where none runs."""
        return self._process.pid if self._process else None

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._reap()

    def _ask(self, request: _Request, seconds: float) -> _Answer:
        process = self._process or self._start()
        assert process.stdin is not None  # noqa: S101 - it was asked for
        assert process.stdout is not None  # noqa: S101
        is_late = threading.Event()

        def stop() -> None:
            is_late.set()
            process.kill()

        clock = threading.Timer(seconds, stop)
        clock.start()
        try:
            _send(process.stdin, msgspec.msgpack.encode(request))
            message = _receive(process.stdout)
        except BrokenPipeError:
            message = None
        except BaseException:
            # Ctrl-C: what it answers now would be taken for the answer to the next file.
            self.close()
            raise
        finally:
            clock.cancel()
        if message is not None and is_late.is_set():
            # It answered in the last moment, and is not there for the next file.
            self._reap()
        if message is None:
            raise _reason(self._reap(), is_late=is_late.is_set())
        try:
            answer = msgspec.msgpack.decode(message, type=_Answer)
        except msgspec.DecodeError as error:
            self.close()
            raise ReaderCrashed from error
        if answer.error is not None and answer.error[0] == OutOfMemory.__name__:
            # What it holds by now is unknown.
            self.close()
        return answer

    def _start(self) -> subprocess.Popen[bytes]:
        self._process = subprocess.Popen(  # noqa: S603 - our own program
            [
                *(sys.executable, "-m", __spec__.name),
                *(str(self._authorities), str(self.limits.megabytes or 0)),
            ],
            cwd=Path(__file__).resolve().parent.parent,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # Ctrl-C is for the one who asked: it ends this process by closing the pipe.
            start_new_session=True,
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
        )
        return self._process

    def _reap(self) -> int:
        """Wait for the process that ended; its exit status."""
        process, self._process = self._process, None
        if process is None:
            return 0
        for pipe in (process.stdin, process.stdout):
            with contextlib.suppress(BrokenPipeError):
                pipe.close()  # type: ignore[union-attr]
        return process.wait()


def _reason(status: int, *, is_late: bool) -> IngestError:
    """Why a process ended without an answer."""
    if is_late or status == -signal.SIGXCPU:
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


def _receive(pipe: IO[bytes]) -> bytes | None:
    """The next message; None where the other side ended."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    message = pipe.read(length)
    return message if len(message) == length else None


# The other side: `python -m statements.sandbox AUTHORITIES MEGABYTES`


def _serve(authorities: Path, megabytes: int) -> None:
    requests, answers = _private_pipes()
    reader = Reader.from_folder(authorities)
    _load_what_is_loaded_late(reader)
    if megabytes:
        limit_memory(megabytes * _MEGABYTE)
    decoder, encoder = msgspec.msgpack.Decoder(_Request), msgspec.msgpack.Encoder()
    while (message := _receive(requests)) is not None:
        request = decoder.decode(message)
        with computing_limited(request.seconds):
            answer = _answer(reader, request)
        _send(answers, encoder.encode(answer))


def _private_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """The pipes to the one who asks, out of reach of libraries that print."""
    requests = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    os.close(nothing)
    return requests, answers


def _load_what_is_loaded_late(reader: Reader) -> None:
    """The model of the language detection, so that it does not count as the first file's."""
    with contextlib.suppress(IngestError):
        reader.read(b"We support the treaty, which all of us have signed.\n", "first.txt")


def limit_memory(more: int) -> None:
    """Allow `more` bytes than the process has. Its address space counts: that can be limited."""
    with _STATUS.open() as lines:
        size = next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmSize:"))
    resource.setrlimit(resource.RLIMIT_AS, (size + more, size + more))


@contextlib.contextmanager
def computing_limited(seconds: int) -> Iterator[None]:
    """Have the kernel end this process (SIGXCPU) when a file takes more seconds of computing."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = int(usage.ru_utime + usage.ru_stime) + seconds + 1
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))
    yield
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
    _serve(Path(sys.argv[1]), int(sys.argv[2]))
