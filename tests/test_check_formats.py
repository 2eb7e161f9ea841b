"""Checking in place: each way other programs read findings."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema.validators import Draft4Validator
from markdown_it import MarkdownIt

from generator.annotations import FORMATS
from generator.cli import main
from generator.findings import Finding
from generator.findings import Place
from generator.findings import Severity
from generator.markdown.comment import MOST_BYTES
from generator.markdown.comment import inert
from generator.rules import RULES
from tests.conftest import ROOT
from tests.small_site import REPORT
from tests.small_site import repository

BROKEN = {REPORT: "year: 2022\ntitle: 报告\nbudget:\n  lines:\n    - {name: 培训, budget: -3, spent: 2}\n"}
SARIF = json.loads((ROOT / "tests/sarif/sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8"))


def check(*arguments: object) -> str:
    return CliRunner().invoke(main, ["check", *map(str, arguments)]).stdout


def finding(message: str, severity: Severity = Severity.WARNING, line: int = 5, **more: Any) -> Finding:
    return Finding("stated-differs", severity, Place(REPORT, line, 3, 4), message, **more)


def test_github_gets_one_command_a_line_whatever_the_message(tmp_path: Path) -> None:
    hostile = "一行\r\n::error::假的 100%"
    printed = FORMATS["github"]([finding(hostile)], tmp_path)
    assert printed == (
        f"::warning file={REPORT},line=5,endLine=5,col=3,endColumn=7,title=stated-differs"
        "::一行%0D%0A::error::假的 100%25"
    )


def test_a_file_name_cannot_add_properties(tmp_path: Path) -> None:
    place = Place("content/a,line=1::b%.yml")
    printed = FORMATS["github"]([Finding("path-not-accepted", Severity.ERROR, place, "不收。")], tmp_path)
    assert printed.startswith("::error file=content/a%2Cline=1%3A%3Ab%25.yml,line=1,")


def test_paths_are_given_from_the_top_of_the_repository(tmp_path: Path) -> None:
    site = tmp_path / "sites/jiangmen"
    repository(tmp_path, {f"sites/jiangmen/{path}": text for path, text in BROKEN.items()})
    assert f"file=sites/jiangmen/{REPORT}," in check("-C", site, "--format", "github")
    paths = {each["location"]["path"] for each in json.loads(check("-C", site, "--format", "gitlab"))}
    assert f"sites/jiangmen/{REPORT}" in paths
    assert f"sites/jiangmen/{REPORT}" in check("-C", site, "--format", "sarif")
    assert {each["path"] for each in json.loads(check("-C", site, "--format", "json"))} >= {REPORT}


def test_gitlab_gets_a_code_quality_report(tmp_path: Path) -> None:
    root = repository(tmp_path).root
    (root / REPORT).write_text(BROKEN[REPORT], encoding="utf-8")
    issues = json.loads(check("-C", root, "--format", "gitlab"))
    issue = next(each for each in issues if each["check_name"] == "negative-amount")
    assert issue["severity"] == "blocker"
    assert (issue["location"]["path"], issue["location"]["lines"]["begin"]) == (REPORT, 5)
    assert issue["description"]
    assert re.fullmatch(r"[0-9a-f]{40}", issue["fingerprint"])


def test_fingerprints_survive_lines_put_above_and_tell_equal_findings_apart(tmp_path: Path) -> None:
    report = "year: 2022\ntitle: 报告\nindicators:\n  - rows:\n"
    report += "      - {type: 怪, name: 甲, target: 3场, actual: 4场}\n" * 2
    root = repository(tmp_path, {REPORT: report}).root
    before = json.loads(check(REPORT, "-C", root, "--format", "gitlab"))
    (root / REPORT).write_text("# 说明\n\n" + report, encoding="utf-8")
    after = json.loads(check(REPORT, "-C", root, "--format", "gitlab"))
    marks = [each["fingerprint"] for each in before]
    assert len(set(marks)) == len(marks) > 2
    assert [each["fingerprint"] for each in after if each["check_name"] == "type-unknown"] == [
        each["fingerprint"] for each in before if each["check_name"] == "type-unknown"
    ]


def test_sarif_is_valid_for_the_whole_content() -> None:
    log = json.loads(check("-C", ROOT, "--format", "sarif"))
    Draft4Validator(SARIF).validate(log)
    assert len(log["runs"][0]["results"]) > 50


def test_sarif_of_nothing_is_valid(tmp_path: Path) -> None:
    Draft4Validator(SARIF).validate(json.loads(FORMATS["sarif"]([], tmp_path)))


def test_sarif_says_what_each_rule_means_and_what_was_accepted(tmp_path: Path) -> None:
    place = Place("content/reports/a b/年.yml", 2, 1)
    found = [Finding("far-exceeded", Severity.NOTE, place, "超过。", accepted="政策调整")]
    log = json.loads(FORMATS["sarif"](found, tmp_path))
    Draft4Validator(SARIF).validate(log)
    rule, result = log["runs"][0]["tool"]["driver"]["rules"][0], log["runs"][0]["results"][0]
    assert rule["help"]["text"] == RULES["far-exceeded"].strip()
    assert result["suppressions"][0]["justification"] == "政策调整"
    location = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert location["uri"] == "content/reports/a%20b/%E5%B9%B4.yml"


HOSTILE = (
    "@all @city/team #1 GH-12 !7 `x` **b** [a](http://e.test) www.e.test | <img src=x> <!-- --> $x$ a@b.test"
)


@pytest.mark.parametrize("gfm", [True, False])
def test_a_comment_holds_hostile_words_as_words(gfm: bool, tmp_path: Path) -> None:
    text = FORMATS["markdown"]([finding(HOSTILE, hint="\n/close\n# 大"), finding("好")], tmp_path)
    assert not re.search(r"@\w|(?<!&)#\d|GH-\d|!\d|://|www\.|\$", text)
    html = (
        MarkdownIt("gfm-like" if gfm else "commonmark", {"html": True, "linkify": False})
        .enable("table")
        .render(text)
    )
    assert not re.search(
        r"<(?!/?(?:details|summary|table|thead|tbody|tr|th|td|p|h3|br|code)\b|!-- mingxiao)", html
    )
    assert html.count("<tr>") == 3
    assert html.count("<td>") == 6
    assert "＠all" in html


def test_a_comment_fits_and_counts_what_it_leaves_out(tmp_path: Path) -> None:
    found = [finding("长" * 400, Severity.ERROR, line) for line in range(1, 3000)]
    text = FORMATS["markdown"](found, tmp_path)
    assert len(text.encode()) <= MOST_BYTES
    shown = text.count("| stated-differs |")
    assert shown > 10
    assert f"还有 {2999 - shown} 条没有列出" in text


def test_inert_text_is_one_line_and_may_be_cut() -> None:
    assert inert("一\n\n二\t三") == "一 二 三"
    assert inert("一二三四", 2) == "一二…"
    assert inert("a\u200bb\u202ec") == "a b c"


def test_words_of_content_do_not_begin_a_line_of_the_log(content: Callable[[dict[str, str]], Path]) -> None:
    root = content(
        {
            "site.yml": "name: 测试\npublisher: 测试\n",
            "reports/bumen/department.yml": "name: 部门\n",
            "reports/bumen/xiangmu/project.yml": "name: 项目\n",
            "reports/bumen/xiangmu/2022.yml": 'year: "2022\\n::error::假的"\ntitle: 报告\n',
        }
    )
    printed = CliRunner().invoke(main, ["check", "-C", str(root)]).output
    assert "假的" in printed
    assert not re.search(r"^\s*::", printed, re.MULTILINE)


MOBILE, MAIL = "13812345678", "li.si@example.com"
#: By each of these rules a text of the report gets into a message, whole or cut, or the line it stands in is shown.
LEAKING = """\
year: 2022
title: 报告
standard: "13812345678"
13812345678: 甲
contact: {name: 李某, phone: "13812345678", fax: "0750-3279820"}
disclosure: {published_on: li.si@example.com}
budget:
  lines: [{name: "13812345678", budget: 3, spent: 5}, {name: 评审, budget: "13812345678个"}]
indicators:
  - rows:
      - {type: "13812345678", name: 手机 13812345678, target: "13812345678", actual: 已开通}
      - {type: 质量指标, name: 甲, target: "请致电：工业和信息化局运行科 13812345678", actual: li.si@example.com}
sections:
  - title: 甲
    text: "共{indicators.count = 13812345678}项、{138.1234.5678}项，1381234{budget.total = 5678}。[甲](ftp://13812345678/)"
stated: {score: "13812345678", "13812345678": 优}
accepted: [{rule: overspent, reason: 问 13812345678}]
"""
#: Its digits, beside each other or with what may stand between.
WHOLE = re.compile(
    r"13,812,345|1\D{0,3}3\D{0,3}8\D{0,3}1\D{0,3}2\D{0,3}3\D{0,3}4\D|"
    + f"{MOBILE[:6]}|{MOBILE[-6:]}|{MAIL[:5]}|3279820"
)


@pytest.mark.parametrize("style", ["text", *FORMATS])
def test_no_finding_of_any_rule_shows_personal_data(style: str, tmp_path: Path) -> None:
    root = repository(tmp_path, {REPORT: LEAKING}).root
    assert {each["rule"] for each in json.loads(check("-C", root, "--format", "json"))} > {
        *(
            "personal-data",
            "unknown-key",
            "not-a-date",
            "not-an-amount",
            "standard-unknown",
            "indicator-not-judged",
        ),
        *("stated-differs", "figure-unknown", "type-unknown", "overspent", "link-unsafe"),
    }
    for path in ((), (REPORT,)):
        printed = check(*path, "-C", root, "--format", style)
        assert re.search(r"138(\*|&#42;)", printed)
        assert not WHOLE.search(printed), WHOLE.search(printed)


def test_a_finding_never_holds_personal_data() -> None:
    found = finding(
        "“{what}”不对：{one}-{other}。",
        hint="见 {what}。",
        values={"what": MOBILE, "one": "0750", "other": "3279820"},
        accepted=MAIL,
    )
    told = (found.message, found.advice, found.accepted, *found.values.values())
    assert told == (
        "“138******78”不对：075*******20。",
        "见 138******78。",
        "li.************om",
        "138******78",
        "0750",
        "3279820",
    )
