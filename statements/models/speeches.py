"""Statements and their paragraphs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Self

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import CheckConstraint, F, Index, Q, UniqueConstraint
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from statements.ingest.metadata import MAX_LENGTH
from statements.models.entities import Entity, Mention
from statements.models.people import Event, Speaker
from statements.models.sources import Source
from statements.search import postgres

#: Unknown dates come last, and a later import first among equals.
NEWEST = (F("date").desc(nulls_last=True), F("id").desc())
OLDEST = (F("date").asc(nulls_last=True), F("id").asc())
#: Where places on a programme are not known: by delegation, which says no more than it knows, as
#: the order in which files were imported would.
BY_DELEGATION = (F("represents__name").asc(nulls_last=True), F("title").asc(), F("id").asc())
#: As delivered at an event: by the places on its programme as far as they are known.
PROGRAMME = (
    F("programme_number").asc(nulls_last=True),
    F("date").asc(nulls_last=True),
    *BY_DELEGATION,
)


def sees_drafts(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether the user may know of statements that are not published."""
    return bool(user.is_active and getattr(user, "is_staff", False))


class SpeechQuerySet(models.QuerySet["Speech"]):
    def published(self) -> Self:
        return self.filter(status=Speech.Status.PUBLISHED)

    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> Self:
        """Drafts are for staff only."""
        return self.all() if sees_drafts(user) else self.published()

    def for_list(self) -> Self:
        """With what a line in a list shows, without the long columns."""
        return self.select_related("speaker", "represents", "event__part_of").defer(
            "title_block", "text", "sign_off"
        )

    def mentioning(self, entities: Iterable[Entity]) -> Self:
        """Those that mention every one of the entities."""
        speeches = self
        for entity in entities:
            mentions = Mention.objects.live().filter(entity=entity)
            speeches = speeches.filter(pk__in=mentions.values("speech"))
        return speeches

    def represented_by_any(self, entities: Iterable[Entity]) -> Self:
        """Those spoken for one of the countries or organizations, or on its behalf."""
        groups = Speech.on_behalf_of.through.objects.filter(entity__in=entities)
        return self.filter(Q(represents__in=entities) | Q(pk__in=groups.values("speech")))

    def dated_from(self, first: date) -> Self:
        """Delivered on or after a day; of a date known to the year, any of its days may be."""
        precision = Speech.DatePrecision
        return self.filter(
            Q(date__gte=first)
            | Q(date_precision=precision.MONTH, date__gte=first.replace(day=1))
            | Q(date_precision=precision.YEAR, date__gte=first.replace(month=1, day=1))
        )

    def dated_to(self, last: date) -> Self:
        """Delivered on or before a day; a date known to the year may be its first day."""
        return self.filter(date__lte=last)

    def newest(self) -> Self:
        return self.order_by(*NEWEST)

    def oldest(self) -> Self:
        return self.order_by(*OLDEST)

    def in_programme_order(self) -> Self:
        return self.order_by(*PROGRAMME)


class Speech(models.Model):
    """One statement, as delivered by one speaker at one event. Unknown is empty, never a guess."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")

    class DatePrecision(models.TextChoices):
        DAY = "day", _("day")
        MONTH = "month", _("month")
        YEAR = "year", _("year")

    slug = models.SlugField(max_length=120, allow_unicode=True, db_index=False)
    title = models.TextField(blank=True)
    speaker = models.ForeignKey(
        Speaker,
        verbose_name=_("speaker"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="speeches",
    )
    speaker_honorific = models.CharField(
        _("honorific"), max_length=MAX_LENGTH["speaker_honorific"], blank=True
    )
    speaker_role = models.CharField(
        _("office at the time"),
        max_length=MAX_LENGTH["speaker_role"],
        blank=True,
        help_text="As held on that day.",
    )
    represents = models.ForeignKey(
        Entity,
        verbose_name=_("represents"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="speeches",
        limit_choices_to={"kind__in": ["country", "organization"]},
        help_text="The country or organization the speaker speaks for.",
    )
    on_behalf_of = models.ManyToManyField(
        Entity,
        blank=True,
        related_name="speeches_on_behalf",
        limit_choices_to={"kind__in": ["country", "organization"]},
        help_text="Groups spoken for besides, such as the Group of 77.",
    )
    event = models.ForeignKey(
        Event,
        verbose_name=_("event"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="speeches",
    )
    programme_number = models.PositiveIntegerField(
        null=True,
        blank=True,
        help_text="The place on the event's programme, from 1; empty where it is not known.",
    )
    date = models.DateField(
        _("date"),
        null=True,
        blank=True,
        help_text="The day of delivery; the first day of the month or year if only that is known.",
    )
    date_precision = models.CharField(
        _("date precision"), max_length=5, choices=DatePrecision, blank=True
    )
    place = models.CharField(max_length=MAX_LENGTH["place"], blank=True)
    language = models.CharField(
        _("language"), max_length=3, blank=True, help_text=_("ISO 639 code.")
    )
    title_block = models.TextField(blank=True, help_text="As it stands above the first paragraph.")
    text = models.TextField(help_text="The paragraphs, a blank line between.")
    sign_off = models.TextField(blank=True, help_text="What stands after the last paragraph.")
    source = models.OneToOneField(Source, on_delete=models.PROTECT, related_name="speech")
    status = models.CharField(_("status"), max_length=9, choices=Status, default=Status.DRAFT)
    fixed_fields = ArrayField(
        models.CharField(max_length=20),
        default=list,
        blank=True,
        editable=False,
        help_text="What a person has set: a later reading of the source leaves it as it is.",
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True, db_default=Now())
    updated_at = models.DateTimeField(auto_now=True)

    objects = SpeechQuerySet.as_manager()

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        ordering = list(NEWEST)
        constraints = [
            UniqueConstraint(fields=["slug"], name="speech_slug_unique"),
            CheckConstraint(
                condition=Q(status__in=["draft", "published"]), name="speech_status_known"
            ),
            CheckConstraint(
                condition=Q(date__isnull=True, date_precision="")
                | Q(date__isnull=False, date_precision__in=["day", "month", "year"]),
                name="speech_date_has_precision",
            ),
            CheckConstraint(
                condition=Q(language="") | Q(language__regex=r"^[a-z]{2,3}$"),
                name="speech_language_is_code",
            ),
            CheckConstraint(
                condition=Q(programme_number__isnull=True) | Q(programme_number__gte=1),
                name="speech_programme_number_from_one",
            ),
        ]
        indexes = [
            Index(*NEWEST, name="speech_newest"),
            Index(F("updated_at").desc(), condition=Q(status="draft"), name="speech_drafts"),
        ]

    def __str__(self) -> str:
        return self.heading

    def get_absolute_url(self) -> str:
        return reverse("statements:speech", args=[self.slug])

    @property
    def heading(self) -> str:
        """The title, or what is known instead of one."""
        if self.title:
            return self.title
        known = [str(part) for part in (self.represents, self.speaker, self.event) if part]
        return "Statement" + (f" ({', '.join(known)})" if known else "")

    @property
    def iso_date(self) -> str:
        """As much of the date as is known: "2020-07-10", "2020-07", "2020" or ""."""
        if self.date is None:
            return ""
        length = {"year": 4, "month": 7, "day": 10}[self.date_precision]
        return self.date.isoformat()[:length]

    @property
    def is_draft(self) -> bool:
        return self.status == self.Status.DRAFT


class Paragraph(models.Model):
    """A numbered paragraph, verbatim."""

    speech = models.ForeignKey(
        Speech,
        verbose_name=_("statement"),
        on_delete=models.CASCADE,
        related_name="paragraphs",
        db_index=False,
    )
    number = models.PositiveIntegerField(_("number"), help_text=_("From 1 within the statement."))
    page = models.PositiveIntegerField(
        _("page"), null=True, blank=True, help_text=_("The page of the source it begins on.")
    )
    text = models.TextField(_("text"))
    language = models.CharField(
        _("language"), max_length=3, blank=True, help_text=_("ISO 639 code.")
    )
    #: By the stems of its language; written by a trigger of the database.
    words = SearchVectorField(null=True, editable=False)

    class Meta:
        verbose_name = _("paragraph")
        verbose_name_plural = _("paragraphs")
        ordering = ["speech", "number"]
        constraints = [
            UniqueConstraint(fields=["speech", "number"], name="paragraph_number_unique"),
            CheckConstraint(condition=Q(number__gte=1), name="paragraph_number_from_one"),
            CheckConstraint(
                condition=Q(page__isnull=True) | Q(page__gte=1), name="paragraph_page_from_one"
            ),
            CheckConstraint(condition=~Q(text=""), name="paragraph_not_empty"),
        ]
        indexes = [
            GinIndex(fields=["words"], name="paragraph_words_gin"),
            GinIndex(postgres.written_words("text"), name="paragraph_written_gin"),
        ]

    def __str__(self) -> str:
        return f"¶ {self.number}"
