"""The files that statements were read from."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Index, Q, UniqueConstraint

from statements.ingest.metadata import MAX_LENGTH


class SourceQuerySet(models.QuerySet["Source"]):
    def without_bytes(self) -> Self:
        """Everything but the file itself, for lists."""
        return self.defer("data")

    def pending(self) -> Self:
        return self.filter(state=Source.State.PENDING)


class Source(models.Model):
    """An original file, byte for byte, and where it came from."""

    class State(models.TextChoices):
        PENDING = "pending", "pending review"
        STORED = "stored", "stored"
        FAILED = "failed", "could not be read"

    data = models.BinaryField(help_text="The file, byte for byte.")
    sha256 = models.CharField("SHA-256", max_length=64, help_text="Hexadecimal, of the bytes.")
    size = models.PositiveBigIntegerField(help_text="In bytes.")
    filename = models.CharField(max_length=255)
    media_type = models.CharField(max_length=127, blank=True)
    format = models.CharField(max_length=20, blank=True)
    reader = models.CharField(max_length=50, blank=True, help_text="Which reader read it.")
    reader_version = models.CharField(max_length=50, blank=True)
    source_url = models.URLField("source address", max_length=MAX_LENGTH["source_url"], blank=True)
    licence = models.CharField(max_length=MAX_LENGTH["licence"], blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.PENDING)
    error = models.TextField(blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Empty where the file was imported by a command.",
    )
    created_at = models.DateTimeField("received", auto_now_add=True)

    objects = SourceQuerySet.as_manager()

    class Meta:
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
        ]
        indexes = [Index("state", F("created_at").desc(), name="source_state_newest")]

    def __str__(self) -> str:
        return self.filename
