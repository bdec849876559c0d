"""Where a stable link leads today: to its words, to what is most like them, or to neither."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from django.db.models import QuerySet

from statements.models import Revision, Speech
from statements.models.keys import among
from statements.stable_links import LinkKey, link_key
from statements.tracing import trace

#: The number of a version and the texts of its paragraphs.
_Version = tuple[int, list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """Where the words of a link are.

    `first` and `last` are numbers of today's paragraphs, mostly the same one; None where no
    paragraph has words like these. `likeness` is 1 where they stand as they were. `version` is
    the newest one that has them as a paragraph; None where today's has.
    """

    key: str
    words: str
    first: int | None = None
    last: int | None = None
    likeness: float = 1.0
    version: int | None = None

    @property
    def is_gone(self) -> bool:
        return self.first is None

    @property
    def is_by_likeness(self) -> bool:
        return not self.is_gone and self.likeness < 1

    @property
    def is_on_several(self) -> bool:
        return self.first != self.last

    @property
    def percent(self) -> int:
        """The likeness in whole per cent, never rounded up."""
        return int(self.likeness * 100)


def follow(
    key: LinkKey, speech: Speech, paragraphs: Sequence[tuple[int, str]], *, sees_drafts: bool
) -> Followed | None:
    """Where the key's words are in the statement's paragraphs, given as number and text.

    None where neither these nor an earlier version have such a paragraph. What was only ever a
    draft is looked into for those who may see drafts.
    """
    if key.speech != speech.pk or not key.is_paragraph:
        return None
    return _among(key, paragraphs) or _by_version(
        key, _versions(speech.revisions.all(), sees_drafts), paragraphs
    )


def follow_all(
    keys: Iterable[LinkKey], texts: Mapping[int, Sequence[tuple[int, str]]], *, sees_drafts: bool
) -> dict[str, Followed]:
    """As `follow`, for keys of several statements: the texts are by the row of the statement.
    One query, however many keys there are."""
    found: dict[str, Followed] = {}
    lost: list[LinkKey] = []
    for key in keys:
        followed = _among(key, texts.get(key.speech, ()))
        if followed is None:
            lost.append(key)
        else:
            found[str(key)] = followed
    versions = _versions_of_all({key.speech for key in lost}, sees_drafts)
    for key in lost:
        followed = _by_version(key, versions.get(key.speech, ()), texts.get(key.speech, ()))
        if followed is not None:
            found[str(key)] = followed
    return found


def _among(key: LinkKey, paragraphs: Sequence[tuple[int, str]]) -> Followed | None:
    index = _place(key, [text for _, text in paragraphs])
    if index is None:
        return None
    number, text = paragraphs[index]
    return Followed(key=str(key), words=text, first=number, last=number)


def _place(key: LinkKey, texts: Sequence[str]) -> int | None:
    """Where the paragraph is; where fewer have its words than once had, the last of them."""
    same = [
        place for place, text in enumerate(texts) if link_key(key.speech, text).digest == key.digest
    ]
    return same[min(key.nth, len(same)) - 1] if same else None


def _by_version(
    key: LinkKey, versions: Iterable[_Version], paragraphs: Sequence[tuple[int, str]]
) -> Followed | None:
    for version, texts in versions:
        index = _place(key, texts)
        if index is None:
            continue
        followed = Followed(key=str(key), words=texts[index], version=version)
        found = trace(index, texts, [text for _, text in paragraphs])
        if found is None:
            return followed
        return Followed(
            key=followed.key,
            words=followed.words,
            version=version,
            first=paragraphs[found.first][0],
            last=paragraphs[found.last][0],
            likeness=found.likeness,
        )
    return None


def _versions(revisions: QuerySet[Revision], sees_drafts: bool) -> Iterator[_Version]:
    """The earlier versions from the newest, one at a time: each holds a whole statement."""
    for _, number, texts in _rows(revisions.order_by("-number"), sees_drafts):
        yield number, texts


def _versions_of_all(speeches: Set[int], sees_drafts: bool) -> dict[int, list[_Version]]:
    """By the row of the statement, its earlier versions from the newest."""
    if not speeches:
        return {}
    revisions = Revision.objects.filter(among(speeches, "speech_id"))
    found: dict[int, list[_Version]] = defaultdict(list)
    for speech, number, texts in _rows(revisions.order_by("speech_id", "-number"), sees_drafts):
        found[speech].append((number, texts))
    return found


def _rows(revisions: QuerySet[Revision], sees_drafts: bool) -> Iterator[tuple[int, int, list[str]]]:
    """Statement, number and texts. Of what was only ever a draft, the public gets nothing."""
    if not sees_drafts:
        revisions = revisions.filter(content__status=Speech.Status.PUBLISHED)
    rows = revisions.values_list("speech_id", "number", "content__paragraphs")
    for speech, number, blocks in rows.iterator(chunk_size=1):
        yield speech, number, [block["text"] for block in blocks or ()]
