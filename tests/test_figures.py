"""Figures: exact, half up, silent where a part is missing, and the same when summed."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.checks.subject import said
from generator.figures import GroupFacts
from generator.figures import Totals
from generator.figures import figures_of
from generator.figures.totals import add
from generator.figures.totals import in_unit
from tests.conftest import Read

Assess = Callable[..., Read]
AMOUNTS = st.decimals(0, 10**10, places=4, allow_nan=False)


def money(*lines: tuple[str, str]) -> str:
    """A budget of lines with a budget and what was spent; "" leaves a key out."""
    rows = []
    for number, (budget, spent) in enumerate(lines, 1):
        keys = [
            f"name: 第{number}项",
            *([f"budget: {budget}"] if budget else []),
            *([f"spent: {spent}"] if spent else []),
        ]
        rows.append(f"    - {{{', '.join(keys)}}}")
    return "budget:\n  lines:\n" + "\n".join(rows) + "\n"


@pytest.mark.parametrize(
    ("lines", "id", "shown"),
    [
        ([("0.1", "0.1"), ("0.2", "0.2")], "budget.total", "0.3"),  # a float would say 0.30000000000000004
        ([("100000", "24845")], "budget.rate", "24.85"),  # half up; half to even would say 24.84
        ([("3", "2")], "budget.rate", "66.67"),
        ([("3", "4")], "budget.rate", "133.33"),
        ([("3", "4")], "budget.unspent", "-1"),
        ([("3", "0"), ("5", "5")], "budget.idle.count", "1"),
        ([("3", "2"), ("5", "")], "budget.spent", "—"),  # a gap is not a zero
        ([("3", "2"), ("5", "")], "budget.rate", "—"),
        (
            [("4", "3"), ("0.00", "")],
            "budget.spent",
            "3",
        ),  # a row of 0 of which no spending is told holds no money
        ([("4", "3"), ("0.00", "")], "budget.rate", "75.00"),
        (
            [("4", "3"), ("", "0")],
            "budget.rate",
            "—",
        ),  # what was not spent of a budget nobody tells may be much
        ([("0", ""), ("0", "")], "budget.spent", "—"),
        ([("", "58.40"), ("25", "20.15")], "budget.spent", "78.55"),
        ([("", "58.40"), ("25", "20.15")], "budget.rate", "—"),  # a rate of a part of the budget is none
        ([("", "58.40"), ("25", "20.15")], "budget.unspent", "—"),
        ([("", "5"), ("25", "0")], "budget.idle.share", "—"),
        ([("0", "0")], "budget.rate", "—"),  # nothing of nothing is no rate
        ([("", "")], "budget.total", "—"),
    ],
)
def test_money(lines: list[tuple[str, str]], id: str, shown: str, assess: Assess) -> None:
    assert assess(money(*lines)).shown(id) == shown


def test_change_from_the_year_before(assess: Assess) -> None:
    last = assess(money(("100", "50")), year=2021)
    assert last.assessed
    this = assess(money(("120", "90")), before=last.assessed.facts.totals)
    assert this.shown("budget.total.change") == "20"
    assert this.shown("budget.total.growth") == "20.00"


def test_there_is_no_change_without_a_year_before(assess: Assess) -> None:
    assert assess(money(("120", "90"))).shown("budget.total.change") == "—"


@pytest.mark.parametrize(
    ("target", "actual", "gap"),
    [
        ("6", "评审项目总数量 5 个", "-1"),
        ("≥95%", "93.5%", "-1.50"),
        ("2 起以下", "3 起", "1"),
        ("不少于 100 个", "120 个", "20"),
        ("3-5 场", "2 场", "—"),  # which of the two ends it lacks is not ours to choose
        ("5 万元", "40000 元", "—"),
        ("5 个", "不足 5 个", "—"),
        ("提高", "提高", "—"),
    ],
)
def test_the_gap_to_a_target(target: str, actual: str, gap: str, assess: Assess) -> None:
    read = assess(f"indicators: [{{rows: [{{type: 数量指标, name: 甲, target: {target}, actual: {actual}}}]}}]")
    assert read.shown("indicator.1.gap") == gap


def test_reports_in_other_units_are_summed_exactly() -> None:
    parts = (Totals("元", budget=Decimal("12345.67")), Totals("万元", budget=Decimal("1.5")))
    assert add(parts, "万元").budget == Decimal("2.734567")
    assert add(parts, "元").budget == Decimal("27345.67")


@pytest.mark.parametrize(
    ("amount", "unit", "other", "shown"),
    [
        ("3000000.00", "元", "万元", "300"),
        ("2999999.99", "元", "万元", "299.999999"),
        ("12345.60", "元", "万元", "1.23456"),
        ("5.65", "万元", "元", "56500"),
        ("0.00", "元", "万元", "0"),
        ("3.00", "万元", "万元", "3.00"),  # as it was written
    ],
)
def test_an_amount_in_another_unit_has_no_zeros_that_nobody_wrote(
    amount: str, unit: str, other: str, shown: str
) -> None:
    assert f"{in_unit(Decimal(amount), unit, other):f}" == shown


def test_what_no_report_gives_is_not_zero_in_the_sum() -> None:
    assert add((Totals("元"), Totals("元")), "元").spent is None
    assert add((Totals("元"), Totals("元", spent=Decimal(3))), "元").spent == 3


def test_a_group_s_rate_is_of_the_reports_that_say_both(assess: Assess) -> None:
    half = assess(money(("", "58.40"), ("25", "20.15"))).assessed
    whole = assess(money(("100", "50"))).assessed
    assert half and whole
    both = figures_of(GroupFacts(add((half.facts.totals, whole.facts.totals), "万元")))
    assert both["budget.spent"].plain == "128.55"
    assert (both["budget.rate"].plain, both["budget.unspent"].plain) == ("50.00", "50")
    alone = figures_of(GroupFacts(add((half.facts.totals, half.facts.totals), "万元")))
    assert (alone["budget.rate"].plain, alone["budget.unspent"].plain) == ("", "")


@given(st.lists(AMOUNTS, max_size=6), st.lists(AMOUNTS, max_size=6))
def test_a_sum_of_sums_is_the_sum(some: list[Decimal], others: list[Decimal]) -> None:
    parts = [[Totals("元", budget=each, reports=1) for each in amounts] for amounts in (some, others)]
    once = add([*parts[0], *parts[1]], "万元")
    twice = add([add(parts[0], "元"), add(parts[1], "万元")], "万元")
    assert (once.budget, once.reports) == (twice.budget, twice.reports)


def test_costs_with_a_level_1_of_their_own_are_no_outputs(assess: Assess) -> None:
    read = assess("""\
        indicators:
          - level1: 成本指标（20分）
            rows:
              - {type: 经济成本指标, name: 户均成本, target: ≤3万元, actual: 2.9万元}
              - {name: 总成本, target: 500万元, actual: 512万元}
          - level1: 产出指标（40分）
            rows:
              - {type: 数量指标, name: 小区, target: 38个, actual: 38个}
              - {type: 成本指标, name: 单价, target: ≤3元, actual: 3元}
          - level1: 效益指标（30分）
            rows:
              - {type: 社会效益指标, name: 户数, target: 9500户, actual: 9618户}
              - {type: 服务对象满意度指标, name: 居民满意度, target: 90%, actual: 93%}
          - rows:
              - {type: 质量指标, name: 合格率, target: 100%, actual: 100%}
        """)
    counts = {
        name: read.shown(f"indicators.{name}.count") for name in ("output", "cost", "benefit", "satisfaction")
    }
    assert counts == {"output": "3", "cost": "3", "benefit": "2", "satisfaction": "1"}
    assert read.shown("indicators.cost.unmet") == "1"  # of a cost, more than the number is too much
    assert read.shown("indicators.output.met") == "3"


WEIGHED = """\
    budget: {weight: 10, lines: [{name: 培训, budget: 100, spent: 90}]}
    indicators:
      - rows:
          - {type: 数量指标, name: 场次, target: 3场, actual: 3场, weight: 50, score: 50}
          - {type: 质量指标, name: 合格率, target: 90%, actual: 95%, WEIGHT score: 40}
    stated: {score.execution: 9, score: 99}
"""


@pytest.mark.parametrize(
    ("text", "score", "finds"),
    [
        (WEIGHED.replace("WEIGHT", "weight: 40,"), "99.00", []),
        (WEIGHED.replace("WEIGHT", ""), "至少 59.00 分", ["stated-unconfirmed"]),  # a gap is not a zero
        (
            "    excerpt: 只有前半。\n" + WEIGHED.replace("WEIGHT", "weight: 40,"),
            "至少 99.00 分",
            ["stated-unconfirmed"],
        ),
        (
            WEIGHED.replace("WEIGHT", "weight: 40,").replace("weight: 10, ", ""),
            "至少 90.00 分",
            ["weights-off", "stated-unconfirmed"],
        ),
    ],
)
def test_points_that_are_not_in_the_data_are_not_taken_for_none(
    text: str, score: str, finds: list[str], assess: Assess
) -> None:
    read = assess(text)
    computed = read.assessed.figures["score"]  # type: ignore[union-attr]
    assert (computed.plain or said(computed)) == score
    rules = ("stated-differs", "stated-unconfirmed", "listed-scores-differ", "weights-off")
    assert [rule for rule in read.rules if rule in rules] == finds


def test_a_line_a_figure_rests_on_is_named_once(assess: Assess) -> None:
    read = assess("""\
        budget: {weight: 10, lines: [{name: 培训, budget: 10, spent: 9}]}
        indicators:
          - rows:
              - {type: 数量指标, name: 场次, target: 4场, actual: 3场}
        """)
    assert read.assessed
    ids = ("indicator.1.gap", "indicator.1.completion", "score.execution")
    assert [len(read.assessed.figures[id].lines) for id in ids] == [1, 1, 1]


@pytest.mark.parametrize(
    ("said", "status"),
    [("", "not_carried_out"), ("carried_out: false", "not_carried_out"), ("carried_out: true", "no_target")],
)
def test_a_row_of_dashes_is_of_nothing_done_unless_the_editor_says_otherwise(
    said: str, status: str, assess: Assess
) -> None:
    read = assess(f"indicators: [{{{said}{', ' if said else ''}rows: [{{name: /, target: /, actual: /}}]}}]")
    assert read.assessed
    assert [row.status for row in read.assessed.facts.rows] == [status]


@pytest.mark.parametrize(
    ("target", "actual", "counted"),
    [
        ("健全", "达成预期指标", "declared"),
        ("健全", "部分达成年度指标并具有一定效果", "not_judged"),
        ("健全", "未达成年度指标且效果较差", "unmet"),
        ("健全", "未完成。", "unmet"),
        ("健全", "未完成的已列入下年计划", "not_judged"),
        ("2023年6月底前", "未完成", "not_judged"),  # the report may be older than that
        ("≥40场", "未达成预期指标", "not_judged"),  # how many may still be asked
    ],
)
def test_a_goal_without_a_number_is_what_the_department_says_of_it(
    target: str, actual: str, counted: str, assess: Assess
) -> None:
    row = f"{{type: 质量指标, name: 制度, target: {target}, actual: {actual}}}"
    read = assess(f"indicators: [{{rows: [{row}]}}]\n")
    assert read.assessed
    counts = {
        each: read.assessed.figures[f"indicators.{each}"].value for each in ("declared", "not_judged", "unmet")
    }
    assert [each for each, count in counts.items() if count] == [counted]
