"""预算明细里有合计行，或者只是另一行的一部分的行。

合计由程序按各行相加。把“年度资金总额”“合计”也录成一行，或者在它下面再录“其中：财政拨款”，同一笔钱就算了两次，预算、支出和执行率
都不对。

处理：只录互不包含的各行；原件的合计写进 `stated`（`budget.total`、`budget.spent`），只列出一部分的“其中”写进 `breakdowns`。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.subject import Fault
from generator.checks.subject import Subject
from generator.findings import Severity
from generator.model.budget import BudgetLine
from generator.targets.text import uniform

SEVERITY = Severity.WARNING

#: What forms call the row above all others.
_TOTAL = re.compile(
    r"(?:[一二三四五六七八九十]、)?(?:总计|合计|共计|小计|总额|(?:年度|本年度|全年|项目)?(?:财政|预算)?资金(?:总额|合计|总计)|(?:预算|支出|投资)(?:总额|合计|总计))"
    r"(?:\([^()]*\))?"
)
_PART = re.compile("(?:其中|包括)[::]?")


def check(subject: Subject) -> Iterator[Fault]:
    """Budget lines that hold others, or are held by one, so that money is counted twice."""
    lines = subject.facts.line_by_key
    names = {key: uniform(line.name).rstrip(":") for key, line in lines.items()}
    with_money = [key for key, line in lines.items() if line.amount or line.spent]
    for key, line in lines.items() if with_money else ():
        if line.amount == 0 and not line.spent and _TOTAL.fullmatch(names[key]):
            yield subject.of_line(
                key,
                "name",
                "“{name}”是合计行，写的是 0，其他各行却有金额。",
                "删掉这一行，合计写进 stated：budget.total、budget.spent。",
            )
    if len(with_money) < 2:
        return
    totals = [key for key in with_money if _TOTAL.fullmatch(names[key])]
    for key in totals:
        yield subject.of_line(
            key,
            "name",
            "“{name}”是合计行，和其他各行加在一起，钱算了两次。",
            "删掉这一行，合计写进 stated：budget.total、budget.spent。",
        )
    whole: BudgetLine | None = None
    for key in with_money:
        if not _PART.match(names[key]):
            whole = lines[key]
        elif not totals and whole and (lines[key].amount or 0) <= (whole.amount or 0):
            yield subject.of_line(
                key,
                "name",
                "“{name}”是“{whole}”的一部分，和它加在一起，钱算了两次。",
                "只录互不包含的各行；“其中”写进 breakdowns。",
                whole=whole.name,
            )
