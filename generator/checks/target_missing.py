"""指标没有目标值。

没有目标就谈不上达成；页面显示为“未设目标值”。

处理：补上目标值；原件就没有的，不必处理。
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.subject import Fault
from generator.checks.subject import Subject
from generator.checks.subject import excerpt
from generator.figures import Status
from generator.findings import Severity

SEVERITY = Severity.WARNING


def check(subject: Subject) -> Iterator[Fault]:
    """Indicators without a target."""
    for row in subject.rows:
        if row.status is Status.NO_TARGET:
            yield subject.of_row(
                row,
                "target",
                "第 {number} 行“{name}”没有目标值。",
                "补上目标值。",
                name=excerpt(row.indicator.name),
            )
