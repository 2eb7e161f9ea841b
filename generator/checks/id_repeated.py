"""两行用了同一个固定代号。

代号是这一行的网址，正文也用它引用这一行的数；两行相同，网址就有两个去处，前一行的数再也引用不到。
绩效指标之间、预算行之间各不能重复；指标和预算行可以同名。

处理：改掉其中一个代号；已经发布过的那一个不改。
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator

from generator.checks.subject import Fault
from generator.checks.subject import Subject
from generator.findings import Severity
from generator.model.budget import BudgetLine
from generator.model.indicators import Indicator

SEVERITY = Severity.ERROR


def check(subject: Subject) -> Iterator[Fault]:
    """Rows, or budget lines, with the id of another one: each place names the other."""
    yield from _repeated(subject, subject.facts.budget.lines)
    yield from _repeated(subject, [row.indicator for row in subject.facts.rows])


def _repeated(subject: Subject, records: Iterable[BudgetLine | Indicator]) -> Iterator[Fault]:
    found: dict[str, list[BudgetLine | Indicator]] = {}
    for each in records:
        if each.id:
            found.setdefault(each.id, []).append(each)
    for id, alike in found.items():
        for number, each in enumerate(alike):
            other = alike[0] if number else alike[-1]
            if each is not other:
                yield Fault(
                    subject.at(each.spot("id"), len(id)),
                    "代号 {id} 用了两次，另一处在文件第 {line} 行（“{name}”）。",
                    "改掉其中一个；已经发布过的那一个不改。",
                    {"id": id, "line": str(other.spot("id")[0]), "name": other.name},
                )
