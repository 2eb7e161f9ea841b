"""The rest: reports that are the same in both versions, read once, and only for what they add to sums."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass

from generator.assessment import Desk
from generator.figures import Totals
from generator.figures import report_facts
from generator.findings import Severity
from generator.model.identity import ReportId
from generator.read import STOPS
from generator.read import read_report
from generator.trees import Tree

#: A report of the rest: which one, its path, and git's name of what is in it.
Stored = tuple[ReportId, str, str]


@dataclass(frozen=True, slots=True)
class Rest:
    """Of one project: the totals of its reports, those that cannot be read, how many errors there are."""

    totals: Mapping[ReportId, Totals]
    unread: tuple[str, ...]
    errors: int


def read_rest(desk: Desk, tree: Tree, projects: Sequence[Sequence[Stored]]) -> list[Rest]:
    """What sums need of each project; the reports go from git's store to memory, and no further."""
    contents = tree.contents(object for reports in projects for _, _, object in reports)
    return [_rest(desk, [(id, path, next(contents)) for id, path, _ in reports]) for reports in projects]


def _rest(desk: Desk, reports: Iterable[tuple[ReportId, str, bytes]]) -> Rest:
    totals: dict[ReportId, Totals] = {}
    unread, errors = [], 0
    for id, path, data in reports:
        read, findings = read_report(desk.root, path, id, data)
        # Attachments are not at hand here; the same are missing in both versions.
        serious = [
            each for each in findings if each.severity is Severity.ERROR and each.rule != "attachment-missing"
        ]
        errors += len(serious)
        if read is None or any(each.rule in STOPS for each in serious):
            unread.append(path)
        else:
            totals[id] = report_facts(read.report, desk.site, desk.standard_for(read.report)).totals
    return Rest(totals, tuple(unread), errors)
