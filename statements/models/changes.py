"""What changed, for the processes that keep the holdings in memory."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import CheckConstraint, Func, Index, Q
from django.db.models.functions import Now


class TransactionNumberField(models.Field[str, str]):
    """PostgreSQL's number of a transaction, which never comes back (xid8); its digits in Python."""

    def db_type(self, connection: Any) -> str:
        return "xid8"


class Change(models.Model):
    """That statements or names were changed by a transaction.

    Written by triggers of the database alone, whoever changes what, and only ever added to, so
    that nobody who writes waits for another. `statements.holdings` reads and prunes it.
    """

    class What(models.TextChoices):
        STATEMENT = "statement", "a statement, its paragraphs or mentions"
        #: The larger event that an event is part of: a statement at it goes with both.
        EVENT = "event", "what an event is part of"
        NAMES = "names", "an entity, a name, a speaker or an event"
        EVERYTHING = "everything", "a whole table was emptied"
        #: Not a change: all transactions below its number had ended when it was made.
        MARK = "mark", "a mark for pruning"

    what = models.CharField(max_length=10, choices=What)
    #: Not relations: they outlive the statement or event, and must not lock it.
    speech_id = models.BigIntegerField(null=True, blank=True)
    event_id = models.BigIntegerField(null=True, blank=True)
    xid = TransactionNumberField(
        db_default=Func(function="pg_current_xact_id", output_field=TransactionNumberField())
    )
    made_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["pk"]
        constraints = [
            CheckConstraint(
                condition=Q(what="statement", speech_id__isnull=False, event_id__isnull=True)
                | Q(what="event", speech_id__isnull=True, event_id__isnull=False)
                | Q(
                    what__in=["names", "everything", "mark"],
                    speech_id__isnull=True,
                    event_id__isnull=True,
                ),
                name="change_of_what",
            ),
        ]
        indexes = [Index("xid", name="change_xid")]

    def __str__(self) -> str:
        return f"{self.what} {self.speech_id or self.event_id or ''}".strip()
