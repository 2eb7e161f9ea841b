"""Figures of change: this year against the year before, like with like: only projects that have a report of both.

Rates differ by percentage points (百分点).
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from generator.figures.budget import rate_of
from generator.figures.budget import share
from generator.figures.facts import GroupFacts
from generator.figures.registry import MONEY
from generator.figures.registry import Figure
from generator.figures.registry import Figures
from generator.figures.registry import Result
from generator.figures.registry import Scope
from generator.figures.rows import Status
from generator.figures.totals import Totals


def _change(of: Callable[[Totals], Decimal | None]) -> Callable[[Figures], Result]:
    def compute(figures: Figures) -> Result:
        now, before = figures.facts.comparable or figures.facts.totals, figures.facts.before
        if before is None:
            return Result()
        new, old = of(now), of(before)
        return Result(None if new is None or old is None else new - old)

    return compute


def _growth(of: Callable[[Totals], Decimal | None]) -> Callable[[Figures], Result]:
    def compute(figures: Figures) -> Result:
        now, before = figures.facts.comparable or figures.facts.totals, figures.facts.before
        new, old = of(now), of(before) if before else None
        return Result(None if new is None or old is None else share(new - old, old))

    return compute


def met_rate_of(totals: Totals) -> Decimal | None:
    """Proven met ÷ set, in percent."""
    return share(Decimal(totals.count(Status.MET)), Decimal(totals.count()))


CHANGE_FIGURES = (
    Figure(
        "budget.total.change",
        "预算比上年",
        MONEY,
        "本年 {budget.total} − 上年 {budget.total}，只比两年都有报告的项目",
        _change(lambda totals: totals.budget),
        Scope.BOTH,
    ),
    Figure(
        "budget.total.growth",
        "预算比上年增减",
        "%",
        "（本年 {budget.total} − 上年 {budget.total}）÷ 上年 {budget.total} × 100，只比两年都有报告的项目",
        _growth(lambda totals: totals.budget),
        Scope.BOTH,
    ),
    Figure(
        "budget.spent.change",
        "支出比上年",
        MONEY,
        "本年 {budget.spent} − 上年 {budget.spent}，只比两年都有报告的项目",
        _change(lambda totals: totals.spent),
        Scope.BOTH,
    ),
    Figure(
        "budget.rate.change",
        "执行率比上年",
        "百分点",
        "本年 {budget.rate} − 上年 {budget.rate}，只比两年都有报告的项目",
        _change(rate_of),
        Scope.BOTH,
    ),
    Figure(
        "indicators.count.change",
        "指标数比上年",
        "项",
        "本年 {indicators.count} − 上年 {indicators.count}，只比两年都有报告的项目",
        _change(lambda totals: Decimal(totals.count())),
        Scope.BOTH,
    ),
    Figure(
        "indicators.met_rate.change",
        "数据可证达成率比上年",
        "百分点",
        "本年 {indicators.met_rate} − 上年 {indicators.met_rate}，只比两年都有报告的项目",
        _change(met_rate_of),
        Scope.BOTH,
    ),
)


def _members(name: str) -> Callable[[Figures], Result]:
    def compute(figures: Figures) -> Result:
        facts = figures.facts
        return Result(Decimal(getattr(facts, name))) if isinstance(facts, GroupFacts) else Result()

    return compute


GROUP_FIGURES = (
    Figure(
        "reports.count",
        "报告数",
        "份",
        "已公开的报告份数",
        lambda figures: Result(Decimal(figures.facts.totals.reports)),
        Scope.GROUP,
    ),
    Figure("projects.count", "项目数", "个", "有报告的项目数", _members("projects"), Scope.GROUP),
    Figure("departments.count", "部门数", "个", "有报告的部门数", _members("departments"), Scope.GROUP),
)
