"""报告所写的数无从核对。

数据里没有能算出这个数的内容，例如报告写了总分，却没有列各项分值；或者得分只能算出一个范围，跨了等级线，等级定不下来。
页面照录原数，并注明无法复算。

处理：有分值、得分等数据就补进表里；原件没有的，不必处理。
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks import listed_scores_differ
from generator.checks import rate_of_nothing
from generator.checks.subject import IN_TEXT
from generator.checks.subject import OUTSIDE
from generator.checks.subject import Fault
from generator.checks.subject import Subject
from generator.checks.subject import said
from generator.findings import Severity
from generator.statements import Agreement
from generator.statements import compare

SEVERITY = Severity.NOTE


def check(subject: Subject) -> Iterator[Fault]:
    """Assertions whose figure the data do not give."""
    outside = {each.figure for each in subject.assertions if each.where == OUTSIDE}
    told = {each.place for each in rate_of_nothing.rates_of_nothing(subject)}
    told |= {fault.place for fault in listed_scores_differ.check(subject)}
    listed = subject.figures["score.listed"]
    for each in subject.asserted(Agreement.UNCHECKABLE):
        if each.place in told or (each.where == IN_TEXT and each.figure in outside):
            continue  # said once
        score, standard = subject.figures["score"], subject.facts.standard
        is_spread = score.is_interval and None not in (score.low, score.high)
        if each.figure == "grade" and standard and not standard.grade_name(each.stated):
            yield each.fault("{where}写“{stated}”，{standard}没有这个等级，无从核对。", standard=standard.name)
        elif each.figure == "grade" and is_spread:
            yield each.fault(
                "{where}写“{stated}”，按数据，得分在 {span} 之间，跨了等级线，等级定不下来，无从核对。",
                span=said(score),
            )
        elif each.figure == "score" and compare(each.stated, listed).agreement is Agreement.AGREES:
            yield each.fault("{where}写“{stated}”，等于表内各项得分之和；各行没有列分值，不能按评分标准复算。")
        else:
            yield each.fault("{where}写“{stated}”，数据里没有可以算出“{label}”的内容，无从核对。")
