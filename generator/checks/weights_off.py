"""各项分值加起来不是 100。

标准表式的分值合计应为 100（含预算执行率的分值）。

处理：核对各项分值。
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from generator.checks.subject import Fault
from generator.checks.subject import Subject
from generator.checks.subject import amount
from generator.findings import Severity

SEVERITY = Severity.WARNING


def check(subject: Subject) -> Iterator[Fault]:
    """Weights that do not add to 100, and groups whose rows do not add to the weight printed for them."""
    facts, total = subject.facts, subject.figures["weights.total"]
    if total.value is not None and total.value != 100:
        yield Fault(
            subject.at(subject.report.spot("indicators")),
            "分值合计是 {total}，不是 100。",
            "核对各项分值和预算执行率的分值。",
            {"total": amount(total.value)},
            "indicators",
        )
    for group in subject.report.indicators:
        weights = [row.weight for row in group.rows]
        if group.weight is None or None in weights or group.unread or facts.is_excerpt:
            continue
        added = sum((weight for weight in weights if weight is not None), Decimal(0))
        if added != group.weight:
            yield Fault(
                subject.at(group.spot("weight")),
                "“{name}”印的分值是 {printed}，组内各行加起来是 {added}。",
                "核对各行分值。",
                {
                    "name": group.level1 or group.goal or group.subproject,
                    "printed": amount(group.weight),
                    "added": amount(added),
                },
                "indicators",
            )
