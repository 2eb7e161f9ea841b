"""Values: single scalars as amounts, dates, years, flags, slugs; what cannot be one is a mistake, never a guess."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from collections.abc import Mapping as MappingOf
from datetime import date
from decimal import Decimal
from typing import Any

from generator.model.formats import FORMATS
from generator.model.identity import SLUG
from generator.model.keys import Key
from generator.model.keys import Kind
from generator.personal import masked
from generator.read.mistakes import Mistakes
from generator.read.nodes import Scalar

#: A thousand billion 万元 is more than the world has; longer numbers are slips of the hand.
_AMOUNT = re.compile(r"\d{1,15}(\.\d{1,6})?|\d{1,3}(,\d{3}){1,4}(\.\d{1,6})?")
_NEGATIVE = re.compile(r"[-−－]\s*[\d,]*\.?\d+")
_DATE = re.compile(r"(\d{4})(?:-|/|\.|年)(\d{1,2})(?:-|/|\.|月)(\d{1,2})日?")
_ADDRESS = re.compile(r"""(?:https?://[^\s/\\<>"'`?#@]+(?![^/])|(?:\.\.)(?=/)|(?=/))(?:/(?!/)[^\s\\<>"'`]*)?""")
_YEAR = re.compile(r"(?:19|20)\d{2}")


def _text(scalar: Scalar, key: Key, mistakes: Mistakes) -> str:
    written = scalar.value.strip()
    if not key.format or not written or re.fullmatch(FORMATS[key.format].pattern, written):
        return written
    rule, wording, hint = _OF_FORMAT[key.format]
    example = f"例如 {key.examples[0]}。" if key.examples else ""
    _refuse(scalar, key, mistakes, rule, wording, f"{hint}{example}")
    return ""


#: What is said of a text that is not of the format: the rule, the sentence, what to do.
_OF_FORMAT = {
    "uri": ("not-an-address", "{title}“{written}”不是一个网址。", "写 http:// 或 https:// 开头的完整网址，"),
    "uri-template": (
        "not-an-address",
        "{title}“{written}”不是一个网址。",
        "写 http:// 或 https:// 开头的完整网址；花括号里只能是 page 和 row，",
    ),
    "email": ("not-an-email", "{title}“{written}”不是一个邮箱地址。", "只写一个地址，"),
    "git-branch": ("not-a-branch", "{title}“{written}”不能是分支名。", "写仓库里分支的名字，"),
}


def _number(scalar: Scalar, key: Key, mistakes: Mistakes) -> Decimal | None:
    written = scalar.value.strip()
    plain = unicodedata.normalize("NFKC", written) if not written.isascii() else written
    if _AMOUNT.fullmatch(plain):
        return Decimal(plain.replace(",", ""))
    if _NEGATIVE.fullmatch(plain) or _NEGATIVE.fullmatch(written):
        _refuse(
            scalar,
            key,
            mistakes,
            "negative-amount",
            "{title}是 {written}，不能是负数。",
            "如果是退回或核减，请在正文说明，这里写 0 或正数。",
        )
        return None
    _refuse(
        scalar,
        key,
        mistakes,
        "not-an-amount",
        "{title}“{written}”不是一个数。",
        _number_hint(plain),
    )
    return None


def _refuse(
    scalar: Scalar, key: Key, mistakes: Mistakes, rule: str, wording: str, hint: str, **values: str
) -> None:
    """Note that a value cannot be read; ``title`` and ``written`` can be named without being given."""
    mistakes.add(
        rule,
        scalar.spot,
        wording,
        hint,
        length=min(len(scalar.value), 80),
        title=key.title,
        written=_shortened(scalar.value.strip()),
        **values,
    )


def _number_hint(written: str) -> str:
    if re.fullmatch(r"\d+,\d+", written):
        return f"小数点用“.”（{written.replace(',', '.')}）；“,”只能作千分位，每三位一个（1,250）。"
    if re.fullmatch(r"\d[\d,.]*\s*[^\d\s.,eE+].*", written):
        return "只写数字；单位写在 budget.unit，百分号和文字不要写在这里。"
    if re.fullmatch(r"[+-]?[\d.]+[eE][+-]?\d+", written):
        return "把数完整写出来，不用科学记数法。"
    return "只写数字，例如 1935 或 480.82；没有填报就删掉这个键。"


def _shortened(written: str) -> str:
    written = masked(written)  # a part of personal data could not be told for what it is
    return written if len(written) <= 40 else written[:40] + "…"


def _date(scalar: Scalar, key: Key, mistakes: Mistakes) -> date | None:
    match = _DATE.fullmatch(unicodedata.normalize("NFKC", scalar.value.strip()))
    try:
        if match:
            return date(*map(int, match.groups()))
    except ValueError:
        pass
    _refuse(
        scalar,
        key,
        mistakes,
        "not-a-date",
        "{title}“{written}”不是一个日期。",
        "写成 2023-04-07 或 2023年4月7日。",
    )
    return None


def _year(scalar: Scalar, key: Key, mistakes: Mistakes) -> int:
    plain = unicodedata.normalize("NFKC", scalar.value.strip()).removesuffix("年")
    if _YEAR.fullmatch(plain):
        return int(plain)
    _refuse(
        scalar,
        key,
        mistakes,
        "not-a-year",
        "{title}“{written}”不是一个年度。",
        "写四位数字，例如 2022。",
    )
    return 0


def _flag(scalar: Scalar, key: Key, mistakes: Mistakes) -> bool | None:
    if scalar.value in ("true", "false"):
        return scalar.value == "true"
    _refuse(
        scalar,
        key,
        mistakes,
        "not-a-flag",
        "{title}“{written}”看不懂。",
        "只能写 true（是）或 false（否）。",
    )
    return None


def _choice(scalar: Scalar, key: Key, mistakes: Mistakes) -> str:
    written = scalar.value.strip()
    if written in key.choices:
        return written
    for code, title in key.choices.items():
        if written == title:
            return code
    near = mistakes.nearest(written, key.choices)
    _refuse(
        scalar,
        key,
        mistakes,
        "unknown-choice",
        "{title}“{written}”不在可选的值里。",
        ("最接近的是 {near}。" if near else "") + "可选：{choices}。",
        near=near,
        choices="、".join(
            code if code == title else f"{code}（{title}）" for code, title in key.choices.items()
        ),
    )
    return ""


def _slug(scalar: Scalar, key: Key, mistakes: Mistakes) -> str:
    if SLUG.fullmatch(scalar.value) and not scalar.value.isdigit():
        return scalar.value
    _refuse(
        scalar,
        key,
        mistakes,
        "not-a-slug",
        "{title}“{written}”不能用作代号。",
        "用小写英文字母、数字和连字符，至少有一个字母，例如 expo-2022。",
    )
    return ""


def _address(scalar: Scalar, key: Key, mistakes: Mistakes) -> str:
    written = scalar.value.strip()
    if _ADDRESS.fullmatch(written):
        return written
    _refuse(
        scalar,
        key,
        mistakes,
        "not-an-address",
        "{title}“{written}”不是一个网址。",
        "写 https:// 开头的完整网址，或同一域名下的路径，例如 /jiangmen/。",
    )
    return ""


#: Gives the value of a scalar as its key wants it; what its kind holds when unreadable, with a mistake noted.
Reader = Callable[[Scalar, Key, Mistakes], Any]

READERS: MappingOf[Kind, Reader] = {
    Kind.TEXT: _text,
    Kind.PROSE: lambda scalar, _key, _mistakes: scalar.value.strip("\n"),
    Kind.AMOUNT: _number,
    Kind.POINTS: _number,
    Kind.DATE: _date,
    Kind.YEAR: _year,
    Kind.FLAG: _flag,
    Kind.CHOICE: _choice,
    Kind.SLUG: _slug,
    Kind.ADDRESS: _address,
    Kind.TARGET: _text,
}
