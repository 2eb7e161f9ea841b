"""Statements: what a number in prose claims, by the words around it, and that check and page see the same."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from decimal import Decimal

import pytest

from generator.figures import Totals
from generator.pages.prose import prose_for
from tests.conftest import CASES
from tests.conftest import Read

BUDGET = """\
    budget:
      unit: 亿元
      lines: [{name: 培训, budget: 2.35, spent: 2.15}]
"""


def shown(read: Read) -> str:
    """The prose of a report's only section, as its page holds it."""
    return str(prose_for(read.subject).markdown("s1", read.report.sections[0].text))  # type: ignore[attr-defined]


def test_a_page_marks_a_number_as_the_check_finds_it(assess: Callable[..., Read]) -> None:
    read = assess(BUDGET + "    sections: [{title: 资金, text: '预算{budget.total = 23500}万元。'}]\n")
    assert not read.of("stated-differs")
    assert 'class="stated stated--agrees"' in shown(read)


def test_a_note_behind_an_amount_in_another_unit_names_its_own(assess: Callable[..., Read]) -> None:
    read = assess(
        BUDGET
        + "    sections: [{title: 资金, text: '预算{budget.total = 23000}万元，支出{budget.spent = 2}亿元。'}]\n"
    )
    assert re.findall("〔.*?〕", shown(read)) == ["〔数据为 2.35 亿元〕"]
    read = assess(BUDGET + "    sections: [{title: 资金, text: '支出{budget.spent = 3}亿元。'}]\n")
    assert re.findall("〔.*?〕", shown(read)) == ["〔数据为 2.15〕"]


#: What the cases speak of; of the year before only the totals.
REPORT = """\
    budget:
      unit: 万元
      lines: [{name: 培训, budget: 2400, spent: 2150.5}, {name: 维修, budget: 300, spent: 345.6}]
    indicators:
      - rows:
          - {type: 数量指标, name: 面积, target: 1万亩, actual: 1.26万亩}
          - {type: 数量指标, name: 渠道, target: 15公里, actual: 13.5公里}
          - {type: 数量指标, name: 游客, target: 100万人次, actual: 约120万人次}
          - {type: 数量指标, name: 报告, target: 2份, actual: 已完成}
          - {type: 数量指标, name: 学员, target: 300人, actual: 350余人}
"""
BEFORE = Totals(
    "万元",
    budget=Decimal(2750),
    spent=Decimal(2640),
    rated_budget=Decimal(2750),
    rated_spent=Decimal(2640),
    reports=1,
)


def around_cases() -> list[tuple[str, str]]:
    with (CASES / "statements" / "around.tsv").open(encoding="utf-8") as file:
        return [(each["prose"], each["agreement"]) for each in csv.DictReader(file, delimiter="\t")]


@pytest.mark.parametrize(("prose", "agreement"), around_cases())
def test_a_number_claims_what_the_words_around_it_say(
    prose: str, agreement: str, assess: Callable[..., Read]
) -> None:
    read = assess(f"{REPORT}    sections: [{{title: 正文, text: '{prose}。'}}]\n", before=BEFORE)
    (assertion,) = read.subject.assertions  # type: ignore[attr-defined]
    assert assertion.comparison.agreement == agreement
    mark = "uncheckable" if agreement == "unreadable" else agreement
    assert f'class="stated stated--{mark}"' in shown(read)


def test_a_finding_shows_the_number_with_the_words_that_belong_to_it(assess: Callable[..., Read]) -> None:
    text = "执行率{budget.rate = 95}%以上，预算比上年减少{budget.total.change = 60}万元。"
    read = assess(f"{REPORT}    sections: [{{title: 正文, text: '{text}'}}]\n", before=BEFORE)
    assert [each.message for each in read.of("stated-differs")] == [
        "正文写“95%以上”，按数据计算，预算执行率为 92.45%，多 2.55 个百分点。",
        "正文写“减少60”，按数据计算，预算比上年为 −50 万元，少 10。",
    ]
    text = "支出{budget.spent = 2496.1}亿元，培训超支{budget.line.1.unspent = 10}万元。"
    read = assess(f"{REPORT}    sections: [{{title: 正文, text: '{text}'}}]\n", before=BEFORE)
    assert [each.message.partition("，")[0] for each in read.of("stated-differs")] == [
        "正文写“2496.1亿元”",
        "正文写“超支10”",
    ]


@pytest.mark.parametrize(
    ("stated", "message"),
    [
        ("1", ""),
        ("1.00", ""),
        ("0.998", "报告写“0.998”，按数据计算，预算执行率为 100.00%。"),
        ("0.998%", "报告写“0.998%”，按数据计算，预算执行率为 100.00%，少 99 个百分点。"),
        ("0", "报告写“0”，按数据计算，预算执行率为 100.00%，少 100 个百分点。"),
    ],
)
def test_a_rate_without_a_sign_may_be_a_part_of_one(
    stated: str, message: str, assess: Callable[..., Read]
) -> None:
    read = assess(BUDGET.replace("2.15", "2.35") + f"    stated: {{budget.rate: '{stated}'}}\n")
    assert [each.message for each in read.of("stated-differs")] == ([message] if message else [])


@pytest.mark.parametrize(
    ("prose", "printed"),
    [
        ("支出{budget.spent}万元", "支出2,496.1万元"),
        ("支出{budget.spent}元", "支出24,961,000元"),
        ("支出{budget.spent} 亿元", "支出0.24961 亿元"),
        ("执行率{budget.rate}", "执行率92.45%"),
        ("执行率{budget.rate}%", "执行率92.45%"),
        ("面积{indicator.1.actual}万亩", "面积1.26万亩"),
        ("面积{indicator.1.actual}亩", "面积12,600亩"),
        ("维修超支{budget.line.2.unspent}万元", "维修超支45.6万元"),
        ("预算比上年减少{budget.total.change}万元", "预算比上年减少50万元"),
        ("预算比上年增加{budget.total.change}万元", "预算比上年增加−50万元"),
        ("执行率变化为{budget.rate.change}个百分点", "执行率变化为−3.55个百分点"),
    ],
)
def test_a_computed_figure_is_printed_in_the_unit_behind_it(
    prose: str, printed: str, assess: Callable[..., Read]
) -> None:
    read = assess(f"{REPORT}    sections: [{{title: 正文, text: '{prose}。'}}]\n", before=BEFORE)
    assert re.sub("<[^>]*>", "", shown(read)) == f"{printed}。"
