"""The page that shows who mentions whom."""

from __future__ import annotations

import datetime
import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from statements.facets import Named
from statements.holdings import current
from statements.models import Entity
from statements.views.matrix_picture import OPACITIES, matrix_picture, shortened
from statements.who_mentions import Cell, Matrix, Row
from tests import factories

pytestmark = pytest.mark.django_db

ADDRESS = "/who-mentions-whom/"


def mention(by: str, about: str, *, year: int = 1995) -> None:
    """A statement of the year made for one country in which another is mentioned."""
    made_for, other = (_country(code) for code in (by, about))
    speech = factories.make_speech(
        represents=made_for, date=datetime.date(year, 1, 1), date_precision="year"
    )
    factories.make_mention(speech, other)


def _country(code: str) -> Entity:
    return Entity.objects.filter(code=code).first() or factories.make_entity(
        "country", code=code, name=f"Country & {code}"
    )


def table_links(page: str) -> dict[str, int]:
    """The numbers of the table by the addresses to which they lead."""
    links = re.findall(r'<td><a href="([^"]+)">([\d,]+)</a></td>', page)
    return {unescape(address): int(count.replace(",", "")) for address, count in links}


def test_each_number_leads_to_as_many_statements(client: Client) -> None:
    for year in (1989, 1995, 1995):
        mention("KEN", "UGA", year=year)
    mention("UGA", "KEN")
    for query in ("", "?from=1990", "?from=1990&to=1999&size=10", "?to=1989"):
        links = table_links(client.get(ADDRESS + query).content.decode())
        assert links, query
        for address, count in links.items():
            found = client.get(address).context["page_obj"].paginator.count
            assert found == count, address


def test_the_picture_and_the_table_hold_the_same_numbers(client: Client) -> None:
    mention("KEN", "UGA")
    mention("UGA", "KEN")
    mention("UGA", "UGA")
    page = client.get(ADDRESS).content.decode()
    drawn = re.findall(r'class="matrix__cell[^"]*" href="([^"]+)"[^>]*>.*?>([\d,]+)</text>', page)
    assert {unescape(address): int(count) for address, count in drawn} == table_links(page)
    assert len(drawn) == 3
    assert '<title id="matrix-title">' in page
    assert '<desc id="matrix-desc">' in page
    assert "style=" not in page
    assert "Country &amp; KEN" in page


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("from=x", "Enter a whole number."),
        ("from=2001&to=1999", "The last year is before the first."),
        ("size=7", "7 is not one of the available choices"),
        ("speaking=theme", "theme is not one of the available choices"),
        ("mentioned=%00", "is not one of the available choices"),
        ("to=99999", "less than or equal to 2999"),
    ],
)
def test_a_bad_choice_is_said_and_the_rest_still_shown(
    client: Client, query: str, said: str
) -> None:
    mention("KEN", "UGA")
    response = client.get(f"{ADDRESS}?{query}")
    assert response.status_code == 200
    assert said in response.content.decode()


def test_years_without_statements_are_said_to_be_empty(client: Client) -> None:
    mention("KEN", "UGA", year=1995)
    assert b'class="empty"' in client.get(f"{ADDRESS}?from=2001").content
    assert b'class="empty"' in client.get(f"{ADDRESS}?mentioned=theme").content


def test_the_page_costs_one_look_at_what_has_changed(client: Client) -> None:
    mention("KEN", "UGA")
    client.get(ADDRESS)
    current()
    with CaptureQueriesContext(connection) as captured:
        client.get(ADDRESS)
    assert len(captured) == 1


def named(key: int, name: str) -> Named:
    return Named(key, "country", f"C{key}", name)


def matrix_of(*counts: int) -> Matrix:
    columns = [named(number, f"Country {number}") for number in range(len(counts))]
    return Matrix(columns, [Row(named(99, "Speaker"), 300, [Cell(count) for count in counts])])


def test_colours_go_up_with_the_counts_and_none_is_for_nothing() -> None:
    matrix = matrix_of(0, 1, 30, 60)
    line = matrix_picture(matrix, [["", "", "", ""]], mirrored=False).lines[0]
    steps = [square.step for square in line.squares]
    assert steps == [None, 0, 2, len(OPACITIES) - 1]
    assert [square.is_deep for square in line.squares] == [False, False, False, True]


def test_the_legend_tells_every_count_once() -> None:
    for most in (1, 2, 5, 6, 7, 75, 1000):
        steps = matrix_picture(matrix_of(most), [[""]], mirrored=False).steps
        told = [count for step in steps for count in range(step.least, step.most + 1)]
        assert told == list(range(1, most + 1))


def test_in_pages_read_from_the_right_the_first_column_is_on_the_right() -> None:
    queries = [["", "", ""]]
    there = matrix_picture(matrix_of(1, 2, 3), queries, mirrored=False).lines[0].squares
    back = matrix_picture(matrix_of(1, 2, 3), queries, mirrored=True).lines[0].squares
    assert [square.x for square in there] == sorted(square.x for square in there)
    assert [square.x for square in back] == sorted((square.x for square in back), reverse=True)
    assert [square.count for square in back] == [1, 2, 3]


def test_long_names_are_cut_where_there_is_no_room() -> None:
    assert shortened("Kenya") == "Kenya"
    assert shortened("United Kingdom of Great Britain") == "United Kingdom of Great…"
