"""Pages about many reports: home, departments, a department, years, a year."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from functools import partial

from generator.fingerprint import digest
from generator.pages.group import group_draft
from generator.pages.group import questions_of
from generator.pages.known import Catalogue
from generator.pages.members import MOST_OF_TWO
from generator.pages.members import MOST_ROWS
from generator.pages.members import all_departments
from generator.pages.members import department_table
from generator.pages.members import project_table
from generator.pages.members import report_table
from generator.pages.members import year_table
from generator.pages.page import DEPARTMENTS
from generator.pages.page import HOME
from generator.pages.page import YEARS
from generator.pages.page import Crumb
from generator.pages.page import Draft
from generator.pages.page import Links
from generator.pages.page import Scope
from generator.pages.page import Sketch
from generator.pages.page import department_source
from generator.pages.page import source_of
from generator.pages.page import way_to_department
from generator.pages.page import year_source
from generator.pages.summary import ReportSummary
from generator.phrases import _
from generator.phrases import in_context
from generator.read.selection import REPORTS

_DEPARTMENTS, _YEARS = in_context("navigation", "部门"), in_context("navigation", "年度")

#: How many of the newest reports the home page lists.
_LATEST = 10

#: How many departments the home page compares; of more it only gives the names, and of very many not even those.
_MOST_COMPARED = 30
_MOST_NAMED = 200


def group_pages(catalogue: Catalogue) -> Iterator[Sketch]:
    """Every page about many reports."""
    yield Sketch(HOME, partial(_home, catalogue))
    for number in range(1, _department_pages(catalogue) + 1):
        yield Sketch(_departments_source(number), partial(_departments, catalogue, number))
    for department, reports in catalogue.index.by_department():
        name = [catalogue.name(department), catalogue.short_name(department)]
        key = _key(catalogue, reports, Scope(department), name)
        source = department_source(department)
        yield Sketch(source, partial(_department, catalogue, department, reports), key)
    yield Sketch(YEARS, partial(_years, catalogue))
    by_year = catalogue.index.by_year()
    for year, reports in by_year.items():
        names = [each.name for each in catalogue.departments.values()]
        compared = (*reports, *by_year.get(year - 1, ()))
        key = _key(catalogue, compared, Scope(year=year), names)
        yield Sketch(year_source(year), partial(_year, catalogue, year, reports), key)


def _key(catalogue: Catalogue, reports: Iterable[ReportSummary], scope: Scope, names: Iterable[str]) -> str:
    """The fingerprint of what the page of a group is made from."""
    version = catalogue.history.newest(scope.department, scope.year)
    return digest([catalogue.key, [each.digest for each in reports], str(version), names])


def _home(catalogue: Catalogue) -> Draft:
    links = Links(HOME)
    whole = catalogue.group(catalogue.index.reports)
    years = year_table(catalogue, links, catalogue.index.reports)
    latest = sorted(catalogue.index.reports, key=_newest_first)[:_LATEST]
    departments = len(list(catalogue.index.by_department()))
    is_crowded = departments > _MOST_COMPARED
    return group_draft(
        catalogue,
        links,
        _("公共资金花在哪里，说到的做到了吗"),
        "home",
        whole,
        lede=_("每个项目、每一年：预算、支出、目标与结果。数字由公开数据计算，可逐项核对。"),
        questions=questions_of(whole, links),
        tables=[years] if is_crowded else [all_departments(catalogue, links, catalogue.index.reports), years],
        department_count=departments if is_crowded else 0,
        departments=_department_links(catalogue, links) if is_crowded and departments <= _MOST_NAMED else (),
        latest=[(report, links.to(source_of(report.id))) for report in latest],
        section=HOME,
        crumbs=(),
    )


def _departments(catalogue: Catalogue, number: int) -> Draft:
    """All departments side by side, on as many pages as it takes."""
    whole = catalogue.group(catalogue.index.reports)
    members = list(catalogue.index.by_department())
    links = Links(_departments_source(number))
    shown = members[(number - 1) * MOST_ROWS : number * MOST_ROWS]
    pages = range(1, _department_pages(catalogue) + 1)
    return group_draft(
        catalogue,
        links,
        _DEPARTMENTS if number == 1 else _("{title}（第 {number} 页）", title=_DEPARTMENTS, number=number),
        "departments",
        whole,
        lede=_("各部门全部年度的合计。点部门看它的项目。"),
        tables=[department_table(catalogue, links, shown)],
        section=DEPARTMENTS,
        crumbs=(Crumb(_("首页"), HOME), Crumb(_DEPARTMENTS)),
        number=number,
        pages=[(str(each), links.to(_departments_source(each))) for each in pages],
    )


def _department_pages(catalogue: Catalogue) -> int:
    return max(1, -(-sum(1 for _department in catalogue.index.by_department()) // MOST_ROWS))


def _departments_source(number: int) -> str:
    return DEPARTMENTS if number == 1 else f"{DEPARTMENTS.removesuffix('.md')}/{number}.md"


def _department(catalogue: Catalogue, department: str, reports: tuple[ReportSummary, ...]) -> Draft:
    links = Links(department_source(department))
    whole = catalogue.group(reports)
    return group_draft(
        catalogue,
        links,
        catalogue.name(department),
        "department",
        whole,
        lede=_("全部年度的合计。金额来自各份报告，不是部门预算总额。"),
        questions=questions_of(whole, links, Scope(department)),
        scope=Scope(department),
        tables=[
            project_table(catalogue, links, reports),
            year_table(catalogue, links, reports, link_years=False),
        ],
        section=DEPARTMENTS,
        crumbs=way_to_department(catalogue.short_name(department)),
        origin=f"{REPORTS}/{department}/department.yml",
    )


def _years(catalogue: Catalogue) -> Draft:
    links = Links(YEARS)
    whole = catalogue.group(catalogue.index.reports)
    return group_draft(
        catalogue,
        links,
        _YEARS,
        "years",
        whole,
        lede=_("各年度全部报告的合计。各年的报告份数不同；“比上年”只比两年都有报告的项目。"),
        tables=[year_table(catalogue, links, catalogue.index.reports)],
        section=YEARS,
        crumbs=(Crumb(_("首页"), HOME), Crumb(_YEARS)),
    )


def _year(catalogue: Catalogue, year: int, reports: tuple[ReportSummary, ...]) -> Draft:
    links = Links(year_source(year))
    before = catalogue.index.by_year().get(year - 1, ())
    whole = catalogue.group(reports, before)
    has_several = len({report.id.department for report in reports}) > 1
    tables = [report_table(catalogue, links, year, reports, MOST_OF_TWO if has_several else MOST_ROWS)]
    if has_several:
        tables.insert(0, all_departments(catalogue, links, reports, before, Scope(year=year)))
    return group_draft(
        catalogue,
        links,
        _("{year} 年度", year=year),
        "year",
        whole,
        lede=_("本年度全部报告的合计。"),
        questions=questions_of(whole, links, Scope(year=year)),
        scope=Scope(year=year),
        tables=tables,
        section=YEARS,
        crumbs=(Crumb(_("首页"), HOME), Crumb(_YEARS, YEARS), Crumb(str(year))),
    )


def _department_links(catalogue: Catalogue, links: Links) -> Iterator[tuple[str, str]]:
    for slug, _reports in catalogue.index.by_department():
        yield catalogue.name(slug), links.to(department_source(slug))


def _newest_first(report: ReportSummary) -> tuple[int, int, str]:
    filled = int(report.filled_on.replace("-", "") or 0)
    return (-report.id.year, -filled, str(report.id))
