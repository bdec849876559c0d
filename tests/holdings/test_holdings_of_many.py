"""Several connections and threads: what is committed is seen by all, what is not by none else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, connections, transaction

from statements.holdings import Holdings, loading, reading
from statements.holdings.loading import Archive
from statements.models import Change, Speech
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)

PUBLISH = "UPDATE statements_speech SET status = 'published' WHERE id = %s"


@pytest.fixture
def other() -> Iterator[Any]:
    """A second connection to the same database."""
    second = connection.copy()
    execute(second, "SET lock_timeout = '5s'")
    yield second
    second.close()


@pytest.fixture
def archive() -> Archive:
    """The memory of a process that has not read anything yet."""
    return Archive()


@pytest.fixture
def loads(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """One for each time that all of the archive was read."""
    times: list[Any] = []

    def counted(connection: Any) -> Any:
        times.append(connection)
        return reading.load(connection)

    monkeypatch.setattr(loading, "load", counted)
    return times


def execute(on: Any, query: str, *params: object) -> None:
    with on.cursor() as cursor:
        cursor.execute(query, params)


def seen_in(archive: Archive) -> Holdings:
    """By this thread's own connection."""
    return archive.current(connections["default"])


def drafts(number: int) -> list[int]:
    return [factories.make_speech(status="draft").pk for _ in range(number)]


def test_a_transaction_that_began_earlier_and_ends_later_is_not_missed(
    archive: Archive, other: Any
) -> None:
    early, late = drafts(2)
    other.set_autocommit(False)
    execute(other, PUBLISH, early)
    execute(connection, PUBLISH, late)
    assert set(seen_in(archive).published) == {late}
    other.commit()
    assert set(seen_in(archive).published) == {early, late}


def test_what_is_not_committed_is_seen_by_its_own_transaction_alone(
    archive: Archive, other: Any
) -> None:
    (draft,) = drafts(1)
    before = seen_in(archive)
    with transaction.atomic():
        execute(connection, PUBLISH, draft)
        within = seen_in(archive)
        assert set(within.published) == {draft}
        assert archive.current(other) is before
        # Asked again it is the same, for what is remembered by version.
        assert seen_in(archive) is within
        transaction.set_rollback(True)
    assert seen_in(archive) is before


def test_within_a_transaction_what_others_commit_is_seen(archive: Archive, other: Any) -> None:
    mine, theirs, later = drafts(3)
    seen_in(archive)
    with transaction.atomic():
        execute(connection, PUBLISH, mine)
        assert set(seen_in(archive).published) == {mine}
        execute(other, PUBLISH, theirs)
        assert set(seen_in(archive).published) == {mine, theirs}
        assert set(archive.current(other).published) == {theirs}
    execute(other, PUBLISH, later)
    assert set(archive.current(other).published) == {mine, theirs, later}


def test_a_transaction_that_first_reads_and_then_writes(archive: Archive, other: Any) -> None:
    mine, theirs = drafts(2)
    with transaction.atomic():
        execute(other, PUBLISH, theirs)
        assert set(seen_in(archive).published) == {theirs}
        execute(connection, PUBLISH, mine)
        assert set(archive.current(other).published) == {theirs}
    assert set(archive.current(other).published) == {mine, theirs}


def test_writing_other_things_makes_no_view_of_its_own(archive: Archive) -> None:
    drafts(1)
    before = seen_in(archive)
    with transaction.atomic():
        factories.make_source()
        assert seen_in(archive) is before


def test_a_text_that_changes_makes_another_version(archive: Archive) -> None:
    paragraph = factories.make_paragraph()
    before = seen_in(archive)
    paragraph.text = "We reject it."
    paragraph.save()
    after = seen_in(archive)
    assert after.version > before.version
    assert after.names_version == before.names_version
    assert after.by_status is before.by_status


@pytest.mark.parametrize(
    "change",
    [
        lambda: factories.make_entity(),
        lambda: factories.make_speaker(),
        lambda: factories.make_event(),
    ],
)
def test_names_have_a_version_of_their_own(archive: Archive, change: Callable[[], Any]) -> None:
    made = change()
    before = seen_in(archive)
    made.save()
    assert seen_in(archive) is before
    made.name = "Another name"
    made.save()
    assert seen_in(archive).names_version > before.names_version


def test_threads_that_come_at_once_read_the_archive_once(
    archive: Archive, loads: list[Any]
) -> None:
    drafts(3)
    at_once = Barrier(4)

    def ask(_: int) -> Holdings:
        at_once.wait()
        try:
            return seen_in(archive)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(ask, range(4)))
    assert len(loads) == 1
    assert {seen.version for seen in found} == {found[0].version}


def test_readers_see_whole_transactions_while_another_writes(archive: Archive) -> None:
    """Two statements are published and withdrawn together: no look finds one without the other."""
    pair = drafts(2)
    at_once = Barrier(4)

    def write() -> None:
        at_once.wait()
        for number in range(40):
            with transaction.atomic():
                status = ("published", "draft")[number % 2]
                for key in pair:
                    Speech.objects.filter(pk=key).update(status=status)
        connection.close()

    def read() -> set[int]:
        at_once.wait()
        sizes = {len(seen_in(archive).published) for _ in range(60)}
        connection.close()
        return sizes

    with ThreadPoolExecutor(4) as threads:
        readers = [threads.submit(read) for _ in range(3)]
        threads.submit(write).result()
        for reader in readers:
            assert reader.result() <= {0, 2}


def test_when_much_has_changed_or_long_ago_all_is_read_anew(
    archive: Archive, loads: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = drafts(3)
    seen_in(archive)
    Speech.objects.filter(pk=keys[0]).update(status="published")
    assert set(seen_in(archive).published) == {keys[0]}
    assert len(loads) == 1
    monkeypatch.setattr(loading, "_FEW", 1)
    Speech.objects.update(status="published")
    assert set(seen_in(archive).published) == set(keys)
    assert len(loads) == 2
    monkeypatch.setattr(loading, "_TRUSTED_SECONDS", 0.0)
    seen_in(archive)
    assert len(loads) == 3


def test_the_log_is_pruned_of_what_ended_before_a_mark(archive: Archive, other: Any) -> None:
    early, late = drafts(2)
    Change.objects.all().delete()
    execute(connection, PUBLISH, early)
    other.set_autocommit(False)
    execute(other, PUBLISH, late)
    seen_in(archive)
    # The mark is not above the transaction that goes on, nor above any of another database.
    reading.prune(connection, age=timedelta(hours=1), interval=timedelta(0))
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text")
        (going_on,) = cursor.fetchone()
    marks = Change.objects.filter(what="mark").values_list("xid", flat=True)
    assert max(map(int, marks)) <= int(going_on)
    # After it is committed, what it wrote stays. The mark is put here, not by the server, on which
    # tests in other databases may have transactions that began earlier.
    other.commit()
    long_ago = datetime(2001, 9, 1, tzinfo=UTC)
    Change.objects.create(what="mark", xid=going_on, made_at=long_ago)
    with connection.cursor() as cursor:
        cursor.execute(reading._PRUNE, {"age": timedelta(hours=1).total_seconds()})
    logged = Change.objects.filter(what="statement").values_list("speech_id", flat=True)
    assert list(logged) == [late]
    assert set(seen_in(archive).published) == {early, late}


def test_what_is_young_is_not_pruned() -> None:
    drafts(2)
    before = Change.objects.exclude(what="mark").count()
    reading.prune(connection, age=timedelta(hours=1), interval=timedelta(minutes=30))
    assert Change.objects.exclude(what="mark").count() == before


def test_what_a_dump_brought_from_another_server_is_no_change_here(archive: Archive) -> None:
    (draft,) = drafts(1)
    before = seen_in(archive)
    ahead = str(2**60)
    long_ago = datetime(2001, 9, 1, tzinfo=UTC)
    Change.objects.create(what="statement", speech_id=draft, xid=ahead)
    Change.objects.create(what="mark", xid=ahead, made_at=long_ago)
    assert seen_in(archive) is before
    reading.prune(connection, age=timedelta(hours=1), interval=timedelta(minutes=30))
    assert Change.objects.filter(what="statement", xid=ahead).exists()
    assert not Change.objects.filter(what="mark", xid=ahead).exists()
