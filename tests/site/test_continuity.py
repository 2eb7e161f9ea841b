"""Continuity: which indicator of one year is which of another, and never by guessing."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from generator.figures import Row
from generator.figures.continuity import continuity
from tests.conftest import Read
from tests.site.conftest import REPORT
from tests.site.conftest import run

Assess = Callable[..., Read]


def rows(assess: Assess, text: str) -> tuple[Row, ...]:
    """The rows of indicators given a line each: sub-project, name, target, and an id where it has one."""
    groups = ["indicators:"]
    for line in text.split("\n"):
        subproject, name, target, *id = line.split()
        named = f", id: {id[0]}" if id else ""
        groups.append(f"  - subproject: {subproject}")
        groups.append(f"    rows: [{{type: 数量指标, name: {name}, target: '{target}', actual: 1{named}}}]")
    found: tuple[Row, ...] = assess("\n".join(groups)).facts.rows  # type: ignore[attr-defined]
    return found


def compared(assess: Assess, before: str, after: str) -> dict[str, list[str]]:
    """What became of the indicators, by name."""
    found = continuity(rows(assess, before), rows(assess, after))
    return {
        "kept": [f"{one.number}→{other.number}" for one, other in found.kept],
        "retargeted": [other.indicator.name for _, other in found.retargeted],
        "appeared": [row.indicator.name for row in found.appeared],
        "vanished": [row.indicator.name for row in found.vanished],
    }


def test_another_target_another_indicator_and_one_that_is_gone(assess: Assess) -> None:
    assert compared(assess, "评审 场次 3场\n评审 人次 9人", "评审 场次 5场\n评审 满意度 95%") == {
        "kept": ["1→1"],
        "retargeted": ["场次"],
        "appeared": ["满意度"],
        "vanished": ["人次"],
    }


def test_width_and_spaces_do_not_make_another_name_or_target(assess: Assess) -> None:
    assert compared(assess, "评审 （5G）场次 ≥95%", "评审 (５G)场次 ≥９５％")["retargeted"] == []


def test_the_same_name_under_two_sub_projects_stays_with_its_own(assess: Assess) -> None:
    found = compared(assess, "甲 场次 1场\n乙 场次 2场", "乙 场次 2场\n甲 场次 1场")
    assert found["kept"] == ["2→1", "1→2"]
    assert found["retargeted"] == []


def test_a_sub_project_that_was_renamed_keeps_an_indicator_only_one_can_be(assess: Assess) -> None:
    assert compared(assess, "甲 场次 1场", "乙 场次 1场")["kept"] == ["1→1"]
    two = compared(assess, "甲 场次 1场\n乙 场次 2场", "丙 场次 1场")
    assert (two["kept"], two["appeared"], two["vanished"]) == ([], ["场次"], ["场次", "场次"])


def test_an_id_survives_another_name(assess: Assess) -> None:
    assert compared(assess, "甲 场次 1场 n1", "甲 评审场次 1场 n1")["kept"] == ["1→1"]


def test_the_project_page_names_what_changed_and_links_to_both_years(make_site: Callable[..., Path]) -> None:
    before = REPORT.replace("2022", "2021").replace("target: 3场", "target: 5场")
    root = make_site(y2021=before, y2022=REPORT)
    assert run("mkdocs", "build", "--strict", cwd=root).returncode == 0
    html = (root / "site/ju/xm/index.html").read_text(encoding="utf-8")
    assert "同名指标 1 项，其中目标值改变 1 项；新增 0 项，不再出现 0 项。" in html
    assert re.search(r'<a href="2021/#r1">5场</a>.*<a href="2022/#r1">3场</a>', html)


def test_reports_without_a_common_name_are_not_compared_row_by_row(make_site: Callable[..., Path]) -> None:
    before = REPORT.replace("2022", "2021").replace("评审场次", "培训人次")
    root = make_site(y2021=before, y2022=REPORT)
    run("mingxiao", "build", cwd=root)
    html = (root / "site/ju/xm/index.html").read_text(encoding="utf-8")
    assert "没有同名的，无法逐项比较" in html
    assert "change-table" not in html
