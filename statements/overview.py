"""What waits for editors: uploads, failures, what may have been read wrongly, drafts; and what
was changed last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Q

from statements.contents import LABELS
from statements.models import Revision, Source, Speech
from statements.models.speeches import SpeechQuerySet

#: How many of each are shown; the lists have the others.
SHOWN: Final = 8

_LONG = ("source__data", "source__reading")


@dataclass(frozen=True, slots=True)
class Uploads:
    """The files that are not stored: how many are at which step, and of those that were read or
    wait for it, and of those that failed, the longest waiting."""

    steps: dict[str, int]
    pending: Sequence[Source]
    failed: Sequence[Source]

    @property
    def pending_count(self) -> int:
        return self.steps["waiting"] + self.steps["reading"] + self.steps["read"]


@dataclass(frozen=True, slots=True)
class Holdings:
    """The statements that somebody should look at, and the newest changes."""

    unsure_count: int
    unsure: Sequence[Speech]
    draft_count: int
    drafts: Sequence[Speech]
    changes: Sequence[Revision]


def uploads() -> Uploads:
    """What an editor who adds statements has to do next."""
    waiting = Source.objects.with_progress().select_related("revises__speaker", "uploaded_by")
    waiting = waiting.defer("data", "reading", "revises__text", "revises__title_block")
    oldest = waiting.order_by("created_at", "pk")
    return Uploads(
        steps=Source.objects.unfinished().by_progress(),
        pending=list(oldest.filter(state=Source.State.PENDING)[:SHOWN]),
        failed=list(oldest.filter(state=Source.State.FAILED)[:SHOWN]),
    )


def holdings() -> Holdings:
    """What an editor of statements may want to look at."""
    drafts = Speech.objects.filter(status=Speech.Status.DRAFT)
    doubted = with_unsure_fields(Speech.objects.all())
    listed = doubted.for_list().select_related("source").defer(*_LONG, *_long_of_speech(""))
    changes = Revision.objects.exclude(kind=Revision.Kind.IMPORT).order_by("-made_at")
    changes = changes.select_related(
        "made_by", "speech__speaker", "speech__represents", "speech__event"
    ).defer("content", *_long_of_speech("speech__"))
    return Holdings(
        unsure_count=doubted.count(),
        unsure=list(listed.order_by("source__created_at")[:SHOWN]),
        draft_count=drafts.count(),
        drafts=list(drafts.for_list().order_by("-updated_at")[:SHOWN]),
        changes=list(changes[:SHOWN]),
    )


def with_unsure_fields(speeches: SpeechQuerySet) -> SpeechQuerySet:
    """Those of which something was read by weak evidence and not looked at since."""
    return speeches.filter(~Q(source__unsure={}))


def labels_of(unsure: dict[str, str]) -> list[str]:
    """How the fields are called that may be wrong, in the order of the page."""
    return [str(label) for name, label in LABELS.items() if name in unsure]


def _long_of_speech(prefix: str) -> list[str]:
    return [f"{prefix}{name}" for name in ("text", "title_block", "sign_off")]
