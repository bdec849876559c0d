"""The files that statements were read from."""

from __future__ import annotations

from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import (
    CheckConstraint,
    Count,
    ExpressionWrapper,
    F,
    Index,
    Q,
    UniqueConstraint,
)
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from statements.ingest.metadata import MAX_LENGTH

#: More than reading may take (`statements.sandbox.Limits`).
LONGEST_READING = timedelta(minutes=8)
LONGEST_OCR = timedelta(minutes=40)


class SourceQuerySet(models.QuerySet["Source"]):
    def without_bytes(self) -> Self:
        """Everything but the file itself and what was read from it, for lists."""
        return self.defer("data", "reading")

    def with_progress(self) -> Self:
        """Without the bytes, and able to say how far each is: for lists."""
        is_read = ExpressionWrapper(Q(reading__isnull=False), output_field=models.BooleanField())
        return self.without_bytes().annotate(is_read=is_read)

    def unfinished(self) -> Self:
        """Those that wait for something or somebody, the newest first."""
        return self.exclude(state=Source.State.STORED).order_by("-created_at", "-pk")

    def by_progress(self) -> dict[str, int]:
        """How many are at each step of `Source.progress` that comes before being stored."""
        pending, is_read = Q(state=Source.State.PENDING), Q(reading__isnull=False)
        unread, is_claimed = pending & ~is_read, Q(reading_since__isnull=False)
        steps = {
            "waiting": unread & ~is_claimed,
            "reading": unread & is_claimed,
            "read": pending & is_read,
            "failed": Q(state=Source.State.FAILED),
        }
        # One of the steps has the name of a column, hence the prefix.
        counts = {f"at_{step}": Count("pk", filter=is_at) for step, is_at in steps.items()}
        found = self.aggregate(**counts)
        return {step: found[f"at_{step}"] for step in steps}

    def pending(self) -> Self:
        return self.filter(state=Source.State.PENDING)

    def unread(self) -> Self:
        """Those that were received and are not read yet, the longest waiting first."""
        return self.pending().filter(reading=None).order_by("created_at", "pk")

    def key_after(self, source: Source) -> int | None:
        """The key of the one to be reviewed after `source`, the longest waiting first; after the
        last comes the first. None where no other waits for a review."""
        others = self.pending().exclude(pk=source.pk).exclude(reading=None)
        later = Q(created_at__gt=source.created_at) | Q(
            created_at=source.created_at, pk__gt=source.pk
        )
        is_earlier = ExpressionWrapper(~later, output_field=models.BooleanField())
        keys = others.order_by(is_earlier, "created_at", "pk").values_list("pk", flat=True)
        return keys.first()

    def unclaimed(self) -> Self:
        """Those of the unread that nobody is reading.

        Whoever claimed one and did not come back was killed: then it is another's turn.
        """
        lost = Q(by_ocr=False, reading_since__lt=Now() - LONGEST_READING) | Q(
            reading_since__lt=Now() - LONGEST_OCR
        )
        return self.unread().filter(Q(reading_since=None) | lost)


class Source(models.Model):
    """An original file, byte for byte, and where it came from."""

    class State(models.TextChoices):
        PENDING = "pending", _("pending review")
        STORED = "stored", _("stored")
        FAILED = "failed", _("could not be read")

    data = models.BinaryField(help_text="The file, byte for byte.")
    sha256 = models.CharField("SHA-256", max_length=64, help_text=_("Hexadecimal, of the bytes."))
    size = models.PositiveBigIntegerField(_("size"), help_text=_("In bytes."))
    filename = models.CharField(_("filename"), max_length=255)
    media_type = models.CharField(_("media type"), max_length=127, blank=True)
    format = models.CharField(_("format"), max_length=20, blank=True)
    reader = models.CharField(
        _("reader"), max_length=50, blank=True, help_text=_("Which reader read it.")
    )
    reader_version = models.CharField(_("reader version"), max_length=50, blank=True)
    source_url = models.URLField(
        _("source address"), max_length=MAX_LENGTH["source_url"], blank=True
    )
    licence = models.CharField(_("licence"), max_length=MAX_LENGTH["licence"], blank=True)
    pages = models.PositiveIntegerField(
        _("pages"),
        null=True,
        blank=True,
        help_text=_("How many the source has, where it has pages."),
    )
    reading = models.BinaryField(
        null=True,
        editable=False,
        help_text="What was read from the file, until it is stored as a statement.",
    )
    reading_since = models.DateTimeField(
        null=True, editable=False, help_text="When a process began to read it."
    )
    corrections = models.JSONField(
        default=dict,
        editable=False,
        help_text="What an editor has set on the review page, until it is stored.",
    )
    unsure = models.JSONField(
        default=dict,
        blank=True,
        editable=False,
        help_text="Fields that were read by weak evidence, each with the reason, until a person "
        "has looked at them.",
    )
    by_ocr = models.BooleanField(
        _("read by text recognition"),
        default=False,
        help_text=_("The letters are recognised on images of the pages, so they may be wrong."),
    )
    revises = models.ForeignKey(
        "statements.Speech",
        verbose_name=_("revises"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="proposed_sources",
        help_text=_("The statement of which this is a changed file."),
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PENDING)
    error = models.TextField(_("error"), blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("uploaded by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Empty where the file was imported by a command."),
    )
    created_at = models.DateTimeField(_("received"), auto_now_add=True)

    objects = SourceQuerySet.as_manager()

    #: Whether it has a reading, where `with_progress` has asked the database.
    is_read: bool | None = None

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["-created_at", "-pk"]
        constraints = [
            UniqueConstraint(
                fields=["sha256"],
                name="source_sha256_unique",
                violation_error_message="This file is in the archive already.",
            ),
            CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="source_sha256_is_hexadecimal"
            ),
            CheckConstraint(
                condition=Q(state__in=["pending", "stored", "failed"]), name="source_state_known"
            ),
            CheckConstraint(
                condition=Q(state="failed") ^ Q(error=""), name="source_error_only_when_failed"
            ),
            CheckConstraint(
                condition=Q(state="pending") | Q(reading__isnull=True),
                name="source_reading_only_while_pending",
            ),
        ]
        indexes = [
            Index("state", F("created_at").desc(), name="source_state_newest"),
            Index("created_at", condition=~Q(unsure={}), name="source_unsure"),
        ]

    def __str__(self) -> str:
        return self.filename

    @property
    def progress(self) -> str:
        """Where it stands: "waiting", "reading", "read", "stored" or "failed"."""
        if self.state != self.State.PENDING:
            return self.state
        if self.reading is not None if self.is_read is None else self.is_read:
            return "read"
        return "waiting" if self.reading_since is None else "reading"
