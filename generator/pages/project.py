"""A project over its years, by the summaries of its reports."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from generator.assessment import AssessedProject
from generator.assessment import Desk
from generator.concerns import CONCERNS
from generator.figures.changes import met_rate_of
from generator.history import History
from generator.pages.charts import Trend
from generator.pages.charts import trend
from generator.pages.compiler import Told
from generator.pages.facts import Fact
from generator.pages.group import QuestionCount
from generator.pages.group import group_draft
from generator.pages.group import questions_of
from generator.pages.known import Catalogue
from generator.pages.members import MemberTable
from generator.pages.members import member
from generator.pages.page import DEPARTMENTS
from generator.pages.page import Crumb
from generator.pages.page import Draft
from generator.pages.page import Links
from generator.pages.page import Scope
from generator.pages.page import department_source
from generator.pages.page import project_source
from generator.pages.page import source_of
from generator.pages.page import way_to_department
from generator.pages.project_changes import year_changes
from generator.pages.summary import Group
from generator.pages.summary import Index
from generator.pages.summary import ReportSummary
from generator.phrases import Listing
from generator.phrases import _

_CONCERN_CODES = frozenset(concern.code for concern in CONCERNS)


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
        rows.append(member(_("{year} 年", year=report.id.year), links.to(source_of(report.id)), whole))
    has = Told(department=False, reports=False, change=len(rows) > 1)
    table = MemberTable("years", _("各年度"), _("年度"), tuple(rows), has)
    whole = catalogue.group([latest], before)
    first, last = index.reports[0].id.year, latest.id.year
    span = f"{first}–{last}" if first != last else _("{year} 年", year=last)
    years = Fact(str(len(rows)), _("个年度有报告", count=len(rows)), lines=(span,))
    return group_draft(
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
            *way_to_department(catalogue.short_name(folder.department), department_source(folder.department)),
            Crumb(project.project.name),
        ),
        origin=f"{folder.path}/project.yml",
    )


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
    for each in questions_of(latest, links, Scope(report.id.department)):
        rows = report.answers[each.question.slug].rows
        if each.question.slug in _CONCERN_CODES:
            yield replace(each, href=links.to(source_of(report.id), f"c-{each.question.slug}"))
        elif len(rows) == 1:
            yield replace(each, href=links.to(source_of(report.id), rows[0].anchor))
        else:
            yield each
