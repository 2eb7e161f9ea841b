"""Agreement: what the source states, held against what the data give.

The slack is half of the last digit stated: 24.85% allows ±0.005 percentage points, 1,935 allows ±0.5.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from generator.figures import Computed
from generator.model.budget import MONEY_UNITS
from generator.model.standard import Standard
from generator.targets import spelled_number
from generator.targets.text import bare
from generator.targets.text import uniform


class Agreement(StrEnum):
    """How a statement stands to its figure."""

    AGREES = "agrees"
    DIFFERS = "differs"
    #: It lies between what is proven and what is possible.
    UNCONFIRMED = "unconfirmed"
    #: The data do not give the figure at all.
    UNCHECKABLE = "uncheckable"
    #: It cannot be read as a value of the figure's kind.
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Comparison:
    """A statement held against its figure. ``difference`` is stated − computed, in the figure's unit."""

    agreement: Agreement
    computed: Computed
    difference: Decimal | None = None


#: Words by which prose claims all of them.
_ALL = frozenset("全部 均 都 全 所有 各 全数 悉数 每个".split())
_STATED = re.compile(r"(?P<number>-?\d{1,15}(?:\.\d{1,8})?)(?P<unit>[^\d\s]{0,6})")
#: A space between digits of one number: 1 935.
_SPACED = re.compile(r"(?<=\d)[\s\u00a0\u2009\u202f](?=\d{3}(?!\d))")
_SPELLED = re.compile(r"(?P<number>[〇零一二两三四五六七八九十百千]{1,9})(?P<unit>\D{0,4})")


def compare(
    stated: str, computed: Computed, standard: Standard | None = None, following: str = ""
) -> Comparison:
    """Hold a stated text against a computed figure; ``standard`` knows other names of grades.

    ``following`` is the prose behind it: an amount is in the unit that stands there, if none is stated with it.
    """
    if computed.text and computed.value is None:
        return Comparison(_same_words(stated, computed.text, standard), computed)
    if computed.figure.id == "grade":
        return Comparison(Agreement.UNCHECKABLE, computed)
    span = _read(stated, computed, following)
    if span is None:
        is_readable = bare(uniform(stated)) in _ALL and computed.whole is None and not computed.is_known
        return Comparison(Agreement.UNCHECKABLE if is_readable else Agreement.UNREADABLE, computed)
    number, slack = span
    if not computed.is_known:
        return Comparison(Agreement.UNCHECKABLE, computed)
    nearest = computed.value
    if nearest is not None and abs(number - nearest) <= slack:
        return Comparison(Agreement.AGREES, computed, Decimal(0))
    low, high = computed.low, computed.high  # one that is missing leaves its side open
    if nearest is None or (low is not None and high is not None):
        is_above, is_below = low is None or low - slack <= number, high is None or number <= high + slack
        if is_above and is_below:
            return Comparison(Agreement.AGREES if low == high else Agreement.UNCONFIRMED, computed)
        nearest = nearest if nearest is not None else low if not is_above else high
    return Comparison(Agreement.DIFFERS, computed, None if nearest is None else number - nearest)


def decimal_of(stated: str) -> Decimal | None:
    """A stated text as a plain number, its unit dropped (98.93分 → 98.93); None where it is none."""
    match = _STATED.fullmatch(uniform(stated))
    return Decimal(match["number"]) if match else None


def _same_words(stated: str, computed: str, standard: Standard | None) -> Agreement:
    named = standard.grade_name(stated) if standard else ""
    return (
        Agreement.AGREES if (named or bare(uniform(stated))) == bare(uniform(computed)) else Agreement.DIFFERS
    )


def _read(stated: str, computed: Computed, following: str) -> tuple[Decimal, Decimal] | None:
    """The number stated and its slack, in the figure's unit; None where it is no such number."""
    words = uniform(_SPACED.sub("", stated))
    if bare(words) in _ALL:
        return None if computed.whole is None else (computed.whole, Decimal(0))
    match = _STATED.fullmatch(words) or _SPELLED.fullmatch(words)
    if match is None:
        return None
    number = Decimal(match["number"]) if match["number"][-1].isascii() else spelled_number(match["number"])
    factor = _factor(match["unit"] or _money_unit(following, computed), computed.unit)
    if number is None or factor is None:
        return None
    last_digit = Decimal(1).scaleb(min(int(number.as_tuple().exponent), 0))
    return number * factor, last_digit * factor / 2


def _money_unit(following: str, computed: Computed) -> str:
    """The unit of money the prose goes on with, where the figure is of money."""
    if computed.unit not in MONEY_UNITS:
        return ""
    return next((unit for unit in MONEY_UNITS if following.lstrip().startswith(unit)), "")


def _factor(written: str, unit: str) -> Decimal | None:
    """What a number in the written unit is to be multiplied with; None where the units do not go together."""
    if not written or written == unit:
        return Decimal(1)
    if written in MONEY_UNITS and unit in MONEY_UNITS:
        return MONEY_UNITS[written] / MONEY_UNITS[unit]
    percents = ("%", "百分点", "个百分点")
    if (written in percents) != (unit in percents) or (written in MONEY_UNITS) != (unit in MONEY_UNITS):
        return None
    return Decimal(1)
