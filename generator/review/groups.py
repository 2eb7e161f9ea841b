"""Reports taken together: which figures of the site, of years, departments and projects a change moves.

Each group is what its page takes together: the site and a department all their years, a year compared with the one
before it, a project its latest year.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass

from generator.figures import Figures
from generator.figures import Totals
from generator.figures import figures_of
from generator.figures import group_facts
from generator.model.identity import ReportId
from generator.review.edits import guarded
from generator.review.model import GroupChange
from generator.review.model import GroupKind
from generator.review.model import State
from generator.review.moves import moves

Members = Mapping[ReportId, Totals]


@dataclass(frozen=True, slots=True)
class All:
    """All reports of one version, and the unit of money of the site."""

    members: Members
    unit: str

    def figures(self, kind: GroupKind, department: str, project: str, year: int) -> Figures | None:
        """The figures of a group; None where it has no report."""
        members = self._members(kind, department, project, year)
        if not members:
            return None
        latest = max(id.year for id in members)
        before: Members = {}
        if kind is GroupKind.PROJECT:
            before = {id: each for id, each in members.items() if id.year == latest - 1}
            members = {id: each for id, each in members.items() if id.year == latest}
        elif kind is GroupKind.YEAR:
            before = self._members(kind, "", "", year - 1)
        return figures_of(group_facts(members, self.unit, before))

    def _members(self, kind: GroupKind, department: str, project: str, year: int) -> Members:
        match kind:
            case GroupKind.SITE:
                return self.members
            case GroupKind.YEAR:
                return {id: each for id, each in self.members.items() if id.year == year}
            case GroupKind.DEPARTMENT:
                return {id: each for id, each in self.members.items() if id.department == department}
        return {
            id: each
            for id, each in self.members.items()
            if (id.department, id.project) == (department, project)
        }


def touched(before: Members, after: Members) -> frozenset[ReportId]:
    """The reports that do not add the same to sums."""
    return frozenset(id for id in before.keys() | after.keys() if before.get(id) != after.get(id))


def group_changes(
    before: All, after: All, ids: Iterable[ReportId], names: Mapping[tuple[str, str], str]
) -> Iterator[GroupChange]:
    """What moves in the groups that the reports belong to. ``names`` by department and project, or "" for none."""
    for kind, department, project, year in _groups(ids):
        old = before.figures(kind, department, project, year)
        new = after.figures(kind, department, project, year)
        if moved := tuple(moves(old, new, {})) if old or new else ():
            state = State.ADDED if old is None else State.REMOVED if new is None else State.CHANGED
            url = "/".join(filter(None, ("years" if year else "", str(year or ""), department, project)))
            name = {
                GroupKind.SITE: "全站",
                GroupKind.YEAR: f"{year} 年度",
                GroupKind.DEPARTMENT: names.get((department, ""), department),
                GroupKind.PROJECT: f"{names.get((department, project), project)}（最近一年）",
            }[kind]
            yield GroupChange(kind, f"{url}/" if url else "", guarded(name), state, moved)


def _groups(ids: Iterable[ReportId]) -> Iterator[tuple[GroupKind, str, str, int]]:
    """The groups of reports; a year is compared with the one before it, so that the next one may move too."""
    all_ids = sorted(ids)
    if all_ids:
        yield GroupKind.SITE, "", "", 0
    for year in sorted({id.year + more for id in all_ids for more in (0, 1)}, reverse=True):
        yield GroupKind.YEAR, "", "", year
    for department in dict.fromkeys(id.department for id in all_ids):
        yield GroupKind.DEPARTMENT, department, "", 0
    for department, project in dict.fromkeys((id.department, id.project) for id in all_ids):
        yield GroupKind.PROJECT, department, project, 0
