"""两行指标重复。

同一分项目里，两行的目标、实际完成值相同，名称也只差几个字，等于一件事算了两次。

处理：删去一行，或写明两者的区别。
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from generator.checks.subject import Fault
from generator.checks.subject import Subject
from generator.checks.subject import excerpt
from generator.figures import Row
from generator.findings import Severity
from generator.targets.text import bare

SEVERITY = Severity.WARNING


def check(subject: Subject) -> Iterator[Fault]:
    """Rows of one group that say the same under nearly the same name, each with the first it repeats."""
    seen: dict[tuple[object, ...], deque[tuple[str, Row]]] = {}
    for row in subject.rows:
        said = (id(row.group), row.type, row.judgement.target, row.judgement.actual.words)
        name = bare(row.indicator.name)
        before = seen.setdefault(said, deque(maxlen=_NEARBY))
        earlier = next((other for called, other in before if called in name or name in called), None)
        before.append((name, row))
        if earlier:
            yield subject.of_row(
                row,
                "name",
                "第 {number} 行与第 {earlier} 行重复：“{name}”。",
                "删去一行，或写明两者的区别。",
                earlier=str(earlier.number),
                name=excerpt(row.indicator.name),
            )


#: With how many rows before it a row is compared.
_NEARBY = 50
