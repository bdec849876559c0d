"""manage.py gather_vocabulary"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from statements.models import VocabularyWord
from statements.vocabulary import gather


class Command(BaseCommand):
    help = (
        "Counts the words of all published statements anew, for offering what a reader may have "
        "meant. An import counts its own; this forgets the words of what was deleted or withdrawn."
    )

    def handle(self, *args: Any, verbosity: int, **options: Any) -> None:
        read = gather(anew=True)
        if verbosity > 0:
            words = VocabularyWord.objects.count()
            self.stdout.write(f"{words:,} words of {read:,} statements.")
