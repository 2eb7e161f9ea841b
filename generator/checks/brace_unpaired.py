"""花括号没有配对，或里面不是“指标名 = 原文”。

花括号用来把正文里的数与数据核对，只认 `{指标名}` 和 `{指标名 = 原文}` 两种写法；全角的花括号 `｛｝` 不起作用。

处理：补上另一半；要照印花括号时写两遍：`{{` 和 `}}`。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.subject import Fault
from generator.checks.subject import Subject
from generator.checks.subject import excerpt
from generator.findings import Severity
from generator.statements import LoneBrace

SEVERITY = Severity.ERROR

#: A placeholder in full-width braces, closed by either kind.
_WIDE = re.compile(r"｛\s*[a-z][a-z0-9_.-]*\s*(?:[=＝][^｛｝{}\n]{0,120})?[｝}]")


def check(subject: Subject) -> Iterator[Fault]:
    """Braces in prose that open or close nothing."""
    for prose in subject.prose:
        for match in _WIDE.finditer(prose.text):
            yield Fault(
                subject.in_prose(prose, match.start(), len(match.group())),
                "“{written}”用的是全角花括号，不会与数据核对。",
                "改成半角的 { 和 }。",
                {"written": excerpt(match.group(), 60)},
                prose.anchor,
            )
        for piece in prose.pieces:
            if isinstance(piece, LoneBrace):
                yield Fault(
                    subject.in_prose(prose, piece.start, 1),
                    "这里的“{brace}”没有配对。",
                    "写成 {指标名 = 原文}；要照印花括号时写两遍。",
                    {"brace": piece.written},
                    prose.anchor,
                )
