"""Groups: the facts of reports taken together, from the totals of each."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping
from collections.abc import Sequence
from typing import TypeVar

from generator.figures.facts import GroupFacts
from generator.figures.totals import Totals
from generator.model.identity import ReportId

Member = TypeVar("Member")


def group_facts(
    members: Mapping[ReportId, Member],
    before: Mapping[ReportId, Member],
    total: Callable[[Sequence[Member]], Totals],
) -> GroupFacts:
    """The facts of the members together, whose totals ``total`` adds up. ``before`` are reports a year earlier to compare with.

    Only projects with a report of both years are compared.
    """
    earlier = {(id.department, id.project): member for id, member in before.items()}
    matched = [id for id in members if (id.department, id.project) in earlier]
    return GroupFacts(
        total(list(members.values())),
        total([earlier[id.department, id.project] for id in matched]) if matched else None,
        total([members[id] for id in matched]) if matched else None,
        projects=len({(id.department, id.project) for id in members}),
        departments=len({id.department for id in members}),
    )
