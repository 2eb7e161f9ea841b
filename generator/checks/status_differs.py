"""部门自述的达成情况与数据算出的不同。

部门说达成，按目标值和实际完成值算却没有达成；或者反过来。页面按数据显示，并注明部门的说法。

处理：核对目标值、实际完成值和 met，改正其中一处。
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.subject import Fault
from generator.checks.subject import Subject
from generator.checks.subject import excerpt
from generator.findings import Severity
from generator.phrases import _
from generator.targets import Verdict

SEVERITY = Severity.WARNING

_SAID = {"true": _("达成"), "partly": _("部分达成"), "false": _("未达成")}


def check(subject: Subject) -> Iterator[Fault]:
    """Rows whose ``met`` contradicts the computed verdict."""
    for row in subject.rows:
        said = row.indicator.met
        computed = row.judgement.verdict
        is_off = (computed is Verdict.MET and said in ("false", "partly")) or (
            computed is Verdict.UNMET and said == "true"
        )
        if is_off:
            yield subject.of_row(
                row,
                "met",
                "第 {number} 行部门自述{said}，按数据计算是{computed}（目标 {target}，实际 {actual}）。",
                "核对目标值和实际完成值；页面按数据显示。",
                said=_SAID[said],
                computed=_("达成") if computed is Verdict.MET else _("未达成"),
                target=row.indicator.target,
                actual=excerpt(row.indicator.actual),
            )
