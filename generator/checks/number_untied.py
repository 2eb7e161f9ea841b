"""正文里的数等于某个指标，却没有与它关联。

关联以后，数据一改，正文里过时的数就会被发现，读者也能看到它的来历。

处理：写成 `{指标名 = 原文}`，提示里有现成的写法。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.subject import Fault
from generator.checks.subject import Subject
from generator.findings import Severity
from generator.statements import Words
from generator.targets.text import uniform

SEVERITY = Severity.NOTE

_NUMBER = re.compile(r"(?<![\d.,A-Za-z_〔\[(（-])\d[\d,]*(?:\.\d+)?[%％]?(?![\d年月日号届期〕\]-])")
_TITLED = re.compile("《[^《》]*》")

#: The figures a bare number is compared with; small counts would match by chance.
_LOOKED_FOR = (
    "budget.total",
    "budget.spent",
    "budget.unspent",
    "budget.rate",
    "budget.initial",
    "budget.idle.total",
    "indicators.count",
    "score",
)


def check(subject: Subject) -> Iterator[Fault]:
    """Bare numbers in prose, large or precise enough not to match by chance, that equal a figure."""
    known = _values(subject)
    for prose in subject.prose:
        for piece in prose.pieces:
            if not isinstance(piece, Words):
                continue
            for match in _NUMBER.finditer(
                _TITLED.sub(lambda title: "《" + "　" * (len(title[0]) - 2) + "》", piece.text)
            ):
                written = match.group()
                id = known.get(uniform(written))
                if id:
                    yield Fault(
                        subject.in_prose(prose, piece.start + match.start(), len(written)),
                        "“{written}”等于“{label}”，还没有与数据关联。",
                        "写成 {open}{id} = {written}{close}。",
                        {
                            "written": written,
                            "label": subject.figures[id].label,
                            "id": id,
                            "open": "{",
                            "close": "}",
                        },
                        prose.anchor,
                    )


def _values(subject: Subject) -> dict[str, str]:
    known: dict[str, str] = {}
    lines = [f"budget.line.{key}.{name}" for key in subject.facts.line_by_key for name in ("total", "spent")]
    for id in (*_LOOKED_FOR, *lines):
        figure = subject.figures[id]
        if figure.shown is None:
            continue
        sign = "%" if figure.unit == "%" else ""
        for number in dict.fromkeys((figure.plain, _without_zeros(figure.plain))):
            if "." in number if sign else len(number.replace(".", "").lstrip("0")) >= 3:
                known.setdefault(number + sign, id)
    return known


def _without_zeros(number: str) -> str:
    """A number without the zeros that end its decimals: 2150.50 is 2150.5."""
    return number.rstrip("0").rstrip(".") if "." in number else number
