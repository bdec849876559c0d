"""Who spoke, and where."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from statements.ingest.metadata import MAX_LENGTH


class Speaker(models.Model):
    """A person. The office held at the time is on the Speech, since offices change."""

    name = models.CharField(
        _("name"), max_length=MAX_LENGTH["speaker"], help_text=_("Without honorific or office.")
    )
    slug = models.SlugField(_("slug"), max_length=120, allow_unicode=True, db_index=False)
    name_key = models.CharField(
        max_length=MAX_LENGTH["speaker"],
        editable=False,
        help_text="The name for comparison: its words in alphabetical order, without case, "
        "accents, punctuation and honorifics.",
    )
    scope = models.CharField(
        _("scope"),
        max_length=80,
        blank=True,
        editable=False,
        help_text="Tells apart people known by surname only: for whom they spoke.",
    )

    class Meta:
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")
        ordering = ["name", "pk"]
        constraints = [
            UniqueConstraint(fields=["slug"], name="speaker_slug_unique"),
            UniqueConstraint(fields=["name_key", "scope"], name="speaker_name_unique"),
            CheckConstraint(condition=~Q(name=""), name="speaker_name_not_empty"),
        ]
        indexes = [
            GinIndex(fields=["name_key"], opclasses=["gin_trgm_ops"], name="speaker_name_similar")
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("statements:speaker", args=[self.slug])


class SpeakerName(models.Model):
    """Another name of a speaker: of one who was merged into this one. Who comes under it is it."""

    speaker = models.ForeignKey(Speaker, on_delete=models.CASCADE, related_name="other_names")
    name = models.CharField(max_length=MAX_LENGTH["speaker"])
    name_key = models.CharField(max_length=MAX_LENGTH["speaker"], editable=False)
    scope = models.CharField(max_length=80, blank=True, editable=False)

    class Meta:
        verbose_name = _("speaker name")
        verbose_name_plural = _("speaker names")
        ordering = ["name", "pk"]
        constraints = [
            UniqueConstraint(fields=["name_key", "scope"], name="speaker_other_name_unique"),
            CheckConstraint(condition=~Q(name=""), name="speaker_other_name_not_empty"),
        ]

    def __str__(self) -> str:
        return self.name


class Event(models.Model):
    """A meeting, debate or conference; it may be part of a larger one."""

    name = models.CharField(_("name"), max_length=MAX_LENGTH["event"])
    slug = models.SlugField(_("slug"), max_length=120, allow_unicode=True, db_index=False)
    name_key = models.CharField(max_length=MAX_LENGTH["event"], editable=False)
    part_of = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
    )

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["name", "pk"]
        constraints = [
            UniqueConstraint(fields=["slug"], name="event_slug_unique"),
            UniqueConstraint(
                fields=["name_key", "part_of"], nulls_distinct=False, name="event_name_unique"
            ),
            CheckConstraint(condition=~Q(name=""), name="event_name_not_empty"),
            CheckConstraint(
                condition=Q(part_of__isnull=True) | ~Q(part_of=F("pk")),
                name="event_not_part_of_itself",
            ),
        ]
        indexes = [
            GinIndex(fields=["name_key"], opclasses=["gin_trgm_ops"], name="event_name_similar")
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("statements:event", args=[self.slug])


class EventName(models.Model):
    """Another name of an event, as part of the event that it was said to be part of: of one that
    was merged into this one. What comes under it is it."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="other_names")
    name = models.CharField(max_length=MAX_LENGTH["event"])
    name_key = models.CharField(max_length=MAX_LENGTH["event"], editable=False)
    part_of = models.ForeignKey(
        Event, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("event name")
        verbose_name_plural = _("event names")
        ordering = ["name", "pk"]
        constraints = [
            UniqueConstraint(
                fields=["name_key", "part_of"],
                nulls_distinct=False,
                name="event_other_name_unique",
            ),
            CheckConstraint(condition=~Q(name=""), name="event_other_name_not_empty"),
        ]

    def __str__(self) -> str:
        return self.name
