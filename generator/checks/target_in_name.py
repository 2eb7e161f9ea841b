"""目标写进了指标名称，目标值只写“完成”。

例如名称“新增办理电台执照5G基站9376个”，目标值和实际完成值都写“完成”。这样既看不出目标是多少，也算不出是否达成。

处理：把名称里的数移到目标值，实际完成值写实际的数。
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.subject import Fault
from generator.checks.subject import Subject
from generator.checks.subject import excerpt
from generator.findings import Severity
from generator.phrases import Listing
from generator.targets.actual import read_actual
from generator.targets.text import bare
from generator.targets.text import uniform

SEVERITY = Severity.WARNING

_EMPTY_TARGETS = frozenset("完成 达成 达标 是 有 已完成 按时完成 完成任务".split())


def check(subject: Subject) -> Iterator[Fault]:
    """Rows whose target says no more than "done"."""
    for row in subject.rows:
        if bare(uniform(row.indicator.target)) not in _EMPTY_TARGETS:
            continue
        numbers = [each for each in read_actual(row.indicator.name).readings if each.unit and each.is_clear]
        named = Listing(f"{each.low:f}{each.unit}" for each in numbers)
        yield subject.of_row(
            row,
            "target",
            "第 {number} 行目标写在名称里（{named}），目标值只写“{target}”。"
            if named
            else "第 {number} 行目标值只写“{target}”，要做到什么写在名称“{name}”里。",
            "把名称里的数移到目标值，实际完成值写实际的数。" if named else "目标值写可以核对的结果。",
            named=named,
            name=excerpt(row.indicator.name),
            target=row.indicator.target,
        )
