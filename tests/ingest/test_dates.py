from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statements.ingest.dates import find_date, is_date_line, parse_partial_date

DAYS = st.dates(date(1800, 1, 1), date(2199, 12, 31))


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("10 July 2020", "2020-07-10"),
        ("(10 July 2020)", "2020-07-10"),
        ("July 10, 2020", "2020-07-10"),
        ("10th of July 2020", "2020-07-10"),
        ("the 1st of May, 1999", "1999-05-01"),
        ("2020-07-10", "2020-07-10"),
        ("2020/10/29", "2020-10-29"),
        ("2022-01-26 19:10", "2022-01-26"),
        ("25/09/2019", "2019-09-25"),
        ("09/25/2019", "2019-09-25"),
        ("07/07/2019", "2019-07-07"),
        ("10.07.2020", "2020-07-10"),
        ("Friday, 10 July 2020", "2020-07-10"),
        ("New York, 25 September 2019", "2019-09-25"),
        ("11 Dec 2018", "2018-12-11"),
        ("Sept. 3, 2018", "2018-09-03"),
        ("11 DECEMBER 2018", "2018-12-11"),
        ("le 1er octobre 2021", "2021-10-01"),
        ("12 de noviembre de 2020", "2020-11-12"),
        ("25 сентября 2019 года", "2019-09-25"),
        ("2020年7月10日", "2020-07-10"),
        ("5-Oct-2021", "2021-10-05"),
        ("25-10-2021", "2021-10-25"),
        ("25 / 10 / 2021", "2021-10-25"),
        ("2021. 10. 5.", "2021-10-05"),
        ("October the 5th, 2021", "2021-10-05"),
        ("5th day of October 2021", "2021-10-05"),
        ("Vienna, Tuesday, 5 October 2021", "2021-10-05"),
        ("Nueva York, martes 5 de octubre de 2021", "2021-10-05"),
        ("New York | 5 October 2021", "2021-10-05"),
        ("5 outubro 2021", "2021-10-05"),
        ("5. Oktober 2021", "2021-10-05"),
        ("5 października 2021", "2021-10-05"),
        ("٥ أكتوبر ٢٠٢١", "2021-10-05"),
        ("5 تشرين الأول 2021", "2021-10-05"),
        ("二〇二一年十二月二十五日", "2021-12-25"),
        ("2021年10月5日 星期二", "2021-10-05"),
        ("5/May/2021", "2021-05-05"),
        ("15 كانون الثاني/يناير 2022", "2022-01-15"),
        ("7 avr. 2020", "2020-04-07"),
        ("14 dic. 2020", "2020-12-14"),
        ("July 2020", "2020-07"),
        ("août 2015", "2015-08"),
    ],
)
def test_a_date_in_any_form_is_found(text: str, iso: str) -> None:
    found = find_date(text)
    assert found is not None
    assert found.iso == iso


@pytest.mark.parametrize(
    "text",
    [
        "18-19 March 2008",
        "March 18–19, 2008",
        "28 May - 4 June 2021",
        "10/07/2020",
        "31 February 2020",
        "30.02.2020",
        "2020-13-01",
        "resolution 1325 (2000)",
        "in 2020",
        "191218_14",
        "the 75th session",
        "May I thank you",
        "",
    ],
)
def test_what_is_no_sure_date_is_none(text: str) -> None:
    assert find_date(text) is None


@pytest.mark.parametrize(
    "line",
    [
        "(10 July 2020)",
        "New York, 25 September 2019",
        "Genève, le 1er octobre 2021",
        "Friday, 10 July 2020, 10:30 a.m.",
        "14.05.2024 - Speech",
        "[30 September 2022]",
    ],
)
def test_a_line_that_is_only_a_date(line: str) -> None:
    assert is_date_line(line)


@pytest.mark.parametrize(
    "line",
    [
        "On 21 September 1981",
        "We met on 10 July 2020 and agreed",
        "the events of 11 September 2001",
    ],
)
def test_a_line_that_says_more_than_a_date(line: str) -> None:
    assert not is_date_line(line)


@given(DAYS)
def test_dates_come_back_from_every_form(day: date) -> None:
    forms = [day.isoformat(), f"{day:%d %B %Y}", f"{day:%B %d, %Y}", f"{day:%d.%m.%Y}"]
    assert {found.iso for form in forms if (found := find_date(form))} == {day.isoformat()}


@given(DAYS)
def test_strict_dates_come_back(day: date) -> None:
    for iso, precision in [
        (day.isoformat(), "day"),
        (f"{day:%Y-%m}", "month"),
        (f"{day.year:04}", "year"),
    ]:
        parsed = parse_partial_date(iso)
        assert (parsed.iso, parsed.precision) == (iso, precision)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2020-02-30",
        "2020-13",
        "1799",
        "2201",
        "20",
        "2020-7-1",
        "10 July 2020",
        "2020-07-10T1",
        "٢٠٢٠",
    ],
)
def test_a_strict_date_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is "):
        parse_partial_date(text)
