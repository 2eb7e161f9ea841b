"""accepted 里保留了一条并不存在的提示。

规则名写错了，或者那一处已经改好。留着它，以后真的出现同样的问题就会被悄悄放过。

处理：删掉这一条，或改正规则名和行号。
"""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Iterator

from generator.checks.subject import Fault
from generator.checks.subject import Subject
from generator.findings import Severity

SEVERITY = Severity.WARNING


def check(subject: Subject, accepted_by_use: Collection[tuple[str, str]] = ()) -> Iterator[Fault]:
    """Accepted rules that nothing broke; ``accepted_by_use`` holds the (rule, row) that something did."""
    if subject.facts.unread:
        return  # what could not be read could not be looked at either
    for accepted in subject.report.accepted:
        if (accepted.rule, accepted.row) in accepted_by_use:
            continue
        where = "第 {row} 行" if accepted.row else "这份报告"
        yield Fault(
            subject.at(accepted.spot("rule"), len(accepted.rule)),
            where + "没有 {rule} 这条提示。",
            "删掉这一条，或改正规则名和行号；规则名是 check 输出的方括号里的名字。",
            {"rule": accepted.rule, "row": accepted.row},
        )
