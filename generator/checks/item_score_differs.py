"""一项指标的自评得分不在标准允许的范围里。

达成的应得满分，未达成的按完成程度，无法计算的给出允许的范围。部门可以自己从严扣分，但读者应当知道与标准不同。

处理：核对得分；从严扣分的，理由写进 accepted。
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from generator.checks.subject import Fault
from generator.checks.subject import Subject
from generator.checks.subject import amount
from generator.figures.score import row_span
from generator.findings import Severity

SEVERITY = Severity.WARNING


def check(subject: Subject) -> Iterator[Fault]:
    """Rows whose stated score lies outside what the standard admits."""
    standard = subject.facts.standard
    for row in subject.rows:
        score, span = row.indicator.score, row_span(row, standard) if standard else None
        if score is None or span is None:
            continue
        low, high = span
        slack = Decimal(1).scaleb(int(score.as_tuple().exponent)) / 2
        if low - slack <= score <= high + slack:
            continue
        yield subject.of_row(
            row,
            "score",
            "第 {number} 行自评 {score} 分，按{standard}应为 {span} 分。",
            "核对得分；从严扣分的，理由写进 accepted。",
            score=amount(score),
            standard=standard.name if standard else "",
            span=amount(low) if low == high else f"{amount(low)}–{amount(high)}",
        )
