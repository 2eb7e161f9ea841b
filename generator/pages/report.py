"""The report page: three facts, where statement and data differ, the report in its own order, data and source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup
from markupsafe import escape

from generator.assessment import AssessedProject
from generator.assessment import AssessedReport
from generator.assessment import Desk
from generator.checks.subject import amount
from generator.checks.subject import chinese_date
from generator.concerns import DIFFERS
from generator.concerns import ConcernGroup
from generator.concerns import grouped
from generator.exporters import REPORT_FILES
from generator.exporters import Exported
from generator.exporters.structured import report_data
from generator.figures import Status
from generator.findings import Finding
from generator.history import Version
from generator.model.report import Section
from generator.pages.charts import amount_chart
from generator.pages.charts import type_chart
from generator.pages.compiler import Told
from generator.pages.facts import reaching
from generator.pages.facts import scoring
from generator.pages.facts import spending
from generator.pages.numbers import heading_number
from generator.pages.numbers import percent
from generator.pages.numbers import unit_word
from generator.pages.page import DEPARTMENTS
from generator.pages.page import METHODS
from generator.pages.page import Crumb
from generator.pages.page import Draft
from generator.pages.page import Links
from generator.pages.page import department_source
from generator.pages.page import project_source
from generator.pages.page import report_source
from generator.pages.page import way_to_department
from generator.pages.prose import ReportProse
from generator.pages.prose import prose_for
from generator.pages.report_places import Places
from generator.pages.report_tables import budget_view
from generator.pages.report_tables import indicators_view
from generator.pages.report_traces import traces
from generator.pages.revisions import Past
from generator.pages.revisions import is_changed
from generator.phrases import Listing
from generator.phrases import Mixed
from generator.phrases import _
from generator.phrases import phrase
from generator.phrases import thousands
from generator.statements import sections_of

#: What a term of a summary list is said to be: words, or links as (address, words).
Description = str | tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section with its printed number and its text ready for Markdown."""

    section: Section
    number: str
    anchor: str
    depth: int
    text: Markup


def report_page(project: AssessedProject, assessed: AssessedReport, desk: Desk, past: Past) -> Draft:
    """The page of one report."""
    id = assessed.id
    links = Links(report_source(id.department, id.project, id.year))
    prose = prose_for(assessed.subject)
    groups = grouped(assessed.findings)
    places = Places(assessed)
    sections = tuple(_sections(assessed, prose))
    unplaced = tuple(_unplaced(assessed))
    forge = desk.site.forge
    view = {
        "project": project,
        "report": assessed.report,
        "id": id,
        "unit": unit_word(assessed.facts.unit),
        "lede": _lede(project, assessed, past.version),
        "spending": spending(assessed),
        "reaching": reaching(assessed),
        "scoring": scoring(assessed),
        "groups": groups,
        "where": places.words,
        "differing": _of(groups, DIFFERS.code),
        "differing_items": [
            Told(text=each.message, href=f"#{each.anchor}", place=places.words(each))
            for each in _of(groups, DIFFERS.code)
        ],
        "neighbours": _neighbours(project, assessed, links),
        "cover": _cover(project, assessed),
        "entries": tuple(_entries(sections, unplaced)),
        "sections": sections,
        "unplaced": unplaced,
        "remarks": tuple(_remarks(assessed, prose)),
        "budget": budget_view(assessed),
        "indicators": indicators_view(assessed),
        "amount_chart": amount_chart(assessed),
        "type_chart": type_chart(assessed),
        "objectives": tuple(_objectives(assessed, prose)),
        "traces": tuple(traces(assessed)),
        "methods": links.to(METHODS),
        "lines": forge.view(assessed.source.path) if forge else "",
        "revisions": past.revisions if is_changed(past.revisions) else (),
        "commits": forge.commit("") if forge else "",
        "source": _source(project, assessed, desk, past.version, links),
    }
    return Draft(
        links.source,
        _("{project} {year} 年绩效自评", project=project.project.name, year=id.year),
        "report.md.jinja",
        view,
        "report",
        section=DEPARTMENTS,
        description=_description(project, assessed),
        crumbs=(
            *way_to_department(
                project.department.short or project.department.name, department_source(id.department)
            ),
            Crumb(project.project.name, project_source(id.department, id.project)),
            Crumb(str(id.year)),
        ),
        structured=report_data(
            Exported(project, assessed, past.version, desk.address), desk.site.interfaces[0]
        ),
        origin=assessed.source.path,
    )


def _description(project: AssessedProject, assessed: AssessedReport) -> str:
    """One sentence for search engines and shared links."""
    figures, totals = assessed.figures, assessed.facts.totals
    parts: list[str] = [
        _(
            "{department}{year}年“{project}”绩效自评",
            department=project.department.name,
            year=assessed.id.year,
            project=project.project.name,
        )
    ]
    if totals.budget is not None and totals.spent is not None:
        rate = figures["budget.rate"].value
        said = (
            _("支出 {spent}，预算 {budget}，执行率 {rate}")
            if rate is not None
            else _("支出 {spent}，预算 {budget}")
        )
        parts.append(
            said.with_values(
                spent=amount(totals.spent, totals.unit),
                budget=amount(totals.budget, totals.unit),
                rate=percent(rate),
            )
        )
    if totals.count():
        parts.append(
            _(
                "{all} 项指标中数据可证达成 {met} 项",
                all=thousands(totals.count()),
                met=thousands(totals.count(Status.MET)),
            )
        )
    return _("{sentences}。", sentences=Listing(parts, "；"))


def _of(groups: tuple[ConcernGroup, ...], code: str) -> tuple[Finding, ...]:
    return next((group.findings for group in groups if group.concern.code == code), ())


def _objectives(assessed: AssessedReport, prose: ReportProse) -> Iterator[Told]:
    for number, objective in enumerate(assessed.report.objectives, 1):
        anchor = f"o{number}"
        yield Told(
            anchor=anchor,
            name=objective.name,
            weight=objective.weight,
            target=prose.markdown(anchor, objective.target),
            actual=prose.markdown(anchor, objective.actual),
        )


def _sections(assessed: AssessedReport, prose: ReportProse) -> Iterator[SectionView]:
    for anchor, section in sections_of(assessed.report.sections):
        places = anchor.removeprefix("s").split("-")
        yield SectionView(
            section,
            heading_number(len(places), int(places[-1])),
            anchor,
            len(places),
            prose.markdown(anchor, section.text),
        )


def _remarks(
    assessed: AssessedReport, prose: ReportProse
) -> Iterator[tuple[str, str, list[tuple[str, Markup]]]]:
    """Problems and measures listed outside the sections."""
    for letter, title, texts in (
        ("p", _("存在问题"), assessed.report.problems),
        ("m", _("改进措施"), assessed.report.measures),
    ):
        if texts:
            anchors = [f"{letter}{number}" for number, _ in enumerate(texts, 1)]
            items = [
                (anchor, prose.markdown(anchor, text)) for anchor, text in zip(anchors, texts, strict=True)
            ]
            yield letter, title, items


def _unplaced(assessed: AssessedReport) -> Iterator[tuple[str, str]]:
    """The tables no section places, in the order of the standard form: they follow the sections."""
    report = assessed.report
    placed = {table for _, section in sections_of(report.sections) for table in section.show}
    held = {
        "basis": (_("立项依据"), report.basis),
        "budget": (_("预算与支出"), assessed.facts.budget.lines),
        "objectives": (_("年度总体目标"), report.objectives),
        "indicators": (_("绩效指标"), report.indicators),
    }
    for name, (title, content) in held.items():
        if content and name not in placed:
            yield name, title


#: What every report page ends with.
_ENDING = (("checks", _("核对结果")), ("origin", _("数字的来历")), ("source", _("数据与出处")))


def _entries(sections: tuple[SectionView, ...], unplaced: tuple[tuple[str, str], ...]) -> Iterator[Told]:
    """The contents list: chapters, tables that follow them, and what every report page ends with."""
    for view in sections:
        if view.depth == 1:
            yield Told(title=Mixed((view.number, escape(view.section.title))), anchor=view.anchor)
    for name, title in unplaced:
        yield Told(title=title, anchor=f"t-{name}")
    for anchor, title in _ENDING:
        yield Told(title=title, anchor=anchor)


def _lede(project: AssessedProject, assessed: AssessedReport, version: Version | None) -> str:
    day = assessed.report.filled_on
    filled = _("{day}填报", day=chinese_date(day)) if day else ""
    written = _("数据版本 {commit}", commit=version.commit) if version else ""
    return Listing(filter(None, (_("责任部门：{name}", name=project.department.name), filled, written)), " · ")


def _cover(project: AssessedProject, assessed: AssessedReport) -> list[tuple[str, str]]:
    """The head of the document as printed, and what the site knows besides."""
    report = assessed.report
    cover, disclosure, contact = report.cover, report.disclosure, report.contact
    rows: list[tuple[str, str]] = [(_("原件标题"), report.title)]
    if cover:
        rows += [(_("项目名称"), cover.project), (_("主管部门"), cover.department), (_("实施单位"), cover.unit)]
    if not (cover and cover.unit):
        rows.append((_("实施单位"), project.project.unit))
    rows += [(_("项目编码"), project.project.code), (_("填报日期"), chinese_date(report.filled_on))]
    if contact and assessed.subject.site.publish_contact:
        rows += [(_("填报人"), contact.name), (_("联系电话"), contact.phone)]
    if disclosure:
        rows += [
            (_("索引号"), disclosure.index),
            (_("发布机构"), disclosure.publisher),
            (_("发布日期"), chinese_date(disclosure.published_on)),
            (_("主题分类"), disclosure.category),
            (_("文号"), disclosure.number),
        ]
    return rows


def _source(
    project: AssessedProject, assessed: AssessedReport, desk: Desk, version: Version | None, links: Links
) -> list[tuple[str, Description]]:
    """Where the data are, which version this is, how to cite and how to object."""
    path, forge = assessed.source.path, desk.site.forge
    file: Description = path
    if forge:
        file = ((f"{forge.view(path)}1", path),)
    standard = assessed.facts.standard
    return [
        (_("数据文件"), file),
        (_("数据版本"), _("{commit}（{day}）", commit=version.commit, day=version.day) if version else ""),
        (_("评分标准"), Listing(filter(None, (standard.name, standard.source)), "，") if standard else ""),
        (_("引用本页"), _citation(project, assessed, desk, version)),
        (_("下载"), tuple(_downloads(assessed, links))),
        (_("方法"), ((links.to(METHODS), _("每个指标的公式和每条核对规则")),)),
        *(
            (_("附件"), ((links.file(assessed.id.url + attachment.file), attachment.title),))
            for attachment in assessed.report.attachments
        ),
    ]


def _downloads(assessed: AssessedReport, links: Links) -> Iterator[tuple[str, str]]:
    for name, words in REPORT_FILES.items():
        yield links.file(f"{assessed.id.url}data/{name}"), phrase(words)


def _citation(project: AssessedProject, assessed: AssessedReport, desk: Desk, version: Version | None) -> str:
    """How to cite the report: who, what, which year, where, which version of the data."""
    parts = (
        project.department.name,
        _(
            "{project}：{title}（{year} 年度）",
            project=project.project.name,
            title=assessed.report.title,
            year=assessed.id.year,
        ),
        desk.site.name,
        _("数据版本 {commit}，{day}", commit=version.commit, day=version.day) if version else "",
        f"{desk.address or '/'}{assessed.id.url}",
    )
    return Listing(filter(None, parts), "．")


def _neighbours(project: AssessedProject, assessed: AssessedReport, links: Links) -> list[tuple[str, str]]:
    """The same project's years before and after."""
    years = [each.id.year for each in project.reports]
    here = years.index(assessed.id.year)
    found: list[tuple[str, str]] = []
    for offset, words in ((-1, _("上一份：{year} 年")), (1, _("下一份：{year} 年"))):
        if 0 <= here + offset < len(years):
            year = years[here + offset]
            source = report_source(assessed.id.department, assessed.id.project, year)
            found.append((words.with_values(year=year), links.to(source)))
    return found
