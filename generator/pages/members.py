"""Members: the departments, projects, reports or years of a whole side by side, and the tables that compare them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

from generator.concerns import DIFFERS
from generator.figures import Status
from generator.pages.compiler import Told
from generator.pages.known import Catalogue
from generator.pages.page import WHOLE
from generator.pages.page import Links
from generator.pages.page import Scope
from generator.pages.page import department_source
from generator.pages.page import list_source
from generator.pages.page import project_source
from generator.pages.page import source_of
from generator.pages.page import year_source
from generator.pages.questions import ALL_REPORTS
from generator.pages.summary import Group
from generator.pages.summary import Index
from generator.pages.summary import ReportSummary
from generator.phrases import _
from generator.phrases import thousands

#: How many members a table compares: with more it would be too heavy for a phone; and how many each of two tables does.
MOST_ROWS = 200
MOST_OF_TWO = 100


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One member of a whole, in a table that compares them."""

    name: str
    href: str
    department: str
    reports: int
    budget: Decimal | None
    spent: Decimal | None
    rate: Decimal | None
    change: Decimal | None
    indicators: int
    met: int
    unmet: int
    differing: int


@dataclass(frozen=True, slots=True)
class MemberTable:
    """A table of members; ``has`` says which optional columns it shows, ``more`` where the rows are that it leaves out."""

    anchor: str
    title: str
    head: str
    rows: tuple[MemberRow, ...]
    has: Told
    more: tuple[str, str] | None = None


def department_table(
    catalogue: Catalogue,
    links: Links,
    departments: Iterable[tuple[str, tuple[ReportSummary, ...]]],
    before: Iterable[ReportSummary] = (),
) -> MemberTable:
    """Departments side by side; ``before`` are the reports of the year before, where one year is shown."""
    earlier = dict(Index(tuple(before)).by_department())
    rows = tuple(
        member(
            catalogue.name(slug),
            links.to(department_source(slug)),
            catalogue.group(reports, earlier.get(slug, ())),
        )
        for slug, reports in departments
    )
    has_change = any(row.change is not None for row in rows)
    return MemberTable(
        "departments",
        _("按部门"),
        _("部门"),
        rows,
        Told(department=False, reports=True, change=has_change),
    )


def all_departments(
    catalogue: Catalogue,
    links: Links,
    reports: tuple[ReportSummary, ...],
    before: Iterable[ReportSummary] = (),
    scope: Scope = WHOLE,
) -> MemberTable:
    """The departments of the reports beside another table: of very many those with the largest budgets."""
    members = list(Index(reports).by_department())
    largest = _largest(members, MOST_OF_TWO, catalogue.unit)
    more = _more(len(members), len(largest), links, scope)
    return replace(department_table(catalogue, links, largest, before), more=more)


_Key = TypeVar("_Key")


def _largest(
    members: list[tuple[_Key, tuple[ReportSummary, ...]]], most: int, unit: str
) -> list[tuple[_Key, tuple[ReportSummary, ...]]]:
    """All members in their order; where they are too many, those with the largest budgets."""

    def budget(member: tuple[_Key, tuple[ReportSummary, ...]]) -> Decimal:
        return sum((each.totals.in_unit(unit).budget or Decimal(0) for each in member[1]), Decimal(0))

    return members if len(members) <= most else sorted(members, key=budget, reverse=True)[:most]


def report_table(
    catalogue: Catalogue, links: Links, year: int, reports: tuple[ReportSummary, ...], most: int
) -> MemberTable:
    """The reports of a year; where there are too many for a page, the list that has them."""
    largest = _largest([(report, (report,)) for report in reports], most, catalogue.unit)
    rows = tuple(
        member(report.project, links.to(source_of(report.id)), catalogue.group(only), report.department)
        for report, only in largest
    )
    return MemberTable(
        "reports",
        _("{year} 年度的报告", year=year),
        _("项目"),
        rows,
        Told(department=True, reports=False, change=False),
        _more(len(reports), len(rows), links, Scope(year=year)),
    )


def _more(members: int, shown: int, links: Links, scope: Scope) -> tuple[str, str] | None:
    """What to say of the rows a table has no room for, and where they are."""
    if shown == members:
        return None
    said = _("这里是预算最多的 {shown} 行，共 {all} 行。其余见", shown=thousands(shown), all=thousands(members))
    return said, links.to(list_source(ALL_REPORTS.slug, scope))


def project_table(catalogue: Catalogue, links: Links, reports: tuple[ReportSummary, ...]) -> MemberTable:
    """A department's projects; of very many those with the largest budgets."""
    projects = list(Index(reports).by_project())
    rows = tuple(
        member(members[0].project, links.to(project_source(*key)), catalogue.group(members))
        for key, members in _largest(projects, MOST_ROWS, catalogue.unit)
    )
    return MemberTable(
        "projects",
        _("按项目"),
        _("项目"),
        rows,
        Told(department=False, reports=True, change=False),
        _more(len(projects), len(rows), links, Scope(department=reports[0].id.department)),
    )


def year_table(
    catalogue: Catalogue, links: Links, reports: tuple[ReportSummary, ...], *, link_years: bool = True
) -> MemberTable:
    """The years of some reports, each compared with the one before."""
    years = Index(reports).by_year()
    rows = tuple(
        member(
            _("{year} 年", year=year),
            links.to(year_source(year)) if link_years else "",
            catalogue.group(members, years.get(year - 1, ())),
        )
        for year, members in years.items()
    )
    has_change = any(row.change is not None for row in rows)
    return MemberTable(
        "years", _("按年度"), _("年度"), rows, Told(department=False, reports=True, change=has_change)
    )


def member(name: str, href: str, whole: Group, department: str = "") -> MemberRow:
    """A member, by the group of its reports."""
    totals, figures = whole.totals, whole.figures
    return MemberRow(
        name,
        href,
        department,
        totals.reports,
        totals.budget,
        totals.spent,
        figures["budget.rate"].value,
        figures["budget.rate.change"].value,
        totals.count(),
        totals.count(Status.MET),
        totals.count(Status.UNMET),
        whole.count(DIFFERS.code),
    )
