"""Actuals: the numbers and dates a reported result holds, and what its words do to them.

A number is read together with its surroundings: 超过400件 is at least 400, 不足90% is less than 90, 较上年提高5%
speaks of a change and not of the level. What cannot be read in just one way is not read.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from generator.targets import wording
from generator.targets.text import LONGEST_ACTUAL
from generator.targets.text import uniform
from generator.targets.units import is_known
from generator.targets.units import split_unit
from generator.targets.wording import Standing

INFINITE = Decimal("Infinity")


@dataclass(frozen=True, slots=True)
class Reading:
    """A quantity in an actual: it lies between ``low`` and ``high``, both included where they are finite.

    ``unit`` and ``thing`` as after the number. ``is_exact``: it was given as one number. ``is_worded_as_target``: it was
    given as a bound (90%以上, ≥50), the way targets are. ``standing`` is what the words around make of it;
    ``is_said_as_result`` that they insist on it (实际完成).
    """

    low: Decimal
    high: Decimal
    unit: str
    thing: str = ""
    is_exact: bool = True
    is_worded_as_target: bool = False
    standing: Standing = Standing.LEVEL
    is_said_as_result: bool = False

    @property
    def is_clear(self) -> bool:
        """Whether it is a level reached, and nothing else."""
        return self.standing is Standing.LEVEL


_ABOUT = re.compile(
    "(?:(?<![签履合公预])约[为有计占达]?|(?<![附远])近|大概|左右|(?<!占)比|\\d:|[-/×*+~≈±↑↓]|(?<=[\\d%‰)=-])[<>]|\\d[,、。·．.'])$"
)
_MORE = re.compile("(?:(?:超过|超|逾|突破|大于|高于|多于)了?|不止|>)$")
_AT_LEAST = re.compile("(?:不少于|不低于|不小于|至少|最少|≥)$")
_FEWER = re.compile("(?:不足|不到|不够|不及|低于|少于|小于|不满|<)$")
_AT_MOST = re.compile("(?:不超过|不高于|不多于|不大于|至多|最多|≤)$")
_EACH = re.compile(
    r"(?:每\w{0,10}|各\w{0,6}|均\w{0,4}|单[场次期]\w{0,4}|分别\w{0,4}|季度|》[期场次批届]\w{0,4})$"
)
_NEGATED = re.compile("(?:无|非|零|没|未)$")

#: What holds digits and is no quantity: titles, document numbers, 第3, 5G, 10号, and the numbers of a list.
_NAMES = re.compile(
    r"《[^《》]*》|〔\d+〕\d*号?|\[\d+\]\d*号?|第\d+|\d+号|[A-Za-z]+-?\d[\dA-Za-z.\-]*|\d+[A-Za-z]{1,4}[\dA-Za-z.\-]*"
    r"|[“\"][\d.·]{1,8}[”\"]|\(\d{1,2}\)|(?:^|(?<=[；;。]))\d{1,2}[、.)](?!\d)"
)
_KEEP = re.compile(r"\d+(?:kg|km|GB|TB|MB|PB|kW|kWh|MW|dB|Mbps|Gbps|t|m|M|mg|ug)")
_DATE = re.compile(
    r"(?P<year>(?:19|20)\d{2})(?:年(?:度|底|末|初)?(?:(?P<month>\d{1,2})月(?:份|底|末)?(?:(?P<day>\d{1,2})[日号])?)?"
    r"|[-./](?P<month2>\d{1,2})(?:[-./](?P<day2>\d{1,2}))?(?![\d.]))"
)
_PARTIAL_DATE = re.compile(r"\d{1,2}月(?:份|底|初|末|\d{1,2}[日号])?|\d{1,2}[日号](?!\d|历天)|\d{1,2}:\d{2}")
_DIGIT = re.compile(r"\d")
#: Digits of a longer number, or of 1.2.3, are no number.
_NUMBER = re.compile(r"(?<![\d.])\d{1,15}(?:\.\d{1,6})?(?!\d|\.\d)")
_RANGE = re.compile(
    r"(\d{1,15}(?:\.\d{1,6})?)([^\d\s，。；、]{0,4}?)(?:-|~|至|到)(\d{1,15}(?:\.\d{1,6})?)(?!\d|\.\d)"
)
#: From the last of these on, words belong to the number they precede.
_CLAUSE_END = re.compile(r"[^，。；、,;:：()（）“”\"'\d]*$")
_CLAUSE_START = re.compile(r"[^，。；、,;:：()（）“”\"'\d]*")
#: How far back the words before a number are read.
_WITHIN = 40
#: 1小时30分钟, 1万5千人: two numbers that make one.
_COMPOUND = re.compile(r"\d([^\d，。；、,;:()]{1,4})$")
_SCALE = frozenset("十百千万亿")
#: 6期312人次: two numbers all the same, how often and for how many.
_OCCASIONS = re.compile(r"\d(?:期|场次?|批次?|班次?|次|届)$")
_WITH_ATTENDANCE = re.compile(r"(?:期|场次?|批次?|班次?|次|届)\d[\d.]{0,15}[余多]?万?[余多]?人次")


@dataclass(frozen=True, slots=True)
class Actual:
    """An actual as read. ``words`` is its uniform text, ``dated`` the same with each date as one character."""

    words: str
    readings: tuple[Reading, ...]
    dates: tuple[tuple[date, date], ...]
    dated: str = ""
    is_too_long: bool = False

    @property
    def is_unfinished(self) -> bool:
        """Whether its words say it is not, or only partly, done."""
        return wording.is_unfinished(self.words)

    @property
    def is_draft(self) -> bool:
        """Whether its words say that there is only a draft."""
        return wording.is_draft(self.words)


#: Stands for a date.
DATE_MARK = "\N{CALENDAR}"


def read_actual(text: str) -> Actual:
    """The quantities and dates of an actual."""
    words = uniform(text)
    if len(words) > LONGEST_ACTUAL:
        return Actual(words[:LONGEST_ACTUAL], (), (), is_too_long=True)
    if not _DIGIT.search(words):
        return Actual(words, (), ())
    dates, dated = _take_dates(words)
    rest = _PARTIAL_DATE.sub("，", dated.replace(DATE_MARK, "，"))
    rest = _NAMES.sub(lambda match: match.group() if _KEEP.fullmatch(match.group()) else "《》", rest)
    return Actual(words, tuple(_readings(rest)), tuple(dates), dated)


def bare_number(words: str) -> Decimal | None:
    """The number an actual is, when it is nothing but a number."""
    return Decimal(words) if _NUMBER.fullmatch(words) else None


def _take_dates(words: str) -> tuple[list[tuple[date, date]], str]:
    """The dates named, each as first and last day, and the text with a mark for each."""
    dates: list[tuple[date, date]] = []

    def take(match: re.Match[str]) -> str:
        if match["month2"] and split_unit(words[match.end() : match.end() + 3])[0] not in ("", "日"):
            return match.group()  # 2012.35万元
        month, day = int(match["month"] or match["month2"] or 0), int(match["day"] or match["day2"] or 0)
        if not month:
            return "，"
        year = int(match["year"])
        try:
            dates.append((date(year, month, day or 1), date(year, month, day or monthrange(year, month)[1])))
        except ValueError:
            return "，"
        return DATE_MARK

    return dates, _DATE.sub(take, words)


def _readings(text: str) -> Iterator[Reading]:
    position = 0
    while match := _NUMBER.search(text, position):
        span = _RANGE.match(text, match.start())
        if span and Decimal(span[1]) < Decimal(span[3]):
            end, low, high = span.end(), Decimal(span[1]), Decimal(span[3])
        else:
            end, low, high = match.end(), Decimal(match.group()), Decimal(match.group())
        yield _reading(
            text[max(match.start() - _WITHIN, 0) : match.start()], low, high, text[end : end + _WITHIN]
        )
        position = end


def _reading(before: str, low: Decimal, high: Decimal, after: str) -> Reading:
    """One number with the words around it: first whether it is a level at all, then whether it is a bound."""
    unit, thing = split_unit(after)
    clause, following = _CLAUSE_END.search(before)[0], _CLAUSE_START.match(thing)[0]  # type: ignore[index]
    standing = wording.standing(clause)
    if _ABOUT.search(before) or _NEGATED.search(clause) or _is_half_of_a_number(before, unit, after):
        standing = Standing.UNCLEAR
    if standing is not Standing.LEVEL:
        return Reading(low, high, unit, following, is_exact=False, standing=standing)
    if _AT_LEAST.search(clause) or following.startswith(("以上", "及以上", "及其以上")):
        return Reading(low, INFINITE, unit, following, is_exact=False, is_worded_as_target=True)
    if _AT_MOST.search(clause) or following.startswith(("以下", "及以下", "及其以下", "以内", "之内", "内")):
        return Reading(-INFINITE, high, unit, following, is_exact=False, is_worded_as_target=True)
    if wording.is_doubtful_after(thing or after[:1]):
        return Reading(low, high, unit, following, is_exact=False, standing=Standing.UNCLEAR)
    if not unit and after.startswith(("余", "多")):
        unit, thing = split_unit(after[1:])
        return Reading(low, INFINITE, unit, thing, is_exact=False)
    if _MORE.search(clause) or ("/" not in unit and _EACH.search(clause)) or following.startswith(("余", "多")):
        return Reading(low, INFINITE, unit, following, is_exact=False)
    if _FEWER.search(clause):
        return Reading(-INFINITE, high, unit, following, is_exact=False)
    said = wording.is_said_as_result(clause)
    return Reading(low, high, unit, following, is_exact=low == high, is_said_as_result=said)


def _is_half_of_a_number(before: str, unit: str, after: str) -> bool:
    """Whether the number goes on behind its unit, or is what another goes on with."""
    if unit.endswith("人次") and _OCCASIONS.search(before):
        return False
    earlier = _COMPOUND.search(before)
    if earlier and (is_known(earlier[1]) or _SCALE.issuperset(earlier[1])):
        return True
    if _WITH_ATTENDANCE.match(after):
        return False
    return after[len(unit) : len(unit) + 1].isdigit() or bool(re.match(r"[十百千万亿]+\d", after))
