"""各项分值加起来不是 100。

标准表式的分值合计应为 100（含预算执行率的分值）。填报系统把分值平摊、取两位小数（14.29）时，每个这样的分值允许差 0.005。

处理：核对各项分值。
"""

from __future__ import annotations

from collections.abc import Iterable
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
    weights = [row.indicator.weight for row in facts.indicators if row.indicator.weight is not None]
    if total.value is not None and abs(total.value - 100) > _rounding(weights):
        yield Fault(
            subject.at(subject.report.spot("indicators")),
            "分值合计是 {total}，不是 100。",
            "核对各项分值和预算执行率的分值。",
            {"total": amount(total.value)},
            "indicators",
        )
    for group in subject.report.indicators:
        weights = [row.weight for row in group.rows if row.weight is not None]
        is_whole = len(weights) == len(group.rows) and not group.unread and not facts.is_excerpt
        if group.weight is None or not is_whole:
            continue
        added = sum(weights, Decimal(0))
        if abs(added - group.weight) > _rounding(weights):
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


def _rounding(weights: Iterable[Decimal]) -> Decimal:
    """How far a sum may be off because weights were shared out and rounded to two decimals or more."""
    places = [Decimal(1).scaleb(int(weight.normalize().as_tuple().exponent)) for weight in weights]
    return sum((place / 2 for place in places if place <= Decimal("0.01")), Decimal(0))
