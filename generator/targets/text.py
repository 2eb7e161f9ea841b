"""Wording made uniform: full-width forms, symbol variants and thousands separators, for comparing only.

Pages always print the text as the source has it.
"""

from __future__ import annotations

import re
import unicodedata

#: Longer texts are prose; nothing is measured in them.
LONGEST_TARGET = 200
LONGEST_ACTUAL = 2000

_SYMBOLS = str.maketrans(
    {
        "≧": "≥",
        "⩾": "≥",
        "≦": "≤",
        "⩽": "≤",
        "═": "=",
        "〜": "~",
        "—": "-",
        "–": "-",
        "‐": "-",
        "‑": "-",
        "‒": "-",
        "―": "-",
        "−": "-",
        "⁓": "~",
        "∼": "~",
        "∽": "~",
        "•": "·",
    }
)
#: Written out before NFKC would turn the square into a digit.
_SQUARES = {"km²": "平方公里", "㎢": "平方公里", "m²": "平方米", "㎡": "平方米", "m³": "立方米", "㎥": "立方米"}
_SQUARE = re.compile("|".join(_SQUARES))
#: The same with a plain digit, which is what is left of the raised one in many a file.
_SQUARED = re.compile(r"(?:(?<=\d)(?P<kilo>k)?[mM]|(?<=[/百千万亿])m)(?P<power>[23])(?![\dA-Za-z.])")
_ODD_SYMBOL = re.compile("[" + "".join(map(chr, _SYMBOLS)) + "]")
_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,])")
_SIGN_OF = {">=": "≥", "=>": "≥", "<=": "≤", "=<": "≤", "==": "="}
_SIGNS = re.compile("[><]=|=[><]|=={1,}")
#: Units that leave open which of two is meant, and are one: 台(套), 人(次).
_EITHER = re.compile(r"(?<=[\d十百千万亿余多])(?:[台件]\(套\)|套\(间\)|[人场家户批]\(次\))")
_NO_BRACKETS = str.maketrans("", "", "()")
_SPACE = re.compile(r"\s+")
#: Numbers in circles count what follows; small ones above or below a line are no digits of the number before them.
_IN_CIRCLES = re.compile("[\u2460-\u249b\u24ea-\u24ff\u2776-\u2793\u3220-\u3229\u3280-\u3289]")
_RAISED = re.compile("(?<=[0-9０-９])[²³¹⁰⁴-⁹₀-₉¼-¾⅐-⅞]+")
#: What is apart stays apart: two numbers with a space or a line end between them do not become one.
_BETWEEN_NUMBERS = re.compile(r"(?<=\d)\s+(?=\d)")


def uniform(text: str) -> str:
    """The text with one spelling for each symbol and without spaces: "≧ ９５ ％" → "≥95%"."""
    for _ in range(4):  # removing a space can bring characters together that combine anew
        before, text = text, _once(text)
        if text == before:
            break
    return text


def _once(text: str) -> str:
    if not text.isascii():
        if _SQUARE.search(text):
            text = _SQUARE.sub(lambda square: _SQUARES[square.group()], text)
        text = _RAISED.sub("?", _IN_CIRCLES.sub("；", text))
        text = unicodedata.normalize("NFKC", text)
        if _ODD_SYMBOL.search(text):
            text = text.translate(_SYMBOLS)
    if _SPACE.search(text):
        text = _SPACE.sub("", _BETWEEN_NUMBERS.sub("、", text))
    if "m" in text or "M" in text:
        text = _SQUARED.sub(_spell_out, text)
    if "," in text:
        text = _THOUSANDS.sub(lambda match: match.group().replace(",", ""), text)
    if "(" in text:
        text = _EITHER.sub(lambda match: match.group().translate(_NO_BRACKETS), text)
    if "=" in text:
        text = _SIGNS.sub(lambda match: _SIGN_OF[match.group()[:2]], text)
    return text


def _spell_out(match: re.Match[str]) -> str:
    metre = "公里" if match["kilo"] else "米"
    return f"{'平方' if match['power'] == '2' else '立方'}{metre}"


_PUNCTUATION = re.compile(r"(?:[\s，。；、：！？“”‘’\"'《》〈〉（）()\[\]【】,;:!?·]|(?<!\d)\.|\.(?!\d))+")


def bare(text: str) -> str:
    """The text without punctuation: what is left to compare when wording is repeated."""
    return _PUNCTUATION.sub("", text)
