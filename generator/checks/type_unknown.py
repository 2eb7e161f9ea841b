"""二级指标不是标准用语。

标准的二级指标是数量、质量、时效、成本、经济效益、社会效益、生态效益、可持续影响、满意度。其他写法照印，但归入“其他”，
无法与别的报告比较。决策、过程两类的项目立项、绩效目标、资金投入、资金管理、组织实施，以及项目效益，也归入“其他”，不提示。

处理：改用标准用语；确属地方特有的分类，在 accepted 里写明理由。
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.subject import Fault
from generator.checks.subject import Subject
from generator.findings import Severity
from generator.model.terms import TYPES
from generator.model.terms import type_code
from generator.phrases import Listing
from generator.phrases import phrase

SEVERITY = Severity.WARNING


def check(subject: Subject) -> Iterator[Fault]:
    """Rows whose level 2 is written in a word no standard knows."""
    for row in subject.rows:
        if row.indicator.type and row.type == "other" and not type_code(row.indicator.type):
            yield subject.of_row(
                row,
                "type",
                "第 {number} 行的二级指标“{type}”不是标准用语，归入“其他”。",
                "标准用语：{terms}。",
                type=row.indicator.type,
                terms=Listing(phrase(term.name) for code, term in TYPES.items() if code != "other"),
            )
