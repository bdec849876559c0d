"""Which statements are the latest: by their dates, then by when the archive showed them."""

from __future__ import annotations

from typing import Final

from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Coalesce

from statements.models import Revision, Speech
from statements.models.speeches import SpeechQuerySet

#: The changes that may publish a statement. Of others, the contents need not be looked into.
_MAY_PUBLISH: Final = (Revision.Kind.STATUS, Revision.Kind.CORRECTION, Revision.Kind.RESTORE)


def latest(speeches: SpeechQuerySet) -> SpeechQuerySet:
    """The statements, latest date first; of the same date, as far as it is known, what was last
    published, or received where it was never a draft.

    Hundreds are of a date that is known to the year. Only those of the dates that are looked at
    are put in order (`speech_newest` gives the dates in order), so it costs no index.
    """
    published = (
        Revision.objects.that_left(Speech.Status.DRAFT)
        .filter(
            speech=OuterRef("pk"),
            kind__in=_MAY_PUBLISH,
            content__status=Speech.Status.PUBLISHED,
        )
        .order_by("-number")
    )
    shown_since = Coalesce(Subquery(published.values("made_at")[:1]), "created_at")
    return speeches.order_by(F("date").desc(nulls_last=True), shown_since.desc(), "-pk")
