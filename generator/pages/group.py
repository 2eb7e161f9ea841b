"""What every page about a group of reports shows: the three answers, the questions, where its numbers come from."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.checks.subject import ABSENT
from generator.checks.subject import said
from generator.checks.subject import with_unit
from generator.figures import FIGURES
from generator.figures import Status
from generator.pages.charts import Trend
from generator.pages.facts import Fact
from generator.pages.facts import status_counts
from generator.pages.facts import why_no_rate
from generator.pages.known import Catalogue
from generator.pages.members import MemberTable
from generator.pages.numbers import cents
from generator.pages.numbers import percent
from generator.pages.numbers import points
from generator.pages.numbers import share_of
from generator.pages.numbers import unit_word
from generator.pages.page import CORRECTIONS
from generator.pages.page import DEPARTMENTS
from generator.pages.page import METHODS
from generator.pages.page import PICTURE
from generator.pages.page import SEARCH
from generator.pages.page import WHOLE
from generator.pages.page import Crumb
from generator.pages.page import Draft
from generator.pages.page import Links
from generator.pages.page import Scope
from generator.pages.page import list_source
from generator.pages.page import source_of
from generator.pages.project_changes import YearChange
from generator.pages.questions import ALL_REPORTS
from generator.pages.questions import QUESTIONS
from generator.pages.questions import Question
from generator.pages.report_traces import Trace
from generator.pages.summary import Group
from generator.pages.summary import ReportSummary
from generator.phrases import Listing
from generator.phrases import _
from generator.phrases import thousands


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


def group_draft(
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
    """The page of a group: ``whole`` are its reports; what else it shows depends on what kind of page it is."""
    view = {
        "title": title,
        "lede": lede,
        "answers": (
            members or _members(whole, scope),
            _spending(whole, catalogue.unit, members is not None),
            _reaching(whole),
        ),
        "traces": tuple(_traces(whole, scope)),
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


def _members(whole: Group, scope: Scope) -> Fact:
    """How many reports, of how many projects and, where it is not the page of one, departments."""
    count = {name: said(whole.figures[f"{name}.count"], "") for name in ("reports", "projects", "departments")}
    counted = [name for name in _COUNTED if not (name == "departments" and scope.department)]
    return Fact(
        count["reports"],
        _("份报告", count=count["reports"]),
        "#f-reports.count",
        lines=(Listing([_COUNTED[name].with_values(count=count[name]) for name in counted], "，"),),
    )


def _spending(whole: Group, unit: str, is_one: bool) -> Fact:
    totals, rate = whole.totals, whole.figures["budget.rate"].value
    if totals.budget is None:
        return Fact(ABSENT, lines=(_("没有预算数据"),))
    lines: list[str] = []
    left = whole.figures["budget.unspent"].value
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
        answer="" if rate is None or left is None else _left(left, unit),
        answer_href="#f-budget.unspent",
    )


def _left(unspent: Decimal, unit: str) -> str:
    amount = with_unit(cents(abs(unspent)), unit)
    return _("未支出 {amount}", amount=amount) if unspent >= 0 else _("超预算 {amount}", amount=amount)


def _reaching(whole: Group) -> Fact:
    totals = whole.totals
    count = totals.count()
    if not count:
        return Fact(ABSENT, lines=(_("没有绩效指标"),))
    met = thousands(totals.count(Status.MET))
    unit = _("/ {count} 项指标数据可证达成", count=count)
    return Fact(met, unit, "#f-indicators.met", counts=status_counts(totals), total=count)


def questions_of(whole: Group, links: Links, scope: Scope = WHOLE) -> Iterator[QuestionCount]:
    """The questions with something to answer, each with the list of this scope."""
    for question in QUESTIONS:
        count = whole.count(question.slug)
        if count:
            answer = _("{count} {counter}", count=count, counter=question.counter)
            if question.slug == "unspent" and whole.totals.idle_amount is not None:
                idle = with_unit(cents(whole.totals.idle_amount), whole.totals.unit)
                answer = _("{rows}，{amount}", rows=answer, amount=idle)
            yield QuestionCount(question, answer, links.to(list_source(question.slug, scope)))


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


def _traces(whole: Group, scope: Scope) -> Iterator[Trace]:
    """Where the page's own numbers come from."""
    for id in _TRACED:
        computed = whole.figures[id]
        is_itself = id == "departments.count" and scope.department
        if computed.is_known and not is_itself:
            yield Trace(computed, said(computed), FIGURES.words(computed.figure), "", ())
