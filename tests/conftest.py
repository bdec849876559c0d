"""What all tests share: a database of their own, a closed network, and a browser where one is."""

import fcntl
import ipaddress
import os
import shutil
import socket
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.db import connections
from django.test import override_settings
from django.utils import translation
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright
from pytest_django import DjangoDbBlocker

from tests import sessions

# Machines that are busy with other things draw examples slowly; no test waits on the clock.
hypothesis.settings.register_profile(
    "suite", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("suite")

# The one without windows first: it is the same browser, and quicker.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
# As root Chromium has no sandbox; the rest keeps it from asking its maker's servers for things.
BROWSER_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(autouse=True, scope="session")
def _quick_settings() -> Iterator[None]:
    """Static files straight from their folders, without collectstatic, and cheap passwords."""
    storages = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    with override_settings(
        STORAGES=storages,
        WHITENOISE_AUTOREFRESH=True,
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    ):
        yield


@pytest.fixture(autouse=True)
def _own_language() -> Iterator[None]:
    """A page in another language leaves that behind for whatever comes next in its thread."""
    yield
    translation.deactivate()


@pytest.fixture(autouse=True, scope="session")
def _closed_network() -> Iterator[None]:
    """Nothing but this machine can be reached from a test."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and not _is_loopback(address[0]):
            raise PermissionError(f"A test wanted to connect to {address[0]}.")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        yield


def _is_loopback(host: str) -> bool:
    return host == "localhost" or ipaddress.ip_address(host).is_loopback


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> Iterator[None]:
    """A database for each testing process, also where two runs of the suite go on at once.

    Numbered, not named by process: what a killed run leaves is used, and dropped, by the next.
    """
    settings.VAR_DIR.mkdir(exist_ok=True)
    for number in count(1):
        lock = os.open(settings.VAR_DIR / f"tests.{number}.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(lock)
            continue
        database = connections["default"].settings_dict
        database["TEST"]["NAME"] = f"test_{database['NAME']}_{number}"
        yield
        os.close(lock)
        return


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """As pytest-django has it, with nobody left in the database when it is dropped."""
    yield
    with django_db_blocker.unblock():
        sessions.end_all()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium. Where there is none: skipped, or failed if E2E=required."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        reason = "no browser: apt install chromium-headless-shell, or chromium"
        if os.environ.get("E2E") == "required":
            pytest.fail(reason)
        pytest.skip(reason)
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright runs an event loop in this thread, though the tests are not asynchronous.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        chromium = playwright.chromium.launch(executable_path=found, args=BROWSER_FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a new visitor. What the content security policy blocks, fails the test."""
    blocked: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            blocked.append(message.text)

    with browser.new_context(locale="en-GB") as context:
        new = context.new_page()
        new.on("console", heard)
        yield new
    assert not blocked


@pytest.fixture(scope="session")
def root_folder() -> Path:
    """The folder of the repository."""
    return Path(settings.BASE_DIR)
