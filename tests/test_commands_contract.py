"""manage.py, where an operator meets it: one line and a status for what they can mend."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ASYNC_UNSAFE = "DJANGO_ALLOW_ASYNC_UNSAFE"
NOBODY_LISTENS = "postgresql://reader:sekrit@127.0.0.1:1/letters"


def manage(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    # The browser of other tests in this process needs a variable that no operator sets.
    inherited = {name: value for name, value in os.environ.items() if name != ASYNC_UNSAFE}
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "manage.py", *arguments],
        cwd=folder,
        env={**inherited, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.mark.parametrize(
    "command",
    [
        ["migrate"],
        ["prepare"],
        ["load_authorities"],
        ["import_statements", "seeds"],
        ["runserver", "127.0.0.1:0"],
        ["runserver", "127.0.0.1:0", "--noreload"],
        ["createsuperuser"],
    ],
    ids=" ".join,
)
def test_an_unreachable_database_is_one_line_and_status_3(
    root_folder: Path, command: list[str]
) -> None:
    done = manage(root_folder, *command, DATABASE_URL=NOBODY_LISTENS)
    assert done.returncode == 3
    (line,) = done.stderr.splitlines()
    assert "host 127.0.0.1, port 1, database letters" in line
    assert "Check DATABASE_URL" in line
    assert "sekrit" not in done.stdout + done.stderr


def test_commands_that_need_no_database_do_without(root_folder: Path) -> None:
    done = manage(root_folder, "check", DATABASE_URL=NOBODY_LISTENS)
    assert (done.returncode, done.stderr) == (0, "")


def test_wrong_settings_are_one_line(root_folder: Path) -> None:
    done = manage(root_folder, "check", DEBUG="perhaps")
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert "DEBUG" in line


def test_other_database_errors_are_shown_in_full(root_folder: Path) -> None:
    query = "from django.db import connection as c; c.cursor().execute('SELECT pg_sleep(9)')"
    patience = (
        "from django.db import connection as c; c.cursor().execute('SET statement_timeout=1')"
    )
    done = manage(root_folder, "shell", "--verbosity=0", "--command", f"{patience}; {query}")
    assert "Traceback" in done.stderr
    assert "statement timeout" in done.stderr
    assert done.returncode == 1


def test_production_settings_pass_the_deployment_check(root_folder: Path) -> None:
    done = manage(
        root_folder,
        *("check", "--deploy", "--fail-level", "WARNING"),
        ALLOWED_HOSTS="archive.example.org",
        SECRET_KEY="".join(f"{number:02}" for number in range(40)),
        DEBUG="false",
        DATABASE_URL="",
    )
    assert (done.returncode, done.stderr) == (0, "")
