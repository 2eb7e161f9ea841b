"""Numbers as pages print them: thousands separated, absent is "—", and never confused with zero."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping
from decimal import ROUND_HALF_UP
from decimal import Decimal

from generator.checks.subject import ABSENT
from generator.figures import rounded
from generator.phrases import Numeral
from generator.phrases import Phrase
from generator.phrases import _

_UNITS: Mapping[str, Phrase] = {
    each: each
    for each in (
        *(_("元"), _("千元"), _("万元"), _("亿元")),
        *(_("项"), _("个"), _("行"), _("份"), _("分"), _("百分点")),
    )
}


def unit_word(unit: str) -> str:
    """A unit as it stands alone, in a caption or a column; what is no unit of ours stays as it is."""
    return _UNITS.get(unit, unit)


def cents(value: Decimal | None) -> str:
    """A sum over reports, with at most two decimals, half up."""
    if value is None:
        return ABSENT
    is_longer = int(value.as_tuple().exponent) < -2
    return f"{value.quantize(Decimal('0.01'), ROUND_HALF_UP) if is_longer else value:,f}"


def percent(value: Decimal | None) -> str:
    """A rate with two decimals, half up."""
    return ABSENT if value is None else f"{rounded(value, '%'):,f}%"


def points(value: Decimal | None) -> str:
    """A difference of rates, signed, with two decimals and a true minus."""
    if value is None:
        return ABSENT
    shown = rounded(value, "百分点")
    return ("+" if shown > 0 else "−" if shown < 0 else "") + f"{abs(shown):,f}"


def signed(value: Decimal | None) -> str:
    """A difference of amounts, signed, with at most two decimals and a true minus."""
    if value is None:
        return ABSENT
    return ("+" if value > 0 else "−" if value < 0 else "") + cents(abs(value))


def share_of(part: Decimal | int | None, whole: Decimal | int | None) -> str:
    """The length of a bar in percent, at most 100: a number for an SVG attribute, not for reading."""
    if not part or not whole:
        return "0"
    return f"{min(Decimal(part) / Decimal(whole) * 100, Decimal(100)).quantize(Decimal('0.01')):f}"


def line_ranges(lines: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Line numbers as stretches: 33, 34, 35, 40 → (33, 35), (40, 40)."""
    stretches: list[tuple[int, int]] = []
    for line in lines:
        if stretches and line == stretches[-1][1] + 1:
            stretches[-1] = (stretches[-1][0], line)
        else:
            stretches.append((line, line))
    return tuple(stretches)


_DIGITS = "零一二三四五六七八九"


def chinese_number(number: int) -> str:
    """A number up to 99 in Chinese numerals, for headings."""
    tens, ones = divmod(number, 10)
    if number >= 100:
        return str(number)
    return ("" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十") + (
        _DIGITS[ones] if ones or not tens else ""
    )


def heading_number(depth: int, number: int) -> Phrase:
    """The number of a heading as official documents write it: 一、（一）1.（1）, from the outside in."""
    match depth:
        case 1:
            return _("{number}、", number=Numeral(chinese_number(number), number))
        case 2:
            return _("（{number}）", number=Numeral(chinese_number(number), number))
        case 3:
            return _("{number}.", number=number)
    return _("（{number}）", number=number)
