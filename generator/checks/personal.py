"""Personal data: telephone numbers, identity numbers, bank cards and e-mail addresses in a text.

What is official stays out of it: document numbers 〔2022〕67号, amounts, unified social credit codes, postal codes,
years, project codes. Sources: GB 11643 (identity numbers, check digit ISO 7064 MOD 11-2), the Luhn check of cards.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Datum:
    """One piece of personal data: its kind in Chinese, as written, where in the text, and whether that is certain."""

    kind: str
    written: str
    start: int
    is_certain: bool = True

    @property
    def masked(self) -> str:
        """Enough of it to find it again, not enough to use it."""
        return self.written[:3] + "*" * max(len(self.written) - 5, 3) + self.written[-2:]


#: Full-width digits, letters and signs, and the many dashes, as their plain twins, one for one.
_NARROW = (
    {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
    | {0x3000: 0x20}
    | dict.fromkeys(map(ord, "—–‑‒−"), 0x2D)
)

_LETTERS_BEFORE = (
    "(?<=[Tt][Ee][Ll])|(?<=[Pp]hone)|(?<=[Mm]obile)|(?<=QQ)|(?<=qq)|(?<=VX)|(?<=vx)|(?<=WX)|(?<=wx)"
)
_NOT_INSIDE = rf"(?:(?<![\dA-Za-z.])|{_LETTERS_BEFORE})(?<!第)"
_NOT_GOING_ON = r"(?![\dA-Za-z]|\.\d|\.[A-Za-z])"
_GAP = r"[-\s.]?"
_IS_AN_AMOUNT = r"(?!\s*(?:[千万亿]|元|人次|人|户|家|次|吨|亩|平方|公里|%))"
#: The ways eleven digits are grouped: 3-4-4, 4-4-3, 3-3-5, 6-5, and one by one.
_GROUPED = (
    rf"1[3-9]\d(?:{_GAP}\d{{4}}{_GAP}\d{{4}}|\d[-\s]\d{{4}}[-\s]\d{{3}}|[-\s]\d{{3}}[-\s]\d{{5}}|\d{{3}}[-\s]\d{{5}})"
    r"|1[-\s][3-9](?:[-\s]\d){9}"
)
_MOBILE = re.compile(rf"{_NOT_INSIDE}(?:\+?86{_GAP})?(?:{_GROUPED}){_NOT_GOING_ON}(?!\s*[千万亿]?元)")
_LANDLINE = re.compile(
    rf"{_NOT_INSIDE}(?<!-)(?<!编号)(?<!编号:)(?:\(0\d{{2,3}}\)|0\d{{2,3}}|\+86{_GAP}[1-9]\d{{1,2}}){_GAP}[2-9]\d{{6,7}}{_NOT_GOING_ON}"
)
_LOCAL = re.compile(
    r"(?:电话|联系|手机|传真|致电|拨打|固话|座机|[Tt][Ee][Ll])[^\d\n]{0,8}([2-9]\d{6,7}|[2-9]\d{2,3}[-\s]\d{4})(?!\d)"
    rf"{_IS_AN_AMOUNT}(?!年)"
)
_IDENTITY = re.compile(rf"{_NOT_INSIDE}[1-9]\d{{5}}{_GAP}\d{{8}}{_GAP}\d{{3}}[\dXx]{_NOT_GOING_ON}")
_CARD = re.compile(rf"{_NOT_INSIDE}\d{{4}}(?:{_GAP}\d{{4}}){{2,3}}{_GAP}\d{{1,4}}{_NOT_GOING_ON}")
_EMAIL = re.compile(
    r"(?<![A-Za-z0-9_.+-])[A-Za-z0-9][A-Za-z0-9_.+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{2,63}){1,4}(?![A-Za-z0-9-])"
)

#: Seven digits (of any width) with at most two signs between each, or an @: anything less is nobody's number.
_WORTH_A_LOOK = re.compile(r"[@＠]|\d(?:[^\w，。；、,;]{0,2}\d){6}")

#: How long a card beginning so is (UnionPay, Visa, Mastercard, American Express, JCB).
_CARD_PREFIXES = (
    (re.compile("62"), range(16, 20)),
    (re.compile("4"), range(16, 17)),
    (re.compile("5[1-5]"), range(16, 17)),
    (re.compile("3[47]"), range(15, 16)),
    (re.compile("35"), range(16, 17)),
)
_ACCOUNT_WORDS = re.compile("账号|账户|帐号|卡号|开户")
#: How far before a number the word may stand that says what it is.
_NEARBY = 30


def may_hold_personal_data(texts: Iterable[str]) -> bool:
    """Whether any of the texts is worth a closer look: asked once for a report, it spares asking for each text."""
    return _WORTH_A_LOOK.search("。".join(texts)) is not None  # a full stop: no number goes on across it


def personal_data(text: str) -> Iterator[Datum]:
    """The personal data in a text, each stretch reported once."""
    if not _WORTH_A_LOOK.search(text):
        return
    narrow = text.translate(_NARROW)
    taken = bytearray(len(narrow))
    for kind, pattern, verify in _KINDS:
        for match in pattern.finditer(narrow):
            start, end = match.span(match.lastindex or 0)
            digits = re.sub(r"\D(?![Xx]?$)", "", narrow[start:end])
            certainty = verify(digits, narrow[max(start - _NEARBY, 0) : start])
            if certainty is None or any(taken[start:end]):
                continue
            taken[start:end] = b"\1" * (end - start)
            yield Datum(kind, text[start:end], start, certainty)


def _always(_digits: str, _before: str) -> bool | None:
    return True


def _is_identity(digits: str, _before: str) -> bool | None:
    """True for a valid date and check digit, else None."""
    plain = digits.upper()
    if len(plain) != 18 or not plain[:17].isdigit():
        return None
    try:
        born = date(int(plain[6:10]), int(plain[10:12]), int(plain[12:14]))
    except ValueError:
        return None
    weighted = sum(int(digit) * (2 ** (17 - place) % 11) for place, digit in enumerate(plain[:17]))
    return True if born.year >= 1850 and "10X98765432"[weighted % 11] == plain[17] else None


def _is_card(digits: str, before: str) -> bool | None:
    """True for a known card, False where only the check digit fits beside a word like 账号, else None."""
    if not 15 <= len(digits) <= 19 or not digits.isdigit():
        return None
    doubled = [int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(digits))]
    if sum(value - 9 if value > 9 else value for value in doubled) % 10:
        return None
    if any(prefix.match(digits) and len(digits) in lengths for prefix, lengths in _CARD_PREFIXES):
        return True
    return False if _ACCOUNT_WORDS.search(before) else None


#: In this order: what is an identity number is no card and no telephone.
_KINDS: tuple[tuple[str, re.Pattern[str], Callable[[str, str], bool | None]], ...] = (
    ("身份证号", _IDENTITY, _is_identity),
    ("银行卡号", _CARD, _is_card),
    ("手机号", _MOBILE, _always),
    ("固定电话", _LANDLINE, _always),
    ("电话号码", _LOCAL, _always),
    ("电子邮箱", _EMAIL, _always),
)
