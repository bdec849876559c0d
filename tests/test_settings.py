"""Settings from the environment: what each variable does, and what a wrong one says."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from archive import database
from archive.environment import env, positive, read_file, setting
from archive.secret_key import kept_key

SHOW = """
import json, sys
from django.conf import settings
print(json.dumps({name: getattr(settings, name, None) for name in sys.argv[1:]}))
"""
OURS = ("DEBUG", "ALLOWED_HOSTS", "DATABASE_URL", "TRUST_X_FORWARDED_PROTO", "MAX_UPLOAD_MB")


def settings_with(folder: Path, *names: str, **environment: str) -> dict[str, Any]:
    """The settings `names` as a new process with this environment has them."""
    inherited = {name: value for name, value in os.environ.items() if name not in OURS}
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", SHOW, *names],
        cwd=folder,
        env={**inherited, "DJANGO_SETTINGS_MODULE": "archive.settings", **environment},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


SECURE = (
    "SECURE_SSL_REDIRECT",
    "SECURE_HSTS_INCLUDE_SUBDOMAINS",
    "SECURE_HSTS_PRELOAD",
    "SESSION_COOKIE_SECURE",
    "CSRF_COOKIE_SECURE",
)


def test_on_loopback_names_plain_http_works(root_folder: Path) -> None:
    found = settings_with(root_folder, "DEBUG", "SECURE_HSTS_SECONDS", *SECURE)
    assert not any(found.values())


def test_a_public_name_brings_https(root_folder: Path) -> None:
    found = settings_with(root_folder, *SECURE, ALLOWED_HOSTS="archive.example.org")
    assert all(found.values())


def test_https_settings_can_be_overridden_one_by_one(root_folder: Path) -> None:
    found = settings_with(
        root_folder, *SECURE, ALLOWED_HOSTS="archive.example.org", SECURE_SSL_REDIRECT="no"
    )
    assert not found.pop("SECURE_SSL_REDIRECT")
    assert all(found.values())


def test_a_proxy_is_believed_only_when_told_to(root_folder: Path) -> None:
    name = "SECURE_PROXY_SSL_HEADER"
    assert settings_with(root_folder, name)[name] is None
    found = settings_with(root_folder, name, TRUST_X_FORWARDED_PROTO="yes")
    assert found[name] == ["HTTP_X_FORWARDED_PROTO", "https"]


def test_the_upload_limit_is_given_in_megabytes(root_folder: Path) -> None:
    found = settings_with(root_folder, "UPLOAD_MAX_BYTES", MAX_UPLOAD_MB="3")
    assert found == {"UPLOAD_MAX_BYTES": 3 * 1024 * 1024}


@pytest.mark.parametrize("value", ["0", "-1", "many"])
def test_a_wrong_number_names_its_variable(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("MAX_UPLOAD_MB", value)
    with pytest.raises(ImproperlyConfigured, match="MAX_UPLOAD_MB"):
        positive("MAX_UPLOAD_MB", 50)


def test_a_file_of_variables_yields_to_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ARCHIVE_TEST_GIVEN", "environment")
    monkeypatch.delenv("ARCHIVE_TEST_FILED", raising=False)
    (tmp_path / ".env").write_text("ARCHIVE_TEST_GIVEN=file\nARCHIVE_TEST_FILED=file\n")
    read_file(tmp_path / ".env")
    read_file(tmp_path / "absent")
    assert setting(env.str, "ARCHIVE_TEST_GIVEN", "") == "environment"
    assert setting(env.str, "ARCHIVE_TEST_FILED", "") == "file"


# The key


def test_a_key_is_made_once_and_is_nobody_elses_to_read(tmp_path: Path) -> None:
    path = tmp_path / "var" / "secret_key"
    key = kept_key(path)
    assert len(key) > 50
    assert kept_key(path) == key
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [entry.name for entry in path.parent.iterdir()] == ["secret_key"]


def test_an_empty_key_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret_key").touch()
    with pytest.raises(ImproperlyConfigured, match="is empty"):
        kept_key(tmp_path / "secret_key")


def test_a_key_that_cannot_be_kept_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ImproperlyConfigured, match="No SECRET_KEY is set"):
        kept_key(tmp_path / "file" / "secret_key")


# The database


def test_without_an_address_the_embedded_server_is_used(tmp_path: Path) -> None:
    found = database.configuration("", tmp_path)
    assert found["ENGINE"] == "archive.database"
    assert not (tmp_path / "postgres").exists()


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("postgres://u:p%40ss@db:5433/letters", ("db", "p@ss", 5433, "letters")),
        ("postgresql://u@/letters?host=/run/pg", ("/run/pg", "", "", "letters")),
    ],
)
def test_an_address_names_the_server(
    tmp_path: Path, url: str, expected: tuple[str, str, int | str, str]
) -> None:
    found = database.configuration(url, tmp_path)
    host = found["HOST"] or found["OPTIONS"].get("host")
    assert (host, found["PASSWORD"], found["PORT"], found["NAME"]) == expected
    assert found["OPTIONS"]["connect_timeout"] == 5


@pytest.mark.parametrize(
    "url",
    ["sqlite:///x", "mysql://u:9876@db/x", "postgres://u:sek/9876@db:1/x", "postgres://u@db/"],
)
def test_a_wrong_address_is_refused_without_telling_the_password(tmp_path: Path, url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL") as raised:
        database.configuration(url, tmp_path)
    assert "9876" not in str(raised.value)
