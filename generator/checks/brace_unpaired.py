"""花括号没有配对，或里面不是“指标名 = 原文”。

花括号用来把正文里的数与数据核对，只认 `{指标名}` 和 `{指标名 = 原文}` 两种写法。

处理：补上另一半；要照印花括号时写两遍：`{{` 和 `}}`。
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.subject import Fault
from generator.checks.subject import Subject
from generator.findings import Severity
from generator.statements import LoneBrace

SEVERITY = Severity.ERROR


def check(subject: Subject) -> Iterator[Fault]:
    """Braces in prose that open or close nothing."""
    for prose in subject.prose:
        for piece in prose.pieces:
            if isinstance(piece, LoneBrace):
                yield Fault(
                    subject.in_prose(prose, piece.start, 1),
                    "这里的“{brace}”没有配对。",
                    "写成 {指标名 = 原文}；要照印花括号时写两遍。",
                    {"brace": piece.written},
                    prose.anchor,
                )
