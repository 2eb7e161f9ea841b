"""Claims: what a number in prose claims of its figure, by its digits and by the words that belong to it.

The slack is half of the last digit stated: 24.85% allows ±0.005 percentage points, 1,935 allows ±0.5. 超过90% and
90%以上 claim no more than a bound, 约500 and 近500 are rounded to the last digit that is no zero, and 下降3.2 is a change
of −3.2.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from dataclasses import replace
from decimal import Decimal

from generator.figures import Computed
from generator.figures.registry import DECIMALS
from generator.model.budget import MONEY_UNITS
from generator.targets import spelled_number
from generator.targets.text import uniform
from generator.targets.units import is_same_unit
from generator.targets.units import is_scale
from generator.targets.units import scale_of
from generator.targets.units import split_unit


@dataclass(frozen=True, slots=True)
class Around:
    """The prose before and behind a statement, as far as words may belong to its number."""

    before: str = ""
    behind: str = ""


NOTHING_AROUND = Around()

#: The least and the most something may be, None being open.
Limits = tuple[Decimal | None, Decimal | None]


@dataclass(frozen=True, slots=True)
class Claim:
    """That a figure lies between ``low`` and ``high``, None being open; ``words`` are the number with all its words."""

    number: Decimal
    low: Decimal | None
    high: Decimal | None
    words: str
    #: It was said to be so much and some more (350余).
    is_more: bool = False

    @property
    def is_bound(self) -> bool:
        """Whether it claims no more than one bound."""
        return self.low is None or self.high is None

    def admits(self, low: Decimal | None, high: Decimal | None) -> bool:
        """Whether it may hold for something between the two, None being open."""
        return not (_is_below(high, self.low) or _is_below(self.high, low))

    def follows(self, low: Decimal | None, high: Decimal | None) -> bool:
        """Whether it holds for all between the two; of so much and more, each says as much as the other."""
        if self.is_more and high is None:
            return low == self.low
        is_over = self.low is None or (low is not None and low >= self.low)
        return is_over and (self.high is None or (high is not None and high <= self.high))


def _negative(number: Decimal | None) -> Decimal | None:
    return None if number is None else -number


def _is_below(one: Decimal | None, other: Decimal | None) -> bool:
    return one is not None and other is not None and one < other


_STATED = re.compile(r"(?P<number>-?\d{1,15}(?:\.\d{1,8})?)(?P<unit>[^\d\s]{0,6})")
#: A space between digits of one number: 1 935.
_SPACED = re.compile(r"(?<=\d)[\s\u00a0\u2009\u202f](?=\d{3}(?!\d))")
_SPELLED = re.compile(r"(?P<number>[〇零一二两三四五六七八九十百千]{1,9})(?P<unit>\D{0,4})")
_HUNDREDTHS = re.compile(
    r"百分之(?P<whole>[〇零一二两三四五六七八九十百]{1,5})(?:点(?P<part>[〇零一二三四五六七八九]{1,4}))?"
)
_TENTHS = re.compile(r"(?P<whole>[一二两三四五六七八九十])成(?P<part>[一二三四五六七八九半])?")
_DIGITS = {digit: str(number) for number, digit in enumerate("零一二三四五六七八九")} | {"〇": "0", "半": "5"}
#: Numerals where a unit should be: 一万二千 is more than the number it begins with.
_GOES_ON = re.compile("[〇零一二两三四五六七八九半几]")

_PERCENTS = ("%", "百分点", "个百分点")
_PERCENT_BEHIND = re.compile("%|个?百分点|成")
_MONEY_BEHIND = re.compile("((?:[十百千]?[万亿]|万亿|[百千])?)[余多]?(元?)")

#: Right before a number: what makes a bound or a rounded number of it.
_NOT = "(?:不|未|没|没有|不得|不能|不会|从未)"
_BEFORE = re.compile(
    f"(?:(?P<most>{_NOT}(?:超过?|突破|高于|多于|大于)|至多|最多|不足|不到|不满|不及|达不到|(?:未|没有)达到?|低于|少于|小于|控制在)"
    f"|(?P<least>{_NOT}(?:少于|低于|小于)|至少|最少|超过|突破|高于|多于|大于|逾|超)"
    "|(?P<near>(?<![最附远新邻相])近|接近)"
    "|(?P<about>(?<![节合公预签条制集特契邀违履])约|大概))"
    "(?:了|为|到|达|有|占|计)?$"
)
#: What such words may end with: a look at it is faster than a search that finds nothing.
_LAST = frozenset("过破于多少足到满及达在近约概逾超了为有占计")
#: Right behind a number and its unit.
_BEHIND = re.compile("[及或]?(?:(?P<least>以上|之上)|(?P<most>以下|以内|之内|之下)|(?P<about>左右|上下))")
#: Before a difference these tell which way it goes, and are no bounds.
_WAYS = frozenset("低于 少于 小于 高于 多于 大于 超".split())
_WAY = re.compile(
    "(?P<either>增减|升降|高低|[相偏误]差|差[距额异]|变[化动]|[波浮]动)"
    "|(?P<less>[压缩]?减少?|下?降低?|[跌压缩]|下[滑浮调]|回落|收窄|节[约省]|落后|(?:[低少差缺慢]|小于)(?=.{0,5}$))"
    "|(?P<more>增[加长]?|[涨超]|提高|提升|上[升浮调]|扩大|(?:高(?!标准|质量)|多|快|大于)(?=.{0,5}$))"
)
_OVERSPENT = re.compile("超|透支")
_CLAUSE = re.compile("[^，。；、,;:：！？!?}]*$")
#: How the ids of figures end that may be negative, where prose says less of something.
_DIFFERENCES = (".change", ".growth", ".gap", ".unspent")


def read_claim(
    stated: str, computed: Computed, around: Around = NOTHING_AROUND, *, is_share: bool = False
) -> Claim | None:
    """What a stated text claims of a figure, in the figure's unit; None where it is no number of its kind.

    ``is_share`` takes a number without a sign for a part of one, as spreadsheets give a rate (0.966 for 96.6%).
    """
    read = _number(uniform(_SPACED.sub("", stated)), computed.unit)
    if read is None:
        return None
    number, written = read
    before, behind = _close(around.before), _close(around.behind)
    if is_share:
        if computed.unit != "%" or written or before.endswith("百分之") or _PERCENT_BEHIND.match(behind):
            return None
        if not 0 < abs(number) <= 1:
            return None
        number = number.scaleb(2) if number % 1 else number * 100
    factor, is_more, rest = _unit(written, behind, computed.unit)
    if factor is None:
        return None
    lead = _BEFORE.search(before) if before[-1:] in _LAST else None
    tail, is_less = _BEHIND.match(rest), False
    start = lead.start() if lead else len(before)
    if computed.id.endswith(_DIFFERENCES):
        if lead and lead.group() in ("超" if computed.id.endswith(".unspent") else _WAYS):
            lead, start = None, len(before)
        way, start = _way(before[:start], computed.id)
        is_fallen = computed.value is not None and computed.value < 0
        is_less = number > 0 and (way == "less" or (not way and is_fallen))
    kinds = ["more"] if is_more else [each.lastgroup or "" for each in (lead, tail) if each] or [""]
    low, high = _widest([_limits(number, factor, kind, computed.unit) for kind in kinds])
    number *= factor
    if is_less:
        number, low, high = -number, _negative(high), _negative(low)
    end = len(behind) - len(rest) + (tail.end() if tail else 0) if is_more or tail or factor != 1 else 0
    return Claim(number, low, high, f"{before[start:]}{stated}{behind[:end]}", is_more)


def _close(text: str) -> str:
    """The prose beside a number without its spaces."""
    return "".join(text.split()).replace("％", "%")


def _way(before: str, id: str) -> tuple[str, int]:
    """Which way the clause before a difference says it goes, "" where that is left open, and where it says so."""
    clause = _CLAUSE.search(before)
    start = clause.start() if clause else 0
    if id.endswith(".unspent"):
        match = _OVERSPENT.search(before, start)
        return ("less", match.start()) if match else ("more", len(before))
    ways = list(_WAY.finditer(before, start))
    if not ways or ways[-1].lastgroup == "either":
        return "", len(before)
    return ways[-1].lastgroup or "", ways[-1].start()


def in_place(computed: Computed, around: Around) -> Computed:
    """A figure as prose says it there: in the unit behind it, and as so much less where less is said of it."""
    value = computed.value
    if value is None:
        return computed
    if computed.id.endswith(_DIFFERENCES) and _way(_close(around.before), computed.id)[0] == "less":
        value = -value
    factor = None if computed.unit in _PERCENTS else _unit("", _close(around.behind), computed.unit)[0]
    return replace(computed, value=value if factor in (None, 1) else (value / factor).normalize())


def decimal_of(stated: str) -> Decimal | None:
    """A stated text as a plain number, its unit dropped (98.93分 → 98.93); None where it is none."""
    match = _STATED.fullmatch(uniform(stated))
    return Decimal(match["number"]) if match else None


def _number(words: str, unit: str) -> tuple[Decimal, str] | None:
    """The number, with as many digits as it states, and the unit written with it."""
    if unit in _PERCENTS and (share := _HUNDREDTHS.fullmatch(words) or _TENTHS.fullmatch(words)):
        whole = Decimal(100) if share["whole"] == "百" else spelled_number(share["whole"])
        part = "".join(_DIGITS[each] for each in share["part"] or "")
        if whole is None:
            return None
        return (Decimal(f"{whole}.{part}"), "%" if "分之" in words else "成")
    match = _STATED.fullmatch(words) or _SPELLED.fullmatch(words)
    if match is None or _GOES_ON.search(match["unit"]):
        return None
    number = Decimal(match["number"]) if match["number"][-1].isascii() else spelled_number(match["number"])
    return None if number is None else (number, match["unit"])


def _unit(written: str, behind: str, unit: str) -> tuple[Decimal | None, bool, str]:
    """What the number is to be multiplied with, whether 余 or 多 follows, and the prose behind all that.

    None where the unit written with it is of another kind. What stands behind it is its unit where it can be.
    """
    if written and not is_scale(written):
        return _factor(written, unit), False, behind
    more = behind[:1] if behind[:1] in ("余", "多") else ""
    text = written + behind.removeprefix(more)
    if unit in MONEY_UNITS:
        money = _MONEY_BEHIND.match(text)
        found, end = ("".join(money.groups()), money.end()) if money else ("", 0)
        more = more or ("余" if re.search("[余多]", text[:end]) else "")
    elif unit in _PERCENTS:
        percent = _PERCENT_BEHIND.match(text)
        found, end = (percent.group(), percent.end()) if percent else ("", 0)
    else:
        found = split_unit(text)[0]
        end = len(found)
    factor = _factor(found, unit)
    if not found or factor is None:
        return _factor(written, unit), False, behind
    return factor, bool(more), text[end:]


def _factor(written: str, unit: str) -> Decimal | None:
    """What a number in the written unit is to be multiplied with; None where the units do not go together."""
    if not written or written == unit:
        return Decimal(1)
    if written == "成" and unit in _PERCENTS:
        return Decimal(10)
    (scale, base), (own_scale, own_base) = scale_of(written), scale_of(unit)
    is_money, is_share = own_base == "元", unit in _PERCENTS
    if (written in _PERCENTS) != is_share or ((base == "元") != is_money and (base or not is_money)):
        return None
    is_same = not base or not own_base or is_same_unit(base, own_base)
    return scale / own_scale if is_same else Decimal(1)


def _widest(limits: list[Limits]) -> Limits:
    """What several words at once leave open (约90%以上); the last of them alone where that would be everything."""
    low = None if any(low is None for low, _ in limits) else min(low for low, _ in limits if low is not None)
    high = (
        None if any(high is None for _, high in limits) else max(high for _, high in limits if high is not None)
    )
    return limits[-1] if low is None and high is None else (low, high)


def _limits(number: Decimal, factor: Decimal, kind: str, unit: str) -> Limits:
    """Between which values a figure is what the number says, in the figure's unit."""
    value, last = number * factor, _place(number) * factor
    if not kind:
        return value - last / 2, value + last / 2
    coarse = (_place(number.normalize()) if number else _place(number)) * factor
    coarse = max(coarse, last)
    printed = Decimal(1).scaleb(-DECIMALS[unit]) / 2 if unit in DECIMALS else Decimal(0)
    match kind:
        case "least":
            return value - printed, None
        case "most":
            return None, value + printed
        case "more":
            return value, value + coarse
        case "near":
            return value - coarse, value + coarse / 2
    return value - coarse / 2, value + coarse / 2


def _place(number: Decimal) -> Decimal:
    """What the last digit of a number counts in: 1 in 480, 0.01 in 24.85."""
    return Decimal(1).scaleb(int(number.as_tuple().exponent))
