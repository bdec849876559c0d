"""manage.py recognize_mentions"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Final

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from tqdm import tqdm

from statements.addresses import speeches_at
from statements.importing import default_reader, lock_imports
from statements.mentioning import MentionChange, Recognized, recognize
from statements.models import Entity, Speech
from statements.writing import EntityKey

#: So many statements are locked, and stored in one transaction.
BATCH: Final = 100
#: So many of the entities whose mentions changed most are named.
NAMED: Final = 20


@dataclass(slots=True)
class _Tally:
    statements: int = 0
    changed: int = 0
    paragraphs: int = 0
    lost: int = 0
    added: Counter[EntityKey] = field(default_factory=Counter)
    removed: Counter[EntityKey] = field(default_factory=Counter)

    def count(self, result: Recognized) -> None:
        self.statements += 1
        self.paragraphs += result.paragraphs
        self.changed += bool(result.changes)
        self.lost += len(result.lost)
        for change in result.changes:
            (self.added if change.added else self.removed)[change.entity] += 1


class Command(BaseCommand):
    help = (
        "Recognises anew what all statements mention, with the authority data and rules of today, "
        "and says what changed. Editors' decisions stay. Breaking it off loses nothing: run it "
        "again. After a change of the authority data run load_authorities first."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "slugs",
            nargs="*",
            metavar="SLUG",
            help="as in a statement's address, /speeches/SLUG/; all statements where none is given",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would change, change nothing"
        )
        parser.add_argument(
            "--report",
            type=Path,
            metavar="FILE.jsonl",
            help="every change, one JSON object a statement and line",
        )

    def handle(self, *, slugs: list[str], dry_run: bool, **options: Any) -> None:
        keys = _keys(slugs)
        tally, began = _Tally(), time.monotonic()
        is_shown = options["verbosity"] > 0 and sys.stderr.isatty()
        try:
            out = options["report"].open("w", encoding="utf-8") if options["report"] else None
        except OSError as error:
            raise CommandError(f"The report cannot be written: {error}") from error
        with out or nullcontext() as report:
            results = _recognized(keys, is_dry_run=dry_run)
            shown = tqdm(results, total=len(keys), unit="statement", disable=not is_shown)
            try:
                for result in shown:
                    tally.count(result)
                    if report and result.changes:
                        _write(report, result)
            except KeyboardInterrupt:
                raise CommandError("Broken off. What was done is stored; run it again.") from None
        if options["verbosity"] > 0:
            self._say(tally, time.monotonic() - began, is_dry_run=dry_run)

    def _say(self, tally: _Tally, seconds: float, *, is_dry_run: bool) -> None:
        would = " would be" if is_dry_run else ""
        rate = tally.paragraphs / seconds if seconds else 0
        self.stdout.write(
            f"{tally.statements} statements, {tally.paragraphs} paragraphs in {seconds:.1f} s "
            f"({rate:.0f} a second).{would.capitalize()} changed: {tally.changed} statements; "
            f"mentions added: {tally.added.total()}, removed: {tally.removed.total()}."
        )
        if tally.lost:
            self.stdout.write(f"{tally.lost} decisions are on words that stand there no longer.")
        changed = tally.added + tally.removed
        names = _names(changed)
        for key, _ in changed.most_common(NAMED):
            kind, code = key
            self.stdout.write(
                f"  {kind} {names.get(key, code)}: +{tally.added[key]} -{tally.removed[key]}"
            )


def _keys(slugs: Sequence[str]) -> list[int]:
    speeches = Speech.objects.order_by("pk")
    if not slugs:
        return list(speeches.values_list("pk", flat=True))
    found = speeches_at(slugs)
    if missing := [slug for slug in slugs if slug not in found]:
        raise CommandError(f"There is no statement {', '.join(missing)}.")
    return sorted(set(found.values()))


def _recognized(keys: Sequence[int], *, is_dry_run: bool) -> Iterator[Recognized]:
    recognizer = default_reader().recognizer
    for first in range(0, len(keys), BATCH):
        batch = keys[first : first + BATCH]
        with transaction.atomic():
            if not is_dry_run:
                lock_imports()
            results = recognize(batch, recognizer, is_dry_run=is_dry_run)
        yield from results


def _names(keys: Counter[EntityKey]) -> dict[EntityKey, str]:
    named = keys.most_common(NAMED)
    entities = Entity.objects.filter(code__in=[code for (_, code), _ in named])
    return {(entity.kind, entity.code): entity.name for entity in entities}


def _write(report: IO[str], result: Recognized) -> None:
    line = {
        "slug": result.slug,
        "added": [_as_json(change) for change in result.changes if change.added],
        "removed": [_as_json(change) for change in result.changes if not change.added],
    }
    report.write(json.dumps(line, ensure_ascii=False) + "\n")


def _as_json(change: MentionChange) -> dict[str, Any]:
    kind, code = change.entity
    return {
        "paragraph": change.paragraph,
        "kind": kind,
        "code": code,
        "surface": change.surface,
        "state": change.state,
    }
