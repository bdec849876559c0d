"""Reading behind the requests: the queue is the database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from statements import background, importing
from statements.models import Source
from statements.sandbox import SandboxedReader

pytestmark = pytest.mark.django_db

GOOD = b"Statement by Ms. Ada Berg\n\n5 March 2020\n\nMr. President,\n\nWe support the treaty.\n"


@pytest.fixture(scope="module")
def reader() -> Iterator[SandboxedReader]:
    with SandboxedReader(settings.SEEDS_DIR) as reader:
        yield reader


class Borrowed:
    """One reader for all tests: starting its process takes a second."""

    def __init__(self, reader: SandboxedReader) -> None:
        self.reader = reader

    def __enter__(self) -> SandboxedReader:
        return self.reader

    def __exit__(self, *error: object) -> None:
        pass


@pytest.fixture(autouse=True)
def _borrowed(monkeypatch: pytest.MonkeyPatch, reader: SandboxedReader) -> None:
    monkeypatch.setattr(importing, "new_reader", lambda *_: Borrowed(reader))
    monkeypatch.setattr(background, "start", lambda: None)


def received(data: bytes = GOOD, name: str = "a.txt") -> Source:
    return importing.receive(data, name, None)[0]


def test_what_waits_is_read_and_kept() -> None:
    source = received()
    assert source.progress == "waiting"
    assert background.read_waiting() == 1
    source.refresh_from_db()
    assert source.progress == "read"
    assert (source.format, source.reader, source.state) == ("text", "plain", "pending")
    read = background.reading_of(source)
    assert read is not None
    assert read.byline.speaker == "Ada Berg"
    assert background.read_waiting() == 0


def test_what_cannot_be_read_says_why_and_stays() -> None:
    source = received(bytes(range(256)) * 8, "noise.bin")
    background.read_waiting()
    source.refresh_from_db()
    assert (source.progress, bytes(source.data)) == ("failed", bytes(range(256)) * 8)
    assert "unknown encoding" in source.error
    background.read_again(source)
    assert source.progress == "waiting"


def test_what_another_process_reads_is_left_to_it_unless_it_was_killed() -> None:
    source = received()
    Source.objects.update(reading_since=timezone.now())
    assert background.read_waiting() == 0
    source.refresh_from_db()
    assert source.progress == "reading"
    Source.objects.update(reading_since=timezone.now() - timedelta(hours=1))
    assert background.read_waiting() == 1


def test_a_file_that_is_discarded_meanwhile_is_not_brought_back(
    monkeypatch: pytest.MonkeyPatch, reader: SandboxedReader
) -> None:
    received()

    def discard(*arguments: object, **options: object) -> object:
        Source.objects.all().delete()
        return reader.read(GOOD, "a.txt")

    monkeypatch.setattr(background, "read_source", discard)
    assert background.read_waiting() == 1
    assert not Source.objects.exists()


def test_a_reading_of_another_version_of_the_program_is_made_anew() -> None:
    source = received()
    Source.objects.update(reading=b'{"nothing": "that we know"}', reading_since=timezone.now())
    source.refresh_from_db()
    assert background.reading_of(source) is None
    source.refresh_from_db()
    assert source.progress == "waiting"


def test_a_changed_file_knows_its_statement() -> None:
    text = GOOD + b"\nAll of the people of the region have waited for it for many years.\n"
    read = importing.default_reader().read(text, "a.txt")
    outcome = importing.store(importing.Arrival(read=read, data=text, status="published"))
    source = received(text + b"\nThank you.\n")
    background.read_waiting()
    source.refresh_from_db()
    assert outcome.speech is not None
    assert source.revises_id == outcome.speech.pk
