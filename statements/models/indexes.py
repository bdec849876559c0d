"""What statements are searched by."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _

from statements.models.speeches import Speech


class SpeechIndex(models.Model):
    """The words of a statement as vectors, written by triggers of the database alone.

    Weights: A the title, B the names of speaker, delegation and event, C headings, D the text.
    A vector keeps at most 256 places of a word and none beyond the 16,383rd, so the words of a
    phrase are looked for in paragraphs (and in `name_words`); here places only serve the ranking.
    """

    speech = models.OneToOneField(
        Speech, on_delete=models.CASCADE, primary_key=True, related_name="index"
    )
    language = models.CharField(max_length=3, blank=True, editable=False)
    #: Title and names only, by the stems of the statement's language.
    name_words = SearchVectorField(editable=False)
    #: Everything, by the stems of the statement's language.
    words = SearchVectorField(editable=False)
    #: Everything, as it is written but for case and accents.
    exact_words = SearchVectorField(editable=False)
    #: Stems by how often they occur: see `search.postgres.tier`.
    frequent_words = SearchVectorField(editable=False)

    class Meta:
        verbose_name = _("search index of a statement")
        verbose_name_plural = _("search indexes of statements")
        indexes = [
            GinIndex(fields=["name_words"], name="speech_index_names"),
            GinIndex(fields=["words"], name="speech_index_words"),
            GinIndex(fields=["exact_words"], name="speech_index_exact"),
            GinIndex(fields=["frequent_words"], name="speech_index_frequent"),
        ]

    def __str__(self) -> str:
        return f"Words of statement {self.pk}"
