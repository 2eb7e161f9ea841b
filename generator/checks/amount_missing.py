"""一行预算只有一半的数。

有预算没有支出，或有支出没有预算。缺的不等于 0：合计支出和执行率因此无法计算。

处理：补上缺的数；确实没有支出的写 0。
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.subject import Fault
from generator.checks.subject import Subject
from generator.findings import Severity
from generator.model.budget import AMOUNTS
from generator.phrases import _

SEVERITY = Severity.WARNING


def check(subject: Subject) -> Iterator[Fault]:
    """Budget lines with a budget and no spending, or the other way round."""
    if subject.facts.is_excerpt:
        return
    lines = subject.facts.line_by_key
    halves = [
        key
        for key, line in lines.items()
        if (line.amount is None) != (line.spent is None)
        and not line.is_empty
        and not line.is_unread(*(AMOUNTS if line.amount is None else ("spent",)))
    ]
    if len(halves) > 1 and all(line.spent is None for line in lines.values()):
        yield subject.of_line(
            halves[0],
            "name",
            "{count} 行预算都没有执行数。",
            "原件只有合计有执行数的，lines 只录合计一行，其余各行写进 breakdowns。"
            if "budget.spent" in subject.facts.stated
            else "补上；确实没有支出的写 0；原件没有这一栏的，不必处理。",
            count=str(len(halves)),
        )
        return
    for key in halves:
        is_budget = lines[key].amount is None
        yield subject.of_line(
            key,
            "name",
            "“{name}”没有{missing}。",
            "补上；上年结转、年中追加的，写全年预算数（adjusted）；确实没有预算的写 0。"
            if is_budget
            else "补上；确实没有支出的写 0。",
            missing=_("预算数") if is_budget else _("执行数"),
        )
