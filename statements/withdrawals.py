"""Statements that were published once and no longer are.

What was only ever a draft is none of them: the public learns nothing of it.
"""

from __future__ import annotations

from datetime import datetime

from statements.addresses import MAX_LENGTH, successor
from statements.models import Revision, Speech


def withdrawn_since(speech: int) -> datetime | None:
    """When the statement of the row was withdrawn; None for a published one, for one that never
    was published as far as its versions tell, and where there is no such statement."""
    withdrawals = Revision.objects.that_left(Speech.Status.PUBLISHED).filter(
        speech=speech,
        speech__status=Speech.Status.DRAFT,
        content__status=Speech.Status.DRAFT,
    )
    return withdrawals.order_by("-number").values_list("made_at", flat=True).first()


def withdrawn_since_at(slug: str) -> datetime | None:
    """The same of the statement that has the address, or had it before."""
    if "\x00" in slug or len(slug) > MAX_LENGTH:
        return None
    speech = Speech.objects.filter(slug=slug).only("pk").first() or successor("speech", slug)
    return withdrawn_since(speech.pk) if speech else None
