"""Where a stable link leads today: to its words, to what is most like them, or to neither."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from threading import Lock
from typing import Final

from cachetools import LRUCache
from django.db.models import OuterRef, Subquery

from statements.models import Revision, Speech
from statements.models.keys import among
from statements.stable_links import LinkKey, link_key
from statements.tracing import Texts, Trace, trace

#: So many versions of a statement are looked into, from the newest: each holds it whole, and a link
#: to words that none ever had must not have all of them read.
MOST_VERSIONS: Final = 50
#: So many letters of versions one request reads, and so many it goes through to find what is like
#: the words of old: about a second each. It is no matter of time, so answers do not change by load.
#: The first statement is always read, and the first key always traced.
MOST_READ: Final = 40_000_000
MOST_COMPARED: Final = 40_000_000
#: As long as taking a statement apart takes, so many times its letters are gone through.
_WORK_OF_TAKING_APART: Final = 5
#: Mostly the words are in one of the last few.
_VERSIONS_AT_ONCE: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """Where the words of a link are.

    `first` and `last` are numbers of today's paragraphs, mostly the same one; None where no
    paragraph has words like these. `likeness` is 1 where they stand as they were. `version` is
    the newest one that has them as a paragraph; None where today's has. What `is_unsought` was not
    looked for to the end: of the rest, only what is not None or empty was found out.
    """

    key: str
    words: str
    first: int | None = None
    last: int | None = None
    likeness: float = 1.0
    version: int | None = None
    is_unsought: bool = False

    @property
    def is_gone(self) -> bool:
        return self.first is None and not self.is_unsought

    @property
    def is_by_likeness(self) -> bool:
        return self.first is not None and self.likeness < 1

    @property
    def is_on_several(self) -> bool:
        return self.first != self.last

    @property
    def percent(self) -> int:
        """The likeness in whole per cent, never rounded up."""
        return int(self.likeness * 100)


class _Version:
    """The paragraphs of a statement as they were once, or are today."""

    def __init__(self, speech: int, texts: Iterable[str]) -> None:
        self.texts: Final = Texts(texts)
        self.digests: Final = [link_key(speech, text).digest for text in self.texts.texts]

    def place(self, key: LinkKey) -> int | None:
        """Where the paragraph is; where fewer have its words than once had, the last of them."""
        same = [place for place, digest in enumerate(self.digests) if digest == key.digest]
        return same[min(key.nth, len(same)) - 1] if same else None

    @cached_property
    def fingerprint(self) -> bytes:
        """The same for all that have the same paragraphs."""
        return sha256(" ".join(self.digests).encode()).digest()


def follow(
    key: LinkKey, speech: Speech, paragraphs: Sequence[tuple[int, str]], *, sees_drafts: bool
) -> Followed | None:
    """Where the key's words are in the statement's paragraphs, given as number and text.

    None where neither these nor an earlier version have such a paragraph. What was only ever a
    draft is looked into for those who may see drafts.
    """
    if key.speech != speech.pk or not key.is_paragraph:
        return None
    return follow_all([key], {speech.pk: paragraphs}, sees_drafts=sees_drafts).get(str(key))


def follow_all(
    keys: Iterable[LinkKey], texts: Mapping[int, Sequence[tuple[int, str]]], *, sees_drafts: bool
) -> dict[str, Followed]:
    """As `follow`, for keys of several statements: the texts are by the row of the statement.

    One query, however many keys there are. Where they ask for more than MOST_READ or
    MOST_COMPARED, those that come last are unsought."""
    found: dict[str, Followed] = {}
    lost: list[LinkKey] = []
    today = {row: _Version(row, [text for _, text in texts[row]]) for row in texts}
    for key in keys:
        index = today[key.speech].place(key) if key.speech in today else None
        if index is None:
            lost.append(key)
        else:
            number, text = texts[key.speech][index]
            found[str(key)] = Followed(key=str(key), words=text, first=number, last=number)
    numbers = {row: [number for number, _ in texts[row]] for row in texts}
    return found | _Search(today, numbers).among_versions(lost, sees_drafts=sees_drafts)


class _Search:
    """What one request finds in earlier versions, and traces to the statements of today."""

    def __init__(self, today: Mapping[int, _Version], numbers: Mapping[int, Sequence[int]]) -> None:
        self._today = today
        self._numbers = numbers
        self._to_read = MOST_READ
        self._to_compare = MOST_COMPARED
        self._taken_apart: set[int] = set()

    def among_versions(self, keys: Sequence[LinkKey], *, sees_drafts: bool) -> dict[str, Followed]:
        """Of keys that no text of today has, those that an earlier version has, and those that
        were not looked for. Versions are read no further than until all are found."""
        found: dict[str, Followed] = {}
        waiting: dict[int, list[LinkKey]] = defaultdict(list)
        for key in keys:
            waiting[key.speech].append(key)
        reading = -1
        for speech, number, texts in _versions(waiting.keys(), sees_drafts) if waiting else ():
            if speech != reading and self._to_read <= 0:
                # By their rows: whatever comes after was not read.
                unread = [key for key in keys if key.speech >= speech]
                return found | {
                    str(key): Followed(key=str(key), words="", is_unsought=True) for key in unread
                }
            reading = speech
            self._to_read -= sum(map(len, texts))
            version = _Version(speech, texts)
            for key in tuple(waiting[speech]):
                index = version.place(key)
                if index is not None:
                    waiting[speech].remove(key)
                    found[str(key)] = self._since(key, number, version, index)
            if not any(waiting.values()):
                break
        return found

    def _since(self, key: LinkKey, number: int, version: _Version, index: int) -> Followed:
        """Where the words of a version's paragraph are today."""
        words = version.texts.texts[index]
        followed = Followed(key=str(key), words=words, version=number)
        today = self._today.get(key.speech)
        if today is None:
            return followed
        if self._to_compare <= 0:
            return replace(followed, is_unsought=True)
        if key.speech not in self._taken_apart:
            self._taken_apart.add(key.speech)
            self._to_compare -= _WORK_OF_TAKING_APART * today.texts.length
        found, work = _remembered(index, version, today)
        self._to_compare -= work
        if found is None:
            return followed
        numbers = self._numbers[key.speech]
        first, last = numbers[found.first], numbers[found.last]
        return replace(followed, first=first, last=last, likeness=found.likeness)


#: What was traced of late, with the work it took: some hundred bytes each. Versions are named by
#: their words, so nothing in it gets old.
_traces: LRUCache[tuple[int, bytes, bytes], tuple[Trace | None, int]] = LRUCache(10_000)
_lock = Lock()


def _remembered(index: int, before: _Version, today: _Version) -> tuple[Trace | None, int]:
    """The trace, and the work that it takes, also where it was remembered: what is looked for must
    not depend on what a process was asked before."""
    question = index, before.fingerprint, today.fingerprint
    with _lock:
        known = _traces.get(question)
    if known is None:
        done = today.texts.work
        found = trace(index, before.texts, today.texts)
        known = found, today.texts.work - done
        with _lock:
            _traces[question] = known
    return known


def _versions(speeches: Collection[int], sees_drafts: bool) -> Iterator[tuple[int, int, list[str]]]:
    """Statement, number and texts of the versions, of each statement from the newest. Of what was
    only ever a draft, the public gets nothing."""
    newest = Revision.objects.filter(speech=OuterRef("speech")).order_by("-number")
    revisions = Revision.objects.filter(
        among(speeches, "speech_id"),
        number__gt=Subquery(newest.values("number")[:1]) - MOST_VERSIONS,
    ).order_by("speech_id", "-number")
    if not sees_drafts:
        revisions = revisions.filter(content__status=Speech.Status.PUBLISHED)
    rows = revisions.values_list("speech_id", "number", "content__paragraphs")
    for speech, number, blocks in rows.iterator(chunk_size=_VERSIONS_AT_ONCE):
        yield speech, number, [block["text"] for block in blocks or ()]
