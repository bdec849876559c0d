"""What the keys of a basket name, as far as the reader may see it now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

from statements.following import Followed, follow_all
from statements.keeping.basket import Basket
from statements.models import Paragraph, Speech
from statements.models.keys import among
from statements.models.speeches import sees_drafts
from statements.stable_links import LinkKey, paragraph_keys, parse_key

User = AbstractBaseUser | AnonymousUser


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One item of a basket. What is gone stays in it and says so: the reader decides."""

    key: str
    #: None where there is no such statement for the reader.
    speech: Speech | None = None
    is_paragraph: bool = False
    #: The paragraph that is kept, several where it was split since; of a whole statement all,
    #: where they were asked for.
    paragraphs: tuple[Paragraph, ...] = ()
    #: How the paragraph was found, where not by the words that the statement has today.
    followed: Followed | None = None

    @property
    def state(self) -> Literal["here", "no statement", "no paragraph", "not looked for"]:
        """Of what was not looked for it is not known whether it is gone."""
        if self.speech is None:
            return "no statement"
        if not self.is_paragraph or self.paragraphs:
            return "here"
        is_unsought = self.followed is not None and self.followed.is_unsought
        return "not looked for" if is_unsought else "no paragraph"

    @property
    def is_gone(self) -> bool:
        return self.state in ("no statement", "no paragraph")

    @property
    def paragraph(self) -> Paragraph | None:
        """The paragraph that is kept, None where the whole statement is, or where it is gone."""
        return self.paragraphs[0] if self.is_paragraph and self.paragraphs else None


def gather(basket: Basket, user: User, *, with_texts: bool = False) -> list[Kept]:
    """The items in the order of the basket; with texts, whole statements have all their
    paragraphs. The number of queries does not depend on the number of items: one more is asked
    where a paragraph is not there with its words."""
    keys = [key for text in basket.keys if (key := parse_key(text)) is not None]
    speeches = _speeches({key.speech for key in keys}, user)
    of_paragraphs = {key.speech for key in keys if key.is_paragraph}
    paragraphs = _paragraphs(speeches.keys() if with_texts else of_paragraphs & speeches.keys())
    named = {row: _by_key(row, paragraphs.get(row, [])) for row in of_paragraphs}
    lost = [
        key
        for key in keys
        if key.is_paragraph and key.speech in speeches and str(key) not in named[key.speech]
    ]
    followed = _followed(lost, paragraphs, user)
    return [
        _kept(
            key,
            speeches.get(key.speech),
            paragraphs.get(key.speech, []),
            named.get(key.speech, {}).get(str(key)),
            followed.get(str(key)),
        )
        for key in keys
    ]


def _kept(
    key: LinkKey,
    speech: Speech | None,
    paragraphs: Sequence[Paragraph],
    named: Paragraph | None,
    followed: Followed | None,
) -> Kept:
    if not key.is_paragraph:
        found = tuple(paragraphs)
    elif named is not None:
        found = (named,)
    elif followed is not None:
        found = tuple(paragraph for paragraph in paragraphs if _is_within(paragraph, followed))
    else:
        found = ()
    return Kept(
        key=str(key),
        speech=speech,
        is_paragraph=key.is_paragraph,
        paragraphs=found,
        followed=followed,
    )


def _is_within(paragraph: Paragraph, followed: Followed) -> bool:
    first, last = followed.first, followed.last
    return first is not None and last is not None and first <= paragraph.number <= last


def _followed(
    keys: Sequence[LinkKey], paragraphs: Mapping[int, Sequence[Paragraph]], user: User
) -> dict[str, Followed]:
    """Where the words of keys are that no paragraph has today."""
    texts = {
        row: [(paragraph.number, paragraph.text) for paragraph in paragraphs.get(row, ())]
        for row in {key.speech for key in keys}
    }
    return follow_all(keys, texts, sees_drafts=sees_drafts(user))


def _speeches(rows: Iterable[int], user: User) -> dict[int, Speech]:
    """By row, what the reader may see, with what a citation and a source line need."""
    speeches = (
        Speech.objects.visible_to(user)
        .filter(among(rows))
        .for_list()
        .select_related("source")
        .defer("title_block", "text", "sign_off", "source__data", "source__reading")
        .prefetch_related("on_behalf_of")
    )
    return {speech.pk: speech for speech in speeches}


def _paragraphs(rows: Iterable[int]) -> dict[int, list[Paragraph]]:
    """By the row of their statement, in order."""
    found: dict[int, list[Paragraph]] = defaultdict(list)
    paragraphs = Paragraph.objects.filter(among(rows, "speech_id")).defer("words")
    for paragraph in paragraphs.order_by("speech_id", "number"):
        found[paragraph.speech_id].append(paragraph)
    return found


def _by_key(speech: int, paragraphs: Sequence[Paragraph]) -> dict[str, Paragraph]:
    keys = paragraph_keys(speech, ((paragraph.number, paragraph.text) for paragraph in paragraphs))
    return {keys[paragraph.number]: paragraph for paragraph in paragraphs}
