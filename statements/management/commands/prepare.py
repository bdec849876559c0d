"""manage.py prepare"""

import secrets
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from statements.vocabulary import gather

ADMIN = "admin"
STATEMENT_FORMATS = {".txt", ".pdf", ".docx", ".html", ".rtf", ".odt"}


class Command(BaseCommand):
    help = (
        "Makes the archive ready to be served: tables, authority data, the seed statements, an "
        "admin account, static files. A second run changes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--address",
            default="http://127.0.0.1:8000",
            help="where the archive will be, for the line that says where to sign in",
        )

    def handle(self, *args: Any, address: str, verbosity: int, **options: Any) -> None:
        for title, step in (
            ("Tables", _migrate),
            ("Authority data", _load_authorities),
            ("Seed statements", _import_seeds),
            # Of an archive that is older than its vocabulary.
            ("Vocabulary", gather),
            ("Static files", _collect_static),
        ):
            step()
            if verbosity > 0:
                self.stdout.write(f"{title}: in place.")
        if made := _make_admin():
            self.stdout.write(_notice(address, *made))
        elif verbosity > 0:
            self.stdout.write("Admin account: in place.")


def _migrate() -> None:
    call_command("migrate", interactive=False, verbosity=0)


def _load_authorities() -> None:
    call_command("load_authorities", verbosity=0)


def _import_seeds() -> None:
    if paths := seed_statements(settings.SEEDS_DIR):
        call_command("import_statements", *map(str, paths), verbosity=0)


def _collect_static() -> None:
    call_command("collectstatic", interactive=False, verbosity=0)


def seed_statements(folder: Path) -> list[Path]:
    """The statements among the files of `folder`; the rest is authority data."""
    return sorted(path for path in folder.iterdir() if path.suffix in STATEMENT_FORMATS)


def _make_admin() -> tuple[str, str] | None:
    """Name and password of a new admin account; None where somebody can administer already."""
    users = get_user_model().objects
    if users.filter(is_superuser=True).exists():
        return None
    name = ADMIN
    # An ordinary account may have the name: it is not for us to raise it.
    while users.filter(username=name).exists():
        name = f"{ADMIN}-{secrets.token_hex(2)}"
    password = secrets.token_urlsafe(12)
    users.create_superuser(name, password=password)
    return name, password


def _notice(address: str, name: str, password: str) -> str:
    return f"""
An admin account was made. Its password is shown this once and kept nowhere.
    sign in at      {address}/admin/
    name            {name}
    password        {password}
    to change it    .venv/bin/python manage.py changepassword {name}
"""
