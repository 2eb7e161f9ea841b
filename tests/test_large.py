"""Very large sites: whatever their shape, no page about many reports is heavy, and each leads to what it leaves out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache
from itertools import islice

import pytest

from generator.assessment import Desk
from generator.assessment import assess
from generator.history import History
from generator.model.identity import ReportId
from generator.model.site import Department
from generator.pages.data import data_page
from generator.pages.findings import findings_page
from generator.pages.groups import group_pages
from generator.pages.known import Catalogue
from generator.pages.lists import Lists
from generator.pages.page import Page
from generator.pages.page import Sketch
from generator.pages.picture import picture_page
from generator.pages.search import search_page
from generator.pages.summary import Index
from generator.pages.summary import ReportSummary
from generator.pages.summary import summarise
from generator.pages.templates import written
from generator.plan import plan
from tests.conftest import ROOT

#: What the theme puts around each page weighs less than this.
FRAME = 10_000

#: Departments, projects of each, years of each project: many offices; one office with everything; a province.
SHAPES = [(2_000, 1, 2), (1, 2_000, 2), (250, 8, 5)]


@cache
def report() -> tuple[Desk, ReportSummary]:
    """One real report with something to say on many lists."""
    planned = plan(ROOT)
    folder = next(each for each in planned.survey.projects if each.project == "industrial-development")
    project = assess(folder, planned.desk)
    return planned.desk, summarise(project, project.reports[0])


def large(departments: int, projects: int, years: int) -> Catalogue:
    """A site of that shape, each of its reports like the one."""
    desk, one = report()
    few = {slug: one.answers[slug] for slug in ("missed", "reports") if slug in one.answers}
    name = "某某市自然资源和规划局某某分局"
    reports = tuple(
        replace(
            one,
            id=ReportId(f"d{department:04}", f"p{project:04}", 2020 + year),
            project=f"第{project}号城乡基础设施建设专项经费",
            department=f"{name}{department}",
            answers=few,
        )
        for department in range(departments)
        for project in range(projects)
        for year in range(years)
    )
    known = {f"d{number:04}": Department(name=f"{name}{number}") for number in range(departments)}
    return Catalogue(desk.site, known, Index(reports), ROOT / "theme", History())


def made(sketches: Iterable[Sketch], catalogue: Catalogue) -> Iterator[Page]:
    """The pages as Markdown."""
    return written((each.make() for each in sketches), catalogue.theme)


def pages(catalogue: Catalogue) -> Iterator[Page]:
    """Every page about many reports; of departments only the first, which are all alike."""
    own = [
        each for each in group_pages(catalogue) if not each.source.startswith("d0") or "d0000" in each.source
    ]
    yield from made([*own, *islice(Lists(catalogue).pages(), 130)], catalogue)
    whole = (findings_page(catalogue), picture_page(catalogue), data_page(catalogue), search_page(catalogue))
    yield from written(whole, catalogue.theme)


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: "x".join(map(str, shape)))
def test_no_page_is_heavy(shape: tuple[int, int, int]) -> None:
    weights = {page.source: len(page.markdown.encode()) + FRAME for page in pages(large(*shape))}
    assert {source: weight for source, weight in weights.items() if weight > 300_000} == {}
    assert weights["index.md"] < 60_000
    assert {"years/2021.md", "departments.md", "d0000/index.md", "lists/missed/index.md"} <= weights.keys()


def test_every_department_of_very_many_is_on_a_page_of_departments() -> None:
    catalogue = large(450, 1, 1)
    some = list(made(islice(group_pages(catalogue), 5), catalogue))
    listed = [page for page in some if page.kind == "departments"]
    assert [page.source for page in listed] == ["departments.md", "departments/2.md", "departments/3.md"]
    named = [re.findall(r'<th scope="row"><a href="([^"]+)">', page.markdown) for page in listed]
    assert [len(each) for each in named] == [200, 200, 50]
    assert named[2][-1] == "../../d0449/"
    assert 'href="../3/"' in listed[1].markdown
    assert '<a href="departments/">全部 450 个部门</a>' in some[0].markdown


def test_a_year_of_very_many_shows_the_largest_budgets_and_where_the_rest_is() -> None:
    catalogue = large(150, 1, 1)
    big = replace(catalogue.index.reports[140], totals=replace(report()[1].totals, budget=Decimal(10**9)))
    reports = (*catalogue.index.reports[:140], big, *catalogue.index.reports[141:])
    other = replace(catalogue, index=Index(reports))
    (page,) = made([each for each in group_pages(other) if each.source.startswith("years/20")], other)
    departments, _, of_reports = page.markdown.partition("{#reports}")
    for table, first in ((departments, "../../d0140/"), (of_reports, "../../d0140/p0000/2020/")):
        rows = re.findall(r'<th scope="row"><a href="([^"]+)">', table.partition("<tbody>")[2])
        members = [row for row in rows if row.startswith("../../d")]
        assert len(members) == 100
        assert members[0] == first
        assert "这里是预算最多的 100 行，共 150 行。" in table
    assert page.markdown.count('<a href="../../lists/reports/years/2020/">全部报告</a>') == 2


def test_a_list_of_very_many_departments_says_where_to_choose_one() -> None:
    catalogue = large(400, 1, 1)
    wanted = ("lists/missed/index.md", "lists/missed/departments/d0000/index.md")
    some = made([each for each in Lists(catalogue).pages() if each.source in wanted], catalogue)
    lists = {page.source: page.markdown for page in some}
    assert '<a href="../../departments/">选一个部门，它的页面有本清单。</a>' in lists["lists/missed/index.md"]
    one = lists["lists/missed/departments/d0000/index.md"]
    assert "d0001" not in one, "a department's own pages do not name all others"
    assert '<a href="../../">← 全站的这张清单</a>' in one
