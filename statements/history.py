"""The versions of a statement: who changed what, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser

from statements.contents import Comparison, compare, content_of_revision
from statements.models import Revision, Source, Speech


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A version and how it differs from the one before; None for the first."""

    number: int
    kind: str
    made_by: AbstractBaseUser | None
    made_at: datetime
    source: Source
    is_current: bool
    comparison: Comparison | None
    is_other_file: bool


def count_versions(speech: Speech) -> int:
    """How many there are; a statement that was never changed has one."""
    return speech.revisions.count() or 1


def versions(speech: Speech, start: int, stop: int) -> list[Version]:
    """The versions from the newest, as a slice of their list."""
    revisions = (
        speech.revisions.order_by("-number")
        .select_related("made_by", "source")
        .defer("source__data", "source__reading")
    )
    # One more: the one before the last that is shown, to compare with.
    chosen = list(revisions[start : stop + 1])
    if not chosen:
        return [_only(speech)] if start == 0 else []
    pairs = list(zip(chosen, [*chosen[1:], None], strict=True))[: stop - start]
    return [
        _version(revision, before, is_current=start == 0 and revision is chosen[0])
        for revision, before in pairs
    ]


def _only(speech: Speech) -> Version:
    kind = Revision.Kind.IMPORT
    return Version(
        number=1,
        kind=str(kind.label),
        made_by=speech.source.uploaded_by,
        made_at=speech.created_at,
        source=speech.source,
        is_current=True,
        comparison=None,
        is_other_file=False,
    )


def _version(revision: Revision, before: Revision | None, *, is_current: bool) -> Version:
    comparison = None
    if before is not None:
        comparison = compare(content_of_revision(before), content_of_revision(revision))
    return Version(
        number=revision.number,
        kind=str(revision.get_kind_display()),
        made_by=revision.made_by,
        made_at=revision.made_at,
        source=revision.source,
        is_current=is_current,
        comparison=comparison,
        is_other_file=before is not None and before.source_id != revision.source_id,
    )
