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
from statements.reading import ReadStatement, decode_reading
from statements.sandbox import OCR_LIMITS, SandboxedReader
from statements.versions import revised_speeches

logger = logging.getLogger(__name__)

_one_thread = threading.Lock()


def start() -> None:
    """See to it that what waits is read, and return at once."""
    if _one_thread.acquire(blocking=False):
        threading.Thread(target=_read_and_leave, name="reading", daemon=True).start()


def start_if_waiting() -> None:
    """As `start`, where anything waits; for pages that show the progress."""
    if Source.objects.unclaimed().exists():
        start()


def _read_and_leave() -> None:
    try:
        read_waiting()
    except DatabaseError:
        # The sources wait on; the next page that shows them starts anew.
        logger.exception("Reading in the background was broken off.")
    finally:
        connection.close()
        _one_thread.release()


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
    """The source as it is now; None where somebody has discarded or stored it meanwhile."""
    waiting = Source.objects.pending().select_for_update().without_bytes()
    return waiting.filter(pk=source.pk).first()


def reading_of(source: Source) -> ReadStatement | None:
    """What was read from a pending source; None where it waits to be read.

    A reading that another version of this program made cannot be used: the source waits again.
    """
    if source.reading is None:
        return None
    try:
        return decode_reading(bytes(source.reading))
    except msgspec.DecodeError:
        Source.objects.filter(pk=source.pk).update(reading=None, reading_since=None)
        start()
        return None


def can_be_recognised(source: Source) -> bool:
    """Whether a file failed for want of text, and this machine can recognise its letters."""
    is_without_text = source.error.startswith((str(NoTextLayer()), str(OcrFailed())))
    return source.state == Source.State.FAILED and is_without_text and ocr.available() is not None


def read_again(source: Source, *, by_ocr: bool = False) -> None:
    """Have a pending or failed source read once more, by text recognition if asked."""
    if wait_again(source, by_ocr=by_ocr):
        start()
