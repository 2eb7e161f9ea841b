"""mingxiao new: what a draft keeps of last year, what it must not, and that nothing is ever overwritten."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner
from click.testing import Result
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from generator.cli import main
from generator.cli.writing import create_file
from generator.drafts import blank
from generator.drafts import following
from generator.formatting import formatted
from generator.model.identity import ReportId
from generator.model.keys import keys_of
from generator.model.keys import texts_of
from generator.model.report import Report
from generator.model.site import Department
from generator.model.site import Project
from generator.read import survey
from generator.read.content import read_data
from tests.conftest import ROOT
from tests.test_formatting import Writer

SEED = "gongxinju/industrial-development"
LAST = """\
year: 2022
title: 2022 年培训项目绩效自评报告
cover: {project: 2022 年培训, department: 局}
filled_on: 2023-04-07
contact: {name: 张三, phone: '0750-1'}
excerpt: 只有一页。
basis:
  - 江财〔2022〕1 号
budget:
  lines:
    - {name: 培训, budget: 90, spent: 5.65} # 当年的注释
  breakdowns:
    - {title: 按来源, of: spent, lines: [{name: 市级, amount: 5.65}]}
objectives:
  - {target: 培训 80 人, actual: 培训 81 人}
indicators:
  - item: 2022 年秋季班
    carried_out: false
    rows:
      - {type: 数量指标, name: 人数, target: ≥80人, actual: 81人, weight: 10, score: 9.5, met: true, reason: 超了}
      - {type: 时效指标, name: 完成, target: 2022年6月前, actual: 5月}
sections:
  - title: 资金
    text: 支出{budget.spent = 5.65}万元，支出率{budget.rate = 6.28%}。
    show: budget
problems: [预算偏高]
stated: {score: 98.93, grade: 优, budget.spent: [5.65, 5.6]}
corrections:
  - {on: 2023-06-01, what: 甲, reason: 乙}
accepted:
  - {rule: far-exceeded, row: 1, reason: 丙}
"""
#: What becomes of it, below the three lines of its head.
NEXT = """\
year: 2023
title: # 填上标题以前不能发布；2022 年的是 2022 年培训项目绩效自评报告

cover:
  project: 2023 年培训 # 2022 已改成 2023，请核对
  department: 局

filled_on:

contact:
  name:
  phone:

# basis:
#   - 江财〔2022〕1 号

budget:
  lines:
    - name: 培训
      budget:
      spent:
  breakdowns:
    - title: 按来源
      of: spent
      lines:
        - name: 市级
          amount:

objectives:
  - target:
    # target: 培训 80 人
    # actual: 培训 81 人

indicators:
  - item: 2022 年秋季班 # 有数字，请核对
    # 2022 年写的是 carried_out: false（是否开展）
    rows:
      - type: 数量指标
        name: 人数
        target: ≥80人
        actual:
        weight: 10
        score:
        reason:
      - type: 时效指标
        name: 完成
        target: 2022年6月前 # 有年份，请核对
        actual:

sections:
  - title: 资金
    # text: 支出{budget.spent}万元，支出率{budget.rate}。
    show: budget

# problems:
#   - 预算偏高

stated:
  score:
  grade:
  budget.spent:
"""
FILES = {
    "site.yml": "name: 测试\npublisher: 测试\n",
    "reports/ju/department.yml": "name: 局\n",
    "reports/ju/xm/project.yml": "name: 项目\n",
    "reports/ju/xm/2022.yml": LAST,
}

Content = Callable[[dict[str, str]], Path]


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [*map(str, arguments)])


def errors(root: Path, path: str) -> list[tuple[str, str]]:
    """The errors of a file: the rule, and its sentence."""
    found = json.loads(run("check", path, "--format", "json", "-C", root).stdout)
    return [(each["rule"], each["message"]) for each in found if each["severity"] == "error"]


def test_a_report_follows_last_year_s_with_its_figures_emptied(content: Content) -> None:
    root = content(FILES)
    done = run("new", "report", "ju/xm", 2023, "-C", root)
    assert (done.exit_code, done.stdout) == (0, "content/reports/ju/xm/2023.yml\n")
    draft = (root / "content/reports/ju/xm/2023.yml").read_text(encoding="utf-8")
    head, rest = draft.split("\n", 3)[:3], draft.split("\n", 3)[3]
    assert head[0] == "# yaml-language-server: $schema=../../../schema/report.json"
    assert "由 2022.yml 起草" in head[1]
    assert rest == NEXT


def test_only_what_must_be_filled_in_is_an_error_and_an_untouched_draft_cannot_be_published(
    content: Content,
) -> None:
    root = content(FILES)
    run("new", "report", "ju/xm", 2023, "-C", root)
    found = errors(root, "content/reports/ju/xm/2023.yml")
    assert {rule for rule, _ in found} == {"missing-key"}
    assert [message.partition("（")[0] for _, message in found] == [
        "缺少 title",
        "各项里缺少 amount",
        "年度总体目标里缺少 target",
    ]


@pytest.mark.parametrize("id", [str(each) for folder in survey(ROOT).projects for each in folder.ids()[-1:]])
def test_every_report_of_the_content_can_be_followed(id: str, tmp_path: Path) -> None:
    project, _, last = id.rpartition("/")
    shutil.copytree(ROOT / "content", tmp_path / "content")
    assert run("new", "report", project, int(last) + 1, "-C", tmp_path).exit_code == 0
    path = f"content/reports/{project}/{int(last) + 1}.yml"
    draft = (tmp_path / path).read_text(encoding="utf-8")
    assert formatted(draft, Report) == draft
    assert {rule for rule, _ in errors(tmp_path, path)} == {"missing-key"}
    read, _ = read_data(Report, path, draft.encode())
    assert read
    assert not read.stated
    assert not read.title
    amounts = (
        [getattr(line, name) for line in read.budget.lines for name in ("budget", "spent")]
        if read.budget
        else []
    )
    rows = [row for group in read.indicators for row in group.rows]
    assert {*amounts, *(row.score for row in rows)} <= {None}
    assert {row.actual + row.met + row.reason for row in rows} <= {""}


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 2**32))
def test_any_report_can_be_followed(seed: int) -> None:
    draft = following(Writer(Random(seed)).file(Report), 2022, ReportId("ju", "xm", 2023))
    read, found = read_data(Report, "x.yml", draft.encode())
    assert read
    assert {each.rule for each in found} == {"missing-key"}
    assert formatted(draft, Report) == draft
    gone = {"text", "actual", "reason", "problems", "measures", "basis", "phone", "excerpt"}
    kept = [each.path for each in texts_of(read) if each.path[0] != "captions"]
    assert not [path for path in kept if path[-1] in gone or path in (("title",), ("objectives", "target"))]


def test_the_reminders_can_be_taken_up_by_removing_the_mark(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "content", tmp_path / "content")
    run("new", "report", SEED, 2023, "--name", "报告", "-C", tmp_path)
    path = f"content/reports/{SEED}/2023.yml"
    lines = (tmp_path / path).read_text(encoding="utf-8").split("\n")
    kept = [line for line in lines[3:] if "carried_out" not in line]
    (tmp_path / path).write_text("\n".join(re.sub("^( *)# ?", r"\1", line) for line in kept), encoding="utf-8")
    assert errors(tmp_path, path) == []
    read, _ = read_data(Report, path, (tmp_path / path).read_bytes())
    before, _ = read_data(Report, path, (ROOT / f"content/reports/{SEED}/2022.yml").read_bytes())
    assert read and before
    assert read.basis == before.basis
    assert read.sections[-1].text.endswith("绩效自评分数为{score}分，绩效等级为{grade}。")


def test_the_newest_earlier_year_is_followed(content: Content) -> None:
    older = LAST.replace("2022", "2020").replace("name: 培训,", "name: 旧名,")
    root = content(
        FILES | {"reports/ju/xm/2020.yml": older, "reports/ju/xm/2030.yml": "year: 2030\ntitle: 远\n"}
    )
    run("new", "report", "ju/xm", 2024, "-C", root)
    assert "由 2022.yml 起草" in (root / "content/reports/ju/xm/2024.yml").read_text(encoding="utf-8")


def test_a_report_with_mistakes_is_not_followed(content: Content) -> None:
    root = content(FILES | {"reports/ju/xm/2022.yml": "year: 2022\ntitle: 报告\nbudgte: {}\n"})
    done = run("new", "report", "ju/xm", 2023, "-C", root)
    assert done.exit_code == 1
    assert "unknown-key" in done.stderr
    assert not (root / "content/reports/ju/xm/2023.yml").exists()
    assert run("new", "report", "ju/xm", 2023, "--blank", "-C", root).exit_code == 0


def test_a_first_report_names_every_key_and_what_it_is_for() -> None:
    draft = blank(Report, "content/reports/ju/xm/2023.yml", year="2023")
    assert formatted(draft, Report) == draft
    for record in (Report, *(key.of for key in keys_of(Report).values() if key.of)):
        for name, key in keys_of(record).items():
            assert re.search(rf"^[ #-]*{name}:( 2023$| # {re.escape(key.title)})", draft, re.MULTILINE), name
    body = draft.partition("\nyear:")[2]
    taken_up = "year:" + re.sub("^( *)# (?=[ a-z])", r"\1", body, flags=re.MULTILINE)
    assert {each.rule for each in read_data(Report, "x.yml", taken_up.encode())[1]} == {"missing-key"}


@pytest.mark.parametrize(
    ("arguments", "record", "path"),
    [
        (("department", "czj"), Department, "content/reports/czj/department.yml"),
        (("project", "ju/expo"), Project, "content/reports/ju/expo/project.yml"),
    ],
)
def test_a_department_and_a_project(
    arguments: tuple[str, ...], record: type[Department | Project], path: str, content: Content
) -> None:
    root = content(FILES)
    assert run("new", *arguments, "-C", root).stdout == f"{path}\n"
    assert [rule for rule, _ in errors(root, path)] == ["missing-key"]
    (root / path).unlink()
    run("new", *arguments, "--name", "财政: 局", "-C", root)
    read, found = read_data(record, path, (root / path).read_bytes())
    assert read and read.name == "财政: 局"
    assert not found


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("report", "ju/xm", "2022"), "已经有 content/reports/ju/xm/2022.yml，没有改动它"),
        (("project", "ju/xm"), "已经有"),
        (("department", "ju"), "已经有"),
        (("department", "Cai Zheng"), "可以写成 cai-zheng"),
        (("department", "财政局"), "只用小写英文字母、数字和连字符"),
        (("department", "search"), "已被本站的其他页面占用"),
        (("department", "ju/xm"), "mingxiao new department gongxinju"),
        (("project", "ju"), "mingxiao new project gongxinju/expo"),
        (("project", "ju/xm", "2023"), "mingxiao new project gongxinju/expo"),
        (("project", "jv/xm"), "没有部门 jv。最接近的是 ju"),
        (("report", "ju/xn", "2023"), "没有项目 ju/xn。最接近的是 xm"),
        (("report", "ju/xm"), "YEAR"),
        (("report", "ju/xm", "23"), "写四位数字"),
        (("report", "ju/xm", "1822"), "写四位数字"),
        (("report", "../xm", "2023"), "不能用作文件夹名"),
        (("thing", "ju"), "report"),
    ],
)
def test_a_wrong_call_says_what_to_write_and_touches_nothing(
    arguments: tuple[str, ...], words: str, content: Content
) -> None:
    root = content(FILES)
    before = {path: path.read_bytes() for path in root.rglob("*.yml")}
    done = run("new", *arguments, "-C", root)
    assert done.exit_code == 2
    assert words in done.stderr
    assert {path: path.read_bytes() for path in root.rglob("*.yml")} == before


def test_a_file_that_appears_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "2023.yml"
    create_file(file, b"one")
    with pytest.raises(FileExistsError):
        create_file(file, b"two")
    assert file.read_bytes() == b"one"
    assert [*tmp_path.iterdir()] == [file]


def test_a_unit_written_in_braces_stays_behind_them() -> None:
    text = "year: 2022\ntitle: 甲\nproblems: ['支出{budget.spent = 5.65 万元}，{budget.rate = 6.28%}，指标{indicators.count = 3个}']\n"
    draft = following(text, 2022, ReportId("ju", "xm", 2023))
    assert "支出{budget.spent}万元，{budget.rate}，指标{indicators.count}个" in draft
