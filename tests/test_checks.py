"""Checks: every block of tests/cases/checks/<rule>.md, for every rule."""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from generator.checks import CHECKS
from generator.cli import main
from generator.findings import Finding
from generator.model.keys import strings_of
from generator.model.keys import texts_of
from generator.model.report import Report
from generator.personal import masked
from generator.personal import may_hold_personal_data
from generator.personal import numbers
from generator.personal.seen import DIGIT
from generator.personal.seen import views
from generator.read import READING_RULES
from generator.read.content import BUNDLED_STANDARDS
from generator.statements import LoneBrace
from generator.statements import Placeholder
from generator.statements import pieces
from tests.conftest import CASES
from tests.conftest import Read
from tests.conftest import blocks

#: `# <- text` ends a line of a case: the rule is reported there, and its carets stand under the text.
_MARK = re.compile(r"\s+# <- (.*)$")

FOUND, NOT_FOUND = "found: ", "not found: "


def cases(kind: str) -> Iterator[object]:
    for rule in CHECKS:
        path = CASES / "checks" / f"{rule}.md"
        if path.exists():
            for title, text in blocks(path, "yaml"):
                if title.startswith(kind):
                    yield pytest.param(rule, text, id=f"{rule}: {title.removeprefix(kind)}")


def marked(text: str) -> list[tuple[int, str]]:
    """The lines of a case that are marked, and what is said to be wrong there; the file has two lines before it."""
    marks = ((number, _MARK.search(line)) for number, line in enumerate(text.splitlines(), 3))
    return [(number, each) for number, mark in marks if mark for each in mark[1].split(" <- ")]


def pointed_at(text: str, finding: Finding) -> tuple[int, str]:
    place = finding.place
    line = text.splitlines()[place.line - 3]
    return place.line, line[place.column - 1 : place.column - 1 + place.length]


def mistakes(read: Read) -> list[str]:
    return [finding.message for finding in read.findings if finding.rule in READING_RULES]


@pytest.mark.parametrize("rule", CHECKS)
def test_every_rule_has_cases_of_both_kinds(rule: str) -> None:
    titles = [title for title, _ in blocks(CASES / "checks" / f"{rule}.md", "yaml")]
    assert any(title.startswith(FOUND) for title in titles), "no case where it is found"
    assert any(title.startswith(NOT_FOUND) for title in titles), "no case where it is not found"
    assert all(title.startswith((FOUND, NOT_FOUND)) for title in titles), titles


def test_every_case_belongs_to_a_rule() -> None:
    assert {path.stem for path in (CASES / "checks").glob("*.md")} == set(CHECKS)


@pytest.mark.parametrize(("rule", "text"), [*cases(FOUND)])
def test_a_fault_is_found_where_it_is_marked(rule: str, text: str, assess: Callable[..., Read]) -> None:
    read = assess(text)
    assert not mistakes(read)
    assert [pointed_at(text, finding) for finding in read.of(rule)] == marked(text)


@pytest.mark.parametrize(("rule", "text"), [*cases(NOT_FOUND)])
def test_what_is_no_fault_is_not_found(rule: str, text: str, assess: Callable[..., Read]) -> None:
    read = assess(text)
    assert not mistakes(read)
    assert [finding.message for finding in read.of(rule)] == []


@pytest.mark.parametrize(("rule", "text"), [*cases(FOUND)])
def test_a_message_is_complete(rule: str, text: str, assess: Callable[..., Read]) -> None:
    for finding in assess(text).of(rule):
        assert finding.message
        assert finding.severity is CHECKS[rule].severity
        slots = [f"{{{name}}}" for name in re.findall(r"\{(\w+)\}", finding.wording + finding.hint)]
        assert not [slot for slot in slots if slot[1:-1] not in finding.values and slot != "{指标名}"]


@pytest.mark.parametrize("rule", CHECKS)
def test_a_rule_says_what_it_finds_and_what_to_do(rule: str) -> None:
    text = CHECKS[rule].text
    assert text.partition("\n")[0].endswith("。")
    assert "处理：" in text


def test_a_grade_is_open_where_the_score_may_lie_on_both_sides_of_a_limit(assess: Callable[..., Read]) -> None:
    read = assess("""\
        indicators:
          - rows:
              - {type: 数量指标, name: 场次, target: 3场, actual: 3场, weight: 70}
              - {type: 质量指标, name: 制度, target: 健全, actual: 健全, met: true, weight: 30}
        stated: {grade: 优}
        """)
    assert read.shown("score") == "94.00..100"
    read = assess("""\
        indicators:
          - rows:
              - {type: 数量指标, name: 场次, target: 3场, actual: 3场, weight: 40}
              - {type: 质量指标, name: 制度, target: 健全, actual: 健全, met: true, weight: 60}
        stated: {grade: 优}
        """)
    (found,) = read.of("stated-uncheckable")
    assert (
        found.message == "报告写“优”，按数据，得分在 88.00–100.00 分 之间，跨了等级线，等级定不下来，无从核对。"
    )


ONE_FAULT = """\
    budget: {lines: [{name: 培训, budget: 10, spent: 12}]}
"""


def test_an_accepted_warning_becomes_a_note_with_its_reason(assess: Callable[..., Read]) -> None:
    reason = "    accepted: [{rule: overspent, reason: 追加预算的文件次年才下达。}]\n"
    (before,), (after,) = assess(ONE_FAULT).of("overspent"), assess(ONE_FAULT + reason).of("overspent")
    assert (before.severity, before.accepted) == ("warning", "")
    assert (after.severity, after.accepted) == ("note", "追加预算的文件次年才下达。")


def test_an_error_cannot_be_accepted(assess: Callable[..., Read]) -> None:
    read = assess("""\
        problems: [联系电话 13800138000]
        accepted: [{rule: personal-data, reason: 本人同意。}]
        """)
    assert [each.severity for each in read.of("personal-data")] == ["error"]
    assert read.of("acceptance-unneeded")


def test_a_number_is_never_shown_whole_in_the_message_about_it(assess: Callable[..., Read]) -> None:
    (found,) = assess("problems: [请致电 13800138000 办理]").of("personal-data")
    assert "13800138000" not in found.message + found.advice


def test_of_endless_mistakes_the_first_are_told_and_the_rest_counted(assess: Callable[..., Read]) -> None:
    found = assess(f"problems: ['{'{甲' * 20_000}']").of("brace-unpaired")
    assert len(found) == 5001
    assert "还有 15000 处" in found[-1].message


@given(st.text(alphabet="0123456789０１③八٣@＠abX- .+()（）,，年万元电话账号*_\\{}=·/[]&#;", max_size=40))
def test_a_first_look_passes_over_nothing_that_looks_like_personal_data(text: str) -> None:
    seen = views(text, str)
    looks_like = any(pattern.search(each.text) for each in seen for _, pattern, _ in numbers._KINDS)
    assert may_hold_personal_data(["甲", text, "乙"]) or not looks_like


@given(st.text(alphabet="138{}=. \n甲", max_size=30))
def test_braces_are_seen_as_a_page_prints_them(text: str) -> None:
    printed = "".join(
        (str(each.stated or "") if each.stated is not None else each.figure)
        if isinstance(each, Placeholder)
        else each.written
        if isinstance(each, LoneBrace)
        else each.text
        for each in pieces(text)
    )
    *_, shown = views(text, str)
    assert shown.text == printed


def test_every_digit_there_is_is_known_for_one() -> None:
    signs = map(chr, range(sys.maxunicode))
    digits = [each for each in signs if unicodedata.digit(each, None) is not None]
    assert [each for each in digits if not re.match(f"[{DIGIT}]", each)] == []


def test_what_is_hidden_leaves_the_rest_where_it_was() -> None:
    text = "请致电 138**1234**5678 或 0750-3279820，来信 a@b.cn。"
    hidden = masked(text)
    assert hidden == "请致电 138**********78 或 075*******20，来信 a@***n。"
    assert len(hidden) == len(text)
    assert masked(hidden) == hidden


def test_the_first_look_sees_every_text(assess: Callable[..., Read]) -> None:
    report = assess("""\
        problems: [甲, 乙]
        contact: {name: 丙, phone: 丁}
        sections: [{title: 戊, text: 己, sections: [{title: 庚, text: 辛}]}]
        indicators: [{item: 壬, rows: [{name: 癸, target: 3个, actual: 2个}]}]
        """).report
    assert isinstance(report, Report)
    everywhere = [each.text for each in texts_of(report)]
    assert sorted(strings_of(report)) == sorted(everywhere)
    assert set(everywhere) - set(strings_of(report, but="contact")) == {"丙", "丁"}


PROJECT = "reports/bumen/xiangmu"
AROUND = {
    "site.yml": "name: 测试\npublisher: 测试\nredress: {phone: 0750-3279820, email: office@example.org}\n",
    "reports/bumen/department.yml": "name: 部门\n",
    f"{PROJECT}/project.yml": "name: 项目\n",
    f"{PROJECT}/2022.yml": "year: 2022\ntitle: 报告\n",
}
STANDARD = (BUNDLED_STANDARDS / "national-2020.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("files", "place"),
    [
        ({}, ""),
        ({"site.yml": "name: 测试\npublisher: 局13812345678\n"}, "content/site.yml:2:12"),
        (
            {"site.yml": "name: 测试\npublisher: 测试\nredress: {phone: 138 1234 5678}\n"},
            "content/site.yml:3:18",
        ),
        (
            {"reports/bumen/department.yml": "name: 局（138）12345678\n"},
            "content/reports/bumen/department.yml:1:7",
        ),
        (
            {f"{PROJECT}/project.yml": "name: 甲\nsummary: 问138·1234·5678\n"},
            f"content/{PROJECT}/project.yml:2:10",
        ),
        (
            {"standards/own.yml": STANDARD.replace("name: ", "name: 13812345678", 1)},
            "content/standards/own.yml",
        ),
        ({"../mkdocs.yml": "site_name: 甲\ncopyright: 局 13812345678\n"}, "mkdocs.yml:2:14"),
        ({"../mkdocs.yml": "extra:\n  mail: zhang.san@example.com\n"}, "mkdocs.yml:2:9"),
        (
            {
                "../mkdocs.yml": "theme: {footer: {icp: 粤ICP备05012345号-1, police: 粤公网安备 44070302000123号}}\n"
            },
            "",
        ),
        ({"pages/张三13812345678.pdf": ""}, "content/pages/张三13812345678.pdf:1:1"),
        ({"pages/SCAN-11010519491231002X.PDF": ""}, "content/pages/SCAN-11010519491231002X.PDF:1:1"),
        ({"pages/li@qq.com/a.md": "# 甲\n"}, "content/pages/li@qq.com:1:1"),
        ({"pages/photo@2x.png": ""}, ""),
        ({"pages/about.md": "# 甲\n\n联系 13812345678。\n"}, "content/pages/about.md:3:4"),
        ({"reports/a13812345678/department.yml": "name: 甲\n"}, "content/reports/a13812345678:1:1"),
        ({"reports/bumen/a13812345678/project.yml": "name: 甲\n"}, "content/reports/bumen/a13812345678:1:1"),
        *(
            (
                {f"{PROJECT}/2022.yml": f"year: 2022\ntitle: 报告\n{table}"},
                f"content/{PROJECT}/2022.yml:3:{column}",
            )
            for table, column in (
                ("indicators: [{rows: [{id: t-13812345678, name: 甲, target: 1个, actual: 1个}]}]\n", 29),
                ("indicators: [{rows: [{id: t13812345678, name: 甲, target: 1个, actual: 1个}]}]\n", 28),
                ("budget: {lines: [{id: x-0750-3279820, name: 甲, budget: 1}]}\n", 25),
            )
        ),
    ],
)
def test_personal_data_is_an_error_wherever_it_would_be_published(
    files: dict[str, str], place: str, content: Callable[[Mapping[str, str]], Path]
) -> None:
    root = content({**AROUND, **files})
    result = CliRunner().invoke(main, ["check", "-C", str(root), "--format", "json"])
    found = [each for each in json.loads(result.stdout) if each["rule"] == "personal-data"]
    assert [each["severity"] for each in found] == ["error"] * bool(place)
    assert all(f"{each['path']}:{each['line']}:{each['column']}".startswith(place) for each in found)
    for style in ("text", "markdown"):
        read = CliRunner().invoke(main, ["check", "-C", str(root), "--format", style]).output
        assert not re.search(r"1381234(?!\*)|1101051949|zhang\.san|li[@＠]qq", read), "people read a path, too"
    assert result.exit_code == bool(place)


def test_what_a_standard_gives_is_said_to_be_by_that_standard(assess: Callable[..., Read]) -> None:
    read = assess("""\
        budget: {weight: 10, lines: [{name: 培训, budget: 100, spent: 80}]}
        indicators:
          - rows:
              - {type: 数量指标, name: 场次, target: 3场, actual: 3场, weight: 90}
        stated: {score.execution: 10, budget.rate: 100%}
        """)
    assert [each.message for each in read.of("stated-differs")] == [
        "报告写“10”，按国家通用标准计算，预算执行率得分为 8.00 分，多 2。",
        "报告写“100%”，按数据计算，预算执行率为 80.00%，多 20 个百分点。",
    ]


def test_a_score_that_is_only_bounded_is_not_said_to_be_proven(assess: Callable[..., Read]) -> None:
    read = assess("""\
        budget: {weight: 10, lines: [{name: 培训, budget: 0, spent: 0}]}
        indicators:
          - rows:
              - {type: 质量指标, name: 制度, target: 健全, actual: 健全, weight: 90}
        stated: {score.execution: 0, score: 90}
        """)
    assert [(each.message, each.advice) for each in read.of("stated-unconfirmed")] == [
        (
            "报告写“0”，按数据只能算出 0.00–10.00 分（预算执行率得分），无法核实。",
            "有预算数和执行数，才能算出执行率和它的得分；没有预算的，不必处理。",
        ),
        (
            "报告写“90”，按数据只能算出 72.00–100.00 分（自评得分），无法核实。",
            "给只写了“完成”“90%以上”之类的行补上具体的数，才能核实。",
        ),
    ]


def test_a_total_that_is_the_sum_of_the_scores_listed_is_said_to_be_so(assess: Callable[..., Read]) -> None:
    read = assess("""\
        budget: {weight: 20, lines: [{name: 培训, budget: 100, spent: 100}]}
        indicators:
          - rows:
              - {type: 数量指标, name: 场次, target: 3场, actual: 3场, score: 50}
              - {type: 质量指标, name: 合格率, target: ≥95%, actual: 94%, score: 28.5}
        stated: {score.execution: 20, score: 98.5}
        """)
    assert [each.message for each in read.of("stated-uncheckable")] == [
        "报告写“98.5”，等于表内各项得分之和；各行没有列分值，不能按评分标准复算。"
    ]


def test_a_total_that_alone_says_what_was_spent_is_advised_to_be_the_line(assess: Callable[..., Read]) -> None:
    report = "budget: {lines: [{name: 拨款, budget: 60}, {name: 自筹, budget: 20}]}\n"
    (without,), (with_total,) = (
        assess(report + stated).of("amount-missing") for stated in ("", "stated: {budget.spent: 75}\n")
    )
    assert "breakdowns" in with_total.advice and "breakdowns" not in without.advice


@pytest.mark.parametrize(
    ("written", "advice"),
    [
        ("执行率", "最接近的是 budget.rate"),
        ("年初预算", "最接近的是 budget.initial"),
        ("等级", "最接近的是 grade"),
        ("budget.totl", "最接近的是 budget.total"),
        ("主管单位", "全部名字见“方法”页"),
    ],
)
def test_advice_on_an_unknown_figure_names_the_one_that_is_meant(
    written: str, advice: str, assess: Callable[..., Read]
) -> None:
    (found,) = assess(f"stated: {{{written}: 95}}\n").of("figure-unknown")
    assert found.advice.startswith(advice)


def test_advice_on_a_stated_value_speaks_of_no_braces(assess: Callable[..., Read]) -> None:
    lines = "budget: {lines: [{name: 培训, budget: 100, spent: 95}]}"
    (outside,) = assess(f"{lines}\nstated: {{budget.rate: —}}\n").of("stated-unreadable")
    assert outside.advice == "只写数，例如 24.85%；原件没有写数的，删掉这一项。"
    text = "执行率{budget.rate = 较高}。"
    (inside,) = assess(f"{lines}\nsections: [{{title: 资金, text: '{text}'}}]\n").of("stated-unreadable")
    assert "花括号" in inside.advice


def test_what_a_missing_budget_needs_is_not_what_missing_spending_needs(assess: Callable[..., Read]) -> None:
    read = assess("""\
        budget:
          lines:
            - {name: 本年拨款, budget: 100, spent: 95}
            - {name: 上年结转, spent: 12}
            - {name: 其他, budget: 3}
        """)
    budget, spent = read.of("amount-missing")
    assert "adjusted" in budget.advice and "没有支出" not in budget.advice
    assert "没有支出" in spent.advice


@pytest.mark.parametrize("rule", ["item-score-differs", "group-score-differs"])
def test_what_a_finding_on_a_score_advises_lets_it_stand(rule: str, assess: Callable[..., Read]) -> None:
    weights = ("weight: 40,", "") if rule.startswith("item") else ("", "weight: 40,")
    report = f"""\
        indicators:
          - {{{weights[1]} rows: [{{name: 场次, target: 3场, actual: 3场, {weights[0]} score: 38}}]}}
        """
    (found,) = assess(report).of(rule)
    assert "accepted" in found.advice
    (accepted,) = assess(f"{report}accepted: [{{rule: {rule}, reason: 目标偏低，扣 2 分。}}]\n").of(rule)
    assert accepted.severity == "note"


def test_a_report_that_names_its_standard_is_not_said_to_use_another(assess: Callable[..., Read]) -> None:
    report = """\
        budget: {lines: [{name: 培训, budget: 100, spent: 50}]}
        stated: {score: 99}
        """
    (unnamed,) = assess(report).of("score-above-cap")
    assert (
        unnamed.message == "自述 99 分；若按国家通用标准，执行率 50.00% 时最高 95.00 分。各地可以另有评分办法。"
    )
    (named,) = assess(f"{report}standard: hubei\n").of("score-above-cap")
    assert named.message == "自述 99 分；按湖北式自评标准，执行率 50.00% 时最高 90.00 分。"


def test_the_most_a_score_may_be_is_of_no_standard_but_the_report_s(assess: Callable[..., Read]) -> None:
    read = assess("budget: {lines: [{name: 培训, budget: 100, spent: 50}]}\nstandard: hubei\n")
    assert read.assessed
    assert "国家" not in read.assessed.figures["score.cap"].label
