"""目标期限在报告年度之后。

本年度的自评无法证明一个明年才到期的目标。例如 2022 年度的报告里写“2023年6月前”。

处理：改用本年度的阶段目标，或在到期年度再评价。
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.subject import Fault
from generator.checks.subject import Subject
from generator.findings import Severity

SEVERITY = Severity.WARNING


def check(subject: Subject) -> Iterator[Fault]:
    """Rows whose deadline lies after the year of the report."""
    for row in subject.rows:
        due = row.judgement.target.deadline
        if due and due.first.year > subject.id.year:
            yield subject.of_row(
                row,
                "target",
                "第 {number} 行的期限“{target}”在 {year} 年度之后。",
                "改用本年度的阶段目标，或在到期年度再评价。",
                target=row.indicator.target,
                year=str(subject.id.year),
            )
