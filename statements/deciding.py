"""Editors' decisions on mentions: accept, reject, relink, add, and take back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import get_args

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy

from statements.importing import default_reader, lock_imports
from statements.matching import entity_named
from statements.mentioning import decision_of, recognize
from statements.models import Entity, Mention, MentionDecision, Speech
from statements.recognition.quotes import Letters, Place
from statements.recognition.spans import EntityRef, Kind
from statements.revising import ChangedMeanwhile
from statements.writing import entity_key, stored_entities


class WordsNotThere(ChangedMeanwhile):
    """The statement does not have the words that were decided on."""

    message = gettext_lazy(
        "These words do not stand there: the statement has changed since you opened it. Open it "
        "again; nothing was decided."
    )


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
        letters = Letters(texts)
        quote = letters.quote(place)
        decisions = locked.mention_decisions.filter(in_title=paragraph is None)
        MentionDecision.objects.filter(
            pk__in=_replaced(decisions, letters, place, entity, is_mention=is_mention)
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


def _replaced(
    decisions: QuerySet[MentionDecision],
    letters: Letters,
    place: Place,
    entity: Entity,
    *,
    is_mention: bool,
) -> Iterator[int]:
    """The decisions that a new one replaces: of the same words and entity, and for a mention
    also those that took overlapping words for another."""
    for row in decisions.select_related("entity"):
        found = letters.find(decision_of(row).quote)
        if found is None or found.text != place.text:
            continue
        is_same = found == place and row.entity == entity
        overlaps = found.start < place.end and place.start < found.end
        if is_same or (is_mention and row.is_mention and overlaps):
            yield row.pk


def occurrence(text: str, words: str, number: int) -> int | None:
    """Where the words stand in the text for the `number`th time, from 1; None where they don't."""
    start = -1
    for _ in range(number):
        start = text.find(words, start + 1)
        if start < 0:
            return None
    return start


def occurrence_number(text: str, words: str, start: int) -> int:
    """For which time the words stand at `start`: the other way round of `occurrence`."""
    return 1 + sum(text.startswith(words, at) for at in range(start))


def named_in_full(entity: Entity | EntityRef) -> str:
    """A name that no other entity has: "Kenya [country KEN]"."""
    return f"{entity.name} [{entity.kind} {entity.code}]"


_IN_FULL = re.compile(r"\[(?P<kind>\w+) (?P<code>[^\[\]]+)\]$")


def entity_called(name: str) -> Entity | None:
    """The one entity of that name, code, symbol or full name, or that one of that name was merged
    into; None where none or several are.

    A document that is cited by its symbol need not have been met before.
    """
    if match := _IN_FULL.search(name):
        named = Entity.objects.filter(kind=match["kind"], code=match["code"]).first()
        if named is not None:
            return named
    recognizer = default_reader().recognizer
    reference = recognizer.resolve(name, get_args(Kind)) or _cited(name)
    if reference is not None:
        return stored_entities([reference])[entity_key(reference)]
    return entity_named(name, Entity.objects.all(), Q(name__iexact=name) | Q(code__iexact=name))


def _cited(name: str) -> EntityRef | None:
    """The document whose symbol the name is."""
    spans = default_reader().recognizer.find(name)
    if len(spans) != 1 or spans[0].surface != name.strip() or spans[0].entity.kind != "document":
        return None
    return spans[0].entity
