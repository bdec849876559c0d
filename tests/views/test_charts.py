"""The picture of mentions per year."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from statements.usage import YearUse
from statements.views.charts import HEIGHT, LEAST, MOST_LABELS, year_chart


def uses(years: dict[int, int]) -> list[YearUse]:
    return [YearUse(year, count, min(count, 1), 3) for year, count in sorted(years.items())]


def test_nothing_held_is_no_picture() -> None:
    assert year_chart([]) is None


def test_one_year_fills_the_width() -> None:
    chart = year_chart(uses({2020: 4}))
    assert chart is not None
    assert (chart.bars[0].x, chart.bars[0].width, chart.bars[0].height) == (10, 80, HEIGHT)
    assert chart.gaps == []
    assert [label.text for label in chart.labels] == ["2020"]


def test_years_without_any_mention_have_no_bar() -> None:
    chart = year_chart(uses({2020: 0, 2021: 0}))
    assert chart is not None
    assert [bar.height for bar in chart.bars] == [0, 0]
    assert chart.most == 0
    assert chart.has_silence


def test_a_single_mention_beside_thousands_can_be_seen() -> None:
    chart = year_chart(uses({2020: 1, 2021: 5_000}))
    assert chart is not None
    assert chart.bars[0].height == LEAST
    assert chart.highest.year == 2021


@given(st.dictionaries(st.integers(1, 9_999), st.integers(0, 10**6), min_size=1, max_size=40))
def test_bars_and_gaps_fill_the_width_in_order_and_stay_inside(years: dict[int, int]) -> None:
    chart = year_chart(uses(years))
    assert chart is not None
    assert [bar.use.year for bar in chart.bars] == sorted(years)
    held = set(years)
    for gap in chart.gaps:
        assert not held & set(range(gap.first, gap.last + 1))
    covered = len(held) + sum(gap.last - gap.first + 1 for gap in chart.gaps)
    assert covered == max(years) - min(years) + 1
    for part in chart.rows:
        assert part.x >= 0
        assert part.x + part.width <= 100.01
    assert [part.x for part in chart.rows] == sorted(part.x for part in chart.rows)
    assert all(0 <= bar.height <= HEIGHT for bar in chart.bars)
    assert len(chart.labels) <= MOST_LABELS + 1
