"""Running sites with an archive that is only read: filled once for all tests of a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings
from playwright.sync_api import Page, Response
from pytest_django.live_server_helper import LiveServer

from tests import sessions
from tests.e2e.pages import Case

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
    """A running site, and what its addresses are made with."""

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


@contextmanager
def running(fill: Callable[[], dict[str, object]]) -> Iterator[Site]:
    """A site whose archive is what `fill` makes of an empty one; see `archives`."""
    with override_settings(ROOT_URLCONF="tests.e2e.error_pages", ALLOWED_HOSTS=["*"]):
        names = fill()
        server = LiveServer("localhost")
        yield Site(url=server.url, names=names, session=_signed_in(server.url))
        server.stop()
        # Requests that no page waits for any more may still be answered.
        sessions.end_those_of_others()
        call_command("flush", interactive=False, verbosity=0)
        # Of the loop that the browser runs in: when that has ended nobody could find it to close
        # it, and the database could not be dropped.
        connection.close()


def _signed_in(url: str) -> dict[str, Any]:
    client = Client()
    client.force_login(User.objects.get(username="editor"))
    return {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": url}
