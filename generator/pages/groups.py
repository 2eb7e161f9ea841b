"""Pages about many reports: home, departments, a department, years, a year. And a project, over its years."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TypeVar

from generator.assessment import AssessedProject
from generator.assessment import Desk
from generator.checks.subject import ABSENT
from generator.checks.subject import said
from generator.checks.subject import with_unit
from generator.concerns import CONCERNS
from generator.concerns import DIFFERS
from generator.figures import FIGURES
from generator.figures import Status
from generator.figures.changes import met_rate_of
from generator.fingerprint import digest
from generator.history import History
from generator.history import Version
from generator.model.site import Department
from generator.model.site import Site
from generator.pages.charts import Trend
from generator.pages.charts import trend
from generator.pages.compiler import Told
from generator.pages.facts import Fact
from generator.pages.facts import status_counts
from generator.pages.facts import why_no_rate
from generator.pages.numbers import cents
from generator.pages.numbers import percent
from generator.pages.numbers import points
from generator.pages.numbers import share_of
from generator.pages.numbers import unit_word
from generator.pages.page import CORRECTIONS
from generator.pages.page import DEPARTMENTS
from generator.pages.page import HOME
from generator.pages.page import METHODS
from generator.pages.page import PICTURE
from generator.pages.page import SEARCH
from generator.pages.page import WHOLE
from generator.pages.page import YEARS
from generator.pages.page import Crumb
from generator.pages.page import Draft
from generator.pages.page import Links
from generator.pages.page import Scope
from generator.pages.page import Sketch
from generator.pages.page import department_source
from generator.pages.page import list_source
from generator.pages.page import project_source
from generator.pages.page import source_of
from generator.pages.page import year_source
from generator.pages.project_changes import YearChange
from generator.pages.project_changes import year_changes
from generator.pages.questions import ALL_REPORTS
from generator.pages.questions import QUESTIONS
from generator.pages.questions import Question
from generator.pages.report_traces import Trace
from generator.pages.summary import Group
from generator.pages.summary import Index
from generator.pages.summary import ReportSummary
from generator.phrases import Listing
from generator.phrases import _
from generator.phrases import in_context
from generator.read.selection import REPORTS

_CONCERN_CODES = frozenset(concern.code for concern in CONCERNS)

_DEPARTMENTS, _YEARS = in_context("navigation", "部门"), in_context("navigation", "年度")

#: How many of the newest reports the home page lists.
_LATEST = 10

#: How many departments the home page compares; of more it only gives the names, and of very many not even those.
_MOST_COMPARED = 30
_MOST_NAMED = 200

#: How many members a table compares: with more it would be too heavy for a phone; and how many each of two tables does.
MOST_ROWS = 200
_MOST_OF_TWO = 100


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What every page about many reports is made from. ``key`` is the fingerprint of all that is common to them."""

    site: Site
    departments: Mapping[str, Department]
    index: Index
    theme: Path
    history: History
    address: str = ""
    key: str = ""

    @property
    def unit(self) -> str:
        """The unit of money of the site."""
        return self.site.money_unit

    def group(self, reports: Iterable[ReportSummary], before: Iterable[ReportSummary] = ()) -> Group:
        """Some of the site's reports as a group, with money in the site's unit."""
        return self.index.group(reports, self.unit, before)

    def name(self, department: str) -> str:
        """What a department is called; its slug where nobody says."""
        known = self.departments.get(department)
        return known.name if known else department

    def version(self, scope: Scope, whole: Group) -> Version | None:
        """The newest version of the data of a group; None where no history is known."""
        if len(whole.reports) == 1:
            return self.history.latest(f"content/{whole.reports[0].id.path}")
        return self.history.newest(scope.department, scope.year)

    def short_name(self, department: str) -> str:
        """What a department is called where there is little room."""
        known = self.departments.get(department)
        return (known.short or known.name) if known else department


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


@dataclass(frozen=True, slots=True)
class QuestionCount:
    """A question a reader may have, how much there is to it, and the list that answers it."""

    question: Question
    answer: str
    href: str

    @property
    def words(self) -> str:
        """The question."""
        return self.question.title


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
    years = _year_table(catalogue, links, catalogue.index.reports)
    latest = sorted(catalogue.index.reports, key=_newest_first)[:_LATEST]
    departments = len(list(catalogue.index.by_department()))
    is_crowded = departments > _MOST_COMPARED
    return _page(
        catalogue,
        links,
        _("公共资金花在哪里，说到的做到了吗"),
        "home",
        whole,
        lede=_("每个项目、每一年：预算、支出、目标与结果。数字由公开数据计算，可逐项核对。"),
        questions=_questions(whole, links),
        tables=[years] if is_crowded else [_all_departments(catalogue, links, catalogue.index.reports), years],
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
    return _page(
        catalogue,
        links,
        _DEPARTMENTS if number == 1 else _("{title}（第 {number} 页）", title=_DEPARTMENTS, number=number),
        "departments",
        whole,
        lede=_("各部门全部年度的合计。点部门看它的项目。"),
        tables=[_department_table(catalogue, links, shown)],
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
    return _page(
        catalogue,
        links,
        catalogue.name(department),
        "department",
        whole,
        lede=_("全部年度的合计。金额来自各份报告，不是部门预算总额。"),
        questions=_questions(whole, links, Scope(department)),
        scope=Scope(department),
        tables=[
            _project_table(catalogue, links, reports),
            _year_table(catalogue, links, reports, link_years=False),
        ],
        section=DEPARTMENTS,
        crumbs=(
            Crumb(_("首页"), HOME),
            Crumb(_DEPARTMENTS, DEPARTMENTS),
            Crumb(catalogue.short_name(department)),
        ),
        origin=f"{REPORTS}/{department}/department.yml",
    )


def _years(catalogue: Catalogue) -> Draft:
    links = Links(YEARS)
    whole = catalogue.group(catalogue.index.reports)
    return _page(
        catalogue,
        links,
        _YEARS,
        "years",
        whole,
        lede=_("各年度全部报告的合计。各年的报告份数不同；“比上年”只比两年都有报告的项目。"),
        tables=[_year_table(catalogue, links, catalogue.index.reports)],
        section=YEARS,
        crumbs=(Crumb(_("首页"), HOME), Crumb(_YEARS)),
    )


def _year(catalogue: Catalogue, year: int, reports: tuple[ReportSummary, ...]) -> Draft:
    links = Links(year_source(year))
    before = catalogue.index.by_year().get(year - 1, ())
    whole = catalogue.group(reports, before)
    has_several = len({report.id.department for report in reports}) > 1
    tables = [_report_table(catalogue, links, year, reports, _MOST_OF_TWO if has_several else MOST_ROWS)]
    if has_several:
        tables.insert(0, _all_departments(catalogue, links, reports, before, Scope(year=year)))
    return _page(
        catalogue,
        links,
        _("{year} 年度", year=year),
        "year",
        whole,
        lede=_("本年度全部报告的合计。"),
        questions=_questions(whole, links, Scope(year=year)),
        scope=Scope(year=year),
        tables=tables,
        section=YEARS,
        crumbs=(Crumb(_("首页"), HOME), Crumb(_YEARS, YEARS), Crumb(str(year))),
    )


def project_page(
    project: AssessedProject,
    summaries: tuple[ReportSummary, ...],
    desk: Desk,
    theme: Path,
    history: History,
) -> Draft:
    """A project over all its years, by the summaries of its reports."""
    folder = project.folder
    index = Index(summaries)
    catalogue = Catalogue(desk.site, {folder.department: project.department}, index, theme, history)
    links = Links(project_source(folder.department, folder.project))
    latest = index.reports[-1]
    before = [report for report in index.reports if report.id.year == latest.id.year - 1]
    rows = []
    for report in reversed(index.reports):
        earlier = [each for each in index.reports if each.id.year == report.id.year - 1]
        whole = catalogue.group([report], earlier)
        rows.append(_member(_("{year} 年", year=report.id.year), links.to(source_of(report.id)), whole))
    has = Told(department=False, reports=False, change=len(rows) > 1)
    table = MemberTable("years", _("各年度"), _("年度"), tuple(rows), has)
    whole = catalogue.group([latest], before)
    first, last = index.reports[0].id.year, latest.id.year
    span = f"{first}–{last}" if first != last else _("{year} 年", year=last)
    years = Fact(str(len(rows)), _("个年度有报告", count=len(rows)), lines=(span,))
    return _page(
        catalogue,
        links,
        project.project.name,
        "project",
        whole,
        members=years,
        lede=Listing(
            filter(
                None,
                (
                    project.department.name,
                    project.project.summary,
                    _("以下是最近一年（{year}）", year=latest.id.year),
                ),
            ),
            " · ",
        ),
        questions=_project_questions(whole, links),
        scope=Scope(folder.department),
        tables=[table],
        changes=year_changes(project, links),
        trends=_trends(index, catalogue.unit),
        section=DEPARTMENTS,
        crumbs=(
            Crumb(_("首页"), HOME),
            Crumb(catalogue.short_name(folder.department), department_source(folder.department)),
            Crumb(project.project.name),
        ),
        origin=f"{folder.path}/project.yml",
    )


def _page(
    catalogue: Catalogue,
    links: Links,
    title: str,
    kind: str,
    whole: Group,
    *,
    lede: str,
    tables: list[MemberTable],
    section: str,
    crumbs: tuple[Crumb, ...],
    members: Fact | None = None,
    scope: Scope = WHOLE,
    questions: Iterable[QuestionCount] = (),
    latest: Iterable[tuple[ReportSummary, str]] = (),
    changes: Iterable[YearChange] = (),
    trends: tuple[Trend, ...] = (),
    departments: Iterable[tuple[str, str]] = (),
    department_count: int = 0,
    number: int = 1,
    pages: Sequence[tuple[str, str]] = (),
    origin: str = "",
) -> Draft:
    view = {
        "title": title,
        "lede": lede,
        "answers": (
            members or _members(whole),
            _spending(whole, catalogue.unit, members is not None),
            _reaching(whole),
        ),
        "traces": tuple(_traces(whole)),
        "basis": _basis(whole, links, scope),
        "version": catalogue.version(scope, whole),
        "methods": links.to(METHODS),
        "questions": tuple(questions),
        "tables": [table for table in tables if table.rows],
        "latest": tuple(latest),
        "changes": tuple(changes),
        "trends": trends,
        "picture": links.to(PICTURE) if kind in ("home", "departments") else "",
        "departments": tuple(departments),
        "department_count": department_count,
        "all_departments": links.to(DEPARTMENTS),
        "number": number,
        "pages": pages,
        "unit": unit_word(catalogue.unit),
        "is_empty": not whole.reports,
        "corrections": links.to(CORRECTIONS) if kind == "home" else "",
        "search": links.to(SEARCH) if kind == "home" else "",
    }
    return Draft(links.source, title, "group.md.jinja", view, kind, section, lede, crumbs, origin=origin)


_COUNTED = {"projects": _("{count} 个项目"), "departments": _("{count} 个部门")}


def _members(whole: Group) -> Fact:
    """How many reports, of how many projects and departments."""
    count = {name: whole.figures[f"{name}.count"].plain for name in ("reports", "projects", "departments")}
    return Fact(
        count["reports"],
        _("份报告", count=count["reports"]),
        "#f-reports.count",
        lines=(Listing((each.with_values(count=count[name]) for name, each in _COUNTED.items()), "，"),),
    )


def _spending(whole: Group, unit: str, is_one: bool) -> Fact:
    totals, rate = whole.totals, whole.figures["budget.rate"].value
    if totals.budget is None:
        return Fact(ABSENT, lines=(_("没有预算数据"),))
    lines: list[str] = []
    left = with_unit(cents(whole.figures["budget.unspent"].value), unit)
    lines.append(why_no_rate(totals) if rate is None else _("执行率 {rate}", rate=percent(rate)))
    change = whole.figures["budget.rate.change"].value
    if change is not None:
        compared = (
            _("执行率比上年 {points} 个百分点")
            if is_one
            else _("两年都有报告的项目，执行率比上年 {points} 个百分点")
        )
        lines.append(compared.with_values(points=points(change)))
    if rate is not None and (totals.rated_budget, totals.rated_spent) != (totals.budget, totals.spent):
        part = _("执行率只按预算数和支出都已填报的报告计算：预算 {budget}，支出 {spent}")
        rated = (with_unit(cents(each), unit) for each in (totals.rated_budget, totals.rated_spent))
        lines.append(part.with_values(**dict(zip(("budget", "spent"), rated, strict=True))))
    return Fact(
        cents(totals.spent),
        _("{unit}，共安排 {budget} {unit}", budget=cents(totals.budget), unit=unit_word(unit)),
        "#f-budget.total" if totals.spent is None else "#f-budget.spent",
        lines=tuple(lines),
        length=None if rate is None else share_of(totals.rated_spent, totals.rated_budget),
        label=_("执行率 {rate}", rate=percent(rate)),
        is_over=rate is not None and rate > 100,
        answer="" if rate is None else _("未支出 {amount}", amount=left),
        answer_href="#f-budget.unspent",
    )


def _reaching(whole: Group) -> Fact:
    totals = whole.totals
    count = totals.count()
    if not count:
        return Fact(ABSENT, lines=(_("没有绩效指标"),))
    met = str(totals.count(Status.MET))
    unit = _("/ {count} 项指标数据可证达成", count=count)
    return Fact(met, unit, "#f-indicators.met", counts=status_counts(totals), total=count)


def _questions(whole: Group, links: Links, scope: Scope = WHOLE) -> Iterator[QuestionCount]:
    """The questions with something to answer, each with the list of this scope."""
    for question in QUESTIONS:
        count = whole.count(question.slug)
        if count:
            answer = _("{count} {counter}", count=count, counter=question.counter)
            if question.slug == "unspent" and whole.totals.idle_amount is not None:
                idle = with_unit(cents(whole.totals.idle_amount), whole.totals.unit)
                answer = _("{rows}，{amount}", rows=answer, amount=idle)
            yield QuestionCount(question, answer, links.to(list_source(question.slug, scope)))


def _trends(index: Index, unit: str) -> tuple[Trend, ...]:
    """Small multiples of a project's years: the two rates and the two amounts."""
    groups = [(report.id.year, index.group([report], unit)) for report in index.reports]
    found = (
        trend(_("预算执行率"), [(year, each.figures["budget.rate"].value) for year, each in groups], "%"),
        trend(_("数据可证达成"), [(year, met_rate_of(each.totals)) for year, each in groups], "%"),
        trend(_("预算"), [(year, each.totals.budget) for year, each in groups], unit),
        trend(_("支出"), [(year, each.totals.spent) for year, each in groups], unit),
    )
    return tuple(each for each in found if each)


def _project_questions(latest: Group, links: Links) -> Iterator[QuestionCount]:
    """The questions of a project's latest report: each at its place there, or on the department's list."""
    (report,) = latest.reports
    for each in _questions(latest, links, Scope(report.id.department)):
        rows = report.answers[each.question.slug].rows
        if each.question.slug in _CONCERN_CODES:
            yield replace(each, href=links.to(source_of(report.id), f"c-{each.question.slug}"))
        elif len(rows) == 1:
            yield replace(each, href=links.to(source_of(report.id), rows[0].anchor))
        else:
            yield each


#: The figures whose origin every page about many reports explains.
_TRACED = (
    "reports.count",
    "projects.count",
    "departments.count",
    "budget.total",
    "budget.spent",
    "budget.unspent",
    "budget.rate",
    "budget.rate.change",
    "indicators.count",
    "indicators.met",
    "indicators.declared",
    "indicators.not_judged",
    "indicators.unmet",
)


def _basis(whole: Group, links: Links, scope: Scope) -> tuple[str, str]:
    """What the numbers of a page are computed from: one report, or the list of those of its scope."""
    if len(whole.reports) == 1:
        id = whole.reports[0].id
        return _("{year} 年的报告", year=id.year), links.to(source_of(id))
    return _("{count} 份报告", count=len(whole.reports)), links.to(list_source(ALL_REPORTS.slug, scope))


def _traces(whole: Group) -> Iterator[Trace]:
    """Where the page's own numbers come from."""
    for id in _TRACED:
        computed = whole.figures[id]
        if computed.is_known:
            yield Trace(computed, said(computed), FIGURES.words(computed.figure), "", ())


def _department_table(
    catalogue: Catalogue,
    links: Links,
    departments: Iterable[tuple[str, tuple[ReportSummary, ...]]],
    before: Iterable[ReportSummary] = (),
) -> MemberTable:
    """Departments side by side; ``before`` are the reports of the year before, where one year is shown."""
    earlier = dict(Index(tuple(before)).by_department())
    rows = tuple(
        _member(
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


def _all_departments(
    catalogue: Catalogue,
    links: Links,
    reports: tuple[ReportSummary, ...],
    before: Iterable[ReportSummary] = (),
    scope: Scope = WHOLE,
) -> MemberTable:
    """The departments of the reports beside another table: of very many those with the largest budgets."""
    members = list(Index(reports).by_department())
    largest = _largest(members, _MOST_OF_TWO, catalogue.unit)
    more = _more(len(members), len(largest), links, scope)
    return replace(_department_table(catalogue, links, largest, before), more=more)


_Key = TypeVar("_Key")


def _largest(
    members: list[tuple[_Key, tuple[ReportSummary, ...]]], most: int, unit: str
) -> list[tuple[_Key, tuple[ReportSummary, ...]]]:
    """All members in their order; where they are too many, those with the largest budgets."""

    def budget(member: tuple[_Key, tuple[ReportSummary, ...]]) -> Decimal:
        return sum((each.totals.in_unit(unit).budget or Decimal(0) for each in member[1]), Decimal(0))

    return members if len(members) <= most else sorted(members, key=budget, reverse=True)[:most]


def _department_links(catalogue: Catalogue, links: Links) -> Iterator[tuple[str, str]]:
    for slug, _reports in catalogue.index.by_department():
        yield catalogue.name(slug), links.to(department_source(slug))


def _report_table(
    catalogue: Catalogue, links: Links, year: int, reports: tuple[ReportSummary, ...], most: int
) -> MemberTable:
    """The reports of a year; where there are too many for a page, the list that has them."""
    largest = _largest([(report, (report,)) for report in reports], most, catalogue.unit)
    rows = tuple(
        _member(report.project, links.to(source_of(report.id)), catalogue.group(only), report.department)
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
    said = _("这里是预算最多的 {shown} 行，共 {all} 行。其余见", shown=shown, all=members)
    return said, links.to(list_source(ALL_REPORTS.slug, scope))


def _project_table(catalogue: Catalogue, links: Links, reports: tuple[ReportSummary, ...]) -> MemberTable:
    projects = list(Index(reports).by_project())
    rows = tuple(
        _member(members[0].project, links.to(project_source(*key)), catalogue.group(members))
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


def _year_table(
    catalogue: Catalogue, links: Links, reports: tuple[ReportSummary, ...], *, link_years: bool = True
) -> MemberTable:
    years = Index(reports).by_year()
    rows = tuple(
        _member(
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


def _member(name: str, href: str, whole: Group, department: str = "") -> MemberRow:
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


def _newest_first(report: ReportSummary) -> tuple[int, int, str]:
    filled = int(report.filled_on.replace("-", "") or 0)
    return (-report.id.year, -filled, str(report.id))
