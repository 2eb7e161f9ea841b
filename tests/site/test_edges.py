"""Edge states: what is missing is said, what is large fits, and no page is too heavy or too wide."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.site.edges import EDGES
from tests.site.edges import LONG


def words(edges: Path, path: str) -> str:
    """What a page says."""
    html = (edges / path / "index.html").read_text(encoding="utf-8")
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


#: What a report's page must say, and what it must not, at each edge.
SAID = {
    "no-budget/2022": (["报告没有预算数据"], ["0.00%"]),
    "no-indicators/2022": (["报告没有绩效指标"], ["0 / 0"]),
    "nothing/2022": (["报告没有预算数据", "报告没有绩效指标", "报告没有写得分"], []),
    "nothing-judged/2022": (["0 / 3 项指标数据可证达成", "未判定 3"], []),
    "nothing-spent/2022": (["执行率 0.00%", "未支出 30"], []),
    "overspent/2022": (["超预算 15 万元 执行率 250.00%"], ["未支出 −15 万元 执行率"]),
    "overspent": (["执行率 250.00%", "超预算 15 万元"], []),
    "zero-budget/2022": (["0 万元", "预算是 0，执行率无从谈起"], ["没有预算数"]),
    "zero-budget": (["预算是 0，执行率无从谈起"], ["执行率 —"]),
    "partly/2022": (["未判定 部分达成（自述）", "1 / 2 项指标数据可证达成", "未判定 1"], ["自述达成 1"]),
    "budget-gap/2022": (["78.55 万元", "有的行没有填报预算数或支出，无法计算执行率"], ["314.20%", "-53.55"]),
    "spending-unknown/2022": (["支出未填报，共安排 15 万元", "无法计算执行率"], []),
    "not-carried-out/2022": (["另有 1 个二级项目未开展", "报告没有绩效指标"], []),
    "three-hundred/2022": (["0 / 300 项指标数据可证达成", "未达成 300"], []),
    "ten-figures/2022": (["11,111,111,100.12", "9,876,543,211.11"], []),
    "one-year": (["1 个年度有报告"], ["比上年", "指标的变化"]),
    "years-apart": (["2022 年与 2020 年相比", "2020–2022"], ["执行率比上年 "]),
    "three-hundred": (["目标值改变 300 项", "另有 200 项，见两份报告。"], []),
}


@pytest.mark.parametrize("path", SAID)
def test_an_edge_is_told_in_words(edges: Path, path: str) -> None:
    text = words(edges, f"edge/{path}")
    said, unsaid = SAID[path]
    for each in said:
        assert each in text
    for each in unsaid:
        assert each not in text


def test_a_figure_that_cannot_be_computed_has_an_origin_too(edges: Path) -> None:
    html = (edges / "edge/zero-budget/2022/index.html").read_text(encoding="utf-8")
    assert 'href="#f-budget.rate"' in html
    assert 'id="f-budget.rate"' in html


def test_long_names_are_never_cut(edges: Path) -> None:
    assert words(edges, "edge/long-names/2022").count(LONG) >= 6


def test_no_page_is_too_heavy_for_a_phone(edges: Path) -> None:
    heavy = {page: page.stat().st_size for page in edges.rglob("*.html") if page.stat().st_size > 300_000}
    assert heavy == {}
    assert (edges / "index.html").stat().st_size < 60_000, "home, with two hundred departments"


@pytest.mark.parametrize("width", (320, 375, 768, 1024, 1280))
def test_nothing_is_too_wide(browser: Browser, edges_served: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    reports = [f"edge/{slug}/{year}/" for slug, (_, years) in EDGES.items() for year in years]
    groups = [
        "",
        "departments/",
        "years/2022/",
        "edge/",
        "d001/",
        "lists/missed/",
        "lists/reports/",
        "methods/",
    ]
    for path in (*reports, *(f"edge/{slug}/" for slug in EDGES), *groups):
        page.goto(edges_served + path)
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over == 0, f"{path}: {over} px too wide"
    page.close()


@pytest.mark.parametrize("width", (320, 375, 1280))
def test_labels_of_ten_figures_stay_beside_their_chart(browser: Browser, edges_served: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(edges_served + "edge/ten-figures/")
    outside = page.evaluate(
        """[...document.querySelectorAll('.trend__value')].filter(each => {
            const label = each.getBoundingClientRect(), chart = each.closest('.trend').getBoundingClientRect();
            return label.left < chart.left || label.right > chart.right; }).map(each => each.textContent)"""
    )
    assert page.locator(".trend__value").count() > 0
    assert outside == []
    page.close()


@pytest.mark.parametrize("width", (375, 1280))
def test_a_ten_figure_amount_stands_on_one_line(browser: Browser, edges_served: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(edges_served + "edge/ten-figures/2022/")
    amount = page.locator(".fact__value a", has_text="9,876,543,211.11")
    assert amount.evaluate("e => e.getClientRects().length") == 1
    page.close()
