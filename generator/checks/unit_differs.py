"""实际完成值用的单位与目标不同。

例如目标以“场”计，实际写的是“2 期、19 批、56 家”。单位不同就无法比较，程序不换算、不猜。

处理：在实际完成值里补上与目标同单位的数。
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.subject import Fault
from generator.checks.subject import Subject
from generator.figures import Row
from generator.findings import Severity
from generator.phrases import Listing
from generator.targets import Verdict
from generator.targets.units import is_same_unit
from generator.targets.units import is_scale

SEVERITY = Severity.WARNING


def check(subject: Subject) -> Iterator[Fault]:
    """Rows whose actual has numbers, but none in the target's unit."""
    for row in subject.rows:
        if has_other_unit(row):
            found = Listing(dict.fromkeys(each.unit for each in row.judgement.actual.readings if each.unit))
            yield subject.of_row(
                row,
                "actual",
                "第 {number} 行目标以“{unit}”计，实际完成值里只有以“{found}”计的数。",
                "补上以“{unit}”计的数。",
                unit=row.judgement.target.unit,
                found=found,
            )


def has_other_unit(row: Row) -> bool:
    """Whether the target has a unit and the actual's numbers all have others; 万 alone leaves it open which."""
    unit, readings = row.judgement.target.unit, row.judgement.actual.readings
    is_open = row.judgement.verdict is Verdict.NOT_JUDGED
    return bool(
        is_open
        and unit
        and not is_scale(unit)
        and readings
        and not any(not each.unit or is_scale(each.unit) or is_same_unit(each.unit, unit) for each in readings)
    )
