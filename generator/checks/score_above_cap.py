"""自述得分高于评分标准下的最高可能得分。

没有列分值的报告无法复算得分。但按国家通用标准，预算执行率占 10 分，执行率低就到不了满分。各地另有自己的评分办法，
所以这只是一条关于标准的说明，不是说报告算错了。

处理：写明采用的评分办法（standard）。
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.subject import Fault
from generator.checks.subject import Subject
from generator.checks.subject import amount
from generator.checks.subject import said
from generator.findings import Severity
from generator.statements.claims import decimal_of

SEVERITY = Severity.NOTE


def check(subject: Subject) -> Iterator[Fault]:
    """A stated score that the standard could not give, whatever the indicators."""
    cap, score = subject.figures["score.cap"], decimal_of(subject.facts.stated.get("score", ""))
    standard = subject.facts.standard
    if cap.shown is None or score is None or standard is None or score <= cap.shown:
        return
    place = next(each.place for each in subject.assertions if each.figure == "score")
    is_named = bool(subject.report.standard)
    yield Fault(
        place,
        "自述 {score} 分；按{standard}，执行率 {rate} 时最高 {cap} 分。"
        if is_named
        else "自述 {score} 分；若按{standard}，执行率 {rate} 时最高 {cap} 分。各地可以另有评分办法。",
        "核对得分和执行率。" if is_named else "写明采用的评分办法。",
        {
            "score": amount(score),
            "standard": standard.name,
            "rate": said(subject.figures["budget.rate"]),
            "cap": amount(cap.shown),
        },
        "f-score",
    )
