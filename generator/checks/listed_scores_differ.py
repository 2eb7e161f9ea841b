"""表内各项得分加起来不等于总分。

总分应当是各项得分之和（含预算执行率得分）。例如各项加起来是 93 分，总分写 94 分。

处理：核对各项得分和总分。
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.subject import OUTSIDE
from generator.checks.subject import Fault
from generator.checks.subject import Subject
from generator.checks.subject import amount
from generator.findings import Severity
from generator.statements import Agreement
from generator.statements import compare

SEVERITY = Severity.WARNING


def check(subject: Subject) -> Iterator[Fault]:
    """A stated total score that is not the sum of the scores listed."""
    listed, stated = subject.figures["score.listed"], subject.facts.stated.get("score")
    if listed.value is None or stated is None:
        return
    comparison = compare(stated, listed)
    if comparison.agreement is Agreement.DIFFERS:
        place = next(
            each.place for each in subject.assertions if each.figure == "score" and each.where == OUTSIDE
        )
        yield Fault(
            place,
            "总分写 {stated}，表内各项得分加起来是 {listed}。",
            "核对各项得分和总分。",
            {"stated": stated, "listed": amount(listed.value, "分")},
            "f-score",
        )
