"""The archive under its own server."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

# No query of these tests reaches the database, so none is there.
NOBODY_LISTENS = "postgresql://reader@127.0.0.1:1/letters"


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@pytest.fixture(scope="module")
def server(root_folder: Path) -> Iterator[str]:
    """The address of the archive as `make run` serves it."""
    port = free_port()
    inherited = {k: v for k, v in os.environ.items() if k != "DJANGO_ALLOW_ASYNC_UNSAFE"}
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "--config", "archive/serving.py", "archive.wsgi"],
        cwd=root_folder,
        env={**inherited, "PORT": str(port), "DATABASE_URL": NOBODY_LISTENS, "WEB_WORKERS": "1"},
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    for line in process.stderr:
        if "The archive is open at" in line:
            break
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.communicate()


def test_a_search_of_5000_letters_in_any_script_reaches_the_archive(server: str) -> None:
    for letter in ("a", "%D0%BC"):
        with urllib.request.urlopen(f"{server}/healthz?q={letter * 5_000}") as response:
            assert response.status == 200
            assert response.read() == b"ok\n"


def test_without_a_database_it_runs_and_says_that_it_is_not_ready(server: str) -> None:
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(f"{server}/readyz")
    caught.value.close()
    assert caught.value.code == 503
