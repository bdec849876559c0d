"""After a form the reader is at the page it stood on, and never on another site."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from statements.views.ways_back import way_back


def back(address: str, fragment: str = "") -> str:
    return way_back(RequestFactory().post("/", {"next": address}), "/otherwise/", fragment)


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/speeches/?q=peace%20and+justice&country=KEN",
        "/basket/?items=" + "1a." * 3_000,
        "http://testserver/themes/",
    ],
    ids=range(4),
)
def test_it_is_the_page_of_the_form(address: str) -> None:
    assert back(address) == address
    assert back(f"{address}#top", "display") == f"{address}#display"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "//elsewhere.example/",
        "///elsewhere.example/",
        "/\\elsewhere.example/",
        "\\\\elsewhere.example/",
        "/\t/elsewhere.example/",
        "/\n/elsewhere.example/",
        " //elsewhere.example/",
        "\x01//elsewhere.example/",
        "https://elsewhere.example/",
        "http:///elsewhere.example/",
        "javascript:alert(1)",
        "/basket/?items=" + "1a." * 6_000,
        "//elsewhere.example/?items=" + "1a." * 3_000,
    ],
    ids=range(14),
)
def test_no_other_site_is(address: str) -> None:
    assert back(address) == "/otherwise/"
    assert back(address, "display") == "/otherwise/#display"


def test_the_fragment_counts_to_the_length() -> None:
    longest = "/" + "a" * 16_383
    assert back(longest) == longest
    assert back(longest, "display") == "/otherwise/#display"
