"""Browsers of other people than the visitor whose browser can everything, and sites to visit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings
from playwright.sync_api import Browser, Page, Response, expect
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer

from tests.e2e import archives
from tests.e2e.pages import Case

# Machines that are busy with other things answer slowly. What is there at once is not waited for.
expect.set_options(timeout=20_000)


@pytest.fixture
def plain_page(browser: Browser) -> Iterator[Page]:
    """A page of a visitor whose browser runs no scripts."""
    with browser.new_context(java_script_enabled=False) as context:
        yield context.new_page()


#: The server's own processes, such as a vacuum, are nobody's to end.
OTHER_SESSIONS: Final = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""
#: Sends fields as a form of the page would.
SUBMIT: Final = """
(fields) => {
  const form = document.createElement("form");
  form.method = "post";
  form.append(document.querySelector("[name=csrfmiddlewaretoken]").cloneNode());
  for (const [name, value] of Object.entries(fields)) {
    form.append(Object.assign(document.createElement("input"), {name, value}));
  }
  document.body.append(form);
  form.submit();
}
"""


@dataclass(frozen=True, slots=True)
class Site:
    """A running site with an archive that only reads: filled once for all tests of a file."""

    url: str
    names: dict[str, object]
    #: The cookie of the editor's session.
    session: dict[str, Any] = field(repr=False)

    def address_of(self, case: Case) -> str:
        return self.url + self.path_of(case)

    def path_of(self, case: Case) -> str:
        return case.address.format(**self.names)

    def form_of(self, case: Case) -> dict[str, str]:
        return {name: value.format(**self.names) for name, value in case.form}

    def visit(self, page: Page, case: Case) -> Response:
        """Open a page in a browser."""
        answer = page.goto(self.address_of(case))
        if case.form:
            with page.expect_navigation() as left:
                page.evaluate(SUBMIT, self.form_of(case))
            answer = left.value
        assert answer is not None
        return answer


@pytest.fixture(scope="module")
def site(
    request: pytest.FixtureRequest,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Site]:
    """A site with a full archive, or the one that the parameter says: "full" or "bare".

    Its tests are marked `django_db`, without transactions of their own: what stands in the database
    before the first stays until the last, and then goes.
    """
    with (
        django_db_blocker.unblock(),
        override_settings(ROOT_URLCONF="tests.e2e.error_pages", ALLOWED_HOSTS=["*"]),
    ):
        if getattr(request, "param", "full") == "bare":
            names = archives.fill_scarcely()
        else:
            names = archives.fill(tmp_path_factory.mktemp("archive"))
        server = LiveServer("localhost")
        yield Site(url=server.url, names=names, session=_signed_in(server.url))
        server.stop()
        # Requests that no page waits for any more may still be answered.
        with connection.cursor() as cursor:
            cursor.execute(OTHER_SESSIONS)
        call_command("flush", interactive=False, verbosity=0)
        # Of the loop that the browser runs in: when that has ended nobody could find it to close
        # it, and the database could not be dropped.
        connection.close()


def _signed_in(url: str) -> dict[str, Any]:
    client = Client()
    client.force_login(User.objects.get(username="editor"))
    return {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": url}


@pytest.fixture(scope="module")
def reader_page(browser: Browser, site: Site) -> Iterator[Page]:
    """One page for all tests of a file, of a visitor who is not signed in."""
    with browser.new_context(locale="en-GB") as context:
        yield context.new_page()


@pytest.fixture(scope="module")
def editor_page(browser: Browser, site: Site) -> Iterator[Page]:
    """One page for all tests of a file, of a visitor who is signed in as an editor."""
    with browser.new_context(locale="en-GB") as context:
        context.add_cookies([site.session])  # type: ignore[list-item]
        yield context.new_page()
