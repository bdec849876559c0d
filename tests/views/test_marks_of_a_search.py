"""The page of a statement marks what the search looked for, other names as well."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from statements.models import EntityName, Speech
from tests import factories

pytestmark = pytest.mark.django_db

UNOCT = "United Nations Office of Counter-Terrorism"


@pytest.fixture
def speech() -> Speech:
    entity = factories.make_entity("organization", code="unoct", name=UNOCT, is_authority=True)
    EntityName.objects.create(entity=entity, text=UNOCT, kind="official", language="en")
    EntityName.objects.create(
        entity=entity, text="UNOCT", kind="acronym", language="", case_sensitive=True
    )
    speech = factories.make_speech(text="…", title="On peace")
    for number, text in enumerate(
        (f"We thank the {UNOCT}.", "An office of counsel.", "UNOCT is led well."), 1
    ):
        factories.make_paragraph(speech, number=number, text=text)
    return speech


def page(client: Client, speech: Speech, query: str) -> str:
    response = client.get(f"{speech.get_absolute_url()}?{query}")
    assert response.status_code == 200
    return str(response.content.decode())


def marked(html: str) -> list[str]:
    return re.findall(r'<mark class="match">(.*?)</mark>', html)


def linked(html: str) -> list[str]:
    return re.findall(r'href="#p(\d+)"><span', html)


def test_added_names_are_marked(client: Client, speech: Speech) -> None:
    html = page(client, speech, "q=UNOCT")
    assert linked(html) == ["1", "3"]
    first, *_, last = marked(html)
    assert first.startswith("United Nations Office")
    assert last == "UNOCT"


def test_names_as_typed_are_marked_as_typed_and_lead_back_so(
    client: Client, speech: Speech
) -> None:
    html = page(client, speech, "q=UNOCT&names=typed&unit=paragraph")
    assert marked(html) == ["UNOCT"]
    assert 'href="/speeches/?q=UNOCT&amp;names=typed&amp;unit=paragraph"' in html


def test_a_field_that_nobody_is_called_by_is_marked_as_words(
    client: Client, speech: Speech
) -> None:
    assert marked(page(client, speech, "q=speaker:counsel")) == ["counsel"]


def test_marks_cost_the_same_whatever_was_searched(client: Client, speech: Speech) -> None:
    page(client, speech, "q=UNOCT")
    counts = set()
    for query in (
        "q=UNOCT",
        "q=peace",
        "q=UNOCT+OR+office+OR+thank&names=typed",
        "q=%22led+well%22",
    ):
        with CaptureQueriesContext(connection) as queries:
            page(client, speech, query)
        counts.add(len(queries))
    with CaptureQueriesContext(connection) as unmarked:
        page(client, speech, "")
    # What changed in the archive since the last page, and where the words are.
    assert counts == {len(unmarked) + 2}
