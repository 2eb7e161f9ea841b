"""部门自述达成，实际完成值却说没有完成。

例如目标是“印发”，实际写的是“征求意见稿”；或者完成期限还没有到；或者写着“正在推进”“部分完成”。这样的自述不计入“自述达成”，
页面显示为“未判定”。

处理：写明实际做到了哪一步；确已完成的，把实际完成值改成完成的事实。
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.subject import Fault
from generator.checks.subject import Subject
from generator.checks.subject import chinese_date
from generator.checks.subject import excerpt
from generator.figures import Row
from generator.figures import Status
from generator.findings import Severity
from generator.phrases import _

SEVERITY = Severity.WARNING


def check(subject: Subject) -> Iterator[Fault]:
    """Rows said to be met whose own actual speaks against it."""
    for row in subject.rows:
        if row.indicator.met == "true" and row.status is Status.NOT_JUDGED and row.is_contradicted:
            yield subject.of_row(
                row,
                "actual",
                "第 {number} 行部门自述达成，但{why}。",
                "写明实际做到了哪一步；没有完成的，把 met 改为 false 或 partly。",
                why=_why(row),
            )


def _why(row: Row) -> str:
    if row.judgement.actual.is_draft:
        return _("实际完成值“{actual}”只是稿子", actual=excerpt(row.indicator.actual))
    if row.is_not_due and row.filled_on:
        day = chinese_date(row.filled_on)
        return _("目标“{target}”到填报日（{day}）还没有到期", target=row.indicator.target, day=day)
    return _("实际完成值“{actual}”说的不是完成", actual=excerpt(row.indicator.actual))
