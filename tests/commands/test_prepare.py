"""manage.py prepare: everything in place, once."""

import re
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command

from statements.management.commands.prepare import seed_statements
from statements.models import Entity, Source, Speech

pytestmark = pytest.mark.django_db


@pytest.fixture
def prepare(settings: Any, tmp_path: Path) -> Callable[[], str]:
    """Run the command, with static files elsewhere, and give what it printed."""
    settings.STATIC_ROOT = tmp_path / "static"

    def run() -> str:
        out = StringIO()
        call_command("prepare", address="http://127.0.0.1:8765", stdout=out)
        return out.getvalue()

    return run


def test_a_first_run_brings_all_and_tells_the_password(
    prepare: Callable[[], str], tmp_path: Path
) -> None:
    printed = prepare()
    assert Entity.objects.exists()
    assert Speech.objects.count() == 1
    assert (tmp_path / "static").is_dir()
    assert "http://127.0.0.1:8765/admin/" in printed
    found = re.search(r"password\s+(\S+)$", printed, re.MULTILINE)
    assert found
    admin = get_user_model().objects.get(username="admin")
    assert admin.is_superuser
    assert admin.check_password(found.group(1))


def test_a_second_run_changes_nothing(prepare: Callable[[], str]) -> None:
    prepare()
    before = list(Source.objects.values()), list(Speech.objects.values())
    password = get_user_model().objects.get().password
    printed = prepare()
    assert "Admin account: in place." in printed
    assert "password" not in printed
    assert (list(Source.objects.values()), list(Speech.objects.values())) == before
    assert get_user_model().objects.get().password == password


def test_a_seed_that_was_withdrawn_stays_so(prepare: Callable[[], str]) -> None:
    prepare()
    Speech.objects.update(status=Speech.Status.DRAFT)
    prepare()
    assert Speech.objects.get().status == Speech.Status.DRAFT


def test_a_seed_that_was_deleted_stays_so(prepare: Callable[[], str]) -> None:
    prepare()
    Speech.objects.all().delete()
    prepare()
    assert not Speech.objects.exists()


def test_an_ordinary_account_named_admin_is_not_raised(prepare: Callable[[], str]) -> None:
    users = get_user_model().objects
    ordinary = users.create_user("admin", password="her own")
    printed = prepare()
    ordinary.refresh_from_db()
    assert not ordinary.is_superuser
    raised = users.get(is_superuser=True)
    assert f"changepassword {raised.username}" in printed


def test_only_statements_are_taken_from_the_seeds(tmp_path: Path) -> None:
    for name in ("b.txt", "a.pdf", "countries.csv", "notes.md"):
        (tmp_path / name).touch()
    assert [path.name for path in seed_statements(tmp_path)] == ["a.pdf", "b.txt"]
