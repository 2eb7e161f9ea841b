"""没有预算的一行写了执行率。

0 除以 0 没有意义，写“100%”会让人以为钱都花在了该花的地方。填报系统给空行印的“0.00%”不算。

处理：没有预算就没有执行率，这一项不写；原件写了就照录。
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.subject import Assertion
from generator.checks.subject import Fault
from generator.checks.subject import Subject
from generator.findings import Severity
from generator.statements import Agreement
from generator.statements.claims import decimal_of

SEVERITY = Severity.WARNING


def check(subject: Subject) -> Iterator[Fault]:
    """Stated rates of lines, or of a total, that have no budget; not the zeros of an empty row."""
    for each in rates_of_nothing(subject):
        if decimal_of(each.stated) != 0:
            yield each.fault(
                "{where}写执行率“{stated}”，但预算是 0，执行率无从谈起（{label}）。",
                "没有执行率的不写这一项；原件写了就照录。",
            )


def rates_of_nothing(subject: Subject) -> Iterator[Assertion]:
    """What is stated of rates that have no budget."""
    for each in subject.asserted(Agreement.UNCHECKABLE):
        id = each.figure
        if id.endswith(".rate") and id.startswith("budget."):
            total = subject.figures.get(id.removesuffix(".rate") + ".total")
            if total and total.value is not None and total.value == 0:
                yield each
