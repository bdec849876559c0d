"""Editors' decisions on mentions: accept, reject, relink, add, and take back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from statements.importing import default_reader, lock_imports
from statements.mentioning import decision_of, recognize
from statements.models import Entity, Mention, MentionDecision, Speech
from statements.recognition.decisions import Decision
from statements.recognition.quotes import Letters, Place
from statements.revising import ChangedMeanwhile


class WordsNotThere(ChangedMeanwhile):
    """These words do not stand there: the statement has changed since you opened it. Open it
    again; nothing was decided."""


def decide(
    speech: Speech,
    *,
    paragraph: int | None,
    start: int,
    end: int,
    entity: Entity,
    is_mention: bool,
    made_by: AbstractBaseUser | None,
    surface: str | None = None,
) -> None:
    """Have the characters `start` to `end` of a paragraph (its number; None: of the title) be a
    mention of the entity, or not be one, from now on.

    A decision on the same words and entity is replaced. To relink a mention, accept the other
    entity: what overlaps gives way. Raises WordsNotThere where there are no such characters, or
    where they are not `surface`, if that is given.
    """
    with _locked(speech) as locked:
        texts, place = _texts(locked, paragraph), Place(_index(paragraph), start, end)
        if not _is_there(texts, place, surface):
            raise WordsNotThere
        quote = Letters(texts).quote(place)
        MentionDecision.objects.filter(
            pk__in=_decisions_at(locked, paragraph, place, entity, is_mention=is_mention)
        ).delete()
        MentionDecision.objects.create(
            speech=locked,
            in_title=paragraph is None,
            exact=quote.exact,
            prefix=quote.prefix,
            suffix=quote.suffix,
            entity=entity,
            is_mention=is_mention,
            made_by_id=made_by.pk if made_by else None,
        )


def decide_on(mention: Mention, *, is_mention: bool, made_by: AbstractBaseUser | None) -> None:
    """Accept or reject a mention that was found."""
    decide(
        mention.speech,
        paragraph=mention.paragraph.number if mention.paragraph else None,
        start=mention.start,
        end=mention.end,
        entity=mention.entity,
        is_mention=is_mention,
        made_by=made_by,
        surface=mention.surface,
    )


def take_back(decision: MentionDecision) -> None:
    """Leave it to recognition again."""
    with _locked(decision.speech):
        MentionDecision.objects.filter(pk=decision.pk).delete()


@contextmanager
def _locked(speech: Speech) -> Iterator[Speech]:
    """The statement, which nobody else changes; its mentions are recognised anew at the end."""
    with transaction.atomic():
        lock_imports()
        locked = Speech.objects.select_for_update().only("pk", "title").filter(pk=speech.pk).first()
        if locked is None:
            raise WordsNotThere
        yield locked
        recognize([speech.pk], default_reader().recognizer)


def _texts(speech: Speech, paragraph: int | None) -> list[str]:
    if paragraph is None:
        return [speech.title]
    return list(speech.paragraphs.order_by("number").values_list("text", flat=True))


def _index(paragraph: int | None) -> int:
    return 0 if paragraph is None else paragraph - 1


def _is_there(texts: list[str], place: Place, surface: str | None) -> bool:
    if not 0 <= place.text < len(texts):
        return False
    text = texts[place.text]
    words = text[place.start : place.end]
    is_inside = 0 <= place.start < place.end <= len(text)
    return is_inside and words == words.strip() and surface in (None, words)


def _decisions_at(
    speech: Speech, paragraph: int | None, place: Place, entity: Entity, *, is_mention: bool
) -> Iterator[int]:
    """The decisions that a new one replaces: of the same words and entity, and for a mention
    also those that took overlapping words for another."""
    letters = Letters(_texts(speech, paragraph))
    rows = speech.mention_decisions.filter(in_title=paragraph is None).select_related("entity")
    for row in rows:
        decision: Decision = decision_of(row)
        found = letters.find(decision.quote)
        if found is None or found.text != place.text:
            continue
        is_same = (found.start, found.end) == (place.start, place.end) and row.entity == entity
        overlaps = found.start < place.end and place.start < found.end
        if is_same or (is_mention and row.is_mention and overlaps):
            yield row.pk
