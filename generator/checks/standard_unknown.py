"""没有这个评分标准。

standard 写的是评分标准文件的名字：程序自带的，或 content/standards/ 下的。

处理：改成提示里的名字，或新建评分标准文件。
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator

from generator.checks.subject import Fault
from generator.checks.subject import Subject
from generator.findings import Place
from generator.findings import Severity

SEVERITY = Severity.ERROR


def check(subject: Subject) -> Iterator[Fault]:
    """A report that names a standard nobody has."""
    name = subject.report.standard
    if name and subject.facts.standard is None:
        yield fault(subject.at(subject.report.spot("standard"), len(name)), name, subject.standards)


def fault(place: Place, name: str, known: Iterable[str]) -> Fault:
    """The fault of a standard named at the place that nobody has."""
    return Fault(
        place, "没有名为“{name}”的评分标准。", "可用：{known}。", {"name": name, "known": "、".join(known)}
    )
