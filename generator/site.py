"""The site: the whole story on one screen, from the content folder to findings and pages."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import MappingProxyType

from generator.assessment import AssessedProject
from generator.assessment import Desk
from generator.assessment import assess
from generator.findings import Finding
from generator.findings import has_errors
from generator.history import History
from generator.history import history
from generator.pages.corrections import corrections_pages
from generator.pages.data import data_page
from generator.pages.findings import findings_page
from generator.pages.groups import group_pages
from generator.pages.known import Catalogue
from generator.pages.lists import Lists
from generator.pages.methods import methods_page
from generator.pages.page import DATA
from generator.pages.page import FINDINGS
from generator.pages.page import METHODS
from generator.pages.page import PICTURE
from generator.pages.page import SEARCH
from generator.pages.page import Draft
from generator.pages.page import Page
from generator.pages.page import Sketch
from generator.pages.picture import picture_key
from generator.pages.picture import picture_page
from generator.pages.project import project_page
from generator.pages.report import report_page
from generator.pages.revisions import Past
from generator.pages.revisions import revisions
from generator.pages.search import search_page
from generator.pages.summary import DepartmentYear
from generator.pages.summary import Index
from generator.pages.summary import ReportSummary
from generator.pages.summary import Sums
from generator.pages.summary import summarise
from generator.pages.templates import written
from generator.plan import Plan
from generator.plan import plan
from generator.read import ProjectFolder
from generator.read.selection import REPORTS
from generator.work import map_in_order


@dataclass(frozen=True, slots=True)
class Composed:
    """One project's findings, the summaries of its reports, and its pages as Markdown."""

    findings: tuple[Finding, ...]
    summaries: tuple[ReportSummary, ...]
    pages: tuple[Page, ...]


def compose(plan: Plan, theme: Path, jobs: int = 0) -> Iterator[Composed]:
    """Each project with its pages as Markdown, in order; with mistakes in the content too, for a preview."""
    return map_in_order(partial(_compose_all, table(plan, theme)), plan.survey.projects, jobs=jobs)


def table(plan: Plan, theme: Path) -> Table:
    """The table laid for a plan, with what git knows of the reports."""
    return Table(plan.desk, theme, history(plan.desk.root, REPORTS))


def write_pages(root: Path, out: Path, jobs: int = 0) -> tuple[int, bool]:
    """Write every generated page as Markdown, also where the content has mistakes. How many there are, and whether it
    has.
    """
    planned = plan(root)
    laid = table(planned, theme_folder(root))
    findings, summaries, count = list(planned.findings), list[ReportSummary](), 0
    for project in compose(planned, laid.theme, jobs):
        findings += project.findings
        summaries += project.summaries
        count += _write(project.pages, out)
    count += _write(overview(planned, catalogue_of(laid, summaries)), out)
    return count, has_errors(findings)


def _write(pages: Iterable[Page], out: Path) -> int:
    count = 0
    for page in pages:
        file = out / page.source
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(page.markdown, encoding="utf-8")
        count += 1
    return count


def theme_folder(root: Path) -> Path:
    """The site's own theme, or the one that comes with the program."""
    own = root / "theme"
    return own if (own / "site.css").is_file() else Path(__file__).parent.parent / "theme"


def overview(plan: Plan, known: Catalogue) -> Iterator[Page]:
    """The pages about many reports, once all of them are known."""
    every = sketches(plan, known, Lists(known))
    return (page for each in every for page in pages_of(plan, known, each))


def pages_of(plan: Plan, known: Catalogue, sketch: Sketch) -> Iterator[Page]:
    """A page in every language."""
    return written([sketch.make()], known.theme, plan.desk.site.interfaces)


def sketches(plan: Plan, known: Catalogue, lists: Lists) -> Iterator[Sketch]:
    """The pages about many reports, each to be made where that is needed."""
    yield from group_pages(known)
    yield from lists.pages()
    yield Sketch(FINDINGS, partial(findings_page, known))
    yield from corrections_pages(known)
    yield Sketch(PICTURE, partial(picture_page, known), picture_key(known))
    yield Sketch(DATA, partial(data_page, known))
    yield Sketch(SEARCH, partial(search_page, known))
    yield Sketch(METHODS, partial(_methods, plan, known))


def _methods(plan: Plan, known: Catalogue) -> Draft:
    example = max(known.index.reports, key=lambda report: report.totals.count(), default=None)
    shown = None
    if example:
        id = example.id
        # The year before is what a report is compared with.
        years = (id.year - 1, id.year) if known.index.has(replace(id, year=id.year - 1)) else (id.year,)
        shown = assess(ProjectFolder(id.department, id.project, years), plan.desk).reports[-1]
    return methods_page(known, plan.desk.standards, shown)


def catalogue_of(
    table: Table,
    summaries: Iterable[ReportSummary],
    key: str = "",
    sums: Mapping[DepartmentYear, Sums] = MappingProxyType({}),
) -> Catalogue:
    """What pages about many reports are made from; ``sums`` are those of the summaries that are known already."""
    desk = table.desk
    index = Index(tuple(summaries), dict(sums))
    return Catalogue(desk.site, desk.departments, index, table.theme, table.history, desk.address, key)


@dataclass(frozen=True, slots=True)
class Table:
    """What every worker needs to compose pages: small enough to be sent along with each chunk of projects."""

    desk: Desk
    theme: Path
    history: History


def _compose_all(table: Table, folders: Iterable[ProjectFolder]) -> list[Composed]:
    return [composed(table, assess(folder, table.desk)) for folder in folders]


def composed(table: Table, project: AssessedProject) -> Composed:
    """A project with its pages as Markdown."""
    desk, theme = table.desk, table.theme
    told = [revisions(each, desk, table.history) for each in project.reports]
    summaries = tuple(summarise(project, *each) for each in zip(project.reports, told, strict=True))
    drafts = [
        report_page(project, each, desk, Past(table.history.latest(each.source.path), past))
        for each, past in zip(project.reports, told, strict=True)
    ]
    if project.reports:
        drafts.append(project_page(project, summaries, desk, theme, table.history))
    pages = tuple(written(drafts, theme, desk.site.interfaces))
    return Composed(project.findings, summaries, pages)
