"""有的二级项目没有设满意度指标。

没有满意度，就听不到服务对象的评价。逐个二级项目检查；没有二级项目的报告整体检查。

处理：下一年补设。
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.benefit_missing import missing
from generator.checks.subject import Fault
from generator.checks.subject import Subject
from generator.findings import Severity
from generator.model.terms import TYPES
from generator.phrases import phrase

SEVERITY = Severity.WARNING


def check(subject: Subject) -> Iterator[Fault]:
    """Reports, or sub-projects of one, without a satisfaction indicator."""
    yield from missing(subject, phrase(TYPES["satisfaction"].name), "satisfaction")
