"""实际完成值只是重复目标的措辞，没有给出数值。

例如目标“90%以上”，实际也写“90%以上”；目标“≥266米”，实际写“≥266米”；目标是一个数，实际只写“完成”。这证明不了什么，
页面显示为“自述达成”。

处理：写出实际达到的数。
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.subject import Fault
from generator.checks.subject import Subject
from generator.checks.subject import excerpt
from generator.findings import Severity
from generator.targets import Comparator
from generator.targets import Verdict

SEVERITY = Severity.WARNING


def check(subject: Subject) -> Iterator[Fault]:
    """Rows with a measurable target whose actual only affirms or repeats it."""
    for row in subject.rows:
        is_measurable = row.judgement.target.comparator is not Comparator.QUALITATIVE
        if is_measurable and row.judgement.verdict is Verdict.DECLARED:
            yield subject.of_row(
                row,
                "actual",
                "第 {number} 行实际完成值“{actual}”只是重复或肯定目标“{target}”，没有给出数值。",
                "写出实际达到的数。",
                actual=excerpt(row.indicator.actual),
                target=row.indicator.target,
            )
