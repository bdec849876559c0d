"""manage.py load_authorities"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from statements.addresses import AddressError
from statements.authorities import load
from statements.recognition.data import AuthorityError, load_authorities


class Command(BaseCommand):
    help = (
        "Brings countries, organizations, themes and documents in line with the authority data. "
        "No entity is deleted: one that is no longer in the files is retired, and hidden where "
        "nothing refers to it. A second run changes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "folder", nargs="?", type=Path, default=settings.SEEDS_DIR, help="default: seeds/"
        )

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        try:
            authorities = load_authorities(folder)
        except (AuthorityError, OSError) as error:
            raise CommandError(str(error)) from error
        try:
            changes = load(authorities)
        except AddressError as error:
            raise CommandError(str(error)) from error
        verbosity = options["verbosity"]
        # All that a first load adds are the files themselves.
        is_first = not changes.changed and not changes.unchanged
        if verbosity > 1 or (verbosity > 0 and not is_first):
            for line in changes.lines():
                self.stdout.write(line)
        if verbosity > 0:
            self.stdout.write(f"Authority data: {changes}.")
