"""Charts: one scale from zero, exact lengths, and a title that says what the data say."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from generator.pages.charts import Placed
from generator.pages.charts import amount_chart
from generator.pages.charts import cells
from generator.pages.charts import dots
from generator.pages.charts import trend
from generator.pages.charts import type_chart
from tests.conftest import Read

Assess = Callable[..., Read]


def test_amounts_share_one_scale_and_the_title_counts(assess: Assess) -> None:
    read = assess("""
        budget:
          lines:
            - {name: 甲, budget: 100, spent: 25}
            - {name: 乙, budget: 50, spent: 0}
            - {name: 丙, budget: 20, spent: 200}
        """)
    assert read.assessed
    chart = amount_chart(read.assessed)
    assert chart
    assert chart.title == "3 行预算中 2 行有支出，1 行没有支出，1 行超过预算"
    assert [bar.budget_length for bar in chart.bars] == ["50.00", "25.00", "10.00"]
    assert [bar.spent_length for bar in chart.bars] == ["12.50", "0", "100.00"]
    assert [bar.is_over for bar in chart.bars] == [False, False, True]


def test_spending_that_nobody_stated_is_not_called_none(assess: Assess) -> None:
    read = assess("budget: {lines: [{name: 甲, budget: 10}, {name: 乙, budget: 10, spent: 1}]}")
    assert read.assessed
    chart = amount_chart(read.assessed)
    assert chart
    assert chart.title == "2 行预算中 1 行有支出，1 行没有填报支出"
    assert chart.bars[0].spent == "—"


def test_one_line_or_none_is_no_comparison(assess: Assess) -> None:
    for text in ("budget: {lines: [{name: 甲, budget: 10, spent: 1}]}", "problems: [无]"):
        read = assess(text)
        assert read.assessed
        assert amount_chart(read.assessed) is None
        assert type_chart(read.assessed) is None


def test_types_are_drawn_by_number_and_status(assess: Assess) -> None:
    read = assess("""
        indicators:
          - rows:
              - {type: 数量指标, name: 一, target: 3个, actual: 4个}
              - {type: 数量指标, name: 二, target: 3个, actual: 2个}
              - {type: 质量指标, name: 三, target: 提高, actual: 提高, met: true}
        """)
    assert read.assessed
    chart = type_chart(read.assessed)
    assert chart
    assert chart.title == "2 类指标，质量没有一项可证达成"
    first, second = chart.bars
    assert [(each.word, each.start, each.length) for each in first.segments] == [
        ("达成", "0", "50.00"),
        ("未达成", "50.00", "50.00"),
    ]
    assert [(each.word, each.length) for each in second.segments] == [("自述达成", "50.00")]


def test_a_trend_keeps_gaps_and_starts_at_zero() -> None:
    found = trend("执行率", [(2020, Decimal(50)), (2021, None), (2022, Decimal(100)), (2023, Decimal(0))], "%")
    assert found
    assert found.title == "执行率：2020 年 50.00%，2023 年 0.00%"
    assert [point.y for point in found.points] == ["50.00", None, "0.00", "100.00"]
    assert [(one.year, other.year) for one, other in found.lines] == [(2022, 2023)]


def test_a_missing_year_is_a_gap_even_when_no_report_says_so() -> None:
    found = trend("支出", [(2020, Decimal(5)), (2022, Decimal(10))], "万元")
    assert found
    assert found.lines == ()
    assert found.title == "支出：2020 年 5，2022 年 10（万元）"


def test_one_year_is_no_trend() -> None:
    assert trend("执行率", [(2020, Decimal(50)), (2021, None)], "%") is None


RATES = st.decimals(0, 1000, places=2)
SHARES = st.decimals(0, 100, places=2)


@given(st.lists(st.tuples(RATES, SHARES), min_size=1, max_size=60))
def test_every_project_is_in_the_picture_and_inside_it(rates: list[tuple[Decimal, Decimal]]) -> None:
    placed = [Placed(f"项目{number}", "a/", *each) for number, each in enumerate(rates)]
    for dot in dots(placed):
        assert 0 <= Decimal(dot.x) <= 100
        assert 0 <= Decimal(dot.y) <= 100
    counted = cells(placed)
    assert sum(cell.count for cell in counted) == len(placed)
    assert all(0 < Decimal(cell.x) < 100 and 0 < Decimal(cell.y) < 100 for cell in counted)


def test_a_rate_beyond_the_edge_is_drawn_there_and_said_as_it_is() -> None:
    (dot,) = dots([Placed("甲", "a/", Decimal("500.12"), Decimal(40))])
    assert (dot.x, dot.y) == ("100.00", "60.00")
    assert dot.words == "甲：执行率 500.12%，数据可证达成 40.00%"
