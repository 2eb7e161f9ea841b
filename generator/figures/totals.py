"""Totals: the additive facts of a report, so that a project, a department, a year and the site are sums of them."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Container
from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from decimal import Decimal
from typing import Any

from generator.figures.rows import Row
from generator.figures.rows import Status
from generator.model.budget import AMOUNTS
from generator.model.budget import MONEY_UNITS
from generator.model.budget import Budget
from generator.model.budget import BudgetLine
from generator.model.terms import TYPES
from generator.packing import Packed

#: How many indicators, by (type, level 1, status).
Counts = Mapping[tuple[str, str, Status], int]

_MONEY_FIELDS = ("initial", "budget", "spent", "rated_budget", "rated_spent", "idle_amount")
_COUNT_FIELDS = ("reports", "lines", "idle_lines", "far_exceeded", "subprojects", "subprojects_not_carried_out")


@dataclass(frozen=True, slots=True)
class Totals(Packed):
    """Sums over reports. Money is in ``unit`` and None where no report gives it.

    ``rated_budget`` and ``rated_spent`` are of the reports whose every line says both: what the rate is computed from.
    ``idle_lines`` and ``idle_amount`` are budget lines of which nothing was spent.
    """

    unit: str
    initial: Decimal | None = None
    budget: Decimal | None = None
    spent: Decimal | None = None
    rated_budget: Decimal | None = None
    rated_spent: Decimal | None = None
    idle_amount: Decimal | None = None
    reports: int = 0
    lines: int = 0
    idle_lines: int = 0
    far_exceeded: int = 0
    subprojects: int = 0
    subprojects_not_carried_out: int = 0
    counts: Counts = field(default_factory=dict)

    def count(self, *statuses: Status, types: Container[str] = TYPES, level: str = "") -> int:
        """How many indicators of the types and the level 1 have one of the statuses; of what is not given, of any."""
        wanted = statuses or INDICATOR_STATUSES
        return sum(
            [
                count
                for (type, of_level, status), count in self.counts.items()
                if type in types and status in wanted and level in ("", of_level)
            ]
        )

    def in_unit(self, unit: str) -> Totals:
        """The same totals with money in another unit, exactly."""
        if unit == self.unit:
            return self
        money: dict[str, Any] = {name: in_unit(getattr(self, name), self.unit, unit) for name in _MONEY_FIELDS}
        return replace(self, unit=unit, **money)


#: The statuses that are of indicators.
INDICATOR_STATUSES = tuple(status for status in Status if status is not Status.NOT_CARRIED_OUT)


def in_unit(amount: Decimal | None, unit: str, other: str) -> Decimal | None:
    """An amount of money in another unit, exactly: with the digits it needs, and no zeros that nobody wrote."""
    if amount is None or unit == other:
        return amount
    converted = (amount * (MONEY_UNITS[unit] / MONEY_UNITS[other])).normalize()
    return converted.quantize(Decimal(1)) if converted == converted.to_integral_value() else converted


def add(totals: Iterable[Totals], unit: str) -> Totals:
    """The totals of several together, with money in the unit."""
    parts = [each.in_unit(unit) for each in totals]
    if len(parts) == 1:
        return parts[0]
    money: dict[str, Any] = {name: known_sum(getattr(each, name) for each in parts) for name in _MONEY_FIELDS}
    counted: dict[str, Any] = {name: sum(getattr(each, name) for each in parts) for name in _COUNT_FIELDS}
    counts: dict[tuple[str, str, Status], int] = {}
    for each in parts:
        for key, count in each.counts.items():
            counts[key] = counts.get(key, 0) + count
    return Totals(unit, **money, **counted, counts=counts)


def known_sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of the amounts that are known; None where none is."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known[1:], known[0]) if known else None


def totals_of(budget: Budget | None, rows: Iterable[Row], unit: str, far_exceeded: Decimal) -> Totals:
    """The totals of one report.

    Spending is known only if every line with a budget says what was spent, and a rate only if every line says both: a
    gap is not a zero. ``far_exceeded`` is the completion, in percent, above which an indicator counts as far exceeded.
    """
    lines = budget.lines if budget else ()
    is_cut = budget is not None and "lines[]" in budget.unread

    def summed(of: Callable[[BudgetLine], Decimal | None], *keys: str) -> Decimal | None:
        """A sum over the lines; None where a part of it could not be read."""
        is_open = is_cut or any(of(line) is None and line.is_unread(*keys) for line in lines)
        return None if is_open else known_sum(of(line) for line in lines)

    money = [line for line in lines if not line.is_empty]
    is_spent_known = bool(money) and all(line.spent is not None for line in money)
    idle = [line for line in money if line.spent is not None and line.spent == 0 and line.amount]
    total = summed(lambda line: line.amount, *AMOUNTS)
    spent = summed(lambda line: line.spent, "spent") if is_spent_known else None
    is_rated = total is not None and spent is not None and all(line.amount is not None for line in money)
    counts: dict[tuple[str, str, Status], int] = {}
    exceeded = 0
    carried_out: dict[str, bool] = {}
    for row in rows:
        kind = row.type, row.level, row.status
        counts[kind] = counts.get(kind, 0) + 1
        exceeded += is_far_exceeded(row, far_exceeded)
        name = row.group.subproject
        if name:
            carried_out[name] = carried_out.get(name, False) or row.is_indicator
    return Totals(
        unit,
        initial=summed(lambda line: line.initial, "initial"),
        budget=total,
        spent=spent,
        rated_budget=total if is_rated else None,
        rated_spent=spent if is_rated else None,
        idle_amount=known_sum(line.amount for line in idle) or Decimal(0) if is_rated else None,
        reports=1,
        lines=len(lines),
        idle_lines=len(idle),
        far_exceeded=exceeded,
        subprojects=len(carried_out),
        subprojects_not_carried_out=sum(not done for done in carried_out.values()),
        counts=counts,
    )


def is_far_exceeded(row: Row, threshold: Decimal) -> bool:
    """Whether a floor was passed by so much that the target was probably set too low."""
    completion = row.judgement.completion
    return bool(row.status is Status.MET and completion is not None and completion > threshold)
