"""Facts: all that a figure may be computed from, for one report or for several together."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from operator import attrgetter

from generator.figures.rows import Row
from generator.figures.rows import Status
from generator.figures.rows import rows_of
from generator.figures.totals import Totals
from generator.figures.totals import totals_of
from generator.figures.unread import OF_LINE
from generator.figures.unread import OF_ROW
from generator.figures.unread import is_unread
from generator.figures.unread import resting_on
from generator.figures.unread import unread_in
from generator.model.budget import Budget
from generator.model.budget import BudgetLine
from generator.model.report import Report
from generator.model.site import Site
from generator.model.standard import Standard


@dataclass(frozen=True)
class Facts:
    """Totals, and those of the year before where there is one. ``unit`` is the unit of money.

    ``comparable`` are this year's totals of what was there the year before too; None where that is all of it.
    """

    totals: Totals
    before: Totals | None = None
    comparable: Totals | None = None

    @property
    def unit(self) -> str:
        """The unit of money."""
        return self.totals.unit


@dataclass(frozen=True)
class GroupFacts(Facts):
    """The facts of several reports: a department, a year, the site."""

    projects: int = 0
    departments: int = 0


@dataclass(frozen=True)
class ReportFacts(Facts):
    """The facts of one report: what it states, its judged rows, the scoring standard that applies."""

    report: Report = Report()
    rows: tuple[Row, ...] = ()
    standard: Standard | None = None
    far_exceeded: Decimal = Decimal(150)

    @property
    def budget(self) -> Budget:
        """The budget; an empty one where the report has none."""
        return self.report.budget or Budget()

    @cached_property
    def indicators(self) -> tuple[Row, ...]:
        """The rows that set an indicator."""
        return tuple(row for row in self.rows if row.is_indicator)

    @cached_property
    def indicator_lines(self) -> Mapping[tuple[str, str, Status], list[int]]:
        """The YAML lines of the indicators, by type, level 1 and status."""
        found: dict[tuple[str, str, Status], list[int]] = {}
        for row in self.indicators:
            found.setdefault((row.type, row.level, row.status), []).append(row.indicator.spot()[0])
        return found

    @cached_property
    def subprojects(self) -> Mapping[str, tuple[Row, ...]]:
        """The rows of each sub-project, in the order of the table."""
        found: dict[str, list[Row]] = {}
        for row in self.rows:
            if row.group.subproject:
                found.setdefault(row.group.subproject, []).append(row)
        return {name: tuple(rows) for name, rows in found.items()}

    @cached_property
    def active_subprojects(self) -> Mapping[str, tuple[Row, ...]]:
        """The sub-projects that were carried out."""
        return {name: rows for name, rows in self.subprojects.items() if any(row.is_indicator for row in rows)}

    @cached_property
    def row_by_key(self) -> Mapping[str, Row]:
        """Rows by their own id, or by number where they have none."""
        return {row.key: row for row in self.rows}

    @cached_property
    def line_by_key(self) -> Mapping[str, BudgetLine]:
        """Budget lines by their own id, or by number from 1 where they have none."""
        return {line.id or str(number): line for number, line in enumerate(self.budget.lines, 1)}

    @cached_property
    def row_names(self) -> Mapping[str, str]:
        """What each row is called, by key."""
        return {key: row.indicator.name for key, row in self.row_by_key.items()}

    @cached_property
    def line_names(self) -> Mapping[str, str]:
        """What each budget line is called, by key."""
        return {key: line.name for key, line in self.line_by_key.items()}

    @cached_property
    def subproject_names(self) -> Mapping[str, str]:
        """The sub-projects by their number in the indicator table, from 1."""
        return {str(number): name for number, name in enumerate(self.subprojects, 1)}

    @cached_property
    def stated(self) -> Mapping[str, str]:
        """What the report states outside its prose, by figure."""
        return {each.figure: each.text for each in self.report.stated}

    @property
    def is_excerpt(self) -> bool:
        """Whether only part of the original is at hand, so that nothing can be said to be missing."""
        return bool(self.report.excerpt)

    @cached_property
    def unread(self) -> frozenset[str]:
        """The paths of what the report holds, or may hold, that could not be read."""
        return frozenset(unread_in(self.report)) if self.report.unread else frozenset()

    def is_unread(self, *paths: str) -> bool:
        """Whether something at one of the paths is there, or may be, and could not be read."""
        return bool(self.unread) and any(is_unread(path, self.unread) for path in paths)

    def is_open(self, figure: str) -> bool:
        """Whether a figure rests on what could not be read, so that nothing can be said of it yet."""
        if not self.unread:
            return False
        return self.is_unread(*resting_on(figure)) or self._is_record_open(*figure.split("."))

    def _is_record_open(self, family: str, *parts: str) -> bool:
        """Whether the line or row that a figure is of holds what could not be read, and the figure rests on it."""
        match family, *parts:
            case "budget", "line", key, what:
                line = self.line_by_key.get(key)
                if line is None:
                    return self.is_unread("budget.lines.id")
                is_whole_open = what == "share" and self.is_open("budget.total")
                return is_whole_open or line.is_unread(*OF_LINE.get(what, ()))
            case "indicator", key, _:
                row = self.row_by_key.get(key)
                return self.is_unread("indicators.rows.id") if row is None else row.indicator.is_unread(*OF_ROW)
        return False

    def budget_spots(self, *names: str) -> tuple[int, ...]:
        """The YAML lines of the budget amounts under the keys named."""
        return lines_of([line for name in names for line in self._budget_lines.get(name, ())])

    @cached_property
    def _budget_lines(self) -> Mapping[str, list[int]]:
        found: dict[str, list[int]] = {}
        for line in self.budget.lines:
            for name, (number, _) in line.spots.items():
                found.setdefault(name, []).append(number)
        return found

    def row_spots(self, rows: Iterable[Row]) -> tuple[int, ...]:
        """The YAML lines of rows."""
        return lines_of(row.indicator.spot()[0] for row in rows)


#: What the parameter of a figure may be: the keys of rows, of budget lines, of sub-projects, with their names.
row_names = attrgetter("row_names")
line_names = attrgetter("line_names")
subproject_names = attrgetter("subproject_names")


def lines_of(lines: Iterable[int]) -> tuple[int, ...]:
    """Line numbers, each once, in order."""
    return tuple(sorted(set(lines)))


def report_facts(
    report: Report, site: Site, standard: Standard | None, before: Totals | None = None
) -> ReportFacts:
    """The facts of a report on this site; ``before`` are the totals of the same project's year before."""
    rows = tuple(rows_of(report))
    unit = (report.budget.unit if report.budget else "") or site.money_unit
    totals = totals_of(report.budget, rows, unit, site.far_exceeded)
    return ReportFacts(
        totals,
        before.in_unit(unit) if before else None,
        report=report,
        rows=rows,
        standard=standard,
        far_exceeded=site.far_exceeded,
    )
