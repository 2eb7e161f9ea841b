"""Tables: what is published of each report, the same columns whatever its form and year.

Built from declared columns only: the person who filled in a report is not among them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from generator.assessment import AssessedProject
from generator.assessment import AssessedReport
from generator.concerns import CONCERN_OF
from generator.exporters.columns import Column
from generator.exporters.columns import Kind
from generator.exporters.columns import Table
from generator.figures import FIGURES
from generator.figures import STATUS_NAMES
from generator.figures import Status
from generator.history import Version
from generator.model.terms import type_name

TEXT, INTEGER, NUMBER, DATE, YEAR = Kind.TEXT, Kind.INTEGER, Kind.NUMBER, Kind.DATE, Kind.YEAR


@dataclass(frozen=True, slots=True)
class Exported:
    """A report to export, with its project, the version of its file, and where the site is published ("" unknown)."""

    project: AssessedProject
    assessed: AssessedReport
    version: Version | None
    address: str

    @property
    def id(self) -> str:
        """Its identity, which joins the tables: department/project/year."""
        return str(self.assessed.id)

    def permalink(self, anchor: str = "") -> str:
        """The address of its page, or of a place on it."""
        return f"{self.address or '/'}{self.assessed.id.url}{f'#{anchor}' if anchor else ''}"


_REPORT = Column("report", "报告", TEXT, "部门/项目/年度；各表以它相连。")
_LINK = Column("permalink", "网址", TEXT, "本站网页的固定网址；站点没有设网址时从根目录写起。")
_LINE = Column("source_line", "数据文件行号", INTEGER, "数据文件（YAML）里从第几行写起。")


def _number(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}"


def _reports(exported: Exported) -> Iterator[tuple[str, ...]]:
    assessed, project = exported.assessed, exported.project
    facts, figures, report = assessed.facts, assessed.figures, assessed.report
    totals, score, version = facts.totals, figures["score"], exported.version
    yield (
        exported.id,
        assessed.id.department,
        project.department.name,
        assessed.id.project,
        project.project.name,
        project.project.code,
        str(assessed.id.year),
        report.title,
        report.filled_on.isoformat() if report.filled_on else "",
        facts.unit,
        *(_number(each) for each in (totals.initial, totals.budget, totals.spent)),
        *(_number(figures[id].value) for id in ("budget.unspent", "budget.rate")),
        str(totals.count()),
        *(str(totals.count(status)) for status in Status if status is not Status.NOT_CARRIED_OUT),
        str(totals.subprojects),
        str(totals.subprojects_not_carried_out),
        facts.stated.get("score", ""),
        facts.stated.get("grade", ""),
        _number(score.low if score.value is None else score.value),
        _number(score.high if score.value is None else score.value),
        facts.standard.name if facts.standard and score.is_known else "",
        str(sum(each.rule in CONCERN_OF for each in assessed.findings)),
        assessed.source.path,
        version.commit if version else "",
        version.day if version else "",
        exported.permalink(),
    )


def _budget_lines(exported: Exported) -> Iterator[tuple[str, ...]]:
    assessed = exported.assessed
    for number, (key, line) in enumerate(assessed.facts.line_by_key.items(), 1):
        yield (
            exported.id,
            str(number),
            line.name,
            line.source,
            assessed.facts.unit,
            *(_number(each) for each in (line.initial, line.amount, line.spent)),
            _number(assessed.figures[f"budget.line.{key}.rate"].value),
            str(line.spot()[0]),
            exported.permalink(f"b{key}"),
        )


def _indicators(exported: Exported) -> Iterator[tuple[str, ...]]:
    for row in exported.assessed.facts.rows:
        indicator, judgement = row.indicator, row.judgement
        target = judgement.target
        yield (
            exported.id,
            str(row.number),
            row.group.subproject,
            row.group.item,
            indicator.level1 or row.group.level1,
            type_name(indicator.type),
            row.type,
            indicator.name,
            indicator.target,
            indicator.actual,
            target.comparator.value,
            target.value,
            target.unit,
            judgement.verdict.value,
            row.status.value,
            STATUS_NAMES[row.status],
            _number(judgement.completion_percent),
            _number(indicator.weight),
            _number(indicator.score),
            indicator.reason,
            str(indicator.spot()[0]),
            exported.permalink(row.anchor),
        )


def _figures(exported: Exported) -> Iterator[tuple[str, ...]]:
    figures, stated = exported.assessed.figures, exported.assessed.subject.assertions_of
    for figure in FIGURES:
        if figure.each is not None or figure.id not in figures:
            continue
        computed = figures[figure.id]
        if computed.is_known or figure.id in stated:
            yield (
                exported.id,
                figure.id,
                computed.label,
                _number(computed.value),
                _number(computed.low),
                _number(computed.high),
                computed.text,
                computed.unit,
                "、".join(dict.fromkeys(each.stated for each in stated.get(figure.id, ()))),
                " ".join(map(str, computed.lines)),
            )


def _findings(exported: Exported) -> Iterator[tuple[str, ...]]:
    for each in exported.assessed.findings:
        if each.rule in CONCERN_OF:
            yield (
                exported.id,
                each.rule,
                CONCERN_OF[each.rule].code,
                each.message,
                each.accepted,
                str(each.place.line),
                exported.permalink(each.anchor),
            )


#: Every table, in the order they are published.
TABLES = (
    Table(
        "reports",
        "报告",
        "一行一份报告：一个项目的一个年度。",
        (
            _REPORT,
            Column("department", "部门代号", TEXT, "网址中的部门。"),
            Column("department_name", "部门"),
            Column("project", "项目代号", TEXT, "网址中的项目。"),
            Column("project_name", "项目"),
            Column("project_code", "项目编码"),
            Column("year", "年度", YEAR),
            Column("title", "报告标题", TEXT, "照原件。"),
            Column("filled_on", "填报日期", DATE),
            Column("money_unit", "金额单位", TEXT, "本行金额的单位；各报告可能不同。"),
            Column("budget_initial", "年初预算", NUMBER, "各行年初预算之和。"),
            Column("budget_total", "预算", NUMBER, "各行预算数之和：有全年（调整后）预算数的用它。"),
            Column("budget_spent", "支出", NUMBER, "各行执行数之和；有一行没有填报就为空。"),
            Column("budget_unspent", "未支出", NUMBER, "预算 − 支出。"),
            Column("budget_rate", "执行率（%）", NUMBER, "支出 ÷ 预算 × 100，除不尽时写到 28 位有效数字。"),
            Column("indicators", "指标数", INTEGER, "不含未开展的。"),
            Column("met", "达成", INTEGER, "由目标值和实际完成值算出达到。"),
            Column("declared", "自述达成", INTEGER, "部门说达成，没有可以计算的数。"),
            Column("not_judged", "未判定", INTEGER),
            Column("unmet", "未达成", INTEGER, "算出没有达到，或部门自己说没有达到。"),
            Column("no_target", "未设目标值", INTEGER),
            Column("subprojects", "二级项目数", INTEGER),
            Column("subprojects_not_carried_out", "未开展的二级项目数", INTEGER),
            Column("stated_score", "自评得分", TEXT, "部门自述，照原件所写。"),
            Column("stated_grade", "自评等级", TEXT, "部门自述，照原件所写。"),
            Column(
                "score_low", "复算得分下限", NUMBER, "按所用标准可以复算的最低分；上下限相同即为确定的得分。"
            ),
            Column("score_high", "复算得分上限", NUMBER),
            Column("score_standard", "复算所用标准"),
            Column("findings", "核对结果数", INTEGER, "公开的核对结果：不一致、无法证实、值得注意。"),
            Column("source", "数据文件", TEXT, "内容仓库里的路径。"),
            Column("commit", "数据版本", TEXT, "最后改动数据文件的提交。"),
            Column("committed_on", "数据版本日期", DATE),
            _LINK,
        ),
        _reports,
    ),
    Table(
        "budget_lines",
        "预算行",
        "一行一笔预算安排。",
        (
            _REPORT,
            Column("number", "序号", INTEGER, "在报告的预算表里是第几行。"),
            Column("name", "名称"),
            Column("source", "资金来源"),
            Column("money_unit", "金额单位"),
            Column("initial", "年初预算", NUMBER),
            Column("budget", "预算", NUMBER),
            Column("spent", "支出", NUMBER, "空表示没有填报，不是零。"),
            Column("rate", "执行率（%）", NUMBER),
            _LINE,
            _LINK,
        ),
        _budget_lines,
    ),
    Table(
        "indicators",
        "绩效指标",
        "一行一项指标，次序照原件；未开展的也列出。",
        (
            _REPORT,
            Column("number", "序号", INTEGER, "在报告的指标表里是第几行。"),
            Column("subproject", "二级项目"),
            Column("item", "分项目"),
            Column("level1", "一级指标", TEXT, "照原件。"),
            Column("type", "二级指标", TEXT, "照原件。"),
            Column("type_code", "二级指标（标准）", TEXT, "按标准词归类；other 表示不是标准词。"),
            Column("name", "三级指标"),
            Column("target", "目标值", TEXT, "照原件。"),
            Column("actual", "实际完成值", TEXT, "照原件。"),
            Column("comparator", "目标的比较方式", TEXT, "程序怎样读目标：>=、<=、= 等；text 为文字目标。"),
            Column("target_value", "目标的数", TEXT, "一个数，或者 3-5 这样的范围。"),
            Column("target_unit", "目标的单位"),
            Column("verdict", "判断", TEXT, "met、unmet、declared、not-judged、none。"),
            Column("status", "状态", TEXT, "met、declared、not_judged、unmet、no_target、not_carried_out。"),
            Column("status_name", "状态（中文）"),
            Column("completion", "完成度（%）", NUMBER, "实际 ÷ 目标 × 100，能算时才有。"),
            Column("weight", "分值", NUMBER),
            Column("score", "自评得分", NUMBER),
            Column("reason", "偏差原因"),
            _LINE,
            _LINK,
        ),
        _indicators,
    ),
    Table(
        "figures",
        "计算结果",
        "一行一个由数据算出的数，连同报告自己的说法；公式在方法页，各行各项的执行率、完成度在另外两张表里。",
        (
            _REPORT,
            Column("figure", "代号", TEXT, "方法页上有每个代号的公式。"),
            Column("label", "名称"),
            Column("value", "数值", NUMBER, "确切的值，没有四舍五入。"),
            Column("low", "下限", NUMBER, "只能算出范围时。"),
            Column("high", "上限", NUMBER),
            Column("text", "文字", TEXT, "结果是文字时，例如等级。"),
            Column("unit", "单位"),
            Column("stated", "报告所写"),
            Column("source_lines", "依据的行", TEXT, "数据文件的行号，以空格分开。"),
        ),
        _figures,
    ),
    Table(
        "findings",
        "核对结果",
        "一行一处：报告的说法与它自己的数据不一致、无法证实，或值得注意。",
        (
            _REPORT,
            Column("rule", "规则", TEXT, "方法页上有每条规则的说明。"),
            Column("concern", "类别", TEXT, "differs 不一致、unconfirmed 无法证实、remarkable 值得注意。"),
            Column("message", "内容"),
            Column("accepted", "部门说明"),
            _LINE,
            _LINK,
        ),
        _findings,
    ),
)
