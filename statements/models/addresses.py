"""Addresses that things of the archive had before, and that still lead to them."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from statements.models.entities import Entity
from statements.models.people import Event, Speaker
from statements.models.speeches import Speech

_TARGETS: Final = ("speech", "speaker", "event", "entity")


def _leads_to(target: str) -> Q:
    """That the target, and no other, is there."""
    return Q(**{f"{name}__isnull": name != target for name in _TARGETS})


class FormerAddress(models.Model):
    """A slug or code that a thing had, or that had one merged into it.

    Triggers of the database leave it behind whenever a slug or code is changed, whoever changes
    it, and refuse it to any other thing of its kind. It leads to the thing itself, not to another
    address, so there are no chains.
    """

    class Kind(models.TextChoices):
        SPEECH = "speech", "statement"
        SPEAKER = "speaker", "speaker"
        EVENT = "event", "event"
        COUNTRY = "country", "country"
        ORGANIZATION = "organization", "organization"
        THEME = "theme", "theme"
        DOCUMENT = "document", "document"

    kind = models.CharField(max_length=12, choices=Kind)
    address = models.CharField(max_length=120, help_text="The slug or code.")
    speech = models.ForeignKey(
        Speech, on_delete=models.CASCADE, null=True, blank=True, related_name="former_addresses"
    )
    speaker = models.ForeignKey(
        Speaker, on_delete=models.CASCADE, null=True, blank=True, related_name="former_addresses"
    )
    event = models.ForeignKey(
        Event, on_delete=models.CASCADE, null=True, blank=True, related_name="former_addresses"
    )
    entity = models.ForeignKey(
        Entity, on_delete=models.CASCADE, null=True, blank=True, related_name="former_addresses"
    )
    left_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")
        ordering = ["-left_at", "-pk"]
        constraints = [
            UniqueConstraint(fields=["kind", "address"], name="former_address_unique"),
            CheckConstraint(condition=~Q(address=""), name="former_address_not_empty"),
            CheckConstraint(
                condition=(Q(kind="speech") & _leads_to("speech"))
                | (Q(kind="speaker") & _leads_to("speaker"))
                | (Q(kind="event") & _leads_to("event"))
                | (
                    Q(kind__in=["country", "organization", "theme", "document"])
                    & _leads_to("entity")
                ),
                name="former_address_of_its_kind",
            ),
        ]

    def __str__(self) -> str:
        return self.address
