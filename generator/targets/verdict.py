"""Verdicts: whether an actual reaches its target, as far as the two texts alone can tell.

``met`` and ``unmet`` are computed; ``declared`` means the actual only repeats or affirms the target; ``not-judged``
that it must be left to a person; ``none`` that there is no target. A wrong verdict is far worse than none, so
whenever two readings are possible there is no verdict.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from generator.targets.actual import DATE_MARK
from generator.targets.actual import INFINITE
from generator.targets.actual import Actual
from generator.targets.actual import Reading
from generator.targets.actual import bare_number
from generator.targets.actual import read_actual
from generator.targets.alternatives import any_of
from generator.targets.direction import is_an_evil
from generator.targets.direction import is_another_share
from generator.targets.direction import is_owed
from generator.targets.direction import less_is_better
from generator.targets.direction import more_is_better
from generator.targets.target import Comparator
from generator.targets.target import Target
from generator.targets.target import is_nothing
from generator.targets.target import parse
from generator.targets.text import bare
from generator.targets.units import Family
from generator.targets.units import family_of
from generator.targets.units import is_known
from generator.targets.units import is_same_unit
from generator.targets.units import is_scaled
from generator.targets.units import split_unit
from generator.targets.wording import Standing
from generator.targets.wording import casts_doubt
from generator.targets.wording import is_taken_back
from generator.targets.wording import standing


class Verdict(StrEnum):
    """What the two texts prove."""

    MET = "met"
    UNMET = "unmet"
    DECLARED = "declared"
    NOT_JUDGED = "not-judged"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A target, what was made of its actual, and the verdict.

    ``reached`` is the reading the verdict rests on. ``completion`` is actual ÷ target in percent (for a ceiling:
    target ÷ actual, 100 when kept), exact; with ``is_at_least`` it is a lower bound.
    """

    target: Target
    actual: Actual
    verdict: Verdict
    reached: Reading | None = None
    completion: Decimal | None = None
    is_at_least: bool = False

    @property
    def completion_percent(self) -> Decimal | None:
        """The completion with two decimals, half up."""
        if self.completion is None:
            return None
        return self.completion.quantize(Decimal("0.01"), ROUND_HALF_UP)


#: Answers that affirm any target and prove none.
_AFFIRMATIONS = frozenset(
    (
        "完成 已完成 全部完成 全面完成 按时完成 按期完成 如期完成 已按时完成 按计划完成 按要求完成 "
        "达成 已达成 达成预期指标 达成预期目标 达成年度指标 达到预期 达到预期目标 达到预期指标 "
        "达到目标 达标 已达标 全部达标 完成目标 完成任务 完成目标任务 "
        "超额完成 已超额完成 超额完成目标 超额完成任务 超额完成目标任务 圆满完成"
    ).split()
)
#: What an indicator without a name is of, where its type tells.
_NAMELESS = {"satisfaction": "满意度"}
#: What forms of some provinces print before a target in words.
_OF_QUALITY = "定性"
#: Negations that make the opposite of the word behind them.
_NEGATIONS = ("不", "未", "没", "无", "非", "难", "欠", "没有", "尚未")


def judge(target: str, actual: str, type: str = "", name: str = "") -> Judgement:
    """Hold an actual against its target.

    ``type`` is the standard code of the indicator's level 2, ``name`` the indicator's name; both may be "".
    """
    return _judge(target, actual, type, name or _NAMELESS.get(type, ""))


@lru_cache(maxsize=8192)
def _judge(target_text: str, actual_text: str, type: str, name: str) -> Judgement:
    target, actual = parse(target_text, type), read_actual(actual_text)
    if target.comparator is Comparator.NONE:
        return Judgement(target, actual, Verdict.NONE)
    if not actual.words or actual.is_too_long or is_nothing(actual.words):
        return Judgement(target, actual, Verdict.NOT_JUDGED)
    if _repeats(target, actual):
        return Judgement(target, actual, Verdict.DECLARED, _reading_for(target, actual))
    if target.comparator is Comparator.QUALITATIVE or target.is_spelled or casts_doubt(actual.words):
        return Judgement(target, actual, Verdict.NOT_JUDGED)
    if target.comparator is Comparator.BEFORE:
        return Judgement(target, actual, _in_time(target, actual, name))
    reached = _nothing(target, actual, name) or _change(target, actual, name) or _reading_for(target, actual)
    if reached is None or _is_of_something_else(target, actual, name):
        return Judgement(target, actual, Verdict.NOT_JUDGED)
    if reached.is_worded_as_target and _is_same_bound(target, reached):
        return Judgement(target, actual, Verdict.DECLARED, reached)
    is_of_less = less_is_better(name) or less_is_better(target.words) or is_an_evil(actual.words)
    verdict = _compare(target, reached, type, is_of_less, is_owed(name) or is_owed(actual.words))
    if verdict is Verdict.NOT_JUDGED:
        return Judgement(target, actual, verdict, reached)
    completion, is_at_least = _completion(target, reached, verdict)
    return Judgement(target, actual, verdict, reached, completion, is_at_least)


def _repeats(target: Target, actual: Actual) -> bool:
    """Whether the actual only says the target again, or affirms it."""
    wanted, said = bare(target.words).removeprefix(_OF_QUALITY), bare(actual.words)
    if not wanted:
        return False
    is_measurable = target.comparator is not Comparator.QUALITATIVE
    if said in _AFFIRMATIONS:
        return True
    is_a_number = is_measurable and target.comparator is not Comparator.BEFORE
    if is_a_number and (target.is_bare or target.comparator in (Comparator.EQUAL, Comparator.RANGE)):
        return target.is_spelled and said == wanted  # repeating a number is giving one
    if said == wanted:
        return True
    if len(wanted) < 2 or wanted not in said:
        return False
    before, _, after = said.partition(wanted)
    if before.endswith(_NEGATIONS) or after.startswith("前") or any(map(is_taken_back, (before, after))):
        return False
    return not re.search(r"\d" if is_measurable else r"\d+%|\d/\d|[负反]", before + after)


def _reading_for(target: Target, actual: Actual) -> Reading | None:
    """The one quantity of the actual that speaks of the target's unit; None when there is none or a choice."""
    number = bare_number(actual.words)
    if number is not None:
        return Reading(number, number, target.unit) if _is_plausible(target, number) else None
    if not target.unit:
        return _only_count(actual)
    reading = _the_level([each for each in actual.readings if is_same_unit(target.unit, each.unit)])
    if reading is None or _has_a_rival(reading, actual) or not _is_of_the_thing(target, reading, actual):
        return None
    return reading


#: What may be counted by numbers whose zero is one and the same: no 起 are no %.
_COUNTED = (Family.COUNT, Family.INCIDENT, Family.RATIO)
_ZERO = re.compile(r"0(?:\.0{1,6})?(\D{1,3})")
_DID_NOT_HAPPEN = re.compile(
    "(?:全年|年内|本年度?)?(?:(?:未|没有)(?:发生|出现)(?P<what>.{0,12})|(?:未收到|未接到|没有|无|零)(?P<evil>.{2,12}))"
)
_HAPPENS = re.compile("事件|发生")


def _nothing(target: Target, actual: Actual, name: str) -> Reading | None:
    """Zero where the target sets a most: in whatever unit, or as 未发生 of what the indicator's name counts."""
    is_a_most = target.comparator in (Comparator.AT_MOST, Comparator.LESS_THAN) or (
        target.comparator is Comparator.EQUAL and target.low == 0
    )
    if not is_a_most or family_of(target.unit) not in _COUNTED:
        return None
    zero = _ZERO.fullmatch(actual.words)
    is_zero = bool(zero and is_known(zero[1]) and family_of(zero[1]) in _COUNTED)
    if is_zero or _did_not_happen(bare(actual.words), name):
        return Reading(Decimal(0), Decimal(0), target.unit)
    return None


def _did_not_happen(words: str, name: str) -> bool:
    """Whether the words say that none happened of what the name counts, or none of something wider."""
    none = _DID_NOT_HAPPEN.fullmatch(words)
    if not none or not (is_an_evil(name) or _HAPPENS.search(name)):
        return False
    return none["what"] in name if none["evil"] is None else none["evil"] in name and is_an_evil(none["evil"])


_GREW, _FELL = "增长|增加|提高|提升|上升", "下降|降低|减少"
_GROWTH = re.compile(rf"(?:{_GREW})(?:率|幅度?|比例)$|增速$|增幅$")
_FALL = re.compile(rf"(?:{_FELL})(?:率|幅度?|比例)$|降幅$")
_OF_A_CHANGE = re.compile(rf"{_GROWTH.pattern}|{_FALL.pattern}")
_TO_A_LEVEL = re.compile("[长加高升降低少][至到]")
_BY_HOW_MUCH = re.compile(
    rf"(?P<what>[^\d，。；、]{{0,15}}?)(?:[较比](?:上年|去年)|同比)?(?:(?P<grew>{_GREW}|增速|增幅)|(?P<fell>{_FELL}|降幅))(?:率|了)?(?:为|达到?)?"
    r"(?P<number>\d{1,6}(?:\.\d{1,6})?)%"
)


def _change(target: Target, actual: Actual, name: str) -> Reading | None:
    """The share by which something grew, or fell, where that is what the indicator's name asks for."""
    if target.unit != "%" or target.comparator not in (Comparator.AT_LEAST, Comparator.MORE_THAN):
        return None
    said = _BY_HOW_MUCH.fullmatch(bare(actual.words))
    if not said or not (_GROWTH if said["grew"] else _FALL).search(name):
        return None
    if "累计" in said["what"] or standing(said["what"]) is not Standing.LEVEL:
        return None
    number = Decimal(said["number"])
    return Reading(number, number, target.unit)


def _the_level(readings: Sequence[Reading]) -> Reading | None:
    """The one of several quantities in the same unit that was reached.

    A comparison with another year (较上年提高2%) is said in passing, a plan (计划10场) only where the other number is
    said to be the result. A total is known by its parts adding up to it.
    """
    if len(readings) > 2 and readings[0].is_exact and readings[0].low == sum(each.low for each in readings[1:]):
        return readings[0]
    levels = [each for each in readings if each.standing is not Standing.COMPARED]
    if len(levels) > 1:
        levels = [each for each in levels if each.standing is not Standing.PLANNED]
        if not all(each.is_said_as_result for each in levels):
            return None
    return levels[0] if len(levels) == 1 and levels[0].is_clear else None


def _has_a_rival(reading: Reading, actual: Actual) -> bool:
    """Whether another number might be the one meant: without any unit, in Chinese numerals, or the share done."""
    if any(each is not reading and not each.unit and not each.thing for each in actual.readings):
        return True
    if family_of(reading.unit) is not Family.RATIO and _PARTLY_DONE.search(actual.words):
        return True
    spelled = (
        split_unit(actual.words[each.end() : each.end() + 6])[0] for each in _SPELLED.finditer(actual.words)
    )
    return reading.unit in spelled


_PARTLY_DONE = any_of(r"(?:完成|进度)[^，。；、,;\d]{0,6}(?<!\d)\d{1,2}(?:\.\d{1,6})?%")
_SPELLED = re.compile(r"(?<![\d.第同统另任每唯单])[一二两三四五六七八九十百千万几数]+(?!次性)")


def _is_of_the_thing(target: Target, reading: Reading, actual: Actual) -> bool:
    """Whether the actual speaks of what the target counts; a number with its unit alone leaves no doubt.

    A thing of one character is part of many words: of 14个村 speaks 14个行政村, and 14个村民小组 does not. Within
    24小时 for what is to be done is said in just that order: 24小时处理率80% does not say it.
    """
    if bare_number(actual.words.removesuffix(reading.unit)) is not None:
        return True
    if family_of(reading.unit) is Family.TIME and target.thing:
        return reading.thing in (target.thing, f"内{target.thing}", f"以内{target.thing}")
    if len(target.thing) == 1 and not reading.thing.endswith(target.thing):
        return False
    said = bare(actual.words)
    return all(bare(each) in said for each in (target.thing, target.label))


def _only_count(actual: Actual) -> Reading | None:
    """For a target without a unit: the only number there is, unless it is of a kind that needs its unit."""
    if len(actual.readings) != 1 or not actual.readings[0].is_clear:
        return None
    reading = actual.readings[0]
    needs_unit = family_of(reading.unit) is not Family.COUNT or is_scaled(reading.unit)
    return None if needs_unit or not (reading.unit or _starts_plainly(reading.thing)) else reading


def _starts_plainly(thing: str) -> bool:
    """A number without a unit may stand before nothing but the end of its clause, 以上 or 余."""
    return not thing or thing.startswith(("以上", "以下", "以内", "余", "多"))


def _is_plausible(target: Target, number: Decimal) -> bool:
    """A bare number is taken in the target's unit, unless its size suggests that it is in another."""
    family, bound = family_of(target.unit), target.high or target.low or Decimal(0)
    if number == 0:
        return True
    if number in _YEARS and not bound / 10 <= number <= bound * 10:
        return False
    if not target.unit:  # what misses it a hundredfold is in another unit, 元 for 万元
        low, high = _PLAUSIBLE_COUNT
        is_a_most = target.comparator in (Comparator.AT_MOST, Comparator.LESS_THAN)
        return bound == 0 or (number / bound <= high if is_a_most else number / bound >= low)
    if family is Family.RATIO:  # 0.97 for 97%, 9.6 of ten points
        return number > 1 and bound / 5 <= number <= max(Decimal(100), bound * 2)
    if bound == 0:
        return not is_scaled(target.unit) and family is not Family.MONEY
    low, high = _PLAUSIBLE_MONEY if is_scaled(target.unit) or family is Family.MONEY else _PLAUSIBLE_COUNT
    return low <= number / bound <= high


#: A number alone that looks like a year may be one.
_YEARS = frozenset(map(Decimal, range(1990, 2036)))
#: How many times the target a number without its unit may be, and still be taken in the target's unit.
_PLAUSIBLE_MONEY = Decimal("0.1"), Decimal(10)
_PLAUSIBLE_COUNT = Decimal("0.01"), Decimal(100)


def _is_of_something_else(target: Target, actual: Actual, name: str) -> bool:
    """Whether a share is set against another, or one that runs the other way: a 合格率 against a 差错率 of 2%."""
    if family_of(target.unit) is not Family.RATIO:
        return False
    is_of_less = less_is_better(name)
    if is_another_share(name, actual.words) or (_OF_A_CHANGE.search(name) and _TO_A_LEVEL.search(actual.words)):
        return True
    if target.is_bare:  # nobody wants all of an evil
        return target.low == 100 and not is_of_less and is_an_evil(actual.words.partition("%")[0])
    if target.comparator in (Comparator.AT_LEAST, Comparator.MORE_THAN):
        return not is_of_less and is_an_evil(actual.words) and not less_is_better(target.words)
    return not more_is_better(name) and more_is_better(actual.words) and not more_is_better(target.words)


def _is_same_bound(target: Target, reached: Reading) -> bool:
    """The actual is worded as a bound, and as no better a bound than the target's."""
    if target.comparator in (Comparator.AT_LEAST, Comparator.MORE_THAN, Comparator.EQUAL):
        return reached.low == target.low
    return reached.high == target.low


def _compare(target: Target, reached: Reading, type: str, is_of_less: bool, is_allowance: bool) -> Verdict:
    low, high = reached.low, reached.high
    bound = target.low if target.low is not None else Decimal(0)
    if _has_no_direction(target, type, is_of_less, is_allowance) and not low == high == bound:
        return Verdict.NOT_JUDGED
    if family_of(target.unit) is Family.GRADE and not low == high == bound:
        return (
            Verdict.NOT_JUDGED
        )  # of waters and roads the first class is the best, of hospitals and hotels the last
    is_ceiling = _may_be_a_ceiling(target, type, is_of_less)
    match target.comparator:
        case Comparator.AT_LEAST:
            return _verdict(low >= bound, high < bound)
        case Comparator.MORE_THAN:
            return _verdict(low > bound, high <= bound)
        case Comparator.AT_MOST:
            return _verdict(high <= bound, low > bound)
        case Comparator.LESS_THAN:
            return _verdict(high < bound, low >= bound)
        case Comparator.EQUAL:
            is_surely_off = (high < bound and not is_ceiling) or (bound == 0 and low > 0)
            return _verdict(low == high == bound, is_surely_off)
        case Comparator.RANGE:
            top = target.high if target.high is not None else bound
            is_countable = family_of(target.unit) is Family.COUNT and is_known(target.unit)
            more_is_fine = is_countable and type != "cost" and not is_of_less
            return _verdict(low >= bound and (high <= top or more_is_fine), high < bound and not is_ceiling)
    return Verdict.NOT_JUDGED


def _may_be_a_ceiling(target: Target, type: str, is_of_less: bool) -> bool:
    """Whether less than a range, or than what a number is to equal, may be better still."""
    family = family_of(target.unit)
    if is_of_less or type == "cost" or family in (Family.TIME, Family.INCIDENT):
        return True
    return family is Family.RATIO and (target.high or target.low or 0) < _SMALL_SHARE


#: A share below it, in percent, may be one of which less is better.
_SMALL_SHARE = 50


def _verdict(is_met: bool, is_unmet: bool) -> Verdict:
    return Verdict.MET if is_met else Verdict.UNMET if is_unmet else Verdict.NOT_JUDGED


def _has_no_direction(target: Target, type: str, is_of_less: bool, is_allowance: bool) -> bool:
    """Whether a bare number may as well be a ceiling as a floor."""
    if not target.is_bare or target.low == 0:
        return False
    family = family_of(target.unit)
    if family in (Family.TIME, Family.INCIDENT, Family.GRADE):
        return True
    if type == "cost":
        # Money is a ceiling; how many, or which share, was to be done for it, or was owed, is not.
        return is_allowance or (bool(target.unit) and family is not Family.MONEY)
    return is_of_less or (family is Family.MONEY and type != "economic")


#: What may stand before a date for it to be the date of the result.
_BEGUN = re.compile(
    "确保|力争|下次|试运行|批复|开标|进场|施工|设计|下达|土建|标段|其中|最早|填报|启动|开工|动工|开始|招标|中标|采购|签|立项|申报|计划|目标|原定|要求|合同|首|一期|一批|阶段|主体|前期|部分|第|自$|从$"
)
#: What may stand behind it: nothing, or that it was done.
_FINISHED = re.compile(
    "(?P<before>前|之前|以前)?(?:底|末)?(?:已|全部|全面|按时|按期|如期|提前|顺利|正式|均)*(?:完成|完工|竣工|建成|印发|发布|交付|验收|投入使用|上线|"
    "办结|支付|拨付|到位|发放|报送|举办|召开|结束|实现|出具|通过验收|并|完毕|了)*"
)


#: What comes after a thing is done: late, it says nothing of when that was.
_LATER = re.compile("验收|使用|拨付|支付|审计|出具|报送|报告|填报|结算|决算|质保")


#: What a date alone is of, by the indicator's name: that all is done.
_OF_THE_END = re.compile("(?:完成|完工|竣工|建成|交付|上线)(?!率)")


def _in_time(target: Target, actual: Actual, name: str) -> Verdict:
    """A result dated before the deadline is in time, one after it is late; in the named month or day: who knows."""
    due = target.deadline
    if due is None or len(actual.dates) != 1 or actual.readings:
        return Verdict.NOT_JUDGED
    if target.is_bare and (not _OF_THE_END.search(name) or _BEGUN.search(name) or _LATER.search(name)):
        return Verdict.NOT_JUDGED
    before, _, after = actual.dated.partition(DATE_MARK)
    finished = _FINISHED.fullmatch(bare(after))
    if not finished or _BEGUN.search(before):
        return Verdict.NOT_JUDGED
    first, last = actual.dates[0]
    later = [each for each in _LATER.findall(actual.dated) if each not in target.words]
    is_late = first > due.last and not finished["before"] and not later
    return _verdict(last <= due.last if due.is_inclusive else last < due.first, is_late)


def _completion(target: Target, reached: Reading, verdict: Verdict) -> tuple[Decimal | None, bool]:
    """Actual ÷ target in percent, and whether that is only a lower bound."""
    if target.comparator in (Comparator.AT_MOST, Comparator.LESS_THAN):
        if verdict is Verdict.MET:
            return Decimal(100), False
        if not reached.is_exact or not reached.low or target.low is None:
            return None, False
        return target.low / reached.low * 100, False
    goal = target.low
    if target.comparator is Comparator.RANGE and target.high is not None and reached.low >= target.high:
        goal = target.high
    elif target.comparator is Comparator.RANGE and verdict is Verdict.MET:
        return Decimal(100), False
    if not goal or reached.low == -INFINITE:
        return None, False
    return reached.low / goal * 100, not reached.is_exact
