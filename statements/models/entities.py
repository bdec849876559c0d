"""What statements mention: countries, organizations, themes and documents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Self, cast

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Index, Q, UniqueConstraint
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from statements.recognition.documents import public_url
from statements.recognition.spans import EntityRef, Kind


def document_page(code: str, facts: Mapping[str, str]) -> str:
    """Where a document is published, by its code and facts; "" where that is not known.

    Facts are data that somebody loaded: an address counts only where it is one of the web.
    """
    address = str(facts.get("url") or "")
    if address.lower().startswith(("https://", "http://")):
        return address
    return public_url(facts.get("symbol") or code) or ""


class EntityQuerySet(models.QuerySet["Entity"]):
    def of_kind(self, kind: str) -> Self:
        return self.filter(kind=kind)

    def delegations(self) -> Self:
        """Those for whom a speaker can speak."""
        return self.filter(kind__in=[Entity.Kind.COUNTRY, Entity.Kind.ORGANIZATION])


class Entity(models.Model):
    """A country, organization, theme or document; `code` is unique within its kind.

    Countries carry the ISO 3166-1 alpha-3 code, documents their normalised symbol.
    """

    class Kind(models.TextChoices):
        COUNTRY = "country", _("country")
        ORGANIZATION = "organization", _("organization")
        THEME = "theme", _("theme")
        DOCUMENT = "document", _("document")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    code = models.CharField(_("code"), max_length=120)
    name = models.CharField(_("name"), max_length=500)
    part_of = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        help_text=_("Parent body, broader theme."),
    )
    facts = models.JSONField(
        _("facts"),
        default=dict,
        blank=True,
        help_text=_("Other codes and facts from the authority data."),
    )
    is_authority = models.BooleanField(
        _("from authority data"),
        default=False,
        help_text="Kept by load_authorities; otherwise first met in a statement.",
    )

    objects = EntityQuerySet.as_manager()

    class Meta:
        verbose_name = _("entity")
        verbose_name_plural = _("entities")
        ordering = ["name", "pk"]
        constraints = [
            UniqueConstraint(fields=["kind", "code"], name="entity_code_unique"),
            CheckConstraint(
                condition=Q(kind__in=["country", "organization", "theme", "document"]),
                name="entity_kind_known",
            ),
            CheckConstraint(condition=~Q(code="") & ~Q(name=""), name="entity_has_code_and_name"),
            CheckConstraint(
                condition=Q(part_of__isnull=True) | ~Q(part_of=F("pk")),
                name="entity_not_part_of_itself",
            ),
        ]
        indexes = [Index("kind", "name", name="entity_kind_name")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse(f"statements:{self.kind}", args=[self.code])

    @property
    def reference(self) -> EntityRef:
        """The entity as recognition names it."""
        return EntityRef(cast("Kind", self.kind), self.code, self.name)

    @property
    def public_page(self) -> str:
        """Where a document is published; "" where that is not known."""
        if self.kind != self.Kind.DOCUMENT:
            return ""
        return document_page(self.code, self.facts)

    def members(self) -> EntityQuerySet:
        """The countries that make up an organization, as far as the authority data tells."""
        return Entity.objects.of_kind(self.Kind.COUNTRY).filter(code__in=self.member_codes)

    @property
    def member_codes(self) -> list[str]:
        return [code for code in self.facts.get("members", "").split("|") if code]


class EntityName(models.Model):
    """One of the names by which an entity is known or recognised."""

    class Kind(models.TextChoices):
        OFFICIAL = "official", _("official name")
        SHORT = "short", _("short name")
        ACRONYM = "acronym", _("acronym")
        ALIAS = "alias", _("also called")
        FORMER = "former", _("former name")
        DEMONYM = "demonym", _("adjective or people")
        SIGNAL = "signal", _("signal word")

    entity = models.ForeignKey(
        Entity,
        verbose_name=_("entity"),
        on_delete=models.CASCADE,
        related_name="names",
        db_index=False,
    )
    text = models.CharField(_("text"), max_length=300)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    language = models.CharField(
        _("language"), max_length=3, default="en", help_text=_("ISO 639 code.")
    )
    case_sensitive = models.BooleanField(_("case sensitive"), default=False)
    first_year = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Of a former name: since when it was in use."
    )
    last_year = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Of a former name: until when it was in use."
    )

    is_merged = models.BooleanField(
        "from one merged into it",
        default=False,
        editable=False,
        help_text="Then load_authorities leaves it, though the files do not have it.",
    )

    class Meta:
        verbose_name = _("entity name")
        verbose_name_plural = _("entity names")
        ordering = ["pk"]
        constraints = [
            UniqueConstraint(
                fields=["entity", "text", "kind", "language"], name="entity_name_unique"
            ),
            CheckConstraint(condition=~Q(text=""), name="entity_name_not_empty"),
            CheckConstraint(
                condition=Q(first_year__isnull=True)
                | (Q(last_year__isnull=False) & Q(last_year__gte=F("first_year"))),
                name="entity_name_years_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def years(self) -> str:
        """The years in which a former name was in use: "1971–1997", "until 1989", "1964" or ""."""
        if self.last_year is None:
            return ""
        if self.first_year is None:
            return gettext("until %(year)d") % {"year": self.last_year}
        if self.first_year == self.last_year:
            return str(self.last_year)
        return f"{self.first_year}–{self.last_year}"


class MentionQuerySet(models.QuerySet["Mention"]):
    def live(self) -> Self:
        """Those found and not rejected by an editor: what pages, filters and counts use."""
        return self.exclude(state=Mention.State.REJECTED)


class Mention(models.Model):
    """Characters `start` to `end` of a paragraph, or of the title, that name an entity.

    Offsets count characters (code points) from 0, `end` exclusive. `paragraph` is empty for a
    mention in the title; `speech` is always the paragraph's own.
    """

    class State(models.TextChoices):
        FOUND = "found", _("found")
        ACCEPTED = "accepted", _("accepted")
        REJECTED = "rejected", _("rejected")

    speech = models.ForeignKey(
        "statements.Speech",
        verbose_name=_("statement"),
        on_delete=models.CASCADE,
        related_name="mentions",
        db_index=False,
    )
    paragraph = models.ForeignKey(
        "statements.Paragraph",
        verbose_name=_("paragraph"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="mentions",
        db_index=False,
    )
    entity = models.ForeignKey(
        Entity,
        verbose_name=_("entity"),
        on_delete=models.PROTECT,
        related_name="mentions",
        db_index=False,
    )
    start = models.PositiveIntegerField(_("start"))
    end = models.PositiveIntegerField(_("end"))
    surface = models.CharField(
        _("surface"), max_length=500, help_text=_("The words as they stand in the text.")
    )
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.FOUND)

    objects = MentionQuerySet.as_manager()

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        ordering = ["speech", "paragraph", "start"]
        constraints = [
            UniqueConstraint(
                fields=["speech", "paragraph", "start", "end", "entity"],
                nulls_distinct=False,
                name="mention_span_unique",
            ),
            CheckConstraint(condition=Q(end__gt=F("start")), name="mention_span_not_empty"),
            CheckConstraint(
                condition=Q(state__in=["found", "accepted", "rejected"]),
                name="mention_state_known",
            ),
        ]
        indexes = [
            # Without the rejected ones, so that counting mentions reads the index alone.
            Index(
                fields=["entity", "speech", "paragraph"],
                name="mention_entity_use",
                condition=~Q(state="rejected"),
            ),
            # With what tells the rejected ones, so that finding what stands together does too.
            Index(
                fields=["paragraph", "entity"], name="mention_paragraph_entity", include=["state"]
            ),
        ]

    def __str__(self) -> str:
        return self.surface


class MentionDecision(models.Model):
    """An editor's word that certain words of a statement mention an entity, or do not.

    The words are kept as a quote with its surroundings (see `recognition.quotes`), since
    paragraphs and offsets change when a source is read again.
    """

    speech = models.ForeignKey(
        "statements.Speech",
        on_delete=models.CASCADE,
        related_name="mention_decisions",
        db_index=False,
    )
    in_title = models.BooleanField(default=False)
    exact = models.CharField(max_length=500, help_text="The words as they stand in the text.")
    prefix = models.CharField(max_length=60, blank=True, help_text="The letters before them.")
    suffix = models.CharField(max_length=60, blank=True, help_text="The letters after them.")
    entity = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="decisions")
    is_mention = models.BooleanField(help_text="Accepted, else rejected.")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("mention decision")
        verbose_name_plural = _("mention decisions")
        ordering = ["pk"]
        constraints = [
            UniqueConstraint(
                fields=["speech", "in_title", "exact", "prefix", "suffix", "entity"],
                name="decision_quote_unique",
            ),
            CheckConstraint(condition=~Q(exact=""), name="decision_quote_not_empty"),
        ]

    def __str__(self) -> str:
        return f"“{self.exact}” {'is' if self.is_mention else 'is not'} {self.entity}"
