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
        computed = each.computed
        yield each.fault(
            "{where}写“{stated}”，数据能证实：{proven}{possible}（{label}）。"
            if computed.value is not None
            else "{where}写“{stated}”，按数据只能算出 {proven}（{label}），无法核实。",
            _hint(computed),
            proven=said(computed),
            possible=_possible(computed),
        )


def _hint(computed: Computed) -> str:
    """What would have to be known."""
    if computed.id == "score.execution":
        return "有预算数和执行数，才能算出执行率和它的得分；没有预算的，不必处理。"
    if computed.id.startswith("score") and computed.high is None:
        return "补上没有列的分值，才能核实；原件没有的，不必处理。"
    return "给只写了“完成”“90%以上”之类的行补上具体的数，才能核实。"


def _possible(computed: Computed) -> str:
    """The most a count may be that is known to be at least its value."""
    if computed.value is None or computed.high is None:
        return ""
    return _("，最多可能是 {amount}", amount=amount(rounded(computed.high, computed.unit), computed.unit))
