"""What htmx is answered when it brings the list of statements up to date."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from tests import factories

pytestmark = pytest.mark.django_db

ASKS = {"HX-Request": "true", "HX-Target": "results"}


def asked(client: Client, address: str, **headers: str) -> str:
    response = client.get(address, headers={**ASKS, **headers})
    assert response.status_code == 200
    return str(response.content.decode())


@pytest.fixture(autouse=True)
def _statements() -> None:
    china = factories.make_entity(code="CHN", name="China", is_authority=True)
    for title in ("First", "Second"):
        factories.make_mention(factories.make_speech(title=title, text="Peace."), china)
    factories.make_speech(title="Third", text="Peace.")


def test_an_update_is_what_changes_and_no_page(client: Client) -> None:
    update = asked(client, "/speeches/?q=peace&country=CHN")
    assert "<html" not in update
    assert "site-header" not in update
    assert update.lstrip().startswith("<title>peace")
    assert update.count('data-testid="hit"') == 2
    for part in ('id="filters"', 'id="follow"'):
        tag = update[update.index(part) :]
        assert 'hx-swap-oob="true"' in tag[: tag.index(">")], part
    assert '<p id="list-status" hx-swap-oob="innerHTML">2 statements</p>' in update


def test_a_page_says_nothing_of_updates(client: Client) -> None:
    page = client.get("/speeches/?q=peace").content.decode()
    assert "hx-swap-oob" not in page
    assert '<p class="visually-hidden" id="list-status" role="status"></p>' in page


def test_update_and_page_show_the_same(client: Client) -> None:
    address = "/speeches/?q=peace&country=CHN&sort=oldest"
    page, update = client.get(address), client.get(address, headers=ASKS)
    for name in ("result_count", "hits", "chips"):
        assert page.context[name] == update.context[name], name


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"HX-Request": "true"},
        {"HX-Request": "true", "HX-Target": "elsewhere"},
        # The way back in a browser: what htmx then puts in place is a part of a whole page.
        {**ASKS, "HX-History-Restore-Request": "true"},
    ],
)
def test_all_others_are_answered_with_a_page(client: Client, headers: dict[str, str]) -> None:
    page = client.get("/speeches/", headers=headers).content.decode()
    assert page.startswith("<!doctype html>")
    assert "hx-history-elt" in page


@pytest.mark.parametrize("headers", [{}, ASKS])
def test_what_is_kept_of_an_answer_is_told_apart_by_who_asked(
    client: Client, headers: dict[str, str]
) -> None:
    response: HttpResponse = client.get("/speeches/", headers=headers)  # type: ignore[assignment]
    varies = {name.strip() for name in response.headers["Vary"].split(",")}
    assert {"HX-Request", "HX-Target", "HX-History-Restore-Request"} <= varies


def test_a_bad_value_is_said_in_an_update_as_well(client: Client) -> None:
    update = asked(client, "/speeches/?from=yesterday")
    assert 'role="alert"' in update
    assert "“yesterday” is not a date" in update


def test_the_density_is_the_readers_choice_and_leads_back(client: Client) -> None:
    page = client.get("/speeches/?q=peace").content.decode()
    assert 'data-density="comfortable"' in page
    response = client.post("/preferences/", {"density": "compact", "next": "/speeches/?q=peace"})
    assert response.headers["Location"] == "/speeches/?q=peace#density-compact"
    page = client.get("/speeches/?q=peace").content.decode()
    assert 'data-density="compact"' in page
    assert 'id="density-compact" name="density" value="compact" aria-pressed="true">' in page


def test_the_address_of_the_feed_is_shown_whole(client: Client) -> None:
    page = client.get("/speeches/?q=peace&country=CHN&sort=oldest&page=1").content.decode()
    assert ">http://testserver/feeds/speeches/?q=peace&amp;country=CHN</a>" in page


def test_a_search_tells_its_name_for_those_that_are_kept(client: Client) -> None:
    page = client.get("/speeches/?q=peace&country=CHN").content.decode()
    assert 'data-search="“peace” · Country mentioned: China"' in page
    page = client.get("/speeches/?q=%22small+arms%22").content.decode()
    assert 'data-search="&quot;small arms&quot;"' in page
    assert 'data-search=""' in client.get("/speeches/").content.decode()


def test_filters_are_written_as_the_language_writes_them(client: Client) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "fr"
    page = client.get("/speeches/?q=peace&from=1990").content.decode()
    assert ' · Du\u202f: 1990"' in page
    assert '<span class="chip__label">Du\u202f:</span>' in page


def test_the_button_of_the_drawer_says_how_many_filters_are_on(client: Client) -> None:
    page = client.get("/speeches/?q=peace&country=CHN&from=1990").content.decode()
    button = page[page.index('id="open-drawer"') :]
    assert button[: button.index("</button>")].endswith("Filters (2)")
    assert "Show 0 statements" in page
