"""Uploads are read behind the requests."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from statements import background, importing
from statements.importing import Arrival, store
from statements.models import Source, Speech
from statements.models.sources import LONGEST_OCR, LONGEST_READING
from statements.reading import ReadStatement, content_hash
from statements.sandbox import OCR_LIMITS, Limits, ReaderNotStarted
from tests.readings import TREATY, make_read

GOOD = b"Statement by Mr. Ito Ren\n\n3 March 2019\n\nMr. President,\n\nWe support the treaty.\n"
RUBBISH = bytes(range(256)) * 8


class FakeReader:
    """Reads without a process; `meanwhile` is called while a file is being read."""

    def __init__(self, meanwhile: Callable[[], object] = lambda: None) -> None:
        self.meanwhile = meanwhile
        self.read_files: list[tuple[str, bool]] = []

    def __enter__(self) -> FakeReader:
        return self

    def __exit__(self, *exception: object) -> None:
        pass

    def read(self, data: bytes, filename: str, *, ocr: bool = False) -> ReadStatement:
        self.read_files.append((filename, ocr))
        self.meanwhile()
        return make_read(data=data)


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> FakeReader:
    fake = FakeReader()
    monkeypatch.setattr(importing, "new_reader", lambda limits=None: fake)
    return fake


def received(data: bytes = GOOD, name: str = "a.txt", **fields: Any) -> Source:
    source, _ = importing.receive(data, name, None)
    if fields:
        Source.objects.filter(pk=source.pk).update(**fields)
        source.refresh_from_db()
    return source


@pytest.mark.django_db
def test_what_waits_is_read_and_what_cannot_be_read_says_why() -> None:
    good, bad = received(), received(RUBBISH, "b.bin")
    assert background.read_waiting() == 2
    for source in (good, bad):
        source.refresh_from_db()
    assert (good.progress, bad.progress) == ("read", "failed")
    assert "unknown encoding" in bad.error
    assert bytes(bad.data) == RUBBISH
    read = background.reading_of(good)
    assert read is not None
    assert (read.byline.speaker, read.sha256) == ("Ito Ren", content_hash(GOOD))
    assert read.parsed.source.pages
    assert (good.format, good.media_type) == ("text", "text/plain")
    assert background.read_waiting() == 0


@pytest.mark.django_db
def test_the_longest_waiting_is_read_first(reader: FakeReader) -> None:
    received(b"1", "1")
    received(b"2", "2", created_at=timezone.now() - timedelta(hours=1))
    background.read_waiting()
    assert [name for name, _ in reader.read_files] == ["2", "1"]


@pytest.mark.django_db
def test_a_changed_file_is_known_as_one(reader: FakeReader) -> None:
    read = make_read(data=b"first", title="On the treaty")
    speech = store(Arrival(read=read, data=b"first", status="draft")).speech
    Speech.objects.update(slug="statement")
    source = received(b"second")
    background.read_waiting()
    source.refresh_from_db()
    assert source.revises == speech


# Claims


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("by_ocr", "longest"), [(False, LONGEST_READING), (True, LONGEST_OCR)], ids=["read", "ocr"]
)
def test_a_claim_is_lost_when_it_is_older_than_reading_may_take(
    reader: FakeReader, by_ocr: bool, longest: timedelta
) -> None:
    now = timezone.now()
    received(b"held", "held", by_ocr=by_ocr, reading_since=now - longest + timedelta(minutes=2))
    received(b"lost", "lost", by_ocr=by_ocr, reading_since=now - longest - timedelta(minutes=2))
    background.read_waiting()
    assert reader.read_files == [("lost", by_ocr)]


@pytest.mark.parametrize(
    ("limits", "longest"), [(Limits(), LONGEST_READING), (OCR_LIMITS, LONGEST_OCR)]
)
def test_no_claim_is_lost_while_an_upload_may_still_be_read(
    settings: Any, limits: Limits, longest: timedelta
) -> None:
    most = limits.computing(settings.UPLOAD_MAX_BYTES) * limits.patience
    assert most < longest.total_seconds()


@pytest.mark.django_db(transaction=True)
def test_what_another_is_claiming_is_skipped_not_waited_for(reader: FakeReader) -> None:
    first, second = received(b"1", "1"), received(b"2", "2")
    with transaction.atomic():
        Source.objects.select_for_update().get(pk=first.pk)
        in_thread(background.read_waiting)
    assert [name for name, _ in reader.read_files] == ["2"]
    second.refresh_from_db()
    assert second.progress == "read"


@pytest.mark.django_db(transaction=True)
def test_while_one_is_read_others_see_it_and_do_not_take_it(reader: FakeReader) -> None:
    source = received()
    seen = []

    def look() -> None:
        reader.meanwhile = lambda: None
        in_thread(lambda: seen.append(Source.objects.get().progress))
        in_thread(lambda: seen.append(background.read_waiting()))

    reader.meanwhile = look
    background.read_waiting()
    assert seen == ["reading", 0]
    source.refresh_from_db()
    assert source.progress == "read"


@pytest.mark.django_db(transaction=True)
def test_nobody_takes_a_claim_over_while_its_reading_is_kept(
    reader: FakeReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    received()
    free: list[int] = []
    keep_reading = background.keep_reading

    def look_and_keep(*arguments: Any) -> None:
        in_thread(look)
        keep_reading(*arguments)

    def look() -> None:
        with transaction.atomic():
            free.extend(
                Source.objects.select_for_update(skip_locked=True).values_list("pk", flat=True)
            )

    monkeypatch.setattr(background, "keep_reading", look_and_keep)
    assert background.read_waiting() == 1
    assert free == []
    assert Source.objects.get().progress == "read"


def in_thread(act: Callable[[], object]) -> None:
    """Do it on another connection, and wait."""

    def act_and_close() -> None:
        try:
            act()
        finally:
            connection.close()

    thread = threading.Thread(target=act_and_close)
    thread.start()
    thread.join(60)
    assert not thread.is_alive()


# What happens while a file is read


@pytest.mark.django_db
class TestMeanwhile:
    def test_it_is_discarded(self, reader: FakeReader) -> None:
        received()
        reader.meanwhile = lambda: Source.objects.all().delete()
        assert background.read_waiting() == 1
        assert not Source.objects.exists()

    def test_it_is_stored(self, reader: FakeReader) -> None:
        received()
        read = make_read(data=GOOD, title="By a command")
        reader.meanwhile = lambda: store(Arrival(read=read, data=GOOD, status="published"))
        background.read_waiting()
        source = Source.objects.get()
        assert (source.state, source.reading, source.speech.title) == (
            "stored",
            None,
            "By a command",
        )

    def test_it_is_read_as_a_changed_file_with_metadata(self, reader: FakeReader) -> None:
        first = make_read(data=b"first", title="On the treaty")
        store(Arrival(read=first, data=b"first", status="draft"))
        received()
        read = make_read(data=GOOD, title="On the treaty", place="Geneva")
        reader.meanwhile = lambda: store(Arrival(read=read, data=GOOD, status="draft"))
        background.read_waiting()
        kept = background.reading_of(Source.objects.get(state="pending"))
        assert kept is not None
        assert kept.byline.place == "Geneva"

    def test_it_is_wanted_by_text_recognition(
        self, reader: FakeReader, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(background, "start", lambda: None)
        source = received()

        def ask() -> None:
            reader.meanwhile = lambda: None
            background.read_again(source, by_ocr=True)

        reader.meanwhile = ask
        background.read_waiting()
        assert reader.read_files == [("a.txt", False), ("a.txt", True)]

    def test_it_fails_for_one_who_lost_the_claim(self, reader: FakeReader) -> None:
        received()
        reader.meanwhile = lambda: Source.objects.update(reading_since=timezone.now())
        background.read_waiting()
        assert Source.objects.get().progress == "reading"


# Reading once more


@pytest.mark.django_db
class TestReadAgain:
    @pytest.fixture(autouse=True)
    def _started(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.starts: list[bool] = []
        monkeypatch.setattr(background, "start", lambda: self.starts.append(True))

    def test_a_reading_of_another_version_is_dropped(self) -> None:
        source = received(reading=b'{"of": "another version"}', reading_since=timezone.now())
        assert background.reading_of(source) is None
        source.refresh_from_db()
        assert (source.progress, self.starts) == ("waiting", [True])

    def test_what_waits_has_no_reading(self) -> None:
        assert background.reading_of(received()) is None
        assert self.starts == []

    def test_a_failed_file_waits_again(self) -> None:
        source = received(state="failed", error="Damaged.", reading_since=timezone.now())
        background.read_again(source, by_ocr=True)
        assert (source.progress, source.by_ocr, source.error) == ("waiting", True, "")
        source.refresh_from_db()
        assert (source.progress, source.by_ocr, source.error) == ("waiting", True, "")

    def test_what_a_command_stored_meanwhile_stays_so(self) -> None:
        source = received()
        store(Arrival(read=make_read(data=GOOD), data=GOOD, status="draft"))
        background.read_again(source)
        assert Source.objects.get().state == "stored"
        assert self.starts == []

    def test_a_reading_that_is_good_is_had_as_it_was(self) -> None:
        source = received()
        read = make_read(TREATY, data=GOOD, speaker="Ito Ren", date="2019-03")
        importing.keep_reading(source, read, None)
        assert background.reading_of(Source.objects.get()) == read

    def test_pages_start_reading_only_where_anything_waits(self) -> None:
        background.start_if_waiting()
        assert self.starts == []
        received()
        background.start_if_waiting()
        assert self.starts == [True]


# The thread


@pytest.mark.django_db
def test_a_source_waits_for_another_where_the_reader_does_not_start(reader: FakeReader) -> None:
    def fail() -> None:
        raise ReaderNotStarted

    reader.meanwhile = fail
    source = received()
    with pytest.raises(ReaderNotStarted):
        background.read_waiting()
    source.refresh_from_db()
    assert (source.progress, source.error) == ("waiting", "")


def wait_for_the_thread() -> None:
    """Wait until it ends, and the one that it may have started."""
    while threads := [thread for thread in threading.enumerate() if thread.name == "reading"]:
        threads[0].join(60)
        assert not threads[0].is_alive()


@pytest.mark.django_db(transaction=True)
def test_a_thread_reads_what_comes_while_it_reads(reader: FakeReader) -> None:
    received(b"1", "1")

    def another() -> None:
        reader.meanwhile = lambda: None
        received(b"2", "2")
        background.start()

    reader.meanwhile = another
    background.start()
    wait_for_the_thread()
    assert [name for name, _ in reader.read_files] == ["1", "2"]


@pytest.mark.django_db(transaction=True)
def test_what_comes_when_the_thread_has_looked_for_the_last_time_is_read_as_well(
    reader: FakeReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = []
    read_waiting = background.read_waiting

    def look() -> int:
        count = read_waiting()
        looks.append(count)
        if len(looks) == 1:
            received(b"late", "late")
            background.start()
        return count

    monkeypatch.setattr(background, "read_waiting", look)
    background.start()
    wait_for_the_thread()
    assert reader.read_files == [("late", False)]


@pytest.mark.django_db(transaction=True)
def test_what_comes_while_the_thread_leaves_is_read_by_another(
    reader: FakeReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Closing:
        """Here the thread has looked for the last time and is still the one that reads."""

        def close(self) -> None:
            monkeypatch.setattr(background, "connection", connection)
            received(b"late", "late")
            background.start()
            connection.close()

    monkeypatch.setattr(background, "connection", Closing())
    background.start()
    wait_for_the_thread()
    assert reader.read_files == [("late", False)]


@pytest.mark.parametrize("error", [DatabaseError("gone"), ReaderNotStarted()])
def test_a_thread_that_is_broken_off_is_told_of_and_the_next_one_starts(
    error: Exception, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    errors = [error]

    def read_waiting() -> int:
        if errors:
            raise errors.pop()
        return 0

    monkeypatch.setattr(background, "read_waiting", read_waiting)
    for _ in range(2):
        background.start()
        wait_for_the_thread()
    assert [record.message for record in caplog.records] == [
        "Reading in the background was broken off."
    ]
    assert not background._one_thread.locked()


@pytest.mark.django_db
def test_an_editor_is_told_who_uploaded() -> None:
    editor = User.objects.create_user("editor")
    source, is_new = importing.receive(GOOD, "a.txt", editor)
    again, is_new_again = importing.receive(GOOD, "b.txt", None)
    assert (is_new, is_new_again) == (True, False)
    assert (again, again.uploaded_by, again.filename) == (source, editor, "a.txt")
