"""manage.py reread_statements"""

from __future__ import annotations

import sys
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError, CommandParser

from statements.addresses import speeches_at
from statements.background import read_source
from statements.contents import Comparison, compare
from statements.importing import new_reader
from statements.ingest.errors import IngestError
from statements.models import Speech
from statements.revising import proposed, take_reading
from statements.sandbox import ReaderNotStarted, SandboxedReader

SOME_FAILED: Final = 2


class Command(BaseCommand):
    help = (
        "Reads the files of stored statements again, with the readers and lists of today, and "
        "makes a new version where something differs. What a person has set stays. Exit status: "
        "0 all well, 1 usage or no file can be read, 2 some files could not be read."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "slugs", nargs="*", metavar="SLUG", help="as in a statement's address, /speeches/SLUG/"
        )
        parser.add_argument("--all", action="store_true", help="all statements")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would change, change nothing"
        )

    def handle(self, *, slugs: list[str], dry_run: bool, **options: Any) -> None:
        keys = self._keys(slugs, is_all=options["all"])
        changed = failed = 0
        with new_reader() as reader:
            for key in keys:
                speech = Speech.objects.select_related("source").get(pk=key)
                try:
                    comparison = _reread(speech, reader, dry_run=dry_run)
                except ReaderNotStarted as error:
                    raise CommandError(str(error)) from error
                except IngestError as error:
                    self.stderr.write(f"{speech.slug}: {error}")
                    failed += 1
                    continue
                if not comparison.is_same:
                    changed += 1
                    self.stdout.write(f"{speech.slug}: {_summary(comparison)}")
        would = " would be" if dry_run else ""
        self.stdout.write(
            f"{len(keys)} read again,{would} changed: {changed}, could not be read: {failed}."
        )
        if failed:
            sys.exit(SOME_FAILED)

    def _keys(self, slugs: list[str], *, is_all: bool) -> list[int]:
        if is_all == bool(slugs):
            raise CommandError("Name the statements by their slugs, or say --all.")
        speeches = Speech.objects.order_by("pk")
        if is_all:
            return list(speeches.values_list("pk", flat=True))
        found = speeches_at(slugs)
        if missing := [slug for slug in slugs if slug not in found]:
            raise CommandError(f"There is no statement {', '.join(missing)}.")
        return list(dict.fromkeys(found[slug] for slug in slugs))


def _reread(speech: Speech, reader: SandboxedReader, *, dry_run: bool) -> Comparison:
    read = read_source(speech.source, reader)
    comparison = compare(*proposed(speech, read))
    if not dry_run:
        take_reading(speech, read, made_by=None)
    return comparison


def _summary(comparison: Comparison) -> str:
    """Such as "Title, Date, 3 paragraphs"."""
    parts = [change.label for change in comparison.fields]
    if count := len(comparison.changed_paragraphs):
        parts.append(f"{count} paragraph{'' if count == 1 else 's'}")
    return ", ".join(parts)
