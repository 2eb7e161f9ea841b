"""A scoring standard: points, how partial achievement scores, grade bands. A YAML file a site can replace."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from generator.model.keys import Kind
from generator.model.keys import Record
from generator.model.keys import key

#: What may be written behind the name of a grade: the points in brackets, a quotation mark, 等级.
_BEHIND_A_GRADE = re.compile(r"""(?:[（(].*)?[\s”"'」]*$""")
_SAYS_GRADE = re.compile("(?:等级|等次|级别|[等级档])$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Execution(Record):
    """How the execution rate of the budget scores."""

    points: Decimal = key(Kind.POINTS, "分值", "执行率 100% 得满分，按比例计。", required=True)
    rate_decimals: Decimal = key(
        Kind.POINTS, "执行率取几位小数", "计分前先把百分数四舍五入到几位小数，与表上所印一致。", required=True
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelPoints(Record):
    """The points of a level 1."""

    level: str = key(
        Kind.CHOICE,
        "一级指标",
        required=True,
        choices={"output": "产出", "benefit": "效益", "satisfaction": "满意度", "cost": "成本"},
    )
    points: Decimal = key(Kind.POINTS, "分值", required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bands(Record):
    """For what cannot be measured: which share of the weight, in percent, each judgement may be given."""

    met_from: Decimal = key(Kind.POINTS, "达成：不低于", "达成的给 met_from–100%。", required=True)
    partly_from: Decimal = key(
        Kind.POINTS,
        "部分达成：不低于",
        "部分达成的给 partly_from–met_from，未达成的给 0–partly_from。",
        required=True,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade(Record):
    """A grade and the score it begins at."""

    name: str = key(Kind.TEXT, "等级", required=True)
    variants: tuple[str, ...] = key(Kind.TEXTS, "同义写法")
    at_least: Decimal = key(Kind.POINTS, "不低于", required=True)


#: How an exceeded ceiling ("≤") scores.
CEILING_RULES = {
    "inverse": "分值 × 目标值 ÷ 完成值",
    "excess": "分值 × (1 − 超出部分 ÷ 目标值)，超一倍得 0",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard(Record):
    """One scoring standard."""

    name: str = key(Kind.TEXT, "名称", required=True)
    source: str = key(Kind.TEXT, "依据")
    execution: Execution = key(Kind.RECORD, "预算执行率", of=Execution, required=True)
    levels: tuple[LevelPoints, ...] = key(Kind.RECORDS, "一级指标分值", of=LevelPoints, required=True)
    ceiling: str = key(
        Kind.CHOICE, "超过上限怎样计分", "指标是“≤”而完成值更大时。", choices=CEILING_RULES, required=True
    )
    bands: Bands = key(Kind.RECORD, "定性指标分档", of=Bands, required=True)
    grades: tuple[Grade, ...] = key(Kind.RECORDS, "等级，从高到低", of=Grade, required=True)

    @property
    def total(self) -> Decimal:
        """All points together."""
        return self.execution.points + sum((level.points for level in self.levels), Decimal(0))

    def grade(self, score: Decimal) -> str:
        """The grade of a score."""
        return next((grade.name for grade in self.grades if score >= grade.at_least), self.grades[-1].name)

    def grade_name(self, written: str) -> str:
        """The standard name of a grade as a report writes it (优秀等级 → 优); "" if the standard has none such."""
        words = _BEHIND_A_GRADE.sub("", written).lstrip(" “\"'「")
        spellings = {words, _SAYS_GRADE.sub("", words)}
        return next((each.name for each in self.grades if spellings & {each.name, *each.variants}), "")
