"""一组指标全部达成，得分加起来却不是这一组的分值。

有的表只给整组印分值，各行只有得分。全部达成时，各行得分之和应等于整组分值；少了多半是把“实际值 × 分值”当成了得分
（例如 98% 达到了 98% 的目标，却只得 98% 的分）。

处理：核对各行得分；从严扣分的，理由写进 accepted。
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby

from generator.checks.subject import Fault
from generator.checks.subject import Subject
from generator.checks.subject import amount
from generator.findings import Severity
from generator.targets import Verdict

SEVERITY = Severity.WARNING


def check(subject: Subject) -> Iterator[Fault]:
    """Groups with a weight of their own whose rows are all met and score something else."""
    for _, members in groupby(subject.facts.indicators, key=lambda row: id(row.group)):
        rows = list(members)
        group = rows[0].group
        scores = [row.indicator.score for row in rows if row.indicator.score is not None]
        is_all_met = all(row.judgement.verdict is Verdict.MET for row in rows)
        has_own_weights = any(row.indicator.weight is not None for row in rows)
        if group.weight is None or group.unread or has_own_weights or not is_all_met or len(scores) < len(rows):
            continue
        total = sum(scores, Decimal(0))
        if total != group.weight:
            yield Fault(
                subject.at(group.spot("weight")),
                "“{name}”的指标全部达成，得分之和是 {total}，本组分值是 {weight}。",
                "核对各行得分；从严扣分的，理由写进 accepted。",
                {
                    "name": group.goal or group.level1 or group.subproject,
                    "total": amount(total),
                    "weight": amount(group.weight),
                },
                "indicators",
            )
