"""Reports taken together: which figures of the site, of years, departments and projects a change moves.

Each group is what its page takes together: the site and a department all their years, a year compared with the one
before it, a project its latest year.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from functools import partial

from generator.figures import Figures
from generator.figures import Totals
from generator.figures import figures_of
from generator.figures import group_facts
from generator.figures.totals import add
from generator.model.identity import ReportId
from generator.review.edits import guarded
from generator.review.model import GroupChange
from generator.review.model import GroupKind
from generator.review.model import State
from generator.review.moves import moves

Members = Mapping[ReportId, Totals]

#: A kind, and what it is of: department, project, year; "" and 0 where that says nothing.
Group = tuple[GroupKind, str, str, int]


@dataclass(frozen=True)
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
        return figures_of(group_facts(members, before, partial(add, unit=self.unit)))

    def _members(self, kind: GroupKind, department: str, project: str, year: int) -> Members:
        return self._by_group.get((kind, department, project, year), {})

    @cached_property
    def _by_group(self) -> Mapping[Group, Members]:
        found: dict[Group, dict[ReportId, Totals]] = {}
        for id, totals in self.members.items():
            for group in _groups_of(id):
                found.setdefault(group, {})[id] = totals
        return found


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


def _groups(ids: Iterable[ReportId]) -> Iterator[Group]:
    """The groups of reports; a year is compared with the one before it, so that the next one may move too."""
    moved = {group for id in ids for group in _groups_of(id)}
    moved |= {_year(year + 1) for kind, _, _, year in moved if kind is GroupKind.YEAR}
    return iter(sorted(moved, key=lambda group: (list(GroupKind).index(group[0]), -group[3], *group[1:3])))


def _groups_of(id: ReportId) -> tuple[Group, ...]:
    return (
        (GroupKind.SITE, "", "", 0),
        _year(id.year),
        (GroupKind.DEPARTMENT, id.department, "", 0),
        (GroupKind.PROJECT, id.department, id.project, 0),
    )


def _year(year: int) -> Group:
    return GroupKind.YEAR, "", "", year
