"""Results by year: the picture, its numbers, and the links that choose a year."""

from __future__ import annotations

import datetime
import re
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from statements.models import Speech
from statements.views.narrowing import toggled
from tests import factories


def statement(text: str, year: int | None, **fields: Any) -> Speech:
    day = datetime.date(year, 1, 1) if year else None
    precision = "year" if year else ""
    return factories.make_speech(text=text, date=day, date_precision=precision, **fields)


@pytest.fixture
def archive(db: None) -> None:
    """Peace in 2001 twice and in 2005; 2002 with something else; nothing between; one undated."""
    for text, year in (
        *(("Peace.", 2001), ("More peace.", 2001), ("Trade.", 2001)),
        *(("Trade.", 2002), ("Peace.", 2005), ("Peace.", None)),
    ):
        statement(text, year)


def rows(html: str) -> list[str]:
    """The table as it is read, line by line."""
    table = html[html.index('id="year-numbers"') :]
    table = table[table.index("<tbody>") : table.index("</tbody>")]
    return [" ".join(re.sub(r"<[^>]*>", " ", row).split()) for row in table.split("</tr>")[:-1]]


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return str(response.content.decode())


def test_the_table_tells_years_without_results_from_years_without_holdings(
    client: Client, archive: None
) -> None:
    html = page(client, "/speeches/?q=peace")
    assert rows(html) == ["2001 2 3", "2002 0 1", "2003–2004 nothing held", "2005 1 1"]
    assert "<title>2003–2004: no statement held</title>" in html
    assert "Hatched: the archive holds no statement of these years." in html
    assert "A year without a bar has statements, but none that match." in html
    assert "1 statement without a date is in no year." in html


def test_the_picture_has_a_title_a_description_and_a_link_for_each_year(
    client: Client, archive: None
) -> None:
    html = page(client, "/speeches/?q=peace&page=1")
    picture = html[html.index('<svg class="chart__picture"') :]
    picture = picture[: picture.index("</svg>")]
    assert '<title id="chart-title">Statements found per year, 2001 to 2005</title>' in picture
    assert "Most in 2001: 2 statements." in picture
    links = re.findall(r'<a id="bar-\d+" href="([^"]*)"><title>([^<]*)</title>', picture)
    assert links == [
        ("?q=peace&amp;year=2001", "2001: 2 of 3 statements"),
        ("?q=peace&amp;year=2002", "2002: 0 of 1 statement"),
        ("?q=peace&amp;year=2005", "2005: 1 of 1 statement"),
    ]


def test_years_are_added_to_each_other_marked_and_taken_away(client: Client, archive: None) -> None:
    html = page(client, "/speeches/?q=peace&year=2001")
    assert ">2 statements</strong>" in html
    # Counted as though no year were chosen, so that a second can be added.
    assert rows(html)[-1] == "2005 1 1"
    assert rows(html)[0] == "2001 2 3"
    assert '<a id="row-2005" href="?q=peace&amp;year=2001&amp;year=2005">2005</a>' in html
    assert html.count('aria-current="true">2001</a>') == 1
    html = page(client, "/speeches/?q=peace&year=2001&year=2005")
    assert ">3 statements</strong>" in html
    assert '<a id="row-2001" href="?q=peace&amp;year=2005" aria-current="true">2001</a>' in html
    assert html.count('class="chosen"') == 4
    # The chips take one away as well.
    assert 'class="chip" href="?q=peace&amp;year=2005"' in html


def test_other_filters_of_time_narrow_the_years(client: Client, archive: None) -> None:
    html = page(client, "/speeches/?q=peace&from=2002&year=2001")
    assert rows(html)[0].endswith("0 3")
    assert rows(html)[-1] == "2005 1 1"


def test_a_chosen_year_without_holdings_can_be_taken_away(client: Client, archive: None) -> None:
    html = page(client, "/speeches/?year=1890")
    assert 'name="year" value="1890" checked' in html
    assert ">0 statements</strong>" in html


def test_where_nothing_is_found_years_are_not_spoken_of(client: Client, archive: None) -> None:
    html = page(client, "/speeches/?q=zebra")
    for part in ("chart__picture", "of a known year", "Numbers per year"):
        assert part not in html


def test_where_nothing_found_has_a_date_there_is_no_picture_but_the_holdings(
    client: Client, archive: None
) -> None:
    statement("Zebras.", None)
    html = page(client, "/speeches/?q=zebra")
    assert "chart__picture" not in html
    assert "None of these statements is of a known year." in html
    assert rows(html)[0] == "2001 0 3"


def test_an_archive_without_dates_has_no_years(client: Client, db: None) -> None:
    statement("Peace.", None)
    html = page(client, "/speeches/")
    assert "chart__picture" not in html
    assert "Numbers per year" not in html


def test_years_of_drafts_are_no_holdings_for_the_public(client: Client, archive: None) -> None:
    statement("Peace.", 1999, status="draft")
    assert rows(page(client, "/speeches/"))[0].startswith("2001")


def test_a_bad_year_is_said_where_years_are_chosen(client: Client, archive: None) -> None:
    html = page(client, "/speeches/?year=soon")
    assert '<p class="field__error">“soon” is not a year. Write YYYY.</p>' in html


addresses = st.lists(
    st.tuples(st.sampled_from(["q", "year", "theme", "page"]), st.text(max_size=5)), max_size=6
)


@given(addresses, st.text(max_size=5))
def test_a_link_changes_its_own_value_only_and_twice_changes_nothing(
    pairs: list[tuple[str, str]], value: str
) -> None:
    params = QueryDict(mutable=True)
    for name, each in pairs:
        params.appendlist(name, each)
    (once,) = toggled(params, "year", [value])
    changed = QueryDict(once)
    before, after = set(params.getlist("year")), set(changed.getlist("year"))
    assert before ^ after == {value}
    for name in ("q", "theme"):
        assert changed.getlist(name) == params.getlist(name)
    assert "page" not in changed
    (twice,) = toggled(changed, "year", [value])
    assert set(QueryDict(twice).getlist("year")) == before
