"""The words that the archive's statements use."""

from __future__ import annotations

from datetime import datetime

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Max, UniqueConstraint

#: Longer "words" are strings of letters that no reader types by hand.
MAX_WORD_CHARACTERS = 60


class VocabularyQuerySet(models.QuerySet["VocabularyWord"]):
    def counted_until(self) -> datetime | None:
        """The last change of a statement whose words are counted; None where none are."""
        latest: datetime | None = self.aggregate(latest=Max("counted_at"))["latest"]
        return latest


class VocabularyWord(models.Model):
    """A word of published statements, in small letters, without accents, not stemmed.

    For offering what a reader may have meant; kept by `statements.vocabulary`. The counts tell
    common words from rare ones and are no more exact than that takes: a statement that was
    corrected counts twice, and one that was withdrawn still counts, until all are counted anew.
    """

    word = models.CharField(max_length=MAX_WORD_CHARACTERS)
    statements = models.PositiveIntegerField(help_text="In how many statements it stands.")
    counted_at = models.DateTimeField(
        help_text="The change of a statement up to which the words were counted."
    )

    objects = VocabularyQuerySet.as_manager()

    class Meta:
        ordering = ["word"]
        constraints = [UniqueConstraint(fields=["word"], name="vocabulary_word_unique")]
        indexes = [
            # Kept in order at once: words are looked up more often than counted, and a list of
            # what is to be put in order later made each look-up ten times slower.
            GinIndex(
                fields=["word"],
                opclasses=["gin_trgm_ops"],
                fastupdate=False,
                name="vocabulary_word_similar",
            )
        ]

    def __str__(self) -> str:
        return self.word
