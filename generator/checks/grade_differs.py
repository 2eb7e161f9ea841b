"""等级与总分不符。

等级由总分按评分标准的等级线得出，例如 90 分以上为优。评分标准里没有的等级（例如“A”“一等”）不比。

处理：核对总分和等级。
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.subject import OUTSIDE
from generator.checks.subject import Fault
from generator.checks.subject import Subject
from generator.checks.subject import amount
from generator.findings import Severity
from generator.statements.claims import decimal_of

SEVERITY = Severity.WARNING


def check(subject: Subject) -> Iterator[Fault]:
    """A stated grade that the stated score does not give."""
    standard, stated = subject.facts.standard, subject.facts.stated
    grade, score = stated.get("grade", ""), decimal_of(stated.get("score", ""))
    if standard is None or not grade or score is None:
        return
    due, named = standard.grade(score), standard.grade_name(grade)
    if named and named != due:
        place = next(each.place for each in subject.assertions_of["grade"] if each.where == OUTSIDE)
        yield Fault(
            place,
            "等级写“{grade}”，{score} 分按{standard}应为“{due}”。",
            "核对总分和等级。",
            {"grade": grade, "score": amount(score), "standard": standard.name, "due": due},
            "f-grade",
        )
