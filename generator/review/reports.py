"""Two versions of projects, compared: the unit of work of a review, pure, for any process to do."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from generator.assessment import AssessedProject
from generator.assessment import AssessedReport
from generator.assessment import Desk
from generator.assessment import assess
from generator.figures import Totals
from generator.findings import Finding
from generator.findings import Place
from generator.findings import Severity
from generator.model.identity import ReportId
from generator.model.site import Project
from generator.read import STOPS
from generator.read import ProjectFolder
from generator.review.edits import Where
from generator.review.edits import edits
from generator.review.edits import guarded
from generator.review.finding_changes import finding_changes
from generator.review.model import Edit
from generator.review.model import FileChange
from generator.review.model import FindingChanges
from generator.review.model import Move
from generator.review.model import ReportChange
from generator.review.model import State
from generator.review.model import Version
from generator.review.moves import moves
from generator.review.rows import flips
from generator.review.rows import matched
from generator.review.rows import row_changes
from generator.review.rows import row_edits


@dataclass(frozen=True, slots=True)
class Task:
    """Projects to compare: more than one on a side only where a report moved from one to another.

    ``moved`` is new → old; ``changed`` are the paths of all files that are not the same.
    """

    before: tuple[ProjectFolder, ...]
    after: tuple[ProjectFolder, ...]
    moved: Mapping[ReportId, ReportId]
    changed: frozenset[str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a task came to: the changes, the totals of each version's reports, the projects' names, the errors.

    What one version has and cannot read is in neither version's totals, or it would look as if money had gone.
    """

    reports: tuple[ReportChange, ...]
    files: tuple[FileChange, ...]
    totals_before: Mapping[ReportId, Totals]
    totals_after: Mapping[ReportId, Totals]
    unread: frozenset[ReportId]
    names: Mapping[tuple[str, str], str]
    errors_before: int
    errors_after: int


@dataclass(frozen=True)
class _Side:
    """The projects of one version, assessed."""

    projects: tuple[AssessedProject, ...]

    @property
    def ids(self) -> list[ReportId]:
        """The reports there are, readable or not."""
        return [id for project in self.projects for id in project.folder.ids()]

    @cached_property
    def reports(self) -> Mapping[ReportId, AssessedReport]:
        """Those that could be read to their end: what lacks the rest would look as if that had been deleted."""
        stopped = {
            each.place.path for project in self.projects for each in project.findings if each.rule in STOPS
        }
        reports = [each for project in self.projects for each in project.reports]
        return {each.id: each for each in reports if each.source.path not in stopped}

    def report(self, id: ReportId | None) -> AssessedReport | None:
        """A report; None where it could not be read."""
        return self.reports.get(id) if id else None

    def findings(self, path: str) -> list[Finding]:
        """What was found in a file."""
        return [
            each for project in self.projects for each in project.findings if path and each.place.path == path
        ]

    def version(self, id: ReportId | None) -> Version | None:
        """What can be said of a report's file."""
        if id is None:
            return None
        errors = _errors(self.findings(_path(id)))
        return Version(_path(id), id.url, self.report(id) is not None, errors)

    @property
    def totals(self) -> dict[ReportId, Totals]:
        """The totals of what could be read."""
        return {id: each.facts.totals for id, each in self.reports.items()}

    @property
    def unread(self) -> set[ReportId]:
        """The reports that cannot be read."""
        return set(self.ids) - self.totals.keys()

    @property
    def errors(self) -> int:
        """How many errors there are."""
        return sum(_errors(project.findings) for project in self.projects)


def compare_all(before: Desk, after: Desk, tasks: Iterable[Task]) -> list[Outcome]:
    """What each task comes to."""
    return [compare(before, after, task) for task in tasks]


def compare(before: Desk, after: Desk, task: Task) -> Outcome:
    """Assess both versions of the projects and compare them."""
    old = _Side(tuple(assess(folder, before) for folder in task.before))
    new = _Side(tuple(assess(folder, after) for folder in task.after))
    names = {_key(each.folder): each.project.name for each in (*old.projects, *new.projects)}
    unread = old.unread | new.unread
    unread |= {id for pair in task.moved.items() for id in pair if unread & set(pair)}
    return Outcome(
        tuple(_reports(old, new, task)),
        tuple(_project_files(old, new, task.changed)),
        {id: totals for id, totals in old.totals.items() if id not in unread},
        {id: totals for id, totals in new.totals.items() if id not in unread},
        frozenset(unread),
        names,
        old.errors,
        new.errors,
    )


def _reports(old: _Side, new: _Side, task: Task) -> Iterator[ReportChange]:
    ids, gone = new.ids, set(task.moved.values())
    for id in ids:
        before = task.moved.get(id) or (id if id in old.ids else None)
        yield from _report(old, new, before, id, task)
    for id in old.ids:
        if id not in ids and id not in gone:
            yield from _report(old, new, id, None, task)


def _report(
    old: _Side, new: _Side, before: ReportId | None, after: ReportId | None, task: Task
) -> Iterator[ReportChange]:
    id = after or before
    if id is None:
        raise TypeError("a report of no version")
    one, other = old.report(before), new.report(after)
    versions = old.version(before), new.version(after)
    project = next(
        (each.project.name for each in (*new.projects, *old.projects) if id in each.folder.ids()), id.project
    )
    title = (other or one).report.title if other or one else ""  # type: ignore[union-attr]
    paths = [version.path if version else "" for version in versions]
    findings = old.findings(paths[0]), new.findings(paths[1])
    if one and other:
        pairs = matched(one, other)
        where = Where(paths[0], paths[1], unit=other.facts.unit)
        change = ReportChange(
            _state(before, after),
            guarded(project),
            guarded(title),
            id.year,
            *versions,
            edits=tuple(_edits(one, other, where, task.changed)) + tuple(row_edits(pairs, where)),
            rows=row_changes(pairs, one, other),
            statuses=tuple(flips(pairs, other)),
            figures=tuple(moves(one.figures, other.figures, pairs.partners)),
            findings=finding_changes(*findings, pairs.anchors),
        )
    else:
        change = ReportChange(
            _state(before, after),
            guarded(project),
            guarded(title),
            id.year,
            *versions,
            figures=tuple(_figures_of_one(versions, one, other)),
            findings=finding_changes(*findings, {}),
        )
    if set(paths) & task.changed or change.is_visible:
        yield change


def _figures_of_one(
    versions: tuple[Version | None, Version | None], one: AssessedReport | None, other: AssessedReport | None
) -> Iterator[Move]:
    """The figures of a report that came or went. Of one that cannot be read in a version nothing can be said."""
    if not all(versions):
        yield from moves(one.figures if one else None, other.figures if other else None, {})


def _state(before: ReportId | None, after: ReportId | None) -> State:
    if before is None:
        return State.ADDED
    if after is None:
        return State.REMOVED
    return State.CHANGED if before == after else State.MOVED


def _edits(one: AssessedReport, other: AssessedReport, where: Where, changed: frozenset[str]) -> Iterator[Edit]:
    """What is written otherwise outside of the rows, and attachments that are other files now."""
    is_private = not other.subject.site.publish_contact
    private = ("contact",) if is_private else ()
    budgets = one.report.budget, other.report.budget
    yield from edits(one.report, other.report, where, but=("budget", "indicators", *private))
    if any(budgets):
        yield from edits(
            one.facts.budget, other.facts.budget, where.within("预算与支出", "budget"), but=("lines",)
        )
    folder = where.path.removesuffix(".yml")
    for attachment in other.report.attachments:
        if f"{folder}/{attachment.file}" in changed and attachment in one.report.attachments:
            spot = attachment.spot("file")
            yield Edit(
                f"附件“{guarded(attachment.title)}”",
                f"attachments[{guarded(attachment.title)}]",
                guarded(attachment.file),
                f"{guarded(attachment.file)}（内容已更换）",
                None,
                "",
                Place(where.path, *spot),
                None,
            )


def _project_files(old: _Side, new: _Side, changed: frozenset[str]) -> Iterator[FileChange]:
    """What became of each project.yml."""
    before = {_key(each.folder): each for each in old.projects}
    after = {_key(each.folder): each for each in new.projects}
    for key in dict.fromkeys((*before, *after)):
        one, other = before.get(key), after.get(key)
        folder = (other or one).folder.path  # type: ignore[union-attr]
        path = f"{folder}/project.yml"
        where = Where(path, path)
        found = finding_changes(old.findings(path), new.findings(path), {})
        if path in changed or found != FindingChanges():
            state = State.ADDED if one is None else State.REMOVED if other is None else State.CHANGED
            told = edits(one.project, other.project, where) if one and other else _new(other, where)
            yield FileChange(path, state, tuple(told), found)


def _new(project: AssessedProject | None, where: Where) -> Iterator[Edit]:
    return edits(Project(), project.project, where) if project else iter(())


def _path(id: ReportId) -> str:
    return f"content/{id.path}"


def _key(folder: ProjectFolder) -> tuple[str, str]:
    return folder.department, folder.project


def _errors(findings: Iterable[Finding]) -> int:
    return sum(finding.severity is Severity.ERROR for finding in findings)
