"""Figures of the budget: what was set aside, what was spent."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from generator.figures.facts import ReportFacts
from generator.figures.facts import line_names
from generator.figures.facts import lines_of
from generator.figures.registry import MONEY
from generator.figures.registry import Figure
from generator.figures.registry import Figures
from generator.figures.registry import Result
from generator.figures.registry import Scope
from generator.figures.totals import Totals
from generator.model.budget import BudgetLine

_AMOUNT_KEYS = ("adjusted", "budget", "initial")


def share(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    """The part of the whole in percent, exact; None where the whole is unknown or nothing."""
    return None if part is None or not whole else part / whole * 100


def _lines(figures: Figures, *keys: str) -> tuple[int, ...]:
    return figures.facts.budget_spots(*keys) if isinstance(figures.facts, ReportFacts) else ()


def _sum(name: str, *keys: str) -> Callable[[Figures], Result]:
    """A figure that is a sum of amounts; ``keys`` are those it reads in the file."""

    def compute(figures: Figures) -> Result:
        return Result(getattr(figures.facts.totals, name), lines=_lines(figures, *keys))

    return compute


def _unspent(figures: Figures) -> Result:
    totals = figures.facts.totals
    known = totals.rated_budget is not None and totals.rated_spent is not None
    return Result(
        totals.rated_budget - totals.rated_spent if known else None,  # type: ignore[operator]
        lines=_lines(figures, *_AMOUNT_KEYS, "spent"),
    )


def _rate(figures: Figures) -> Result:
    return Result(rate_of(figures.facts.totals), lines=_lines(figures, *_AMOUNT_KEYS, "spent"))


def rate_of(totals: Totals) -> Decimal | None:
    """Spent ÷ budget in percent, over the reports that say both of every line."""
    return share(totals.rated_spent, totals.rated_budget)


def _idle_share(figures: Figures) -> Result:
    return Result(
        share(figures["budget.idle.total"].value, figures.facts.totals.rated_budget),
        lines=_lines(figures, *_AMOUNT_KEYS, "spent"),
    )


def _line(
    compute: Callable[[BudgetLine, Figures], Decimal | None], *keys: str
) -> Callable[[Figures, str], Result]:
    """A figure of one budget line."""

    def of_line(figures: Figures, key: str) -> Result:
        line = figures.report.line_by_key[key]
        spots = lines_of(line.spot(name)[0] for name in keys if name in line.spots)
        return Result(compute(line, figures), lines=spots)

    return of_line


def _line_unspent(line: BudgetLine, _figures: Figures) -> Decimal | None:
    return None if line.amount is None or line.spent is None else line.amount - line.spent


BUDGET_FIGURES = (
    Figure(
        "budget.initial", "年初预算合计", MONEY, "各行年初预算数之和", _sum("initial", "initial"), Scope.BOTH
    ),
    Figure(
        "budget.total",
        "预算合计",
        MONEY,
        "各行预算数之和；有全年（调整后）预算数的用它，否则用预算数或年初预算数",
        _sum("budget", *_AMOUNT_KEYS),
        Scope.BOTH,
    ),
    Figure(
        "budget.spent",
        "支出合计",
        MONEY,
        "各行执行数之和；有预算的一行没有填报就不计算",
        _sum("spent", "spent"),
        Scope.BOTH,
    ),
    Figure(
        "budget.unspent",
        "未支出",
        MONEY,
        "{budget.total} − {budget.spent}，只计各行预算数和支出都已填报的报告",
        _unspent,
        Scope.BOTH,
    ),
    Figure(
        "budget.rate",
        "预算执行率",
        "%",
        "{budget.spent} ÷ {budget.total} × 100，只计各行预算数和支出都已填报的报告",
        _rate,
        Scope.BOTH,
    ),
    Figure(
        "budget.lines.count",
        "预算明细行数",
        "个",
        "预算表的行数，不含合计",
        lambda figures: Result(Decimal(figures.facts.totals.lines), lines=_lines(figures, "name")),
        Scope.BOTH,
    ),
    Figure(
        "budget.idle.count",
        "没有支出的预算行数",
        "个",
        "有预算而执行数为 0 的行数",
        lambda figures: Result(Decimal(figures.facts.totals.idle_lines), lines=_lines(figures, "spent")),
        Scope.BOTH,
    ),
    Figure(
        "budget.idle.total",
        "没有支出的预算金额",
        MONEY,
        "有预算而执行数为 0 的各行预算数之和",
        _sum("idle_amount", *_AMOUNT_KEYS, "spent"),
        Scope.BOTH,
    ),
    Figure(
        "budget.idle.share",
        "没有支出的预算占比",
        "%",
        "{budget.idle.total} ÷ {budget.total} × 100",
        _idle_share,
        Scope.BOTH,
    ),
    Figure(
        "budget.line.{line}.initial",
        "{name}：年初预算",
        MONEY,
        "该行的年初预算数",
        _line(lambda line, _: line.initial, "initial"),
        each=line_names,
    ),
    Figure(
        "budget.line.{line}.total",
        "{name}：预算",
        MONEY,
        "该行的预算数；有全年（调整后）预算数的用它",
        _line(lambda line, _: line.amount, *_AMOUNT_KEYS),
        each=line_names,
    ),
    Figure(
        "budget.line.{line}.spent",
        "{name}：支出",
        MONEY,
        "该行的执行数",
        _line(lambda line, _: line.spent, "spent"),
        each=line_names,
    ),
    Figure(
        "budget.line.{line}.unspent",
        "{name}：未支出",
        MONEY,
        "该行预算数 − 执行数",
        _line(_line_unspent, *_AMOUNT_KEYS, "spent"),
        each=line_names,
    ),
    Figure(
        "budget.line.{line}.rate",
        "{name}：执行率",
        "%",
        "该行执行数 ÷ 预算数 × 100",
        _line(lambda line, _: share(line.spent, line.amount), *_AMOUNT_KEYS, "spent"),
        each=line_names,
    ),
    Figure(
        "budget.line.{line}.share",
        "{name}：占预算",
        "%",
        "该行预算数 ÷ {budget.total} × 100",
        _line(lambda line, figures: share(line.amount, figures.facts.totals.budget), *_AMOUNT_KEYS),
        each=line_names,
    ),
)
