"""Read uploaded files behind the requests.

The pending sources are the queue: they are in the database before anything is read, so a lost
browser, a restarted server or a killed process loses nothing. A thread of the web server takes
one after the other to a sandboxed reader; several servers and processes may do so at once.
"""

from __future__ import annotations

import logging
import threading

import msgspec
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from statements import importing
from statements.importing import keep_reading, mark_failed, wait_again
from statements.ingest.errors import IngestError, NoTextLayer, OcrFailed
from statements.ingest.readers import ocr
from statements.models import Source
from statements.models.sources import SourceQuerySet
from statements.reading import ReadStatement, decode_reading
from statements.sandbox import OCR_LIMITS, ReaderNotStarted, SandboxedReader
from statements.versions import revised_speeches

logger = logging.getLogger(__name__)

_one_thread = threading.Lock()
_wanted = threading.Event()


def start() -> None:
    """See to it that what waits is read, and return at once."""
    _wanted.set()
    if _one_thread.acquire(blocking=False):
        threading.Thread(target=_read_and_leave, name="reading", daemon=True).start()


def start_if_waiting() -> None:
    """As `start`, where anything waits; for pages that show the progress."""
    if Source.objects.unclaimed().exists():
        start()


def _read_and_leave() -> None:
    try:
        while _wanted.is_set():
            _wanted.clear()
            read_waiting()
    except (DatabaseError, ReaderNotStarted):
        # The sources wait on; the next page that shows them starts anew.
        logger.exception("Reading in the background was broken off.")
    finally:
        connection.close()
        _one_thread.release()
    # What came between the last look and the release would wait for the next page.
    if _wanted.is_set():
        start()


def read_waiting() -> int:
    """Read all sources that wait, one after the other; how many these were."""
    count = 0
    with importing.new_reader() as reader:
        while source := _claim():
            _read(source, reader)
            count += 1
    return count


def _claim() -> Source | None:
    """The source that waits longest, which from now on nobody else takes."""
    with transaction.atomic():
        source = Source.objects.unclaimed().select_for_update(skip_locked=True).first()
        if source is not None:
            source.reading_since = timezone.now()
            source.save(update_fields=["reading_since"])
    return source


def _read(source: Source, reader: SandboxedReader) -> None:
    try:
        read = read_source(source, reader)
    except IngestError as error:
        with transaction.atomic():
            if waiting := _still_waiting(source):
                mark_failed(waiting, error)
        return
    except ReaderNotStarted:
        _give_back(source)
        raise
    with transaction.atomic():
        if waiting := _still_waiting(source):
            changed = revised_speeches([read])
            keep_reading(waiting, read, changed.get(read.sha256))


def read_source(source: Source, reader: SandboxedReader) -> ReadStatement:
    """Read a source as it was read before, by text recognition or not. Raises IngestError."""
    data = bytes(source.data)
    if not source.by_ocr:
        return reader.read(data, source.filename)
    with importing.new_reader(OCR_LIMITS) as patient:
        return patient.read(data, source.filename, ocr=True)


def read_now(source: Source) -> ReadStatement:
    """Read any source while somebody waits, and keep nothing of it. Raises IngestError."""
    with importing.new_reader() as reader:
        return read_source(source, reader)


def _still_waiting(source: Source) -> Source | None:
    """The source as it is now, locked; None where this reading of it is no longer wanted: somebody
    has discarded or stored it, has it read in another way, or took the claim for lost."""
    return _claimed(source).select_for_update().without_bytes().first()


def _give_back(source: Source) -> None:
    """Let the source wait for another to read it."""
    _claimed(source).update(reading_since=None)


def _claimed(source: Source) -> SourceQuerySet:
    """The source, as long as the claim that it was taken with holds."""
    return Source.objects.unread().filter(pk=source.pk, reading_since=source.reading_since)


def reading_of(source: Source) -> ReadStatement | None:
    """What was read from a pending source; None where it waits to be read.

    A reading that another version of this program made cannot be used: the source waits again.
    """
    if source.reading is None:
        return None
    try:
        return decode_reading(bytes(source.reading))
    except msgspec.DecodeError:
        read_again(source, by_ocr=source.by_ocr)
        return None


def can_be_recognised(source: Source) -> bool:
    """Whether a file failed for want of text, and this machine can recognise its letters."""
    is_without_text = source.error.startswith((str(NoTextLayer()), str(OcrFailed())))
    return source.state == Source.State.FAILED and is_without_text and ocr.available() is not None


def read_again(source: Source, *, by_ocr: bool = False) -> None:
    """Have a pending or failed source read once more, by text recognition if asked.

    One that was stored or discarded in the meantime stays so.
    """
    if wait_again(source, by_ocr=by_ocr):
        start()
