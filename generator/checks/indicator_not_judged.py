"""目标与实际无法比较，部门也没有说是否达成。

程序不猜：页面显示“未判定”，并请编辑补充。

处理：把实际完成值写成与目标同单位的数；确实无法量化的，加上 met: true、partly 或 false，表示这是部门的自述。
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.subject import Fault
from generator.checks.subject import Subject
from generator.checks.subject import excerpt
from generator.checks.unit_differs import has_other_unit
from generator.figures import Status
from generator.findings import Severity
from generator.phrases import _

SEVERITY = Severity.WARNING


def check(subject: Subject) -> Iterator[Fault]:
    """Rows that could not be judged and of which nothing is said."""
    for row in subject.rows:
        open_question = row.status is Status.NOT_JUDGED and row.said == ""
        if open_question and not has_other_unit(row):
            yield subject.of_row(
                row,
                "actual",
                "第 {number} 行无法判定是否达成：目标“{target}”，实际“{actual}”。",
                "把实际完成值写成与目标同单位的数；不能量化的，加上 met: true、partly 或 false。",
                target=excerpt(row.indicator.target),
                actual=excerpt(row.indicator.actual) or _("（空）"),
            )
