"""Lists that answer a question: every answer is there, at its place, and no page is too long."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.site.conftest import REPORT
from tests.site.conftest import run

MakeSite = Callable[..., Path]


def page(site: Path, path: str) -> str:
    """A published list."""
    return (site / "lists" / path / "index.html").read_text(encoding="utf-8")


def rows(html: str) -> list[str]:
    """The rows of a list, as text."""
    found = re.findall(r'<tr><td class="number row__number">.*?</tr>', html)
    return [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", row)).strip() for row in found]


def test_what_was_missed_is_listed_with_target_actual_and_completion(published: Path) -> None:
    (row,) = rows(page(published, "missed/departments/gongxinju"))
    assert row == "1 评审项目总数量 项目评审 工业发展管理经费 6 评审项目总数量 5 个 83.33%"


def test_a_row_leads_to_the_very_row_of_the_report(published: Path) -> None:
    html = page(published, "missed/departments/gongxinju")
    assert 'href="../../../../gongxinju/industrial-development/2022/#r25"' in html


def test_budget_lines_with_nothing_spent_are_listed_in_the_site_s_unit(published: Path) -> None:
    found = rows(page(published, "unspent/departments/gongxinju"))
    assert len(found) == 2
    assert all(row.rsplit(" ", 1)[1] in ("0", "0.00") for row in found), "digits as written"
    assert "金额单位：万元" in page(published, "unspent/departments/gongxinju")


@pytest.mark.parametrize("question", ["differs", "missed", "declared", "not-judged", "unspent", "reports"])
def test_years_and_departments_divide_the_whole_list(published: Path, question: str) -> None:
    whole = len(rows(page(published, question)))
    folder = published / "lists" / question
    assert whole > 0
    for kind in ("years", "departments"):
        parts = [len(rows((each / "index.html").read_text("utf-8"))) for each in (folder / kind).iterdir()]
        assert sum(parts) == whole


def test_the_home_page_counts_what_the_lists_hold(published: Path) -> None:
    home = (published / "index.html").read_text(encoding="utf-8")
    counted = re.findall(r'href="lists/([a-z-]+)/">[^<]+</a></th><td class="number">(\d+)', home)
    assert len(counted) >= 7
    for question, count in counted:
        assert len(rows(page(published, question))) == int(count), question


def test_a_list_too_long_for_a_page_says_so_and_is_whole_in_its_department(make_site: MakeSite) -> None:
    many = "".join(
        f"      - {{type: 数量指标, name: 第{n}项, target: 完成, actual: 完成}}\n" for n in range(450)
    )
    report = REPORT.replace("sections:\n", many + "sections:\n")
    root = make_site(y2021=report.replace("2022", "2021"), y2022=REPORT.replace("actual: 4场", "actual: 完成"))
    assert run("mkdocs", "build", "--strict", cwd=root).returncode == 0
    whole = page(root / "site", "declared")
    assert len(rows(whole)) == 200
    assert "共 451 项。这里是最近的 200 项；全部请按部门看。" in whole
    pages = [page(root / "site", f"declared/departments/ju{number}") for number in ("", "/2", "/3")]
    listed = [row.split(" ", 1) for html in pages for row in rows(html)]
    assert [number for number, _ in listed] == [str(number) for number in range(1, 452)]
    assert len({words for _, words in listed}) == 451
    assert 'id="y2021"' in pages[0]
    assert 'href="../../../years/2021/"' not in pages[2], "a department's years are places on its own pages"


def test_a_question_without_answers_has_its_page(make_site: MakeSite) -> None:
    root = make_site()
    run("mingxiao", "build", cwd=root)
    assert "没有。" in page(root / "site", "missed")


def test_remarks_have_a_column_where_there_is_one(make_site: MakeSite) -> None:
    report = REPORT.replace("= 5.65", "= 6.65")
    remarked = report.replace("2022", "2021", 1) + "accepted: [{rule: stated-differs, reason: 原文如此}]\n"
    root = make_site(y2021=remarked, y2022=report)
    run("mingxiao", "build", cwd=root)
    assert "原文如此" in page(root / "site", "differs/years/2021")
    assert "部门说明</th>" in page(root / "site", "differs/years/2021")
    html = page(root / "site", "differs/years/2022")
    assert "规则</th>" in html
    assert "部门说明" not in html
