"""Import many files: read in several processes, stored in batches, in the order they come."""

from __future__ import annotations

import contextlib
import queue
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Final, Literal

from statements import importing
from statements.importing import Arrival
from statements.ingest.errors import IngestError
from statements.ingest.metadata import Metadata
from statements.models import Speech
from statements.reading import NOTHING_SAID, ReadStatement, content_hash
from statements.sandbox import SandboxedReader

FileStatus = Literal["imported", "parsed", "duplicate", "changed", "failed"]

# Statements stored in one transaction. Above some dozens the time of a statement falls no more.
_BATCH: Final = 100
_BATCH_CHARACTERS: Final = 5_000_000
_BATCH_BYTES: Final = 64_000_000
# Files that are asked for in one query, whether they are stored already.
_LOOK_UP: Final = 200
_LOOK_UP_BYTES: Final = 32_000_000
# What is held at a time, read or waiting for it: the readers go on while a batch is stored.
_MOST_HELD: Final = 300
_MOST_BYTES_HELD: Final = 96_000_000


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file to be imported: `name` as the report shows it, and how to get its bytes.

    `load` raises IngestError or OSError where there are none to be had.
    """

    name: str
    filename: str
    load: Callable[[], bytes]
    metadata: Metadata = NOTHING_SAID


@dataclass(frozen=True, slots=True)
class FileResult:
    """What became of a file. `read` is None for a failure, and for a duplicate that need not be
    read; `speech` for what is not stored."""

    name: str
    status: FileStatus
    sha256: str | None = None
    read: ReadStatement | None = None
    speech: Speech | None = None
    error: IngestError | OSError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`reread`: read also what is stored already, since a report wants to know of it.

    `fail_fast`: whoever takes the results may stop at a failure, so nothing behind it is stored.
    """

    jobs: int
    status: Speech.Status
    dry_run: bool = False
    reread: bool = False
    fail_fast: bool = False
    ocr: bool = False


@dataclass(slots=True)
class _Loaded:
    """A file whose bytes are here; `result` is there already where nothing is to be read."""

    file: InputFile
    data: bytes = b""
    sha256: str | None = None
    result: FileResult | None = None


@dataclass(slots=True)
class _Pending:
    loaded: _Loaded
    reading: Future[ReadStatement] | None = None


class Readers:
    """As many sandboxed readers as there are jobs, each used by one thread at a time."""

    def __init__(self, jobs: int) -> None:
        self._threads = ThreadPoolExecutor(jobs)
        self._readers = [importing.new_reader() for _ in range(jobs)]
        self._free: queue.SimpleQueue[SandboxedReader] = queue.SimpleQueue()
        for reader in self._readers:
            self._free.put(reader)

    def submit(self, file: InputFile, data: bytes, *, ocr: bool) -> Future[ReadStatement]:
        return self._threads.submit(self._read, file, data, ocr)

    def _read(self, file: InputFile, data: bytes, ocr: bool) -> ReadStatement:
        reader = self._free.get()
        try:
            return reader.read(data, file.filename, file.metadata, ocr=ocr, keep_pages=False)
        finally:
            self._free.put(reader)

    def close(self) -> None:
        """Drop what was not begun, and end the processes."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        for reader in self._readers:
            reader.kill()
        # Until its thread has ended, a reader is used by it, and may be starting a process.
        self._threads.shutdown()
        for reader in self._readers:
            reader.close()


def import_files(files: Iterable[InputFile], options: Options) -> Generator[FileResult, None, None]:
    """Read and store the files. Results come in the order of the files, some time after.

    A batch is one transaction, so that a kill at any point leaves whole statements only; the
    next run finds what is stored by its bytes and goes on from there.
    """
    with contextlib.closing(Readers(options.jobs)) as readers:
        yield from _stored_in_batches(_read_ahead(files, readers, options), options)


def _read_ahead(
    files: Iterable[InputFile], readers: Readers, options: Options
) -> Iterator[_Pending]:
    """The files in order, with more of them being read behind the one that is yielded."""
    ahead: deque[_Pending] = deque()
    held = 0
    for loaded in _loaded(files, skip_stored=not (options.dry_run or options.reread)):
        pending = _Pending(loaded)
        if loaded.result is None:
            pending.reading = readers.submit(loaded.file, loaded.data, ocr=options.ocr)
        ahead.append(pending)
        held += len(loaded.data)
        while ahead and (len(ahead) > _MOST_HELD or held > _MOST_BYTES_HELD or _is_done(ahead[0])):
            first = ahead.popleft()
            held -= len(first.loaded.data)
            yield first
    yield from ahead


def _is_done(pending: _Pending) -> bool:
    return pending.reading is None or pending.reading.done()


def _loaded(files: Iterable[InputFile], *, skip_stored: bool) -> Iterator[_Loaded]:
    for some in _chunks(map(_load, files)):
        hashes = [loaded.sha256 for loaded in some if loaded.sha256]
        known = importing.stored_hashes(hashes) if skip_stored else set()
        for loaded in some:
            if loaded.sha256 in known:
                loaded.data = b""
                loaded.result = FileResult(loaded.file.name, "duplicate", loaded.sha256)
            yield loaded


def _chunks(loaded: Iterable[_Loaded]) -> Iterator[list[_Loaded]]:
    """As many as one query is asked for, and fewer where the files are large."""
    some: list[_Loaded] = []
    size = 0
    for one in loaded:
        some.append(one)
        size += len(one.data)
        if len(some) >= _LOOK_UP or size >= _LOOK_UP_BYTES:
            yield some
            some, size = [], 0
    yield some


def _load(file: InputFile) -> _Loaded:
    try:
        data = file.load()
    except (IngestError, OSError) as error:
        return _Loaded(file, result=FileResult(file.name, "failed", error=error))
    return _Loaded(file, data, content_hash(data))


@dataclass(slots=True)
class _Batch:
    """What is to be stored next; the results of files between come out in their order."""

    most: int
    waiting: list[FileResult | Arrival] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    characters: int = 0
    size: int = 0

    def add(self, name: str, item: FileResult | Arrival) -> None:
        self.waiting.append(item)
        self.names.append(name)
        if item.read is not None:
            self.characters += len(item.read.text)
        if isinstance(item, Arrival):
            self.size += len(item.data)

    @property
    def is_full(self) -> bool:
        return (
            len(self.waiting) >= self.most
            or self.characters >= _BATCH_CHARACTERS
            or self.size >= _BATCH_BYTES
        )

    def store(self) -> list[FileResult]:
        """Store what waits, and begin anew."""
        outcomes = iter(importing.store_all([a for a in self.waiting if isinstance(a, Arrival)]))
        results = [
            _result(name, item, next(outcomes)) if isinstance(item, Arrival) else item
            for name, item in zip(self.names, self.waiting, strict=True)
        ]
        self.waiting, self.names, self.characters, self.size = [], [], 0, 0
        return results


def _result(name: str, arrival: Arrival, outcome: importing.Outcome | IngestError) -> FileResult:
    read = arrival.read
    if isinstance(outcome, IngestError):
        return FileResult(name, "failed", read.sha256, error=outcome)
    return FileResult(name, outcome.status, read.sha256, read, outcome.speech)


def _stored_in_batches(pendings: Iterable[_Pending], options: Options) -> Iterator[FileResult]:
    batch = _Batch(most=1 if options.fail_fast else _BATCH)
    for pending in pendings:
        batch.add(pending.loaded.file.name, _read(pending, options))
        if batch.is_full:
            yield from batch.store()
    yield from batch.store()


def _read(pending: _Pending, options: Options) -> FileResult | Arrival:
    loaded = pending.loaded
    name = loaded.file.name
    if pending.reading is None:
        assert loaded.result is not None  # noqa: S101 - one of them is there
        return loaded.result
    try:
        read = pending.reading.result()
    except IngestError as error:
        return FileResult(name, "failed", loaded.sha256, error=error)
    if options.dry_run:
        return FileResult(name, "parsed", loaded.sha256, read)
    return Arrival(
        read=read,
        data=loaded.data,
        status=options.status,
        fixed_fields=loaded.file.metadata.given,
    )
