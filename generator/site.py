"""The site: the whole story on one screen, from the content folder to findings and pages."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Generic
from typing import TypeVar

from generator.assessment import AssessedProject
from generator.assessment import Desk
from generator.assessment import assess
from generator.checks import check_texts
from generator.executors import Crew
from generator.exporters import Publication
from generator.exporters import project_files
from generator.exporters import site_files
from generator.exporters.feed import feed
from generator.files import SiteFile
from generator.files import Spool
from generator.findings import Finding
from generator.findings import has_errors
from generator.history import History
from generator.history import history
from generator.pages.corrections import corrections_pages
from generator.pages.corrections import feed_entries
from generator.pages.data import data_page
from generator.pages.findings import findings_page
from generator.pages.groups import Catalogue
from generator.pages.groups import group_pages
from generator.pages.groups import project_page
from generator.pages.lists import list_files
from generator.pages.lists import list_pages
from generator.pages.methods import methods_page
from generator.pages.page import Page
from generator.pages.picture import picture_page
from generator.pages.render import Rendered
from generator.pages.render import render
from generator.pages.report import report_page
from generator.pages.revisions import Past
from generator.pages.revisions import revisions
from generator.pages.search import search_page
from generator.pages.summary import Index
from generator.pages.summary import ReportSummary
from generator.pages.summary import summarise
from generator.read import ProjectFolder
from generator.read import Survey
from generator.read import read_department
from generator.read import read_site
from generator.read import read_standards
from generator.read import survey
from generator.read.content import REPORTS
from generator.remote import Carried
from generator.remote import Kit
from generator.remote import Parcel
from generator.remote import Parcels
from generator.remote import kit
from generator.remote import returned
from generator.remote import unpacked
from generator.search import Searchable
from generator.search import search_index
from generator.search import searchable
from generator.work import FEW
from generator.work import map_in_order
from generator.work import meanwhile


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be published: the desk laid, the content surveyed, and what was wrong with either."""

    desk: Desk
    survey: Survey
    findings: tuple[Finding, ...]


AnyPage = TypeVar("AnyPage")


@dataclass(frozen=True, slots=True)
class Composed(Generic[AnyPage]):
    """One project's findings, the summaries of its reports, its pages (as Markdown, or rendered), and the paths on the
    site of the files that wait in the spool. ``part`` is where its share of the whole site's data waits,
    ``searchables`` are what the search index is made from.
    """

    findings: tuple[Finding, ...]
    summaries: tuple[ReportSummary, ...]
    pages: tuple[AnyPage, ...]
    files: tuple[str, ...] = ()
    part: str = ""
    searchables: tuple[Searchable, ...] = ()


def plan(root: Path, address: str = "") -> Plan:
    """Lay the desk and survey the content, without opening a report; ``address`` is where the site is published."""
    site, findings = read_site(root)
    standards, more = read_standards(root)
    surveyed = survey(root)
    found = [*findings, *more, *surveyed.findings]
    departments = {}
    for slug in surveyed.departments:
        department, mistakes = read_department(root, slug)
        departments[slug] = department
        found += [*mistakes, *check_texts(department, f"content/reports/{slug}/department.yml")]
    return Plan(Desk(root, site, standards, departments, address), surveyed, tuple(found))


def check(plan: Plan, folders: Sequence[ProjectFolder], jobs: int = 0) -> Iterator[tuple[Finding, ...]]:
    """The findings of each project, in order."""
    return map_in_order(partial(_check_all, plan.desk), folders, jobs=jobs)


def compose(plan: Plan, theme: Path, jobs: int = 0) -> Iterator[Composed[Page]]:
    """Each project with its pages as Markdown, in order; with mistakes in the content too, for a preview."""
    return map_in_order(partial(_compose_all, _Table(plan, theme)), plan.survey.projects, jobs=jobs)


def publish(
    plan: Plan, theme: Path, spool: Spool, jobs: int = 0, crew: Crew | None = None
) -> Iterator[Composed[Rendered]]:
    """Each project with its pages as HTML, in order; its downloads wait in the spool. A crew works on other machines."""
    table, folders = _Table(plan, theme), plan.survey.projects
    if crew is None:
        yield from map_in_order(partial(_publish_all, table, spool), folders, jobs=jobs)
        return
    root = plan.desk.root
    work = partial(_publish_far, table.without_history(), kit(theme))
    parcels = Parcels(root, folders, table.history)
    for project, files in map_in_order(work, parcels, jobs=jobs or crew.size, executor=crew.executor):
        spool.write(returned(files, root))
        yield project


def write_pages(root: Path, out: Path, jobs: int = 0) -> tuple[int, bool]:
    """Write every generated page as Markdown. How many there are, and whether the content has errors."""
    planned, theme = plan(root), theme_folder(root)
    findings, summaries, count = list(planned.findings), list[ReportSummary](), 0
    for project in compose(planned, theme, jobs):
        findings += project.findings
        summaries += project.summaries
        count += _write(project.pages, out)
    count += _write(overview(planned, theme, summaries), out)
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


def publish_data(plan: Plan, theme: Path, spool: Spool, projects: Sequence[Composed[Rendered]]) -> list[str]:
    """Write the files about many reports into the spool, once all of them are known: their paths on the site."""
    site, address = plan.desk.site, plan.desk.address
    summaries = [each for project in projects for each in project.summaries]
    parts = [project.part for project in projects]
    tables = partial(site_files, spool, parts, Publication(site.name, site.publisher, address))
    with meanwhile(tables, is_small=len(projects) < FEW) as written:
        paths = [
            *spool.write((feed(feed_entries(summaries), site.name, address),)),
            *spool.write(list_files(_catalogue(plan, theme, summaries))),
            *spool.write(search_index([each for project in projects for each in project.searchables])),
        ]
        return [*paths, *written()]


def overview(plan: Plan, theme: Path, summaries: Iterable[ReportSummary]) -> Iterator[Page]:
    """The pages about many reports, once all of them are known."""
    catalogue = _catalogue(plan, theme, summaries)
    yield from group_pages(catalogue)
    yield from list_pages(catalogue)
    yield findings_page(catalogue)
    yield from corrections_pages(catalogue)
    yield picture_page(catalogue)
    yield data_page(catalogue)
    yield search_page(catalogue)
    example = max(catalogue.index.reports, key=lambda report: report.totals.count(), default=None)
    folder = next((each for each in plan.survey.projects if example and example.id in each.ids()), None)
    reports = assess(folder, plan.desk).reports if folder else ()
    shown = next((each for each in reports if example and each.id == example.id), None)
    yield methods_page(catalogue, plan.desk.standards, shown)


def _catalogue(plan: Plan, theme: Path, summaries: Iterable[ReportSummary]) -> Catalogue:
    desk = plan.desk
    known = history(desk.root, REPORTS)
    return Catalogue(desk.site, desk.departments, Index(tuple(summaries)), theme, known, desk.address)


def _check_all(desk: Desk, folders: Iterable[ProjectFolder]) -> list[tuple[Finding, ...]]:
    return [assess(folder, desk).findings for folder in folders]


#: A cluster's worker may have several threads; the work is all computing.
_ONE_AT_A_TIME = Lock()


class _Table:
    """What every worker needs to compose pages: small enough to be sent along with each chunk of projects."""

    def __init__(self, plan: Plan, theme: Path) -> None:
        self.desk = plan.desk
        self.theme = theme
        self.history = history(plan.desk.root, REPORTS)

    def without_history(self) -> _Table:
        """The same to be sent far away, where each project brings its own history."""
        there = copy(self)
        there.history = History()
        return there

    def at(self, root: Path, theme: Path, history: History) -> _Table:
        """The same where the content, the theme and the history lie elsewhere."""
        there = copy(self)
        there.desk, there.theme, there.history = replace(self.desk, root=root), theme, history
        return there


def _compose_all(table: _Table, folders: Iterable[ProjectFolder]) -> list[Composed[Page]]:
    return [_compose(table, assess(folder, table.desk)) for folder in folders]


def _publish_all(table: _Table, spool: Spool, folders: Iterable[ProjectFolder]) -> list[Composed[Rendered]]:
    return [_publish(table, spool, assess(folder, table.desk)) for folder in folders]


def _publish_far(
    table: _Table, kit: Kit, parcels: Iterable[Parcel]
) -> list[tuple[Composed[Rendered], tuple[SiteFile, ...]]]:
    """As ``_publish_all`` where no disk is shared: the files come along and go back."""
    done = []
    for parcel in parcels:
        with _ONE_AT_A_TIME, unpacked(parcel, kit) as (root, theme):
            there, carried = table.at(root, theme, parcel.history), Carried()
            project = _publish(there, carried, assess(parcel.folder, there.desk))
            done.append((project, tuple(carried.files)))
    return done


def _publish(table: _Table, spool: Spool | Carried, project: AssessedProject) -> Composed[Rendered]:
    composed = _compose(table, project)
    desk = table.desk
    files, part = project_files(project, desk.root, desk.address, table.history)
    found = [searchable(project, each) for each in project.reports]
    spool.write((part,))
    return Composed(
        composed.findings,
        composed.summaries,
        tuple(map(render, composed.pages)),
        spool.write([*files, *(file for _, file in found)]),
        part.path,
        tuple(each for each, _ in found),
    )


def _compose(table: _Table, project: AssessedProject) -> Composed[Page]:
    desk, theme = table.desk, table.theme
    told = [revisions(each, desk, table.history) for each in project.reports]
    summaries = tuple(summarise(project, *each) for each in zip(project.reports, told, strict=True))
    pages = [
        report_page(project, each, desk, theme, Past(table.history.latest(each.source.path), past))
        for each, past in zip(project.reports, told, strict=True)
    ]
    if project.reports:
        pages.append(project_page(project, summaries, desk, theme, table.history))
    return Composed(project.findings, summaries, tuple(pages))
