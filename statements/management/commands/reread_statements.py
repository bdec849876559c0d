"""manage.py reread_statements"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from statements import revising
from statements.ingest.errors import IngestError
from statements.models import Source, Speech
from statements.reading import ReadStatement
from statements.revising import LABELS
from statements.sandbox import OCR_LIMITS, SandboxedReader


class Command(BaseCommand):
    help = (
        "Reads the files of stored statements again with the present readers. Where something "
        "differs a new version is made; what a person has set stays as it is. Exit status: 0 all "
        "well, 1 usage, 2 some files could not be read."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slugs", nargs="*", metavar="SLUG", help="the end of their addresses")
        parser.add_argument("--all", action="store_true", help="every statement")
        parser.add_argument("--dry-run", action="store_true", help="tell what would change")

    def handle(
        self, *args: Any, slugs: list[str], dry_run: bool, verbosity: int, **options: Any
    ) -> None:
        if bool(slugs) == options["all"]:
            raise CommandError("Name some statements, or give --all.", returncode=1)
        speeches = Speech.objects.order_by("pk").only("pk", "slug", "source_id")
        if slugs:
            speeches = speeches.filter(slug__in=slugs)
            unknown = set(slugs) - {speech.slug for speech in speeches}
            if unknown:
                raise CommandError(
                    f"There is no statement {', '.join(sorted(unknown))}.", returncode=1
                )
        counts: Counter[str] = Counter()
        with SandboxedReader(Path(settings.SEEDS_DIR)) as reader:
            for speech in speeches.iterator(chunk_size=200):
                counts[self._reread(speech, reader, dry_run=dry_run, verbosity=verbosity)] += 1
        if verbosity > 0:
            self.stdout.write(", ".join(f"{n} {what}" for what, n in sorted(counts.items())) + ".")
        if counts["failed"]:
            raise CommandError(f"{counts['failed']} files could not be read.", returncode=2)

    def _reread(
        self, speech: Speech, reader: SandboxedReader, *, dry_run: bool, verbosity: int
    ) -> str:
        try:
            read = _read(Source.objects.get(pk=speech.source_id), reader)
            before, after = revising.proposed(speech, read)
            changed = sorted(revising.changed_fields(before, after))
            if not changed:
                return "unchanged"
            if not dry_run:
                revising.take_reading(speech, read, None)
        except IngestError as error:
            self.stderr.write(f"{speech.slug}: {error}")
            return "failed"
        if verbosity > 0:
            names = ", ".join(LABELS.get(name, name).lower() for name in changed)
            self.stdout.write(f"{speech.slug}: {names}")
        return "would change" if dry_run else "changed"


def _read(source: Source, reader: SandboxedReader) -> ReadStatement:
    data = bytes(source.data)
    if not source.by_ocr:
        return reader.read(data, source.filename, keep_pages=False)
    with SandboxedReader(Path(settings.SEEDS_DIR), OCR_LIMITS) as patient:
        return patient.read(data, source.filename, ocr=True, keep_pages=False)
