"""没有预算的一行写了执行率。

0 除以 0 没有意义，写“100%”会让人以为钱都花在了该花的地方。

处理：执行率留空或写“—”。
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.subject import Fault
from generator.checks.subject import Subject
from generator.findings import Severity
from generator.statements import Agreement

SEVERITY = Severity.WARNING


def check(subject: Subject) -> Iterator[Fault]:
    """Stated rates of lines, or of a total, that have no budget."""
    for each in subject.asserted(Agreement.UNCHECKABLE):
        id = each.figure
        if not id.endswith(".rate") or not id.startswith("budget."):
            continue
        total = subject.figures.get(id.removesuffix(".rate") + ".total")
        if total and total.value is not None and total.value == 0:
            yield each.fault(
                "{where}写执行率“{stated}”，但预算是 0，执行率无从谈起（{label}）。", "留空或写“—”。"
            )
