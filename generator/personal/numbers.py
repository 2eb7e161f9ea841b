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

from generator.personal.seen import Printed
from generator.personal.seen import Seen
from generator.personal.seen import is_worth_a_look
from generator.personal.seen import views


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
        head, tail = (3, 2) if len(self.written) >= _LONG else (2, 1)
        return self.written[:head] + "*" * (len(self.written) - head - tail) + self.written[-tail:]


#: Of so many characters five may be shown.
_LONG = 10


_LETTERS_BEFORE = r"(?<=[Tt][Ee][Ll])|(?<=[Tt][Ee][Ll]\.)|(?<=[Pp]hone)|(?<=[Mm]obile)|(?<=QQ)|(?<=qq)|(?<=VX)|(?<=vx)|(?<=WX)|(?<=wx)"
_NOT_INSIDE = rf"(?:(?<![\dA-Za-z.])|{_LETTERS_BEFORE})(?<!第)"
_NOT_GOING_ON = r"(?![\dA-Za-z]|\.\d|\.[A-Za-z])"
#: What may part the digits of one number: a sign or two, a bracket, some spaces; never a comma, which parts numbers.
_SIGN = r"[ \t\-./\\_*~`#:·•・‧∙⋅'\"“”‘’()\[\]{}<>【】「」『』〔〕《》〈〉]"
_GAP = rf"(?:{_SIGN}{{0,4}}|\s)"
#: Less of it, for brackets and dashes with spaces put an amount beside another: 1500000（2000）, 150000 - 20000.
_BREAK = r"(?:[-_*\\·]{1,3}|[ \t]{1,4}|\s)"
_SLIGHT = r"[ \t\-./\\_*~`#·•・‧∙⋅]{0,3}"
_IS_AN_AMOUNT = r"(?!\s*(?:[千万亿]|元|人次|人|户|家|次|吨|亩|平方|公里|%))"
#: Years and dates beside a number, 150（2022-2023）, 150（20220415）, are no end of a telephone number.
_NO_DATE = rf"(?!{_GAP}(?:19|20)\d\d{_GAP}(?:(?:19|20)\d\d|[01]\d[0-3]\d)(?!\d))"
_NO_YEAR = rf"(?!\d{{4}}{_SLIGHT}(?:19|20)\d\d(?!\d))"
#: The ways eleven digits are grouped: 3-4-4, 4-4-3, 3-3-5, 6-5, and one by one.
_GROUPED = (
    rf"1[3-9]\d(?:[-\s.]?\d{{4}}[-\s.]?\d{{4}}"
    rf"|(?:{_NO_DATE}{_SIGN}{{1,4}}\d{{4}}{_GAP}|{_NO_YEAR}\d{{4}}{_SLIGHT})\d{{4}}(?!\s*年)"
    rf"|\d{_BREAK}\d{{4}}{_BREAK}\d{{3}}|{_BREAK}\d{{3}}{_BREAK}\d{{5}}|\d{{3}}{_BREAK}\d{{5}})"
    rf"|1{_BREAK}[3-9](?:{_BREAK}\d){{9}}"
)
_MOBILE = re.compile(rf"{_NOT_INSIDE}(?:(?:\+|00)?86{_GAP})?(?:{_GROUPED}){_NOT_GOING_ON}(?!\s*[千万亿]?元)")
#: An area code that there is, and a number in one part or two that is no date and begins with no year.
_IN_AREA = (
    rf"0(?:10|2\d|[3-9]\d\d){_GAP}"
    rf"(?:(?!20[0-4]\d[01]\d[0-3]\d)[2-9]\d{{6,7}}|(?!20[0-4]\d)[2-9]\d{{2,3}}{_GAP}\d{{4}})"
)
_LANDLINE = re.compile(
    rf"{_NOT_INSIDE}(?<!-)(?<!编号)(?<!编号:)"
    rf"(?:(?:\(0\d{{2,3}}\)|0\d{{2,3}}|\+86[-\s.]?[1-9]\d{{1,2}})[-\s.]?[2-9]\d{{6,7}}|{_IN_AREA}){_NOT_GOING_ON}"
)
_LOCAL = re.compile(
    r"(?:电话|联系|手机|传真|致电|拨打|固话|座机|[Tt][Ee][Ll])[^\d\n]{0,8}"
    rf"([2-9]\d{{6,7}}|[2-9]\d{{2,3}}[-\s]\d{{4}}|(?!20[0-4]\d)[2-9]\d{{2,3}}{_SIGN}{{1,3}}\d{{4}})(?!\d){_IS_AN_AMOUNT}(?!年)"
)
_BIRTHDAY = rf"\d{{4}}{_GAP}\d\d{_GAP}\d\d"
_IDENTITY = re.compile(rf"{_NOT_INSIDE}[1-9]\d{{5}}{_GAP}{_BIRTHDAY}{_GAP}\d{{3}}{_GAP}[\dXx]{_NOT_GOING_ON}")
_CARD_GAP = r"(?:[ \t\-._*\\·]{0,3}|\s)"
_CARD = re.compile(rf"{_NOT_INSIDE}\d{{4}}(?:{_CARD_GAP}\d{{4}}){{2,3}}{_CARD_GAP}\d{{1,4}}{_NOT_GOING_ON}")
_EMAIL = re.compile(
    r"(?<![A-Za-z0-9_.+-])[A-Za-z0-9][A-Za-z0-9_.+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{2,63}){1,4}(?![A-Za-z0-9-])"
)

#: A size, 150*2000*3000: of round lengths, as one telephone number in ten thousand is, or with its unit.
_SIZE = re.compile(r"\d{3,5}(?:\*\d{1,3}00){2}(?!\d)|\d{3,5}(?:\*\d{2,5}){2}\s*(?:毫米|厘米|公分|米)")

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


def personal_data(text: str, printed: Printed = str) -> Iterator[Datum]:
    """The personal data in a text, each stretch reported once.

    ``printed`` says what a page prints for a figure that the text names in braces.
    """
    if is_worth_a_look(text):
        yield from _found_in(text, views(text, printed))


def personal_data_in_address(part: str) -> Iterator[Datum]:
    """The same in a part of an address, where letters may touch the digits: a13800138000."""
    part = _DENSITY.sub(" ", part)
    yield from _found_in(part, (*views(part, str), Seen.plainly(_LETTERS.sub(_blank, part))))


def masked(text: str) -> str:
    """The text with the middle of all personal data in it hidden, as long as before; the text itself if there is none.

    Also where letters touch it: what is shown may be a path, or a line with an id.
    """
    if not is_worth_a_look(text):
        return text
    for each in personal_data_in_address(text):
        text = text[: each.start] + each.masked + text[each.start + len(each.written) :]
    return text


_LETTERS = re.compile(r"(?:(?!(?<=\d{17})x)[a-z])+-?", re.IGNORECASE)
#: photo@2x.png, a picture for screens of twice the dots, is no address.
_DENSITY = re.compile(r"@(?=\dx\.)")


def _blank(letters: re.Match[str]) -> str:
    return "。" * len(letters[0])


def _found_in(text: str, seen: Iterable[Seen]) -> Iterator[Datum]:
    taken = bytearray(len(text))
    for each in seen:
        for kind, pattern, verify in _KINDS:
            for match in pattern.finditer(each.text):
                first, last = match.span(match.lastindex or 0)
                digits = re.sub(r"[^\dXx]", "", each.text[first:last])
                certainty = verify(digits, each.text[max(first - _NEARBY, 0) : first])
                start, end = each.stretch(first, last)
                if certainty is None or any(taken[start:end]) or _SIZE.match(text, start):
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
