"""A text as a reader sees it: markup gone, statements as they are printed, digits of any script as 0–9.

Each way of seeing it knows where its characters stand in the text as written. There are two: sign by sign, and as a page
shows it. Both are looked at, for markup that glues digits together may as well be what parts a number from another.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

#: What a page prints for a figure.
Printed = Callable[[str], str]

_CHINESE = dict(zip("〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖", "00" + "123456789" * 2, strict=True))
#: A digit of any script: decimal ones, raised, lowered, circled, with a stop or in brackets, of old scripts, Chinese.
DIGIT = (
    "\\d²³¹⁰⁴-⁹₀-₉①-⒛⓪-⓿❶-➓㉑-㉟㊱-㊿🄀-🄊\u1369-\u1371\u19da\U00010a40-\U00010a43\U00010e60-\U00010e68\U00011052-\U0001105a"
    + "".join(_CHINESE)
)
_BETWEEN = r"(?:(?![，。；、,;])[\W_]){0,8}"

#: Seven digits with little between them; digits beside a statement, a link or an escape; an @. Anything less is nobody's
#: number. It begins with one set of characters, which is what the search is fast for.
_WORTH_A_LOOK = re.compile(
    rf"[@＠}}\]&\\{DIGIT}](?:(?<=[@＠])|(?<=[{DIGIT}]){_BETWEEN}(?:[{DIGIT}](?:{_BETWEEN}[{DIGIT}]){{5}}|\{{)"
    rf"|(?<=\}}){_BETWEEN}[{DIGIT}{{]|(?<=\])\(|(?<=&)#|(?<=\\)[xuU])"
)


#: The first look at one text.
is_worth_a_look = _WORTH_A_LOOK.search


def may_hold_personal_data(texts: Iterable[str]) -> bool:
    """Whether any of the texts is worth a closer look: asked once for a report, it spares asking for each text."""
    return _WORTH_A_LOOK.search("。".join(texts)) is not None  # a full stop: no number goes on across it


@dataclass(frozen=True, slots=True)
class Seen:
    """A text as it is seen, and where each of its characters begins and ends in the text as written."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    @classmethod
    def plainly(cls, text: str) -> Seen:
        """A text that is seen sign by sign, wide signs and digits of any script as their plain twins."""
        return cls(text.translate(_TWINS), range(len(text)), range(1, len(text) + 1))

    def stretch(self, first: int, last: int) -> tuple[int, int]:
        """Where the characters from the first until before the last begin and end in the text as written."""
        return self.starts[first], self.ends[last - 1]

    def replaced(self, pattern: re.Pattern[str], by: Callable[[re.Match[str]], str]) -> Seen:
        """The same with what matches seen as something else, all of which then stands where all of that stood."""
        text, starts, ends, position = list[str](), list[int](), list[int](), 0
        for match in pattern.finditer(self.text):
            other = by(match)
            if other == match[0]:
                continue
            start, end = self.stretch(*match.span())
            text += self.text[position : match.start()], other
            starts += (*self.starts[position : match.start()], *(start,) * len(other))
            ends += (*self.ends[position : match.start()], *(end,) * len(other))
            position = match.end()
        if not text:
            return self
        text.append(self.text[position:])
        return Seen("".join(text), (*starts, *self.starts[position:]), (*ends, *self.ends[position:]))


def views(text: str, printed: Printed) -> Iterator[Seen]:
    """The ways a text is seen that are not the same."""
    plain = Seen.plainly(text)
    yield plain
    shown = plain.replaced(_STATEMENT, lambda found: _shown(found, printed))
    shown = shown.replaced(_MARKUP, _without_markup).replaced(_STRANGE, _as_digits)
    if shown is not plain:
        yield shown


#: The notation of `generator/statements/placeholders.py`.
_STATEMENT = re.compile(r"\{\{|\}\}|\{(?P<figure>[^{}=\n]{1,120})(?:=(?P<stated>[^{}\n]{0,120}))?\}")


def _shown(found: re.Match[str], printed: Printed) -> str:
    if found["figure"] is None:
        return found[0][0]
    stated = found["stated"]
    return printed(found["figure"].strip()) if stated is None else stated.strip()


#: What shows nothing of itself: where a link leads, marks of emphasis and code, the backslash before a sign. And signs by
#: their number, as hand-written pages and YAML may write them.
_MARKUP = re.compile(
    r"\]\([^()\n]{0,2000}\)|[*_`~]+|&#(?:[xX](?P<hexadecimal>[0-9A-Fa-f]{1,6})|(?P<decimal>\d{1,7}));"
    r"|\\(?:x(?P<short>[0-9A-Fa-f]{2})|u(?P<long>[0-9A-Fa-f]{4})|U(?P<longest>[0-9A-Fa-f]{8})|(?=[!-/:-@\[-`{-~]))"
)


def _without_markup(found: re.Match[str]) -> str:
    group = found.lastgroup
    if group is None:
        return ""
    number = int(found[group], 10 if group == "decimal" else 16)
    return chr(number) if 0x20 <= number < 0xD800 else ""


#: What is neither plain nor Chinese; and three Chinese digits or more, which no words go with: 一三八〇.
_STRANGE = re.compile(rf"[^\x00-\x7f、-〆〈-〟㐀-鿿！-～]|[{''.join(_CHINESE)}]{{3,}}")


def _as_digits(found: re.Match[str]) -> str:
    return "".join(map(_as_digit, found[0]))


@cache
def _as_digit(sign: str) -> str:
    """A digit as 0–9, a letter in disguise as itself; what only changes the look of the sign before it as nothing."""
    digit = unicodedata.digit(sign, None)
    if sign in _CHINESE or digit is not None:
        return _CHINESE.get(sign) or str(digit)
    plain = unicodedata.normalize("NFKC", sign)
    if plain.isascii() and plain.strip():
        return plain
    return "" if unicodedata.category(sign) in ("Mn", "Me", "Cf") else sign


class _Twins(dict[int, int]):
    """The plain twin of each character, one for one."""

    def __missing__(self, code: int) -> int:
        sign = chr(code)
        digit = unicodedata.decimal(sign, None)
        twin = code - 0xFEE0 if 0xFF01 <= code < 0xFF5F else code
        twin = 0x20 if unicodedata.category(sign) == "Zs" else ord(str(digit)) if digit is not None else twin
        self[code] = twin
        return twin


_TWINS = _Twins(dict.fromkeys(map(ord, "—–‑‒−"), 0x2D))
