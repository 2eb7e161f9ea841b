"""mingxiao diff: what a change does to what the public sees; on real repositories, through the command itself."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import fields
from dataclasses import is_dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from click.testing import Result
from hypothesis import HealthCheck
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from generator.cli import main
from generator.markdown.comment import MOST_BYTES
from generator.review import model
from tests.conftest import ROOT
from tests.small_site import Repository
from tests.small_site import repository

R2021 = "content/reports/jia/xm/2021.yml"
R2022 = "content/reports/jia/xm/2022.yml"
OTHER = "content/reports/yi/qita/2022.yml"

REPORT = """\
year: 2022
title: 自评报告
contact: {name: 张三, phone: "0750-3279820"}
budget:
  unit: 万元
  lines:
    - {name: 培训, budget: 100, spent: 40}
    - {name: 评审, budget: 300, spent: 200}
indicators:
  - subproject: 培训
    rows:
      - {type: 数量指标, name: 培训场次, target: 3场, actual: 4场}
      - {type: 数量指标, name: 印发材料, target: 500册, actual: 400册}
  - subproject: 评审
    rows:
      - {type: 数量指标, name: 评审项目总数量, target: 6个, actual: 6个}
      - {type: 满意度指标, name: 企业满意度, target: ≥90%, actual: 95%}
sections:
  - title: 资金使用情况
    text: 全年支出{budget.spent = 240}万元，支出率为{budget.rate = 60%}，资金使用规范、手续齐全、没有发现截留挪用的情况。
stated: {score: 90}
"""
SITE = {
    "content/site.yml": "name: 测试\npublisher: 测试\n",
    "content/pages/about.md": "# 关于\n",
    "content/reports/jia/department.yml": "name: 甲局\n",
    "content/reports/jia/xm/project.yml": "name: 培训评审经费\n",
    R2021: REPORT.replace("year: 2022", "year: 2021").replace("spent: 40", "spent: 50"),
    R2022: REPORT,
    "content/reports/yi/department.yml": "name: 乙局\n",
    "content/reports/yi/qita/project.yml": "name: 其他经费\n",
    OTHER: REPORT,
}


@pytest.fixture
def site(tmp_path: Path) -> Repository:
    return repository(tmp_path / "site", SITE)


def run(site: Repository, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["diff", "-C", str(site.root), *arguments])


def diff(site: Repository, *arguments: str, code: int = 0) -> dict[str, Any]:
    result = run(site, *(arguments or ("HEAD",)), "--format", "json")
    assert result.exit_code == code, result.output
    told: dict[str, Any] = json.loads(result.stdout)
    return told


def text(site: Repository, *arguments: str) -> str:
    return run(site, *(arguments or ("HEAD",))).stdout


def changed(site: Repository, old: str, new: str, path: str = R2022) -> None:
    """Write something otherwise in a report of the work tree."""
    written = (site.root / path).read_text(encoding="utf-8")
    assert written.count(old) == 1, f"{old} is there {written.count(old)} times"
    site.write({path: written.replace(old, new)})


def figures(told: dict[str, Any]) -> dict[str, tuple[str | None, str | None]]:
    """Figure id → as it was printed, as it is printed."""

    def words(each: dict[str, str] | None) -> str | None:
        return each["words"] if each else None

    return {each["id"]: (words(each["before"]), words(each["after"])) for each in told["figures"]}


def difference(told: dict[str, Any], id: str) -> Decimal:
    """The exact difference of a figure."""
    return Decimal(next(each["difference"] for each in told["figures"] if each["id"] == id))


def test_nothing_changed(site: Repository) -> None:
    told = diff(site)
    assert (told["reports"], told["groups"], told["files"]) == ([], [], [])
    assert "公众看到的内容没有变化。" in text(site)


def test_one_digit_of_one_amount(site: Repository) -> None:
    changed(site, "spent: 200", "spent: 210")
    told = diff(site)
    report, *others = told["reports"]
    assert not others
    assert [(each["what"], each["before"], each["after"], each["difference"]) for each in report["edits"]] == [
        ("预算明细“评审” · 执行数", "200", "210", "10")
    ]
    place = report["edits"][0]["place"]
    assert (place["path"], place["line"], place["column"]) == (R2022, 8, 38)
    assert figures(report) == {
        "budget.spent": ("240 万元", "250 万元"),
        "budget.unspent": ("160 万元", "150 万元"),
        "budget.rate": ("60.00%", "62.50%"),
        "budget.line.2.spent": ("200 万元", "210 万元"),
        "budget.line.2.unspent": ("100 万元", "90 万元"),
        "budget.line.2.rate": ("66.67%", "70.00%"),
        "budget.spent.change": ("−10 万元", "0 万元"),
        "budget.rate.change": ("−2.50 个百分点", "0.00 个百分点"),
        "score.cap": ("96.00 分", "96.25 分"),
    }
    assert difference(report, "budget.spent") == 10
    assert difference(report, "budget.rate") == Decimal("2.5")
    assert str(difference(report, "budget.line.2.rate")).startswith("3.333333333")
    assert report["statuses"] == []
    assert report["rows"] == {"added": [], "removed": [], "renamed": [], "renumbered": 0}
    assert {each["rule"] for each in report["findings"]["appeared"]} == {"stated-differs"}
    assert [(each["kind"], each["url"]) for each in told["groups"]] == [
        ("site", ""),
        ("year", "years/2022/"),
        ("department", "jia/"),
        ("project", "jia/xm/"),
    ]
    assert figures(told["groups"][0])["budget.spent"] == ("730 万元", "740 万元")


def test_the_units_of_differences(site: Repository) -> None:
    changed(site, "spent: 200", "spent: 210")
    printed = text(site)
    assert "支出合计（budget.spent）：240 万元 → 250 万元（+10 万元）" in printed
    assert "预算执行率（budget.rate）：60.00% → 62.50%（+2.50 个百分点）" in printed
    assert "评审：执行率（budget.line.2.rate）：66.67% → 70.00%（+3.33 个百分点）" in printed
    assert "未支出（budget.unspent）：160 万元 → 150 万元（−10 万元）" in printed
    assert f"{R2022}:8:38" in printed


def test_a_difference_that_is_not_printed_is_told_with_more_digits(site: Repository) -> None:
    changed(site, "spent: 200", "spent: 200.001")
    report = diff(site)["reports"][0]
    rate = next(each for each in report["figures"] if each["id"] == "budget.rate")
    assert (rate["is_visible"], Decimal(rate["difference"])) == (False, Decimal("0.00025"))
    assert "预算执行率（budget.rate）：60.00%（印出来一样）（+0.00025 个百分点）" in text(site)


def test_a_figure_that_is_nothing_in_either_unit_has_not_moved(site: Repository) -> None:
    changed(site, "unit: 万元", "unit: 元", OTHER)
    told = figures(diff(site)["reports"][0])
    assert told["budget.spent"] == ("240 万元", "240 元")
    assert "budget.initial" not in told


def test_a_status_flips(site: Repository) -> None:
    changed(site, "actual: 400册", "actual: 600册")
    report = diff(site)["reports"][0]
    assert [(each["number"], each["name"], each["before"], each["after"]) for each in report["statuses"]] == [
        (2, "印发材料", "unmet", "met")
    ]
    assert figures(report)["indicators.met"] == ("3 项", "4 项")
    assert figures(report)["indicator.2.actual"] == ("400 册", "600 册")
    assert "第 2 行“印发材料”：未达成 → 达成" in text(site)


def test_a_row_put_first_moves_no_other_row(site: Repository) -> None:
    row = "      - {type: 质量指标, name: 合格率, target: ≥95%, actual: 99%}\n"
    changed(
        site,
        "    rows:\n      - {type: 数量指标, name: 培训场次",
        f"    rows:\n{row}      - {{type: 数量指标, name: 培训场次",
    )
    report = diff(site)["reports"][0]
    assert [(each["kind"], each["number"], each["name"]) for each in report["rows"]["added"]] == [
        ("indicator", 1, "合格率")
    ]
    assert report["rows"]["removed"] == report["rows"]["renamed"] == report["edits"] == report["statuses"] == []
    assert report["rows"]["renumbered"] == 4
    assert not [id for id in figures(report) if id.startswith("indicator.")]
    assert figures(report)["indicators.count"] == ("4 项", "5 项")
    assert report["findings"] == {"appeared": [], "gone": [], "changed": []}


def test_rows_that_went_and_rows_with_another_name(site: Repository) -> None:
    changed(site, "    - {name: 培训, budget: 100, spent: 40}\n", "")
    changed(site, "name: 评审项目总数量", "name: 评审项目数量")
    rows = diff(site)["reports"][0]["rows"]
    assert [(each["kind"], each["name"]) for each in rows["removed"]] == [("budget-line", "培训")]
    assert [(each["name_before"], each["name"]) for each in rows["renamed"]] == [
        ("评审项目总数量", "评审项目数量")
    ]
    assert rows["removed"][0]["place"]["line"] == 7
    assert "− 预算明细第 1 行“培训”：预算 100 万元，支出 40 万元" in text(site)


def test_a_subproject_with_another_name_is_told_once(site: Repository) -> None:
    changed(site, "subproject: 培训\n", "subproject: 业务培训\n")
    report = diff(site)["reports"][0]
    assert [(each["what"], each["before"], each["after"]) for each in report["edits"]] == [
        ("第 1 至 2 行 · 二级项目", "培训", "业务培训")
    ]
    assert not report["figures"]


def test_of_a_long_text_the_part_that_differs_is_shown(site: Repository) -> None:
    changed(site, "手续齐全", "手续完备")
    edit = diff(site)["reports"][0]["edits"][0]
    assert "手续齐全" in edit["before"]
    assert edit["what"] == "正文“资金使用情况” · 正文"
    assert "手续齐全、没有发现截留挪用的情况… → …%}，资金使用规范、手续完备" in text(site)


def test_what_the_public_does_not_see_is_not_told(site: Repository) -> None:
    changed(site, 'phone: "0750-3279820"', 'phone: "0750-1111111"')
    printed = text(site)
    assert "公众看到的内容没有变化。" in printed
    assert R2022 in printed
    assert "1111111" not in printed


def test_personal_data_is_not_repeated(site: Repository) -> None:
    site.commit({R2022: REPORT.replace("title: 自评报告", "title: 自评报告 13800138000")})
    site.write({R2022: REPORT})
    for style in ("text", "json", "markdown"):
        printed = run(site, "HEAD", "--format", style).stdout
        assert "13800138000" not in printed
        assert "（含个人信息，略）" in printed


@pytest.mark.parametrize("style", ["text", "json", "markdown"])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("target: 3场", 'target: "13812345678"'),
        ("name: 培训场次", "name: 13812345678"),
        ("stated: {score: 90}", 'stated: {score: "13812345678", "13812345678": 90}'),
        ("title: 自评报告", 'title: 自评报告\nstandard: "13812345678"\n13812345678: 甲'),
        ("{budget.spent = 240}", "{budget.spent = 13812345678}"),
    ],
)
def test_a_finding_that_comes_or_goes_does_not_show_personal_data(
    old: str, new: str, style: str, site: Repository
) -> None:
    changed(site, old, new)
    printed = run(site, "HEAD", "--format", style).stdout
    assert "personal-data" in printed
    assert "13812345678" not in printed.replace(",", "")
    site.commit({})
    site.commit({R2022: REPORT})
    assert "13812345678" not in run(site, "HEAD~1", "HEAD", "--format", style).stdout


@pytest.mark.parametrize("how", ["in the work tree", "staged", "committed"])
def test_a_moved_report_has_another_address(site: Repository, how: str) -> None:
    new = "content/reports/yi/xm/2022.yml"
    site.write(
        {
            R2022: None,
            "content/reports/yi/xm/project.yml": "name: 培训评审经费\n",
            new: REPORT.replace("spent: 200", "spent: 210"),
        }
    )
    if how != "in the work tree":
        site.git("add", "-A")
    arguments = ("HEAD",)
    if how == "committed":
        site.commit()
        arguments = ("HEAD~1", "HEAD")  # type: ignore[assignment]
    told = diff(site, *arguments)
    report = next(each for each in told["reports"] if each["state"] == "moved")
    assert (report["before"]["url"], report["after"]["url"]) == ("jia/xm/2022/", "yi/xm/2022/")
    assert figures(report)["budget.spent"] == ("240 万元", "250 万元")
    assert not [each for each in told["reports"] if each["state"] in ("added", "removed")]
    assert "/jia/xm/2022/ → /yi/xm/2022/（网址变了，旧网址不再有这份报告）" in text(site, *arguments)
    assert figures(told["groups"][0])["budget.spent"] == ("730 万元", "740 万元")


def test_a_report_that_came_and_one_that_went(site: Repository) -> None:
    site.write({OTHER: None, "content/reports/jia/xm/2023.yml": "year: 2023\ntitle: 新的一年\n"})
    told = diff(site)
    states = {each["title"]: each["state"] for each in told["reports"]}
    assert states == {"新的一年": "added", "自评报告": "removed"}
    gone = next(each for each in told["reports"] if each["state"] == "removed")
    assert figures(gone)["budget.spent"] == ("240 万元", None)
    groups = {each["url"]: each["state"] for each in told["groups"]}
    assert groups["years/2023/"] == "added"
    assert groups["yi/"] == "removed"
    assert "1 份报告新增、1 份报告删除" in told["summary"]


def test_an_error_in_the_new_content(site: Repository) -> None:
    changed(site, "spent: 40", "spent: -40")
    told = diff(site, code=1)
    assert told["errors_after"] == 1
    assert told["errors_before"] == 0
    assert {each["rule"] for each in told["reports"][0]["findings"]["appeared"]} >= {"negative-amount"}
    assert "改正以前不会发布" in text(site)


def test_content_that_cannot_be_read_now(site: Repository) -> None:
    site.write({R2022: "- 不是\n- 报告\n"})
    told = diff(site, code=1)
    report = told["reports"][0]
    assert (report["before"]["is_readable"], report["after"]["is_readable"]) == (True, False)
    assert report["figures"] == told["groups"] == []
    assert told["unread"] == [R2022]
    assert "改后的文件读不了" in text(site)


def test_a_report_that_breaks_off_is_not_told_as_if_the_rest_had_been_deleted(site: Repository) -> None:
    changed(site, "sections:\n", "sections: [\n")
    told = diff(site, code=1)
    report = told["reports"][0]
    assert not report["after"]["is_readable"]
    assert report["edits"] == report["figures"] == report["rows"]["removed"] == told["groups"] == []
    assert "yaml-syntax" in {each["rule"] for each in report["findings"]["appeared"]}


def test_content_that_could_not_be_read_before(site: Repository) -> None:
    site.commit({R2022: "a: [\n"})
    site.write({R2022: REPORT})
    told = diff(site)
    assert told["errors_before"] > 0
    assert told["reports"][0]["after"]["is_readable"]
    assert {each["rule"] for each in told["reports"][0]["findings"]["gone"]} >= {"yaml-syntax"}
    assert run(site, "HEAD").exit_code == 0


def test_another_report_that_cannot_be_read_is_left_out_of_both_sums(site: Repository) -> None:
    site.commit({OTHER: "a: [\n"})
    changed(site, "spent: 200", "spent: 210")
    told = diff(site, code=1)
    assert told["unread"] == [OTHER]
    assert figures(told["groups"][0])["budget.spent"] == ("490 万元", "500 万元")
    assert "有 1 份报告读不了，改前、改后的合计里都没有它们。" in text(site)


def test_what_is_never_published_is_in_no_sum(site: Repository) -> None:
    site.commit({"content/reports/search/xm/2022.yml": REPORT, "content/reports/jia/Xm/2022.yml": REPORT})
    (site.root / "content/reports/yi/qita/2021.yml").symlink_to("2022.yml")
    site.commit()
    changed(site, "spent: 200", "spent: 210")
    assert figures(diff(site, code=1)["groups"][0])["budget.spent"] == ("730 万元", "740 万元")


@pytest.mark.parametrize("arguments", [("no-such",), ("HEAD", "no-such"), ("HEAD", "--output=x"), ("",), ()])
def test_a_wrong_call(site: Repository, arguments: tuple[str, ...]) -> None:
    assert run(site, *arguments).exit_code == 2


def test_two_commits_are_compared_whatever_lies_in_the_work_tree(site: Repository) -> None:
    site.commit({R2022: REPORT.replace("spent: 200", "spent: 210")})
    site.write({R2022: "坏的\n", OTHER: None})
    told = diff(site, "HEAD~1", "HEAD")
    assert [each["after"]["path"] for each in told["reports"]] == [R2022]
    assert told["compared"]["head_commit"] == site.git("rev-parse", "HEAD").strip()


def test_from_the_point_where_the_branch_left(site: Repository) -> None:
    site.git("checkout", "-qb", "topic")
    site.commit({R2022: REPORT.replace("spent: 200", "spent: 210")})
    site.git("checkout", "-q", "main")
    site.commit({OTHER: REPORT.replace("spent: 200", "spent: 220")})
    assert {each["year"] for each in diff(site, "main", "topic")["reports"]} == {2022}
    assert len(diff(site, "main", "topic")["reports"]) == 2
    told = diff(site, "--merge-base", "main", "topic")
    assert [each["after"]["path"] for each in told["reports"]] == [R2022]


def test_a_site_below_the_top_of_its_repository(tmp_path: Path) -> None:
    top = repository(tmp_path, {f"sites/one/{path}": text for path, text in SITE.items()})
    below = Repository(top.root / "sites/one")
    changed(below, "spent: 200", "spent: 210")
    top.write({"sites/two/content/reports/jia/xm/2022.yml": "坏的\n"})
    assert [each["after"]["path"] for each in diff(below)["reports"]] == [R2022]
    top.commit()
    assert [each["after"]["path"] for each in diff(below, "HEAD~1", "HEAD")["reports"]] == [R2022]


def test_looking_changes_nothing(site: Repository) -> None:
    site.git("checkout", "-qb", "topic")
    changed(site, "spent: 200", "spent: 210")
    site.git("add", "-A")
    changed(site, "spent: 40", "spent: 41")
    site.write({"content/reports/jia/xm/2023.yml": "year: 2023\ntitle: 新的一年\n"})
    before = state(site)
    diff(site, "main")
    assert state(site) == before


def state(site: Repository) -> dict[str, bytes]:
    """Every file of the work tree and of git."""
    return {str(path): path.read_bytes() for path in sorted(site.root.rglob("*")) if path.is_file()}


def test_in_the_middle_of_a_merge(site: Repository) -> None:
    site.git("checkout", "-qb", "topic")
    site.commit({R2022: REPORT.replace("spent: 200", "spent: 210")})
    site.git("checkout", "-q", "main")
    site.commit({R2022: REPORT.replace("spent: 200", "spent: 220")})
    with pytest.raises(Exception, match="merge"):
        site.git("merge", "topic")
    told = diff(site, code=1)
    assert told["reports"][0]["after"]["errors"]
    site.write({R2022: REPORT.replace("spent: 200", "spent: 230")})
    assert figures(diff(site)["reports"][0])["budget.spent"][1] == "270 万元"


def test_the_site_s_own_rules_move_what_rests_on_them(site: Repository) -> None:
    site.write({"content/site.yml": SITE["content/site.yml"] + "policies: {far_exceeded: 120}\n"})
    told = diff(site)
    assert [each["path"] for each in told["files"]] == ["content/site.yml"]
    assert [each["what"] for each in told["files"][0]["edits"]] == ["政策 · 超额多少算远超目标（%）"]
    assert len(told["reports"]) == 3
    assert all(figures(each)["indicators.far_exceeded"] == ("0 项", "1 项") for each in told["reports"])


def test_another_name_of_the_site_is_no_reason_to_compute(site: Repository) -> None:
    site.write({"content/site.yml": "name: 另一个名字\npublisher: 测试\n"})
    told = diff(site)
    assert told["reports"] == told["groups"] == []
    assert told["files"][0]["edits"][0]["after"] == "另一个名字"


def test_names_of_departments_and_projects(site: Repository) -> None:
    site.write(
        {
            "content/reports/jia/department.yml": "name: 甲委员会\n",
            "content/reports/jia/xm/project.yml": "name: 培训经费\n",
            "content/pages/about.md": "# 关于本站\n",
        }
    )
    told = diff(site)
    assert {each["path"]: [(e["before"], e["after"]) for e in each["edits"]] for each in told["files"]} == {
        "content/pages/about.md": [],
        "content/reports/jia/department.yml": [("甲局", "甲委员会")],
        "content/reports/jia/xm/project.yml": [("培训评审经费", "培训经费")],
    }
    assert told["reports"] == []


def test_an_attachment_that_is_another_file_now(site: Repository) -> None:
    attached = REPORT + "attachments:\n  - {title: 方案, file: 方案.pdf}\n"
    site.commit({R2022: attached, "content/reports/jia/xm/2022/方案.pdf": "一"})
    site.write({"content/reports/jia/xm/2022/方案.pdf": "二"})
    told = diff(site)
    assert [each["after"] for each in told["reports"][0]["edits"]] == ["方案.pdf（内容已更换）"]
    assert [each["path"] for each in told["files"]] == ["content/reports/jia/xm/2022/方案.pdf"]


def test_a_link_out_of_the_content_is_not_followed(site: Repository, tmp_path: Path) -> None:
    secret = tmp_path / "secret.yml"
    secret.write_text("name: 不该看到的名字\npublisher: 秘密\n", encoding="utf-8")
    (site.root / "content/site.yml").unlink()
    (site.root / "content/site.yml").symlink_to(secret)
    result = run(site, "HEAD", "--format", "json")
    assert result.exit_code == 1
    assert "不该看到的名字" not in result.stdout


def test_a_file_that_was_missing_before_is_no_news(site: Repository) -> None:
    site.commit({"content/reports/yi/department.yml": None})
    site.write({"content/reports/yi/xm/2022.yml": REPORT, "content/reports/yi/xm/project.yml": "name: 项目\n"})
    told = diff(site, code=1)
    assert [(each["path"], each["findings"]["appeared"]) for each in told["files"]] == [
        ("content/reports/yi/xm/project.yml", [])
    ]


def test_a_site_file_that_cannot_be_read_is_not_told_key_by_key(site: Repository) -> None:
    site.write({"content/site.yml": "name: [\n"})
    told = diff(site, code=1)
    site_file = next(each for each in told["files"] if each["path"] == "content/site.yml")
    assert site_file["edits"] == []
    assert site_file["findings"]["appeared"]


def test_an_amount_is_no_telephone_number(site: Repository) -> None:
    changed(site, "spent: 200", "spent: 13800138000")
    assert diff(site)["reports"][0]["edits"][0]["after"] == "13800138000"


def test_entries_of_lists_and_single_values(site: Repository) -> None:
    more = "basis:\n  - 文件一\n  - 文件二\nproblems: [问题甲]\n"
    site.commit({R2022: REPORT + more})
    changed(site, "  - 文件一\n  - 文件二\n", "  - 文件零\n  - 文件一\n")
    changed(site, "[问题甲]", "[问题甲, 问题乙]")
    changed(site, "stated: {score: 90}", "stated: {score: 91, grade: 优}")
    changed(site, "title: 自评报告", "title: 绩效自评报告\nfilled_on: 2023-04-07")
    edits = [(each["what"], each["before"], each["after"]) for each in diff(site)["reports"][0]["edits"]]
    assert edits == [
        ("标题", "自评报告", "绩效自评报告"),
        ("填报日期", None, "2023-04-07"),
        ("立项依据文件第 1 条", "文件二", "文件零"),
        ("存在问题第 2 条", None, "问题乙"),
        ("报告自述的数 score", "90", "91"),
        ("报告自述的数 grade", None, "优"),
    ]


HOSTILE = '"@all | </td><script>alert(1)</script> `x` [a](https://e.test) #1 \\n/close\\n| a | b |"'


def test_a_comment_holds_hostile_values_as_words(site: Repository) -> None:
    row = f"      - {{type: 数量指标, name: {HOSTILE}, target: {HOSTILE}, actual: 9场}}\n"
    changed(site, "  - subproject: 评审\n", f"{row}  - subproject: {HOSTILE}\n")
    changed(site, "title: 自评报告", f"title: {HOSTILE}")
    changed(site, "    - {name: 评审,", f"    - {{name: {HOSTILE}, budget: 1, spent: 1}}\n    - {{name: 评审,")
    site.write({"content/reports/jia/department.yml": f"name: {HOSTILE}\n"})
    printed = run(site, "HEAD", "--format", "markdown").stdout
    assert "alert" in printed
    assert not re.search(r"@\w|(?<!&)#\d|://|`|^/", printed, re.MULTILINE)
    html = MarkdownIt("commonmark", {"html": True}).enable("table").render(printed)
    tags = set(re.findall(r"</?([a-z]+[0-9]?)", html))
    assert tags <= set(
        "details summary table thead tbody tr th td p h3 ul li sub code blockquote strong".split()
    )
    assert html.count("<details>") == html.count("</details>")
    for line in printed.splitlines():
        if line.startswith("|"):
            assert line.count("|") in (5, 6)


def test_a_comment_fits_whatever_the_change(site: Repository) -> None:
    rows = "".join(
        f"      - {{type: 数量指标, name: 第{number}项很长很长很长很长很长的指标名称, target: 3场, actual: 2场}}\n"
        for number in range(1500)
    )
    site.write({R2022: REPORT.replace("  - subproject: 评审\n", f"{rows}  - subproject: 评审\n")})
    for number in range(60):
        site.write(
            {
                f"content/reports/jia/xm/{1920 + number}.yml": REPORT.replace(
                    "year: 2022", f"year: {1920 + number}"
                )
            }
        )
    printed = run(site, "HEAD", "--format", "markdown").stdout
    assert 10_000 < len(printed.encode()) <= MOST_BYTES
    assert re.search(r"还有 \d+ 行没有列出", printed)
    assert printed.count("<details>") == printed.count("</details>")


def test_a_comment_says_most_first(site: Repository) -> None:
    changed(site, "spent: 200", "spent: 210")
    printed = run(site, "HEAD", "--format", "markdown").stdout
    assert printed.startswith("<!-- mingxiao diff -->\n### ")
    assert printed.index("| 支出合计 | 730 万元 | 740 万元 | +10 万元 |") < printed.index("<details>")
    assert "| 预算明细“评审” · 执行数 | 200 | 210 | +10 万元 | 2022.yml:8 |" in printed


AMOUNT = re.compile(r"(?<=spent: )\d[\d.]*")
REAL = [
    path
    for path in sorted((ROOT / "content/reports").rglob("[12]*.yml"))
    if AMOUNT.search(path.read_text(encoding="utf-8"))
]


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """The repository's own content in a repository of its own."""
    root = tmp_path_factory.mktemp("real")
    shutil.copytree(ROOT / "content", root / "content")
    return repository(root, {})


@settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_one_digit_of_any_amount_in_the_real_content(real: Repository, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(REAL)).relative_to(ROOT).as_posix()
    written = (real.root / path).read_text(encoding="utf-8")
    amount = data.draw(st.sampled_from(list(AMOUNT.finditer(written))))
    at = data.draw(st.sampled_from([n for n, each in enumerate(amount[0]) if each.isdigit()]))
    digit = data.draw(st.sampled_from("123456789".replace(amount[0][at], "")))
    other = amount[0][:at] + digit + amount[0][at + 1 :]
    before = all_figures(real, path)
    real.write({path: written[: amount.start()] + other + written[amount.end() :]})
    try:
        told, after = diff(real), all_figures(real, path)
    finally:
        real.write({path: written})
    report, *others = told["reports"]
    assert not others
    assert [(each["before"], each["after"]) for each in report["edits"]] == [(amount[0], other)]
    assert report["edits"][0]["place"]["line"] == written.count("\n", 0, amount.start()) + 1
    moved = {id for id in before if before[id] != after[id]}
    assert {each["id"] for each in report["figures"] if each["is_visible"]} == moved
    assert report["statuses"] == []
    assert report["rows"] == {"added": [], "removed": [], "renamed": [], "renumbered": 0}
    assert told["files"] == []
    kinds = {each["kind"] for each in told["groups"]}
    assert kinds == ({"site", "year", "department", "project"} if "budget.spent" in moved else kinds)


def all_figures(real: Repository, path: str) -> dict[str, tuple[str | None, ...]]:
    """Every figure of a report as `mingxiao figures` gives it."""
    result = CliRunner().invoke(main, ["figures", path, "-C", str(real.root), "--format", "json"])
    return {
        id: (each["value"], each.get("low"), each.get("high")) for id, each in json.loads(result.stdout).items()
    }


DOCS = ROOT / "docs/diff.md"


def test_the_example_in_the_docs_is_what_is_printed(site: Repository) -> None:
    changed(site, "spent: 200", "spent: 210")
    example = re.search(r"```text\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    assert example
    assert example[1] == text(site, "main")


def test_the_docs_name_every_key_of_the_json() -> None:
    docs = DOCS.read_text(encoding="utf-8")
    records = [
        each for each in vars(model).values() if is_dataclass(each) and each.__module__ == model.__name__
    ]
    names = {each.name for record in records for each in fields(record)}
    assert len(names) > 40
    assert not {name for name in names if f"`{name}`" not in docs}
