"""What the keys of a basket name, as far as the reader may see it now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

from statements.keeping.basket import Basket
from statements.models import Paragraph, Speech
from statements.models.keys import among
from statements.stable_links import paragraph_keys, parse_key

User = AbstractBaseUser | AnonymousUser


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One item of a basket. What is gone stays in it and says so: the reader decides."""

    key: str
    #: None where there is no such statement for the reader.
    speech: Speech | None = None
    is_paragraph: bool = False
    #: The paragraph that is kept; of a whole statement all, where they were asked for.
    paragraphs: tuple[Paragraph, ...] = ()

    @property
    def state(self) -> Literal["here", "no statement", "no paragraph"]:
        if self.speech is None:
            return "no statement"
        return "no paragraph" if self.is_paragraph and not self.paragraphs else "here"

    @property
    def paragraph(self) -> Paragraph | None:
        """The paragraph that is kept, None where the whole statement is, or where it is gone."""
        return self.paragraphs[0] if self.is_paragraph and self.paragraphs else None


def gather(basket: Basket, user: User, *, with_texts: bool = False) -> list[Kept]:
    """The items in the order of the basket; with texts, whole statements have all their
    paragraphs. The number of queries does not depend on the number of items."""
    keys = [key for text in basket.keys if (key := parse_key(text)) is not None]
    speeches = _speeches({key.speech for key in keys}, user)
    of_paragraphs = {key.speech for key in keys if key.is_paragraph}
    paragraphs = _paragraphs(speeches.keys() if with_texts else of_paragraphs & speeches.keys())
    named = {row: _by_key(row, paragraphs.get(row, [])) for row in of_paragraphs}
    return [
        Kept(
            key=str(key),
            speech=speeches.get(key.speech),
            is_paragraph=key.is_paragraph,
            paragraphs=named[key.speech].get(str(key), ())
            if key.is_paragraph
            else tuple(paragraphs.get(key.speech, ())),
        )
        for key in keys
    ]


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


def _by_key(speech: int, paragraphs: Sequence[Paragraph]) -> dict[str, tuple[Paragraph]]:
    keys = paragraph_keys(speech, ((paragraph.number, paragraph.text) for paragraph in paragraphs))
    return {keys[paragraph.number]: (paragraph,) for paragraph in paragraphs}
