"""Rows: each row of the indicator table with its verdict and its status."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from generator.model.indicators import Indicator
from generator.model.indicators import IndicatorGroup
from generator.model.report import Report
from generator.model.terms import TYPES
from generator.model.terms import level_code
from generator.model.terms import type_code
from generator.phrases import _
from generator.targets import Comparator
from generator.targets import Judgement
from generator.targets import Verdict
from generator.targets import judge
from generator.targets import parse
from generator.targets.text import bare
from generator.targets.text import uniform
from generator.targets.units import Family
from generator.targets.units import family_of


class Status(StrEnum):
    """What can be said of an indicator, from both the data and the department."""

    MET = "met"  # 达成: computed
    DECLARED = "declared"  # 自述达成: said, and nothing to compute
    NOT_JUDGED = "not_judged"  # 未判定
    UNMET = "unmet"  # 未达成: computed, or admitted
    NO_TARGET = "no_target"  # 未设目标值
    NOT_CARRIED_OUT = "not_carried_out"  # 未开展: no indicator at all


STATUS_NAMES = {
    Status.MET: _("达成"),
    Status.DECLARED: _("自述达成"),
    Status.NOT_JUDGED: _("未判定"),
    Status.UNMET: _("未达成"),
    Status.NO_TARGET: _("未设目标值"),
    Status.NOT_CARRIED_OUT: _("未开展"),
}


_TENTHS = re.compile("(?:达到?|超过?|近|约)?[一二三四五六七八九]成[一二三四五六七八九半]?(?:以上|左右|多)?")

#: The tiers below "reached" in which the standard has goals without a number judged, as an actual names them.
_TIERS = {
    "partly": re.compile(
        "部分(?:达成|完成|实现)(?:(?:本?年度|预期|绩效)*(?:指标|目标))?(?:,?并?具有一定效果)?"
    ),
    "false": re.compile("未(?:达成|完成|实现)(?:(?:本?年度|预期|绩效)*(?:指标|目标))?(?:,?[且并]?效果较差)?"),
}

_SAYINGS = {"true": _("达成（自述）"), "partly": _("部分达成（自述）"), "false": _("未达成（自述）")}


@dataclass(frozen=True)
class Row:
    """One row: its number in the printed table (from 1), its group, what it says, and what that proves."""

    number: int
    group: IndicatorGroup
    indicator: Indicator
    judgement: Judgement
    filled_on: date | None

    @property
    def key(self) -> str:
        """How figures and addresses name the row: its own id, or its number."""
        return self.indicator.id or str(self.number)

    @property
    def anchor(self) -> str:
        """Its address on the report page."""
        return f"r-{self.indicator.id}" if self.indicator.id else f"r{self.number}"

    @cached_property
    def type(self) -> str:
        """Standard code of its level 2; "other" where the word is not a standard term."""
        return _type(self.indicator, self.group) or "other"

    @cached_property
    def level(self) -> str:
        """Standard code of its level 1, as written on the row or its group, else as its type implies."""
        return _written_level(self.indicator, self.group) or TYPES[self.type].level

    @cached_property
    def is_indicator(self) -> bool:
        """Whether it sets an indicator; a row of dashes under what was not carried out does not."""
        return self.status is not Status.NOT_CARRIED_OUT

    @cached_property
    def is_not_due(self) -> bool:
        """Whether its deadline lies after the day the report was filled in."""
        due = self.judgement.target.deadline
        return bool(due and self.filled_on and due.first > self.filled_on)

    @cached_property
    def is_contradicted(self) -> bool:
        """Whether the actual itself speaks against being done: a draft, something unfinished, not yet due."""
        actual = self.judgement.actual
        is_unfinished = actual.is_unfinished and not actual.readings and not self._is_share_in_words
        return actual.is_draft or self.is_not_due or is_unfinished

    @property
    def _is_share_in_words(self) -> bool:
        """Whether the target is a share and the actual one in tenths: 九成以上 of 90% is no work half done."""
        target = self.judgement.target
        is_share = family_of(target.unit) is Family.RATIO or bool(_TENTHS.fullmatch(bare(target.words)))
        return is_share and bool(_TENTHS.fullmatch(bare(self.judgement.actual.words)))

    @cached_property
    def said(self) -> str:
        """What the department says of it, in ``met`` or by naming the tier of a goal without a number."""
        target = self.judgement.target
        if self.indicator.met or target.comparator is not Comparator.QUALITATIVE or self.is_not_due:
            return self.indicator.met
        actual = uniform(self.indicator.actual).rstrip("。.")
        return next((met for met, tier in _TIERS.items() if tier.fullmatch(actual)), "")

    @cached_property
    def status(self) -> Status:
        """The verdict where there is one; what the department says counts only where nothing contradicts it."""
        is_carried_out = self.group.carried_out
        if is_carried_out is None:  # nobody says: a row of dashes is what a form writes of what was not done
            is_carried_out = not _is_placeholder(self.indicator.name)
        if not is_carried_out:
            return Status.NOT_CARRIED_OUT
        match self.judgement.verdict, self.said:
            case (Verdict.MET, _):
                return Status.MET
            case (Verdict.UNMET, _):
                return Status.UNMET
            case (Verdict.NONE, _):
                return Status.NO_TARGET
            case (_, "false"):
                return Status.UNMET
            case (Verdict.DECLARED, "" | "true"):
                return Status.DECLARED
            case (_, "true") if not self.is_contradicted:
                return Status.DECLARED
        return Status.NOT_JUDGED

    @property
    def is_admitted(self) -> bool:
        """Whether it counts as unmet only because the department says so."""
        return self.status is Status.UNMET and self.judgement.verdict is not Verdict.UNMET

    @property
    def saying(self) -> str:
        """What the department says of it where neither the status nor a finding tells that; "" for nothing.

        To say that it is met in part settles nothing: it counts as not judged, or as what the data prove.
        """
        is_partly = self.said == "partly" and self.judgement.verdict is not Verdict.MET
        is_untold = is_partly or self.status is Status.NO_TARGET
        return _SAYINGS.get(self.said, "") if is_untold and self.is_indicator else ""


def _written_level(indicator: Indicator, group: IndicatorGroup) -> str:
    return level_code(indicator.level1 or group.level1)


def _type(indicator: Indicator, group: IndicatorGroup) -> str:
    """The level 2 of a row; where a form gives none, its level 1 says it of those that have only one."""
    level = _written_level(indicator, group)
    return type_code(indicator.type) or (level if level in TYPES else "")


def _is_placeholder(text: str) -> bool:
    return parse(text).comparator is Comparator.NONE


def rows_of(report: Report) -> Iterator[Row]:
    """The rows of the indicator table, judged, in their order."""
    number = 0
    for group in report.indicators:
        for indicator in group.rows:
            number += 1
            judgement = judge(indicator.target, indicator.actual, _type(indicator, group), indicator.name)
            yield Row(number, group, indicator, judgement, report.filled_on)
