"""The archive's own vocabulary: which words its published statements use, and how many do.

Counted from the stored texts, not while they are stored: an import is not slowed down by an
upsert for each word, a killed one leaves nothing uncounted, and whatever brings statements in
needs no more than a call of `gather` behind it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import islice
from typing import Any, Final

from django.db import connection, transaction
from django.db.models import Max

from statements.importing import lock_imports
from statements.models import Speech, VocabularyWord
from statements.models.vocabulary import MAX_WORD_CHARACTERS
from statements.recognition.words import folded
from statements.search.spelling import FEWEST_LETTERS

# Any number that nothing else in the database locks by: "Vocabulary" on a telephone.
_GATHERING_LOCK: Final = 862_282_527
_FETCHED_AT_ONCE: Final = 200
_WRITTEN_AT_ONCE: Final = 20_000
_WORD: Final = re.compile(rf"[^\W\d_]{{{FEWEST_LETTERS},{MAX_WORD_CHARACTERS}}}")

#: What a search looks at.
_SEARCHED: Final = ("title", "text", "speaker__name", "represents__name", "event__name")


def gather(*, anew: bool = False, most: int | None = None) -> int:
    """Count the words of what was published or changed since they were counted last.

    `anew` begins from nothing, as does a gathering that would count more than half of the
    archive. Returns the number of statements that were read: some hundreds a second. Readers and
    imports go on meanwhile. Nothing is done where another gathering is at work, or where somebody
    waits and there would be more to read than `most`: the next one counts what changed.
    """
    until = _last_change()
    with transaction.atomic():
        if not _may_gather():
            return 0
        since = None if anew else VocabularyWord.objects.counted_until()
        published = Speech.objects.published()
        changed = published.filter(updated_at__gt=since) if since else published
        if since and 2 * changed.count() > published.count():
            since, changed = None, published
        if until is None or (since and since >= until):
            if anew:
                VocabularyWord.objects.all().delete()
            return 0
        if most is not None and changed.count() > most:
            return 0
        counts: Counter[str] = Counter()
        read = 0
        for words in _words_of_each(changed.filter(updated_at__lte=until)):
            counts.update(words)
            read += 1
        if since is None:
            VocabularyWord.objects.all().delete()
        _add(counts, until)
        return read


def _last_change() -> datetime | None:
    """The last change of a published statement, when nobody is storing an earlier one."""
    with transaction.atomic():
        lock_imports()
        last: datetime | None = Speech.objects.published().aggregate(last=Max("updated_at"))["last"]
        return last


def _may_gather() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_GATHERING_LOCK])
        (is_ours,) = cursor.fetchone()
    return bool(is_ours)


def _words_of_each(speeches: Any) -> Iterator[set[str]]:
    rows = speeches.order_by().values_list(*_SEARCHED).iterator(chunk_size=_FETCHED_AT_ONCE)
    for values in rows:
        searched = " ".join(value for value in values if value)
        yield {folded(word) for word in set(_WORD.findall(searched.lower()))}


def _add(counts: Mapping[str, int], until: datetime) -> None:
    """Add the counts to those that are there."""
    statement = f"""
        INSERT INTO {VocabularyWord._meta.db_table} AS known (word, statements, counted_at)
        SELECT word, statements, %s FROM unnest(%s::text[], %s::int[]) counted (word, statements)
        ON CONFLICT (word) DO UPDATE
            SET statements = known.statements + EXCLUDED.statements,
                counted_at = EXCLUDED.counted_at
    """  # noqa: S608 - no value
    words = iter(sorted(counts))
    with connection.cursor() as cursor:
        while some := list(islice(words, _WRITTEN_AT_ONCE)):
            cursor.execute(statement, [until, some, [counts[word] for word in some]])
