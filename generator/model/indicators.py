"""Performance indicators: what was promised and what was reached."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from generator.model.keys import Kind
from generator.model.keys import Record
from generator.model.keys import key
from generator.model.terms import LEVELS
from generator.model.terms import TYPES

_LEVELS = tuple(f"{term.name}指标" for term in LEVELS.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetParts(Record):
    """A target in three cells, as forms in Sichuan, Yunnan and Jiangxi print it; read as one text."""

    sign: str = key(Kind.TEXT, "指标性质", "≥、≤、=、＞、＜ 或“定性”。", examples=("≥",))
    value: str = key(Kind.TEXT, "指标值", required=True, examples=("95",))
    unit: str = key(Kind.TEXT, "度量单位", examples=("%",))


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator(Record):
    """One row of the indicator table, as printed."""

    id: str = key(Kind.SLUG, "固定代号", "给这一行一个不随行号变化的代号，网址和正文可用它引用。")
    level1: str = key(Kind.TEXT, "一级指标", "照原表；整组相同时写在组上。", examples=_LEVELS)
    type: str = key(
        Kind.TEXT,
        "二级指标",
        "照原表写（数量指标、社会效益…），也可写代号 quantity、quality、timeliness、cost、economic、social、"
        "ecological、sustainable、satisfaction。",
        examples=tuple(f"{term.name}指标" for term in TYPES.values()),
    )
    name: str = key(Kind.TEXT, "三级指标", "照原表填写。", required=True, examples=("评审项目总数量",))
    target: str = key(
        Kind.TARGET,
        "目标值",
        "照原表写，如 ≥95%、不少于3场、完成；原表分三格的写 {sign: ≥, value: 95, unit: '%'}。",
        examples=("≥95%", "不少于3场", "2023年6月前"),
        of=TargetParts,
    )
    actual: str = key(Kind.TEXT, "实际完成值", "照原表写。", examples=("评审项目总数量 5 个",))
    weight: Decimal | None = key(Kind.POINTS, "分值", examples=("10",))
    score: Decimal | None = key(Kind.POINTS, "得分", "部门自评的得分。", examples=("9.5",))
    met: str = key(
        Kind.CHOICE,
        "部门自述是否达成",
        "报告（正文或表格）明确说这一项达成或没有达成时才写。",
        choices={"true": "自述达成", "partly": "自述部分达成", "false": "自述未达成"},
    )
    reason: str = key(Kind.TEXT, "偏差原因分析及改进措施", "照原表填写。")


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorGroup(Record):
    """Rows that share merged cells of the printed table: a sub-project, an item, a goal, a level 1."""

    subproject: str = key(Kind.TEXT, "二级项目", examples=("项目评审",))
    item: str = key(Kind.TEXT, "分项目", examples=("2022 年 5G 产业发展扶持资金项目评审",))
    goal: str = key(
        Kind.TEXT, "年度绩效目标", "一张表有几个目标、各带一组指标时用。", examples=("年度绩效目标1",)
    )
    level1: str = key(Kind.TEXT, "一级指标", "照原表，例如 产出指标(50分)。", examples=_LEVELS)
    weight: Decimal | None = key(Kind.POINTS, "本组分值", "原表给整组印了分值时写。", examples=("50",))
    carried_out: bool | None = key(Kind.FLAG, "是否开展", "未开展的写 false，其下各行不算指标。")
    rows: tuple[Indicator, ...] = key(Kind.RECORDS, "各行指标", of=Indicator, required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective(Record):
    """An overall goal of the year, and what the department says became of it."""

    name: str = key(Kind.TEXT, "名称", examples=("目标1",))
    weight: Decimal | None = key(Kind.POINTS, "分值")
    target: str = key(Kind.PROSE, "预期目标", required=True)
    actual: str = key(Kind.PROSE, "实际完成情况")
