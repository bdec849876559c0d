"""What statements were before they were changed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Exists, F, Index, OuterRef, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from statements.models.sources import Source
from statements.models.speeches import Speech


class RevisionQuerySet(models.QuerySet["Revision"]):
    def that_left(self, status: str) -> RevisionQuerySet:
        """Versions that follow one of this status."""
        before = Revision.objects.filter(
            speech=OuterRef("speech"), number=OuterRef("number") - 1, content__status=status
        )
        return self.filter(Exists(before))


class Revision(models.Model):
    """A version of a statement: what it held, who made it so and when.

    A statement that was never changed has none: what it holds is its only version. With the
    first change come two, the version before and the one after, numbered 1 and 2.
    """

    class Kind(models.TextChoices):
        IMPORT = "import", _("first version")
        CORRECTION = "correction", _("corrected by an editor")
        CHANGED_FILE = "changed_file", _("changed file accepted")
        READ_AGAIN = "read_again", _("source read again")
        RESTORE = "restore", _("earlier version restored")
        STATUS = "status", _("published or withdrawn")

    speech = models.ForeignKey(
        Speech, on_delete=models.CASCADE, related_name="revisions", db_index=False
    )
    number = models.PositiveIntegerField(help_text="From 1 within the statement.")
    kind = models.CharField(max_length=12, choices=Kind)
    content = models.JSONField(help_text="The whole statement as it was in this version.")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="revisions")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Empty where a command did it.",
    )
    made_at = models.DateTimeField()

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["speech", "-number"]
        constraints = [
            UniqueConstraint(fields=["speech", "number"], name="revision_number_unique"),
            CheckConstraint(condition=Q(number__gte=1), name="revision_number_from_one"),
            CheckConstraint(
                condition=Q(
                    kind__in=[
                        *("import", "correction", "changed_file"),
                        *("read_again", "restore", "status"),
                    ]
                ),
                name="revision_kind_known",
            ),
        ]

        indexes = [Index(F("made_at").desc(), name="revision_newest")]

    def __str__(self) -> str:
        return f"Version {self.number}"
