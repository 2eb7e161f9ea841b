"""报告所写的数与按数据算出的不同。

报告正文、合计行、得分、等级里的数，都与表中数据重新算出的数核对。两个数都照实公布：页面保留原文，并注明数据给出的数。
允许的出入是原文末位数字的一半（写 24.85% 允许 ±0.005 个百分点，写 1,935 允许 ±0.5）。紧挨着的字也算数：“超过”“以上”“不足”
一类只核对是否越过这个界限，“约”“近”“余”按末位不是零的数字放宽，“减少”“下降”后面的差额按负数核对。
不带百分号、不超过 1 的比率（0.966）也可能是 96.6%，两种读法都对不上才算不同。

例：正文写“共设置 48 项数量指标”，表中列了 49 项。

处理：核对是正文写错还是表格填错，改正其中一处；确有原因的，在 accepted 里写明理由，理由会一并公开。
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator

from generator.checks import grade_differs
from generator.checks import listed_scores_differ
from generator.checks.subject import Assertion
from generator.checks.subject import Fault
from generator.checks.subject import Subject
from generator.checks.subject import amount
from generator.checks.subject import said
from generator.figures import rounded
from generator.figures.score import SCORED
from generator.findings import Place
from generator.findings import Severity
from generator.phrases import _
from generator.statements import Agreement

SEVERITY = Severity.WARNING


def check(subject: Subject) -> Iterator[Fault]:
    """Assertions whose figure comes to something else."""
    told = {*_places(grade_differs.check(subject)), *_places(_same_total(subject))}
    for each in subject.asserted(Agreement.DIFFERS):
        if each.place in told:
            continue
        standard = subject.facts.standard
        is_by_standard = standard is not None and each.computed.figure.id in SCORED
        yield each.fault(
            "{where}写“{stated}”，按{standard}计算，{label}为 {computed}{gap}。"
            if is_by_standard
            else "{where}写“{stated}”，按数据计算，{label}为 {computed}{gap}。",
            "核对正文和表格；两个数都会照实公布。",
            computed=said(each.computed),
            gap=_gap(each),
            standard=standard.name if standard else "",
        )


def _places(faults: Iterable[Fault]) -> Iterator[Place]:
    return (each.place for each in faults)


def _same_total(subject: Subject) -> Iterator[Fault]:
    """A wrong total score of which the scores listed give the same right one: to say that is to say more."""
    listed, score = subject.figures["score.listed"].value, subject.figures["score"]
    if listed is not None and score.low is not None and score.high is not None:
        yield from listed_scores_differ.check(subject) if score.low <= listed <= score.high else ()


def _gap(each: Assertion) -> str:
    """By how much the statement is off, in the decimals shown."""
    difference, unit = each.comparison.difference if each.comparison else None, each.computed.unit
    if not difference:
        return ""
    size = rounded(abs(difference), unit).normalize()
    gap = _("，多 {amount}") if difference > 0 else _("，少 {amount}")
    return gap.with_values(amount=amount(size, "百分点" if unit == "%" else ""))
