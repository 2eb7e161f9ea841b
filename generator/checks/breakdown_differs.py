"""同一总数的另一种拆分，加起来不等于总数。

例如资金按来源拆分的各项之和，应当等于预算合计。

处理：核对各项金额。
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.subject import Fault
from generator.checks.subject import Subject
from generator.checks.subject import amount
from generator.figures.totals import known_sum
from generator.findings import Severity

SEVERITY = Severity.WARNING

_TOTALS = {"initial": "budget.initial", "budget": "budget.total", "spent": "budget.spent"}


def check(subject: Subject) -> Iterator[Fault]:
    """Breakdowns whose rows do not add up to what they split."""
    for breakdown in subject.facts.budget.breakdowns:
        if (
            breakdown.of not in _TOTALS
            or breakdown.unread
            or any(each.amount is None for each in breakdown.lines)
        ):
            continue
        total = subject.figures[_TOTALS[breakdown.of]]
        parts = known_sum(share.amount for share in breakdown.lines)
        if total.value is not None and parts is not None and parts != total.value:
            yield Fault(
                subject.at(breakdown.spot("title"), len(breakdown.title)),
                "“{title}”各项之和是 {parts}，{label}是 {total}，相差 {gap}。",
                "核对各项金额。",
                {
                    "title": breakdown.title,
                    "parts": amount(parts, total.unit),
                    "label": total.label,
                    "total": amount(total.value, total.unit),
                    "gap": amount(abs(parts - total.value), total.unit),
                },
                "budget",
            )
