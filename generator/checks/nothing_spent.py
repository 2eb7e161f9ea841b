"""有预算，一分钱也没有花。

没有支出不等于节约：可能是项目没有开展，也可能是付款推迟。

处理：在正文说明原因。
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.subject import Fault
from generator.checks.subject import Subject
from generator.checks.subject import amount
from generator.findings import Severity

SEVERITY = Severity.WARNING


def check(subject: Subject) -> Iterator[Fault]:
    """Budget lines of which nothing was spent."""
    for key, line in subject.facts.line_by_key.items():
        if line.amount and line.spent is not None and line.spent == 0:
            yield subject.of_line(
                key,
                "spent",
                "“{name}”预算 {budget}，支出为 0。",
                "在正文说明原因。",
                budget=amount(line.amount, subject.facts.unit),
            )
