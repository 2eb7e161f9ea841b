"""报告所写的数，数据只能证实一部分。

例如正文写“47 项完成”，其中只有 38 项能由目标值和实际完成值算出达成，其余只是自述或无法判定。这不等于报告写错了，
只是读者无法从数据核实。

处理：把无法计算的实际完成值补成具体的数；或者保持原样，页面会写明“数据只能证实一部分”。
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from generator.checks.subject import Fault
from generator.checks.subject import Subject
from generator.checks.subject import amount
from generator.figures import rounded
from generator.findings import Severity
from generator.statements import Agreement

SEVERITY = Severity.WARNING


def check(subject: Subject) -> Iterator[Fault]:
    """Assertions that lie between what is proven and what is possible."""
    for each in subject.asserted(Agreement.UNCONFIRMED):
        low, high, unit = each.computed.low, each.computed.high, each.computed.unit
        yield each.fault(
            "{where}写“{stated}”，数据能证实的是 {low}，最多可能是 {high}（{label}）。"
            if high is not None
            else "{where}写“{stated}”，数据只说明不低于 {low}（{label}）。",
            "给只写了“完成”“90%以上”之类的行补上具体的数，才能核实。",
            low=_shown(low, unit),
            high=_shown(high, unit),
        )


def _shown(value: Decimal | None, unit: str) -> str:
    return amount(None if value is None else rounded(value, unit), unit)
