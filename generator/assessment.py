"""Assessment: one project read, computed and checked. The unit of work, pure, for any process to do.

A project and not a report, because a year is compared with the year before it.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from pathlib import Path

from generator.checks import Subject
from generator.checks import check_report
from generator.checks import check_texts
from generator.figures import Figures
from generator.figures import ReportFacts
from generator.figures import Totals
from generator.figures import figures_of
from generator.figures import report_facts
from generator.findings import Finding
from generator.model.identity import ReportId
from generator.model.report import Report
from generator.model.site import Department
from generator.model.site import Project
from generator.model.site import Site
from generator.model.standard import Standard
from generator.read import ProjectFolder
from generator.read import ReadProject
from generator.read import ReadReport
from generator.read import Source
from generator.read import read_project
from generator.read.content import DEFAULT_STANDARD


@dataclass(frozen=True, slots=True)
class Desk:
    """What lies ready for every project: where the content is, the site, its standards, its departments."""

    root: Path
    site: Site
    standards: Mapping[str, Standard]
    departments: Mapping[str, Department] = field(default_factory=dict)
    #: Where the site is published, with a slash at its end; "" where that is not known.
    address: str = ""

    def standard_for(self, report: Report) -> Standard | None:
        """The scoring standard of a report: its own, the site's, or the national one; None where nobody has it."""
        return self.standards.get(report.standard or self.site.standard or DEFAULT_STANDARD)


@dataclass(frozen=True, slots=True)
class AssessedReport:
    """A report with its figures and everything found in it."""

    id: ReportId
    source: Source
    subject: Subject
    findings: tuple[Finding, ...]

    @property
    def report(self) -> Report:
        """What it says."""
        return self.subject.report

    @property
    def facts(self) -> ReportFacts:
        """What its figures are computed from."""
        return self.subject.facts

    @property
    def figures(self) -> Figures:
        """Its figures."""
        return self.subject.figures


@dataclass(frozen=True, slots=True)
class AssessedProject:
    """A project with its reports, oldest first, and every mistake and finding of its files."""

    folder: ProjectFolder
    department: Department
    project: Project
    reports: tuple[AssessedReport, ...]
    findings: tuple[Finding, ...]


def assess(folder: ProjectFolder, desk: Desk) -> AssessedProject:
    """Read a project, compute its figures and check it."""
    read = read_project(desk.root, folder)
    reports = tuple(_assess_years(read.reports, desk))
    findings = [*read.findings, *_check_project(read)]
    for each in reports:
        findings += each.findings
    department = desk.departments.get(folder.department) or Department(name=folder.department)
    return AssessedProject(folder, department, read.project, reports, tuple(findings))


def assess_report(read: ReadReport, desk: Desk, before: Totals | None = None) -> AssessedReport:
    """Compute the figures of one report and check it; ``before`` are the totals of the year before."""
    facts = report_facts(read.report, desk.site, desk.standard_for(read.report), before)
    subject = Subject(read.id, desk.site, read.source, figures_of(facts), tuple(desk.standards))
    return AssessedReport(read.id, read.source, subject, tuple(check_report(subject)))


def _assess_years(reports: Iterable[ReadReport], desk: Desk) -> Iterator[AssessedReport]:
    previous: AssessedReport | None = None
    for read in reports:
        is_next_year = previous is not None and previous.id.year == read.id.year - 1
        before = previous.facts.totals if previous and is_next_year else None
        previous = assess_report(read, desk, before)
        yield previous


def _check_project(read: ReadProject) -> Iterator[Finding]:
    return check_texts(read.project, f"{read.folder.path}/project.yml")
