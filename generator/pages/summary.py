"""Summaries: the little that pages about many reports need to know of each one."""

from __future__ import annotations

import hashlib
import pickle
import zlib
from collections import Counter
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from itertools import groupby

from generator.assessment import AssessedProject
from generator.assessment import AssessedReport
from generator.concerns import CONCERN_OF
from generator.figures import Figures
from generator.figures import Totals
from generator.figures import figures_of
from generator.figures import group_facts
from generator.figures.totals import add
from generator.model.identity import ReportId
from generator.packing import Packed
from generator.pages.questions import LISTS
from generator.pages.questions import Listed
from generator.pages.revisions import Revision
from generator.pages.revisions import is_changed


@dataclass(frozen=True, slots=True)
class Answers(Packed):
    """What one report answers to one question: how many rows, the rows, packed (many reports are held at once), and their
    fingerprint, as the number it is, which takes half as much room as its digits.
    """

    count: int
    packed: bytes
    digest: int

    @property
    def rows(self) -> tuple[Listed, ...]:
        """The rows, unpacked."""
        return tuple(Listed(*each) for each in pickle.loads(zlib.decompress(self.packed)))


@dataclass(frozen=True, slots=True)
class ReportSummary(Packed):
    """One report among many. ``rules`` counts its published findings, ``answers`` are what it adds to each list.
    ``revisions`` is its history, newest first, where anything was changed after the first publication.
    ``day`` is that of the data's newest version, or else the day it was filled in. ``digest`` is the fingerprint of all
    this but the rows.
    """

    id: ReportId
    project: str
    department: str
    title: str
    filled_on: str
    totals: Totals
    score: str
    grade: str
    rules: Mapping[str, int]
    answers: Mapping[str, Answers]
    revisions: tuple[Revision, ...] = ()
    day: str = ""
    digest: str = ""

    def count(self, question: str) -> int:
        """How many rows it adds to the list of a question."""
        answers = self.answers.get(question)
        return answers.count if answers else 0


def summarise(
    project: AssessedProject, assessed: AssessedReport, revisions: tuple[Revision, ...] = ()
) -> ReportSummary:
    """The summary of one report with its history."""
    stated, day = assessed.facts.stated, assessed.report.filled_on
    filled_on = day.isoformat() if day else ""
    summary = ReportSummary(
        assessed.id,
        project.project.name,
        project.department.name,
        assessed.report.title,
        filled_on,
        assessed.facts.totals,
        stated.get("score", ""),
        stated.get("grade", ""),
        dict(Counter(each.rule for each in assessed.findings if each.rule in CONCERN_OF)),
        dict(_answers(assessed)),
        revisions if is_changed(revisions) else (),
        next((each.day for each in revisions if each.commit), filled_on),
    )
    counts = {slug: each.count for slug, each in summary.answers.items()}
    told = pickle.dumps((replace(summary, answers={}), counts), pickle.HIGHEST_PROTOCOL)
    return replace(summary, digest=hashlib.sha256(told).hexdigest()[:32])


def _answers(assessed: AssessedReport) -> Iterator[tuple[str, Answers]]:
    for question in LISTS:
        rows = [(each.anchor, each.name, each.context, each.values) for each in question.answers(assessed)]
        if rows:
            packed = pickle.dumps(rows, pickle.HIGHEST_PROTOCOL)
            yield (
                question.slug,
                Answers(
                    len(rows), zlib.compress(packed, 1), int.from_bytes(hashlib.sha256(packed).digest()[:16])
                ),
            )


@dataclass(frozen=True, slots=True)
class Sums(Packed):
    """Several reports added up: their totals, and how many rows they add to the list of each question."""

    totals: Totals
    counts: Mapping[str, int]

    def count(self, question: str) -> int:
        """How many rows they add to the list of a question."""
        return self.counts.get(question, 0)


def sums_of(reports: Sequence[ReportSummary], unit: str) -> Sums:
    """Reports added up, money in the unit."""
    counts = Counter[str]()
    for report in reports:
        counts.update({slug: each.count for slug, each in report.answers.items()})
    return Sums(add((report.totals for report in reports), unit), dict(counts))


@dataclass(frozen=True, slots=True)
class Group:
    """Reports taken together, with their figures; ``parts`` are what these are the sums of."""

    reports: tuple[ReportSummary, ...]
    figures: Figures
    parts: Sequence[ReportSummary | Sums]

    def count(self, question: str) -> int:
        """How many rows its reports have on the list of a question."""
        return sum([part.count(question) for part in self.parts])

    @property
    def totals(self) -> Totals:
        """The sums over its reports."""
        return self.figures.facts.totals


def _project(report: ReportSummary) -> tuple[str, str]:
    return report.id.department, report.id.project


#: A department's reports of a year.
DepartmentYear = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Index:
    """All summaries, in the order of their addresses, and the ways pages go through them.

    ``sums`` are those of each department and year, as far as they are known; the others are added up when needed.
    """

    reports: tuple[ReportSummary, ...]
    sums: dict[DepartmentYear, Sums] = field(default_factory=dict, repr=False, compare=False)
    #: Groups by the very objects they are made of, which are held here as long as that holds.
    _groups: dict[object, tuple[Group, object]] = field(default_factory=dict, repr=False, compare=False)
    _by_year: dict[DepartmentYear, list[ReportSummary]] = field(default_factory=dict, repr=False, compare=False)

    def __reduce__(self) -> tuple[type[Index], tuple[object, ...]]:
        """Elsewhere they are other objects."""
        return Index, (self.reports, self.sums)

    def group(self, reports: Iterable[ReportSummary], unit: str, before: Iterable[ReportSummary] = ()) -> Group:
        """Some of these reports as a group, money in the unit, added up once: several pages show the same. ``before`` are the
        reports a year earlier to compare with, project by project.
        """
        members, earlier = tuple(reports), tuple(before)
        key = (tuple(map(id, members)), tuple(map(id, earlier)), unit)
        if key not in self._groups:
            parts = self._parts(members, unit)

            def total(some: Sequence[ReportSummary]) -> Totals:
                of_some = parts if tuple(some) == members else self._parts(some, unit)
                return add((part.totals for part in of_some), unit)

            facts = group_facts(
                {report.id: report for report in members},
                {report.id: report for report in earlier},
                total,
            )
            self._groups[key] = Group(members, figures_of(facts), parts), earlier
        return self._groups[key][0]

    def _parts(self, reports: Sequence[ReportSummary], unit: str) -> list[ReportSummary | Sums]:
        """What to add up instead of the reports: of each department and year of which all are among them, the sums."""
        found: dict[DepartmentYear, list[ReportSummary]] = {}
        for report in reports:
            found.setdefault((report.id.department, report.id.year), []).append(report)
        parts: list[ReportSummary | Sums] = []
        for place, some in found.items():
            if len(some) == 1 or len(some) < len(self.of(*place)):
                parts += some
            else:
                if place not in self.sums:
                    self.sums[place] = sums_of(some, unit)
                parts.append(self.sums[place])
        return parts

    def of(self, department: str, year: int) -> Sequence[ReportSummary]:
        """A department's reports of a year."""
        if not self._by_year:
            for report in self.reports:
                self._by_year.setdefault((report.id.department, report.id.year), []).append(report)
        return self._by_year.get((department, year), ())

    def has(self, id: ReportId) -> bool:
        """Whether there is a report of this identity."""
        return any(each.id == id for each in self.of(id.department, id.year))

    def by_department(self) -> Iterator[tuple[str, tuple[ReportSummary, ...]]]:
        """Each department's reports."""
        for slug, reports in groupby(self.reports, key=lambda report: report.id.department):
            yield slug, tuple(reports)

    def by_project(self) -> Iterator[tuple[tuple[str, str], tuple[ReportSummary, ...]]]:
        """Each project's reports, oldest first."""
        for key, reports in groupby(self.reports, key=_project):
            yield key, tuple(reports)

    def by_year(self) -> Mapping[int, tuple[ReportSummary, ...]]:
        """Each year's reports, latest year first."""
        years: dict[int, list[ReportSummary]] = {}
        for report in self.reports:
            years.setdefault(report.id.year, []).append(report)
        return {year: tuple(years[year]) for year in sorted(years, reverse=True)}
