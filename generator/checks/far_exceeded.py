"""完成值远超目标，又没有说明原因。

远超目标多半是目标定得过低。界限由本站 site.yml 的 policies.far_exceeded 规定，默认 150%。这不是扣分，只是请部门说明。

处理：在 reason 里写明原因；下一年调整目标。
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.subject import Fault
from generator.checks.subject import Subject
from generator.checks.subject import amount
from generator.figures.totals import is_far_exceeded
from generator.findings import Severity
from generator.phrases import _

SEVERITY = Severity.WARNING


def check(subject: Subject) -> Iterator[Fault]:
    """Rows far above their target without a reason."""
    for row in subject.rows:
        completion = row.judgement.completion_percent
        if not is_far_exceeded(row, subject.facts.far_exceeded) or row.indicator.reason:
            continue
        yield subject.of_row(
            row,
            "actual",
            "第 {number} 行完成度{bound} {completion}%，超过 {threshold}%，没有说明原因。",
            "在 reason 里写明原因。",
            bound=_("至少") if row.judgement.is_at_least else "",
            completion=amount(completion),
            threshold=amount(subject.facts.far_exceeded),
        )
