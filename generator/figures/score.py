"""Figures of the score: recomputed by a named standard where the form gives weights, else only bounded.

Source of the rules: the standard file (generator/standards/), by default 财预〔2020〕10号.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP
from decimal import Decimal

from generator.figures.facts import ReportFacts
from generator.figures.facts import lines_of
from generator.figures.facts import row_names
from generator.figures.registry import Figure
from generator.figures.registry import Figures
from generator.figures.registry import Result
from generator.figures.rows import Row
from generator.figures.rows import Status
from generator.model.indicators import IndicatorGroup
from generator.model.standard import Standard
from generator.targets import Comparator
from generator.targets import Verdict
from generator.targets.actual import bare_number
from generator.targets.text import uniform

#: A lowest and a highest score; the same twice where the score is certain.
Span = tuple[Decimal, Decimal]

_CENT = Decimal("0.01")
#: What the weights of a whole form add to.
_ALL_POINTS = 100


def row_span(row: Row, standard: Standard) -> Span | None:
    """The lowest and highest score the standard admits for a row; None where the row has no weight."""
    weight = row.indicator.weight
    if weight is None:
        return None
    if row.judgement.verdict is Verdict.MET:
        return weight, weight
    if row.judgement.verdict is Verdict.UNMET:
        return _shortfall(row, weight, standard)
    met_from, partly_from = weight * standard.bands.met_from / 100, weight * standard.bands.partly_from / 100
    if row.status is Status.DECLARED:
        return _cents(met_from), weight
    if row.said == "partly":
        return _cents(partly_from), _cents(met_from)
    return (Decimal(0), _cents(partly_from)) if row.status is Status.UNMET else (Decimal(0), weight)


def _shortfall(row: Row, weight: Decimal, standard: Standard) -> Span:
    """A missed target scores in proportion, never below nothing and never above the weight."""
    judgement = row.judgement
    target, reached = judgement.target, judgement.reached
    if judgement.completion is None or reached is None or not reached.is_exact:
        zero_target = target.low == 0 and reached is not None and reached.is_exact
        return Decimal(0), Decimal(0) if zero_target else weight
    is_ceiling = target.comparator in (Comparator.AT_MOST, Comparator.LESS_THAN)
    if is_ceiling and standard.ceiling == "excess" and target.low:
        points = weight * (1 - (reached.low - target.low) / target.low)
    else:
        points = weight * judgement.completion / 100
    points = _cents(min(max(points, Decimal(0)), weight))
    return points, points


def _cents(points: Decimal) -> Decimal:
    return points.quantize(_CENT, ROUND_HALF_UP)


def execution_points(rate: Decimal, points: Decimal, standard: Standard) -> Decimal:
    """The score of an execution rate given in percent: in proportion, at most full.

    The rate is first rounded as the form prints it, so that a reader can redo the sum from what is printed.
    """
    shown = rate.quantize(Decimal(1).scaleb(-int(standard.execution.rate_decimals)), ROUND_HALF_UP)
    return _cents(min(points, points * shown / 100))


def _execution(figures: Figures) -> Result:
    facts = figures.report
    weight, rate, standard = facts.budget.weight, figures["budget.rate"], facts.standard
    if weight is None or standard is None:
        return Result()
    lines = lines_of((facts.budget.spot("weight")[0], *rate.lines))
    if rate.value is None:
        return Result(low=Decimal(0), high=weight, lines=lines)
    return _settled((execution_points(rate.value, weight, standard),) * 2, lines)


def _settled(span: Span, lines: tuple[int, ...]) -> Result:
    low, high = span
    return Result(low if low == high else None, low, high, lines=lines)


def _weighted(facts: ReportFacts) -> list[Row]:
    return [row for row in facts.indicators if row.indicator.weight is not None]


def _lacks_weights(facts: ReportFacts) -> bool:
    """Whether the original has weights that are not in the data, so that what adds up is only a part."""
    return facts.is_excerpt or len(_weighted(facts)) < len(facts.indicators)


def _lacks_points(facts: ReportFacts) -> bool:
    """Whether the original gives points for what has no weight in the data."""
    return _lacks_weights(facts) or (_is_execution_apart(facts) and facts.budget.weight is None)


def _is_execution_apart(facts: ReportFacts) -> bool:
    """Whether the points of the execution rate are none of a row's: some forms have a row for them."""
    if facts.budget.weight is not None:
        return True
    weights = [row.indicator.weight for row in _weighted(facts) if row.indicator.weight is not None]
    return "score.execution" in facts.stated and sum(weights, Decimal(0)) < _ALL_POINTS


def _indicators(figures: Figures) -> Result:
    facts = figures.report
    rows, standard = _weighted(facts), facts.standard
    if not rows or standard is None:
        return Result()
    spans = [span for row in rows if (span := row_span(row, standard))]
    low, high = sum((low for low, _ in spans), Decimal(0)), sum((high for _, high in spans), Decimal(0))
    lines = facts.row_spots(rows)
    return Result(low=low, lines=lines) if _lacks_weights(facts) else _settled((low, high), lines)


def _score(figures: Figures) -> Result:
    parts = [part for part in (figures["score.execution"], figures["score.indicators"]) if part.low is not None]
    if figures["score.indicators"].low is None:
        return Result()
    low = sum((part.low for part in parts if part.low is not None), Decimal(0))
    high = sum((part.high for part in parts if part.high is not None), Decimal(0))
    lines = lines_of(line for part in parts for line in part.lines)
    return Result(low=low, lines=lines) if _lacks_points(figures.report) else _settled((low, high), lines)


def _row_score(figures: Figures, key: str) -> Result:
    row, standard = figures.report.row_by_key[key], figures.report.standard
    span = row_span(row, standard) if standard else None
    return _settled(span, (row.indicator.spot("weight")[0],)) if span else Result()


def _weights(figures: Figures) -> Result:
    facts = figures.report
    rows = _weighted(facts)
    groups = () if rows else _weighted_groups(facts)
    printed = [row.indicator.weight for row in rows] or [group.weight for group in groups]
    if not printed:
        return Result()
    weights = [*printed, facts.budget.weight]
    lines = facts.row_spots(rows or facts.indicators)
    total = sum((weight for weight in weights if weight is not None), Decimal(0))
    is_part = facts.is_excerpt or (_lacks_weights(facts) and not groups)
    return Result(low=total, lines=lines) if is_part else Result(total, lines=lines)


def _weighted_groups(facts: ReportFacts) -> Sequence[IndicatorGroup]:
    """The groups of a form that prints weights for them only; none where one is not given, or may be given twice."""
    groups = facts.report.indicators
    names = [group.goal or group.level1 for group in groups]
    is_plain = all(names) and len(set(names)) == len(names)
    return groups if is_plain and all(group.weight is not None for group in groups) else ()


def _listed(figures: Figures) -> Result:
    """The sum of the scores printed row by row, and of the execution rate's where it is stated."""
    facts = figures.report
    rows = [row for row in facts.indicators if row.indicator.score is not None]
    if not rows or len(rows) < len(facts.indicators) or facts.is_excerpt:
        return Result()
    if facts.budget.weight is None and "score.execution" in facts.stated and not _weighted(facts):
        return Result()  # one of the rows may be of the execution rate
    total = sum((row.indicator.score for row in rows if row.indicator.score is not None), Decimal(0))
    if _is_execution_apart(facts):
        stated = bare_number(uniform(facts.stated.get("score.execution", "")).removesuffix("分"))
        if stated is None:
            return Result()
        total += stated
    return Result(total, lines=facts.row_spots(rows))


def _cap(figures: Figures) -> Result:
    """What the standard would admit at most, given how much was spent and that all else were perfect."""
    facts, rate = figures.report, figures["budget.rate"]
    if facts.standard is None or rate.value is None or _weighted(facts):
        return Result()
    execution = facts.standard.execution.points
    others = facts.standard.total - execution
    return Result(others + execution_points(rate.value, execution, facts.standard), lines=rate.lines)


def _grade(figures: Figures) -> Result:
    score, standard = figures["score"], figures.report.standard
    if standard is None or score.low is None or score.high is None:
        return Result()
    lowest, highest = standard.grade(score.low), standard.grade(score.high)
    return Result(text=lowest, lines=score.lines) if lowest == highest else Result()


SCORE_FIGURES = (
    Figure(
        "score.execution",
        "预算执行率得分",
        "分",
        "预算执行率的分值 × {budget.rate}（先取两位小数）÷ 100，不超过分值",
        _execution,
    ),
    Figure(
        "score.indicators",
        "指标得分",
        "分",
        "各项指标得分之和：达成得满分；未达成按完成程度；无从计算的只给出标准所允许的范围；有的行没有分值，或原件不全，只说至少多少",
        _indicators,
    ),
    Figure("score", "自评得分", "分", "{score.execution} + {score.indicators}", _score),
    Figure("grade", "绩效等级", "", "由 {score} 按评分标准的等级线得出；范围跨等级时不判定", _grade),
    Figure("score.listed", "表内各项得分之和", "分", "表中逐项所列得分相加，含预算执行率得分", _listed),
    Figure(
        "weights.total",
        "分值合计",
        "分",
        "表中各项分值相加，含预算执行率分值；只给整组印了分值的，各组相加",
        _weights,
    ),
    Figure(
        "score.cap",
        "评分标准下的最高可能得分",
        "分",
        "没有列分值的报告：假设其他各项全部满分，加上按 {budget.rate} 折算的执行率得分",
        _cap,
    ),
    Figure(
        "indicator.{row}.score",
        "{name}：得分",
        "分",
        "达成得满分；未达成为分值 × 完成程度；无从计算的只给出标准所允许的范围",
        _row_score,
        each=row_names,
    ),
)

#: Those that another standard would make otherwise.
SCORED = frozenset(figure.id for figure in SCORE_FIGURES) - {"score.listed", "weights.total"}
