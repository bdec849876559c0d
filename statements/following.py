"""Where a stable link leads today: to its words, to what is most like them, or to neither."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from statements.models import Speech
from statements.stable_links import LinkKey, link_key
from statements.tracing import trace


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
    return _among(key, paragraphs) or _by_version(key, speech, paragraphs, sees_drafts)


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
    key: LinkKey, speech: Speech, paragraphs: Sequence[tuple[int, str]], sees_drafts: bool
) -> Followed | None:
    for version, texts in _versions(speech, sees_drafts):
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


def _versions(speech: Speech, sees_drafts: bool) -> Iterator[tuple[int, list[str]]]:
    """The earlier versions from the newest."""
    revisions = speech.revisions.order_by("-number")
    if not sees_drafts:
        revisions = revisions.filter(content__status=Speech.Status.PUBLISHED)
    for number, blocks in revisions.values_list("number", "content__paragraphs"):
        yield number, [block["text"] for block in blocks or ()]
