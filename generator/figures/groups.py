"""Groups: the facts of reports taken together, from the totals of each."""

from __future__ import annotations

from collections.abc import Mapping

from generator.figures.facts import GroupFacts
from generator.figures.totals import Totals
from generator.figures.totals import add
from generator.model.identity import ReportId


def group_facts(
    members: Mapping[ReportId, Totals], unit: str, before: Mapping[ReportId, Totals] | None = None
) -> GroupFacts:
    """The facts of the members together, money in the unit. ``before`` are reports a year earlier to compare with.

    Only projects with a report of both years are compared.
    """
    earlier = {(id.department, id.project): totals for id, totals in (before or {}).items()}
    matched = [id for id in members if (id.department, id.project) in earlier]
    return GroupFacts(
        add(members.values(), unit),
        add((earlier[id.department, id.project] for id in matched), unit) if matched else None,
        add((members[id] for id in matched), unit) if matched else None,
        projects=len({(id.department, id.project) for id in members}),
        departments=len({id.department for id in members}),
    )
