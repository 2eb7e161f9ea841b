"""支出超过预算。

支出大于（调整后的）预算，要么是填错，要么是超预算支出，都要说明。

处理：核对数字；有预算调整的，填 adjusted（全年预算数）。
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.subject import Fault
from generator.checks.subject import Subject
from generator.checks.subject import amount
from generator.findings import Severity

SEVERITY = Severity.WARNING


def check(subject: Subject) -> Iterator[Fault]:
    """Budget lines of which more was spent than there was."""
    for key, line in subject.facts.line_by_key.items():
        if line.amount is not None and line.spent is not None and line.spent > line.amount:
            yield subject.of_line(
                key,
                "spent",
                "“{name}”支出 {spent}，超过预算 {budget}。",
                "核对数字；有预算调整的，填 adjusted（全年预算数）。",
                spent=amount(line.spent, subject.facts.unit),
                budget=amount(line.amount, subject.facts.unit),
            )
