"""The page that tells what can be typed holds what it promises."""

from __future__ import annotations

import html
import re

import pytest
from django.test import Client

from statements.search.fields import NAMES
from statements.search.query import parse
from statements.views.search_help import TOPICS, Example

EXAMPLES = [example for topic in TOPICS for example in topic.examples]


@pytest.mark.parametrize("example", EXAMPLES, ids=[example.typed for example in EXAMPLES])
def test_an_example_is_understood(example: Example) -> None:
    query = parse(example.typed)
    assert query.tree is not None
    assert query.notices == ()
    assert example.explanation.startswith("statements ")


def test_every_field_and_operator_has_an_example() -> None:
    typed = " ".join(example.typed for example in EXAMPLES)
    assert {f"{field}:" for field in NAMES.values()} <= set(re.findall(r"[a-z]+:", typed))
    for operator in (" OR ", " -", "(", "*", '"~5', "=", " /p ", ".."):
        assert operator in typed, operator


@pytest.mark.django_db
def test_every_example_is_a_link_to_its_results(client: Client) -> None:
    page = client.get("/search-help/").content.decode()
    links = re.findall(r'<a href="(/speeches/\?q=[^"]*)"><kbd>(.*?)</kbd></a>', page)
    assert [html.unescape(typed) for _, typed in links] == [each.typed for each in EXAMPLES]
    for address, typed in links:
        response = client.get(html.unescape(address))
        assert response.context["query"].text == html.unescape(typed)


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/speeches/", "/nothing-here/"])
def test_help_is_beside_every_search_box(client: Client, address: str) -> None:
    page = client.get(address).content.decode()
    assert page.count('id="search-words"') == 1
    assert 'href="/search-help/"' in page
