"""报告所写的数，数据只能证实一部分。

例如正文写“47 项完成”，其中只有 38 项能由目标值和实际完成值算出达成，其余只是自述或无法判定。这不等于报告写错了，
只是读者无法从数据核实。

处理：把无法计算的实际完成值补成具体的数；或者保持原样，页面会写明“数据只能证实一部分”。
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.subject import Fault
from generator.checks.subject import Subject
from generator.checks.subject import amount
from generator.checks.subject import said
from generator.figures import Computed
from generator.figures import rounded
from generator.findings import Severity
from generator.phrases import _
from generator.statements import Agreement

SEVERITY = Severity.WARNING


def check(subject: Subject) -> Iterator[Fault]:
    """Assertions that lie between what is proven and what is possible."""
    for each in subject.asserted(Agreement.UNCONFIRMED):
        yield each.fault(
            "{where}写“{stated}”，数据能证实：{proven}{possible}（{label}）。",
            "给只写了“完成”“90%以上”之类的行补上具体的数，才能核实。",
            proven=said(each.computed),
            possible=_possible(each.computed),
        )


def _possible(computed: Computed) -> str:
    """The most a count may be that is known to be at least its value."""
    if computed.value is None or computed.high is None:
        return ""
    return _("，最多可能是 {amount}", amount=amount(rounded(computed.high, computed.unit), computed.unit))
