"""Questions: what readers ask of many reports at once, and which rows of a report answer them."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import replace
from decimal import Decimal
from enum import Enum

from generator.assessment import AssessedReport
from generator.concerns import CONCERN_OF
from generator.concerns import CONCERNS
from generator.concerns import Concern
from generator.figures import Row
from generator.figures import Status
from generator.figures.totals import in_unit
from generator.figures.totals import is_far_exceeded
from generator.phrases import Phrase
from generator.phrases import _
from generator.phrases import in_context


class Column(Enum):
    """How the values of a column are printed; all are kept as exact text. A page none of whose rows has a remark has no
    column for them.
    """

    TEXT = "text"
    MONEY = "money"
    PERCENT = "percent"
    COUNT = "count"
    RULE = "rule"
    REMARK = "remark"

    @property
    def is_number(self) -> bool:
        """Whether its values stand to the right."""
        return self in (Column.MONEY, Column.PERCENT, Column.COUNT)


Columns = Mapping[Phrase, Column]


@dataclass(frozen=True, slots=True)
class Listed:
    """One answer: its place on the report's page, what is listed, the group it stands in, the values of its columns.

    Amounts are in the site's unit.
    """

    anchor: str
    name: str
    context: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A question: its address, what the list is called, what it lists and what that does not mean.

    ``counter`` is the measure word of what is counted, ``head`` what one answer is.
    """

    slug: str
    title: Phrase
    meaning: Phrase
    counter: Phrase
    head: Phrase
    columns: Columns
    answers: Callable[[AssessedReport], Iterator[Listed]]


_DONE = {_("目标值"): Column.TEXT, _("实际完成值"): Column.TEXT}
_COMPUTED = {**_DONE, _("完成度"): Column.PERCENT}
_MONEY = {_("预算"): Column.MONEY, _("支出"): Column.MONEY}
_FOUND = {_("规则"): Column.RULE, _("部门说明"): Column.REMARK}


def _with_status(*statuses: Status) -> Callable[[AssessedReport], Iterator[Listed]]:
    def answers(assessed: AssessedReport) -> Iterator[Listed]:
        return (_done(row) for row in assessed.facts.rows if row.status in statuses)

    return answers


def _far_exceeded(assessed: AssessedReport) -> Iterator[Listed]:
    threshold = assessed.facts.far_exceeded
    return (_computed(row) for row in assessed.facts.rows if is_far_exceeded(row, threshold))


def _missed(assessed: AssessedReport) -> Iterator[Listed]:
    return (_computed(row) for row in assessed.facts.rows if row.status is Status.UNMET)


def _done(row: Row) -> Listed:
    indicator = row.indicator
    context = row.group.subproject or row.group.item
    return Listed(row.anchor, indicator.name, context, (indicator.target, indicator.actual))


def _computed(row: Row) -> Listed:
    done = _done(row)
    return replace(done, values=(*done.values, _exact(row.judgement.completion_percent)))


def _exact(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}"


def _idle_lines(assessed: AssessedReport) -> Iterator[Listed]:
    for key, line in assessed.facts.line_by_key.items():
        if line.amount and line.spent is not None and line.spent == 0:
            amounts = (
                in_unit(each, assessed.facts.unit, _unit(assessed)) for each in (line.amount, line.spent)
            )
            yield Listed(f"b{key}", line.name, "", tuple(map(_exact, amounts)))


def _not_carried_out(assessed: AssessedReport) -> Iterator[Listed]:
    for name, rows in assessed.facts.subprojects.items():
        if not any(row.is_indicator for row in rows):
            yield Listed(rows[0].anchor, name, "", (rows[0].indicator.actual,))


def _report(assessed: AssessedReport) -> Listed:
    totals, rate = assessed.facts.totals.in_unit(_unit(assessed)), assessed.figures["budget.rate"].value
    values = (
        *map(_exact, (totals.budget, totals.spent, rate)),
        *map(str, (totals.count(), totals.count(Status.MET), totals.count(Status.UNMET))),
    )
    return Listed("", assessed.report.title, "", values)


def _unit(assessed: AssessedReport) -> str:
    return assessed.subject.site.money_unit


def _of_concern(concern: Concern) -> Callable[[AssessedReport], Iterator[Listed]]:
    def answers(assessed: AssessedReport) -> Iterator[Listed]:
        for each in assessed.findings:
            if CONCERN_OF.get(each.rule) is concern:
                yield Listed(each.anchor, each.message, "", (each.rule, each.accepted))

    return answers


def _concern(concern: Concern) -> Question:
    return Question(
        concern.code,
        concern.title,
        concern.meaning,
        _("处"),
        in_context("row", "核对结果"),
        _FOUND,
        _of_concern(concern),
    )


#: Every question, in the order a reader should meet them.
QUESTIONS = (
    _concern(CONCERNS[0]),
    Question(
        "missed",
        _("目标没有做到"),
        _(
            "由目标值和实际完成值可以算出没有达到，或部门自己说没有达到的指标。没有做到可能有正当原因，原因以报告所写为准。"
        ),
        _("项"),
        in_context("row", "指标"),
        _COMPUTED,
        _missed,
    ),
    Question(
        "unspent",
        _("有预算，没有支出"),
        _("安排了预算而全年支出为零的预算行。没有支出不等于节约，也不等于事情没有做。"),
        _("行"),
        in_context("row", "预算行"),
        _MONEY,
        _idle_lines,
    ),
    Question(
        "not-carried-out",
        _("没有开展"),
        _("表中注明没有开展的二级项目。没有开展的不设指标，不计入目标完成情况。"),
        _("个"),
        _("二级项目"),
        {_("表中所写"): Column.TEXT},
        _not_carried_out,
    ),
    Question(
        "declared",
        _("自述达成，数据无法证实"),
        _("部门说达成，但实际完成值只是重复或肯定目标，没有可以计算的数。无法证实不等于没有达成。"),
        _("项"),
        in_context("row", "指标"),
        _DONE,
        _with_status(Status.DECLARED),
    ),
    Question(
        "not-judged",
        _("无法判定是否达成"),
        _("目标和实际无法比较、有几种读法、期限未到或没有目标值的指标。程序不猜，也不算作没有达成。"),
        _("项"),
        in_context("row", "指标"),
        _DONE,
        _with_status(Status.NOT_JUDGED, Status.NO_TARGET),
    ),
    Question(
        "far-exceeded",
        _("远超目标"),
        _("实际完成值远高于目标值的指标。远超目标多半是目标定得低，不一定是做得特别好。"),
        _("项"),
        in_context("row", "指标"),
        _COMPUTED,
        _far_exceeded,
    ),
    _concern(CONCERNS[1]),
    _concern(CONCERNS[2]),
)

#: Not a question, but listed the same way: every report.
ALL_REPORTS = Question(
    "reports",
    _("全部报告"),
    _("每个项目每一年一份报告，最近的在前。"),
    _("份"),
    _("报告"),
    {
        _("预算"): Column.MONEY,
        _("支出"): Column.MONEY,
        _("执行率"): Column.PERCENT,
        _("指标"): Column.COUNT,
        _("数据可证"): Column.COUNT,
        _("未达成"): Column.COUNT,
    },
    lambda assessed: iter((_report(assessed),)),
)

LISTS = (*QUESTIONS, ALL_REPORTS)

QUESTION_OF: Mapping[str, Question] = {question.slug: question for question in LISTS}
