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
    for key, line in subject.facts.line_by_key.items():
        if (line.amount is None) != (line.spent is None):
            if line.is_unread(*(AMOUNTS if line.amount is None else ("spent",))):
                continue
            missing = _("预算数") if line.amount is None else _("执行数")
            yield subject.of_line(
                key, "name", "“{name}”没有{missing}。", "补上；确实没有支出的写 0。", missing=missing
            )
