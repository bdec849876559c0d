"""How a reader wants the pages to look is kept, and nothing else is."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains

pytestmark = pytest.mark.django_db

ADDRESS = "/preferences/"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_theme_is_kept_for_all_pages(client: Client, theme: str) -> None:
    answer = client.post(ADDRESS, {"theme": theme, "next": "/themes/"})
    assert answer.headers["Location"] == "/themes/#display"
    page = client.get("/themes/").content.decode()
    assert f'data-theme="{theme}"' in page
    assert f'<meta name="color-scheme" content="{theme}">' in page


def test_without_a_choice_the_system_decides(client: Client) -> None:
    page = client.get("/").content.decode()
    assert "data-theme" not in page
    assert '<meta name="color-scheme" content="light dark">' in page


def test_a_language_is_kept_and_says_its_direction(client: Client) -> None:
    client.post(ADDRESS, {"language": "ar"})
    assert '<html lang="ar" dir="rtl"' in client.get("/").content.decode()
    client.post(ADDRESS, {"language": "en-gb"})
    assert '<html lang="en-gb" dir="ltr"' in client.get("/").content.decode()


def test_the_browser_chooses_a_language_where_the_reader_has_not(client: Client) -> None:
    page = client.get("/", headers={"accept-language": "fr-CA, en;q=0.5"}).content.decode()
    assert '<html lang="fr" dir="ltr"' in page


@pytest.mark.parametrize("value", ["", "pink", "dark; path=/", "\x00"])
def test_what_is_no_choice_changes_nothing(client: Client, value: str) -> None:
    answer = client.post(ADDRESS, {"theme": value, "density": value, "language": value})
    assert answer.status_code == 302
    assert not answer.cookies


@pytest.mark.parametrize("address", ["", "https://elsewhere.example/", "//elsewhere.example"])
def test_no_way_back_leads_elsewhere(client: Client, address: str) -> None:
    answer = client.post(ADDRESS, {"theme": "dark", "next": address})
    assert answer.headers["Location"] == f"{reverse('statements:home')}#display"


def test_a_cookie_of_another_making_is_ignored(client: Client) -> None:
    client.cookies["theme"] = 'x" onload="'
    assert "onload" not in client.get("/").content.decode()


def test_a_form_that_was_open_too_long_is_refused_with_words() -> None:
    answer = Client(enforce_csrf_checks=True).post("/preferences/", {"theme": "dark"})
    assert answer.status_code == 403
    assertContains(answer, "load the page again", status_code=403)
