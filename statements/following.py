"""Where a stable link leads today: to its words, to what is most like them, or to neither."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from django.db.models import OuterRef, Subquery

from statements.models import Revision, Speech
from statements.models.keys import among
from statements.stable_links import LinkKey, link_key
from statements.tracing import trace

#: So many versions of a statement are looked into, from the newest: each holds it whole, and a link
#: to words that none ever had must not have all of them read.
MOST_VERSIONS: Final = 50
#: So many keys of one request are looked for in versions.
MOST_TRACED: Final = 50
#: Mostly the words are in one of the last few.
_VERSIONS_AT_ONCE: Final = 5


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
    return follow_all([key], {speech.pk: paragraphs}, sees_drafts=sees_drafts).get(str(key))


def follow_all(
    keys: Iterable[LinkKey], texts: Mapping[int, Sequence[tuple[int, str]]], *, sees_drafts: bool
) -> dict[str, Followed]:
    """As `follow`, for keys of several statements: the texts are by the row of the statement.
    One query, however many keys there are; of more than MOST_TRACED that no text of today has,
    the further ones are not found."""
    found: dict[str, Followed] = {}
    lost: list[LinkKey] = []
    digests = {row: _digests(row, [text for _, text in texts[row]]) for row in texts}
    for key in keys:
        followed = _among(key, texts.get(key.speech, ()), digests.get(key.speech, ()))
        if followed is None:
            lost.append(key)
        else:
            found[str(key)] = followed
    return found | _traced(lost[:MOST_TRACED], texts, sees_drafts)


def _traced(
    keys: Sequence[LinkKey], texts: Mapping[int, Sequence[tuple[int, str]]], sees_drafts: bool
) -> dict[str, Followed]:
    """Of keys that no text of today has, those that an earlier version has. Versions are read no
    further than until all are found."""
    found: dict[str, Followed] = {}
    waiting: dict[int, list[LinkKey]] = defaultdict(list)
    for key in keys:
        waiting[key.speech].append(key)
    for speech, number, before in _versions(waiting.keys(), sees_drafts) if waiting else ():
        digests = _digests(speech, before)
        for key in tuple(waiting.get(speech, ())):
            index = _place(key, digests)
            if index is not None:
                waiting[speech].remove(key)
                found[str(key)] = _since(key, number, before, index, texts.get(speech, ()))
        if len(found) == len(keys):
            break
    return found


def _among(
    key: LinkKey, paragraphs: Sequence[tuple[int, str]], digests: Sequence[str]
) -> Followed | None:
    index = _place(key, digests)
    if index is None:
        return None
    number, text = paragraphs[index]
    return Followed(key=str(key), words=text, first=number, last=number)


def _digests(speech: int, texts: Sequence[str]) -> list[str]:
    return [link_key(speech, text).digest for text in texts]


def _place(key: LinkKey, digests: Sequence[str]) -> int | None:
    """Where the paragraph is; where fewer have its words than once had, the last of them."""
    same = [place for place, digest in enumerate(digests) if digest == key.digest]
    return same[min(key.nth, len(same)) - 1] if same else None


def _since(
    key: LinkKey,
    version: int,
    before: Sequence[str],
    index: int,
    paragraphs: Sequence[tuple[int, str]],
) -> Followed:
    """Where the words of a version's paragraph are today."""
    followed = Followed(key=str(key), words=before[index], version=version)
    found = trace(index, before, [text for _, text in paragraphs])
    if found is None:
        return followed
    return replace(
        followed,
        first=paragraphs[found.first][0],
        last=paragraphs[found.last][0],
        likeness=found.likeness,
    )


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
