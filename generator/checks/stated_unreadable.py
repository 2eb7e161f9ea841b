"""等号后面的内容读不成一个数。

`{指标名 = 原文}` 的等号后面照录原文里的数，例如 1935、24.85%、四十八、全部。单位不同类（把金额写成百分数）也读不成。

处理：只留下数本身，其余文字移到花括号外面。
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.subject import OUTSIDE
from generator.checks.subject import Fault
from generator.checks.subject import Subject
from generator.findings import Severity
from generator.phrases import _
from generator.statements import Agreement

SEVERITY = Severity.ERROR


def check(subject: Subject) -> Iterator[Fault]:
    """Assertions that are no value of their figure's kind."""
    for each in subject.asserted(Agreement.UNREADABLE):
        unit = each.computed.unit
        yield each.fault(
            "“{stated}”不能与“{label}”核对{unit}。",
            "只写数，例如 {example}；原件没有写数的，删掉这一项。"
            if each.where == OUTSIDE
            else "等号后只写数，例如 {example}；其他文字移到花括号外。",
            unit=_("（单位是{unit}）", unit=unit) if unit else "",
            example="24.85%" if unit == "%" else "1935",
        )
