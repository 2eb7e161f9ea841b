"""The three facts at the head of a report page: what was spent, what was reached, what score was given."""

from __future__ import annotations

from dataclasses import dataclass

from generator.assessment import AssessedReport
from generator.checks.subject import ABSENT
from generator.checks.subject import amount
from generator.checks.subject import excerpt
from generator.checks.subject import said as said_in_full
from generator.checks.subject import value_words
from generator.figures import STATUS_NAMES
from generator.figures import Row
from generator.figures import Status
from generator.figures import Totals
from generator.pages.numbers import percent
from generator.pages.numbers import points
from generator.pages.numbers import share_of
from generator.pages.numbers import unit_word
from generator.phrases import Phrase
from generator.phrases import _
from generator.phrases import thousands
from generator.statements.claims import decimal_of


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: its large value with unit, the trace it links to, the lines below it, and a bar where it has one."""

    value: str
    unit: str = ""
    href: str = ""
    lines: tuple[str, ...] = ()
    length: str | None = None
    label: str = ""
    is_over: bool = False
    counts: tuple[tuple[Status, str, int], ...] = ()
    total: int = 0
    answer: str = ""
    answer_href: str = ""
    missed: tuple[Missed, ...] = ()
    missed_more: int = 0


@dataclass(frozen=True, slots=True)
class Missed:
    """A target that was missed: which row, its address on the page, and by how much."""

    row: str
    href: str
    words: str
    gap: str = ""
    gap_href: str = ""


#: How many missed targets are named among the facts; the table has all of them.
MOST_MISSED = 3

#: The order of the segmented bar: from what is proven to what was missed.
BAR_ORDER = (Status.MET, Status.DECLARED, Status.NOT_JUDGED, Status.NO_TARGET, Status.UNMET)


def spending(assessed: AssessedReport) -> Fact:
    """How much was spent of how much."""
    totals, figures = assessed.facts.totals, assessed.figures
    unit = totals.unit
    if totals.budget is None and totals.spent is None:
        return Fact(ABSENT, lines=(_("报告没有预算数据"),))
    if totals.spent is None:
        budget = amount(totals.budget, unit)
        return Fact(ABSENT, _("支出未填报，共安排 {budget}", budget=budget), lines=(why_no_rate(totals),))
    rate = figures["budget.rate"]
    if rate.value is None:
        return Fact(amount(totals.spent), unit_word(unit), "#f-budget.spent", (why_no_rate(totals),))
    lines = [_("执行率 {rate}", rate=percent(rate.value))]
    change = figures["budget.rate.change"]
    if change.value is not None:
        lines.append(_("执行率比上年 {points} 个百分点", points=points(change.value)))
    return Fact(
        amount(totals.spent),
        _("{unit}，共安排 {budget} {unit}", budget=amount(totals.budget), unit=unit_word(unit)),
        "#f-budget.spent",
        tuple(lines),
        share_of(totals.rated_spent, totals.rated_budget),
        _("执行率 {rate}", rate=percent(rate.value)),
        rate.value > 100,
        answer=_left(assessed),
        answer_href="#f-budget.unspent",
    )


def why_no_rate(totals: Totals) -> Phrase:
    """What stands in the way of an execution rate."""
    if totals.spent is None:
        return _("无法计算执行率")
    if totals.budget is None:
        return _("没有预算数，无法计算执行率")
    if totals.rated_budget is None:
        return _("有的行没有填报预算数或支出，无法计算执行率")
    return _("预算是 0，执行率无从谈起")


def _left(assessed: AssessedReport) -> str:
    unspent = assessed.figures["budget.unspent"].value
    if unspent is None:
        return ""
    unit = assessed.facts.unit
    if unspent >= 0:
        return _("未支出 {amount}", amount=amount(unspent, unit))
    return _("超预算 {amount}", amount=amount(-unspent, unit))


def reaching(assessed: AssessedReport) -> Fact:
    """How many targets the data prove met."""
    totals = assessed.facts.totals
    count, met = totals.count(), totals.count(Status.MET)
    idle = totals.subprojects_not_carried_out
    lines = (_("另有 {count} 个二级项目未开展", count=idle),) if idle else ()
    if not count:
        return Fact(ABSENT, lines=(_("报告没有绩效指标"), *lines))
    unmet = missed_rows(assessed)
    return Fact(
        thousands(met),
        _("/ {count} 项指标数据可证达成", count=count),
        "#f-indicators.met",
        lines,
        counts=status_counts(totals),
        total=count,
        missed=tuple(_missed(assessed, row) for row in unmet[:MOST_MISSED]),
        missed_more=max(0, len(unmet) - MOST_MISSED),
    )


def missed_rows(assessed: AssessedReport) -> list[Row]:
    """The rows whose target was missed."""
    return [row for row in assessed.facts.rows if row.status is Status.UNMET]


def _missed(assessed: AssessedReport, row: Row) -> Missed:
    """Which target, and how much was lacking where that can be said."""
    target, actual, gap = (
        assessed.figures[f"indicator.{row.key}.{name}"] for name in ("target", "actual", "gap")
    )
    name = _("第 {number} 行 {name}", number=row.number, name=row.indicator.name)
    if gap.value is None:
        said = (
            _("部门自述未达成") if row.is_admitted else _("实际 {actual}", actual=excerpt(row.indicator.actual))
        )
        wanted = excerpt(row.indicator.target) or ABSENT
        return Missed(name, f"#{row.anchor}", _("目标 {target}，{said}", target=wanted, said=said))
    lacking = amount(abs(gap.value), gap.unit)
    short = _("差 {amount}", amount=lacking) if gap.value < 0 else _("超出 {amount}", amount=lacking)
    words = _("目标 {target}，实际 {actual}", target=said_in_full(target), actual=said_in_full(actual))
    return Missed(name, f"#{row.anchor}", words, short, f"#f-{gap.id}")


def status_counts(totals: Totals) -> tuple[tuple[Status, str, int], ...]:
    """How many indicators have each status, in the order of the bar, without those nothing has."""
    counts = ((status, STATUS_NAMES[status], totals.count(status)) for status in BAR_ORDER)
    return tuple(each for each in counts if each[2])


def scoring(assessed: AssessedReport) -> Fact:
    """What score the department gives itself, and what can be recomputed of it."""
    stated, figures = assessed.facts.stated, assessed.figures
    score, grade = stated.get("score", ""), stated.get("grade", "")
    computed, cap, standard = figures["score"], figures["score.cap"], assessed.facts.standard
    named = standard.name if standard else ""
    if computed.low is not None:
        if computed.value is not None:
            sentence = _("按{standard}可以复算为 {score} 分")
        elif computed.high is None:
            sentence = _("分值没有列全；已列的按{standard}复算，{score} 分")
        else:
            sentence = _("按{standard}可以复算为 {score} 分之间")
        lines = [sentence.with_values(standard=named, score=value_words(computed))]
    elif score:
        lines = [_("报告未列各项分值，无法复算")]
        if cap.shown is not None:
            given = decimal_of(score)
            sentence = (
                _("若按{standard}，现有执行率下最高 {cap} 分；各地可以另有评分办法")
                if given is not None and given > cap.shown and not assessed.report.standard
                else _("若按{standard}，现有执行率下最高 {cap} 分")
            )
            lines.append(sentence.with_values(standard=named, cap=amount(cap.shown)))
    else:
        lines = [_("报告没有写得分")]
    if not score:
        return Fact(grade or ABSENT, _("（部门自述）") if grade else "", lines=tuple(lines))
    unit = _("分，{grade}（部门自述）", grade=grade) if grade else _("分（部门自述）")
    return Fact(score.removesuffix("分"), unit, "#f-score", tuple(lines))
