"""Targets: what a target as officials write it asks for, by a small grammar that is total and never guesses.

    target    = nothing | range | bound | deadline | words
    nothing   = "" | "/" | "——" | 无 …
    range     = number [unit] ("-" | "~" | 至 | 到) number [unit]
    bound     = [label] [lead] [comparator] number [unit [thing]] [以上 | 以下 | 以内 [响应 | 办结 …] …]
    label     = words that end in 率, 满意度, 人数 …; of a change (增长率) there is none
    lead      = 达到 | 完成 | 举办 | 控制在 …
    deadline  = [≤] year 年 [month 月 [day 日 | 底]] (前 | 之前 | 以前 | 内) [完成 …]
              | year 年 (month 月 [day 日 | 底] | 底) [完成 …]    for an indicator of timeliness only
    words     = anything else

以上, 以下, 以内 include the number, 超过 and 不满 do not (民法典 第一千二百五十九条). A bare number asks for at least
that much, for a cost at most that much, and a bare zero for exactly none.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from generator.targets.text import LONGEST_TARGET
from generator.targets.text import uniform
from generator.targets.units import CHANGES_MEANING
from generator.targets.units import Family
from generator.targets.units import family_of
from generator.targets.units import split_unit
from generator.targets.units import whole_unit


class Comparator(StrEnum):
    """How an actual is held against the target."""

    AT_LEAST = ">="
    AT_MOST = "<="
    MORE_THAN = ">"
    LESS_THAN = "<"
    EQUAL = "="
    RANGE = "range"
    BEFORE = "before"
    QUALITATIVE = "qualitative"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Deadline:
    """A year, month or day by which something is due. ``is_inclusive``: its last day still counts (底前, 内)."""

    year: int
    month: int = 0
    day: int = 0
    is_inclusive: bool = False

    @property
    def first(self) -> date:
        """The first day of the period named."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The last day of the period named."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    def __str__(self) -> str:
        parts = [f"{self.year:04}", f"{self.month:02}", f"{self.day:02}"]
        return "-".join(parts[: 1 + bool(self.month) + bool(self.day)])


@dataclass(frozen=True, slots=True)
class Target:
    """A target as read.

    ``low`` and ``high`` are the bound or the ends of a range, ``unit`` as written, ``thing`` what the unit counts
    ("2个产业园": 产业园; all the words of a qualitative target), ``label`` what it calls itself ("满意度≥95%": 满意度).
    ``is_bare``: no comparator was written, and with a date neither 前 nor 完成. ``is_spelled``: the number was in Chinese numerals, read for display and never
    judged. ``words`` is the uniform text, which is all there is of a qualitative target.
    """

    comparator: Comparator
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    thing: str = ""
    label: str = ""
    deadline: Deadline | None = None
    is_bare: bool = False
    is_spelled: bool = False
    words: str = field(default="", compare=False)

    @property
    def number(self) -> Decimal | None:
        """The bound, where there is just one."""
        return self.low if self.comparator is not Comparator.RANGE else None

    @property
    def value(self) -> str:
        """The value as text: "95", "3..5", "2023-06", or "" when there is none."""
        if self.comparator is Comparator.RANGE:
            return f"{plain(self.low)}..{plain(self.high)}"
        return str(self.deadline) if self.deadline else plain(self.low)

    def __str__(self) -> str:
        """A target that reads as this one: parsing it gives an equal target."""
        match self.comparator:
            case Comparator.NONE:
                return "/"
            case Comparator.QUALITATIVE:
                return self.words
            case Comparator.RANGE:
                return f"{plain(self.low)}-{plain(self.high)}{self.unit}"
            case Comparator.BEFORE if self.deadline:
                due = self.deadline
                month = f"{due.month}月" if due.month else ""
                period = f"{due.year:04}年{month}" + (f"{due.day}日" if due.day else "")
                if self.is_bare:
                    return period
                if due.is_inclusive:
                    return f"≤{period}" if due.day else f"{period}底前"
                return f"{period}前"
        sign = "" if self.is_bare else _SIGNS[self.comparator]
        number = _spelled(self.low) if self.is_spelled else plain(self.low)
        return f"{self.label}{sign}{number}{self.unit}{self.thing}"


_SIGNS = {
    Comparator.AT_LEAST: "≥",
    Comparator.AT_MOST: "≤",
    Comparator.MORE_THAN: ">",
    Comparator.LESS_THAN: "<",
    Comparator.EQUAL: "=",
}

_NOTHING = re.compile(r"[/\\\-~.·*×xX]*|无|没有|暂无|不适用|未设置|N/?A")

_COMPARATORS = {
    Comparator.AT_LEAST: "≥ 大于或等于 大于等于 高于或等于 高于等于 不少于 不低于 不小于 不得少于 不得低于 应不少于 应不低于 至少 最少",
    Comparator.AT_MOST: "≤ 小于或等于 小于等于 低于或等于 低于等于 不超过 不高于 不多于 不大于 不得超过 不得高于 应不超过 至多 最多",
    Comparator.MORE_THAN: "> 大于 超过 高于 多于",
    Comparator.LESS_THAN: "< 小于 低于 少于 不足 不满 不到",
    Comparator.EQUAL: "= 等于",
}
_BY_SIGN = {sign: comparator for comparator, signs in _COMPARATORS.items() for sign in signs.split()}
_BY_ENDING = {
    "及其以上": Comparator.AT_LEAST,
    "及以上": Comparator.AT_LEAST,
    "以上": Comparator.AT_LEAST,
    "及其以下": Comparator.AT_MOST,
    "及以下": Comparator.AT_MOST,
    "以下": Comparator.AT_MOST,
    "以内": Comparator.AT_MOST,
    "之内": Comparator.AT_MOST,
    "内": Comparator.AT_MOST,
}


def _one_of(words: dict[str, Comparator]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_NUMBER = r"\d{1,15}(?:\.\d{1,6})?"
_WORD = r"[^\d，。；、,;:：!！?？()（）《》“”\"'+=<>≥≤~-]"
_LABEL = rf"{_WORD}{{0,15}}(?:率|满意度|认可度|知晓度|人数|人次|户数|次数|数量|得分)"
_LEAD = "达到(?:目标值|预计值|指标值)?|达|控制在|保持在|确保|力争|完成|举办|开展|组织(?:开展|举办)?|举行|召开"
_INCLUDED = r"(?:\(含[^()]{0,8}\))?"
#: What is to be done within a time.
_DEED = "响应|到场|到达|抵达|解决|处理|处置|修复|恢复|办结|完成|答复|回复|反馈|送达"
_IS_DEED = re.compile(_DEED)
_BOUND = re.compile(
    rf"(?P<label>{_LABEL})?[为是]?(?P<lead>{_LEAD})?(?P<sign>{_one_of(_BY_SIGN)})?"
    rf"(?P<number>{_NUMBER})(?P<rest>{_WORD}{{0,20}}?)"
    rf"(?:{_INCLUDED}(?P<ending>{_one_of(_BY_ENDING)}){_INCLUDED}(?P<deed>{_DEED})?)?"
)
#: A label that is of a change: then the number is no level.
_OF_A_CHANGE = re.compile("增|降|减|较|同比|环比|提高|提升|上升|超|缩|节约|节省|变动|变化")
_RANGE = re.compile(
    rf"(?P<low>{_NUMBER})(?P<first>{_WORD}{{0,6}}?)(?:-|~|至|到)(?P<high>{_NUMBER})(?P<second>{_WORD}{{0,6}})"
)
#: What is to have been done by a date.
_DONE = "(?:全部|全面)?(?:完成|完工|竣工|建成)"
_DEADLINE = re.compile(
    r"(?:在|于)?(?P<latest>≤|不晚于|不迟于)?(?P<year>(?:19|20)\d{2})(?:年(?:(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?)?|"
    r"[-./](?P<month2>\d{1,2})(?:[-./](?P<day2>\d{1,2}))?)"
    rf"(?P<end>年?[底末])?(?:(?P<before>之前|以前|前){_WORD}{{0,20}}|(?P<within>年?以?内)?(?P<done>{_DONE})?)"
)
_SPELLED = re.compile(
    rf"(?P<sign>{_one_of(_BY_SIGN)})?(?P<number>[〇零一二两三四五六七八九十百千]{{1,9}})(?P<unit>\D{{1,4}})"
)


@lru_cache(maxsize=8192)
def parse(text: str, type: str = "") -> Target:
    """The target a text asks for. ``type`` is the standard code of its level 2 (terms.TYPES), "" if unknown."""
    words = uniform(text)
    if is_nothing(words):
        return Target(Comparator.NONE, words=words)
    if len(words) <= LONGEST_TARGET:
        target = _range(words) or _deadline(words, type) or _bound(words, type) or _spelled_bound(words, type)
        if target:
            return target
    return Target(Comparator.QUALITATIVE, thing=words, words=words)


def is_nothing(words: str) -> bool:
    """Whether a uniform text is a placeholder: /, ——, 无."""
    return bool(_NOTHING.fullmatch(words))


def _range(words: str) -> Target | None:
    match = _RANGE.fullmatch(words)
    if not match:
        return None
    low, high = Decimal(match["low"]), Decimal(match["high"])
    unit = match["second"]
    if match["first"] not in ("", unit) or (unit and not whole_unit(unit)) or low >= high:
        return None
    if not unit and 1900 <= low <= 2100:
        return None  # years
    return Target(Comparator.RANGE, low, high, unit, words=words)


def _deadline(words: str, type: str) -> Target | None:
    match = _DEADLINE.fullmatch(words)
    if not match:
        return None
    month, day = int(match["month"] or match["month2"] or 0), int(match["day"] or match["day2"] or 0)
    is_of_a_year = not month and bool(match["end"] or match["within"])
    is_written = bool(match["before"] or match["within"] or match["latest"])
    if match["end"] and (day or (month and "年" in match["end"])):
        return None  # 31日底: nobody's date
    if not (month or is_of_a_year or match["before"]):
        return None  # a year alone
    if not (is_written or type == "timeliness"):
        return None
    is_inclusive = bool(match["end"] or not match["before"])
    deadline = Deadline(int(match["year"]), 12 if is_of_a_year else month, day, is_inclusive)
    try:
        _ = deadline.first, deadline.last
    except ValueError:
        return None
    return Target(Comparator.BEFORE, deadline=deadline, is_bare=not (is_written or match["done"]), words=words)


def _bound(words: str, type: str) -> Target | None:
    match = _BOUND.fullmatch(words)
    if not match or _OF_A_CHANGE.search(match["label"] or ""):
        return None
    written = _written_comparator(match)
    if written is Comparator.QUALITATIVE:
        return None
    number, (unit, thing) = Decimal(match["number"]), _unit_and_thing(match["rest"])
    thing += match["deed"] or ""
    if not _makes_sense(number, unit, thing, match):
        return None
    return Target(
        written or _bare_comparator(number, type),
        number,
        None,
        unit,
        thing,
        match["label"] or "",
        is_bare=written is None,
        words=words,
    )


def _written_comparator(match: re.Match[str]) -> Comparator | None:
    """The comparator written; None where none is; QUALITATIVE where the words do not go together."""
    sign, ending = _BY_SIGN.get(match["sign"] or ""), _BY_ENDING.get(match["ending"] or "")
    if sign and ending and sign is not ending:
        return Comparator.QUALITATIVE
    if match["lead"] == "控制在":
        return sign or ending or Comparator.AT_MOST
    if match["lead"] == "保持在":
        return sign or ending or Comparator.QUALITATIVE  # no less, or no more?
    return sign or ending


#: Behind a unit: it is per something unheard of (张/千人次), or a longer one in Latin letters.
_PER_ANYTHING = re.compile("[/A-Za-z]")


def _makes_sense(number: Decimal, unit: str, thing: str, match: re.Match[str]) -> bool:
    """Whether a number and the words behind it are a quantity: not 10%左右, 2022年, 3月内."""
    if match["rest"] and (not unit or _PER_ANYTHING.match(thing)):
        return False
    if match["ending"] == "内" and family_of(unit) is not Family.TIME and match["lead"] != "控制在":
        return False
    if unit == "年" and 1900 <= number <= 2100:
        return False
    if thing and family_of(unit) is Family.TIME:
        return bool(match["sign"] or match["ending"]) and bool(_IS_DEED.fullmatch(thing))
    return not (thing and (match["deed"] or CHANGES_MEANING.match(thing)))


def _unit_and_thing(rest: str) -> tuple[str, str]:
    """个村 is 个 of 村; what begins with no unit may be one itself."""
    unit, thing = split_unit(rest)
    if unit and family_of(unit) is not Family.TIME:
        return unit, thing
    return (rest, "") if whole_unit(rest) else (unit, thing)


def _bare_comparator(number: Decimal, type: str) -> Comparator:
    if number == 0:
        return Comparator.EQUAL
    return Comparator.AT_MOST if type == "cost" else Comparator.AT_LEAST


def _spelled_bound(words: str, type: str) -> Target | None:
    match = _SPELLED.fullmatch(words)
    if not match or not whole_unit(match["unit"]) or not split_unit(match["unit"])[0]:
        return None
    number = spelled_number(match["number"])
    if number is None or _spelled(number) != match["number"].replace("两", "二"):
        return None
    sign = _BY_SIGN.get(match["sign"] or "")
    return Target(
        sign or _bare_comparator(number, type),
        number,
        None,
        match["unit"],
        is_bare=sign is None,
        is_spelled=True,
        words=words,
    )


_DIGITS = {
    "零": 0,
    "〇": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
_TENS = {"十": 10, "百": 100, "千": 1000}


def spelled_number(text: str) -> Decimal | None:
    """A whole number below ten thousand in Chinese numerals (四十八 → 48); None if it is not one."""
    total, digit = 0, -1
    for position, character in enumerate(text):
        if character in _TENS:
            if digit == 0 or (digit < 0 and (position or character != "十")):
                return None
            total, digit = total + max(digit, 1) * _TENS[character], -1
        elif character in _DIGITS and (digit <= 0):
            digit = _DIGITS[character]
        else:
            return None
    return Decimal(total + max(digit, 0)) if text else None


def _spelled(number: Decimal | None) -> str:
    """A whole number below ten thousand in Chinese numerals."""
    if number is None:
        return ""
    text = ""
    names = "零一二三四五六七八九"
    for value, name in ((1000, "千"), (100, "百"), (10, "十")):
        digit = int(number) // value % 10
        if digit:
            text += names[digit] + name
        elif text and int(number) % value and not text.endswith("零"):
            text += "零"
    text += names[int(number) % 10] if int(number) % 10 or not text else ""
    return text[1:] if text.startswith("一十") else text


def plain(number: Decimal | None) -> str:
    """A number as text, digits as written, never in scientific notation."""
    return "" if number is None else f"{number:f}"
