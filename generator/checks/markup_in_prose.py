"""正文里有不起作用的标记。

正文是 Markdown，可以用加粗、列表、引用、表格和链接。HTML 标签、“#”标题和代码块不起作用，会照原样印出来。

处理：标题改用 sections；HTML 删掉。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.subject import Fault
from generator.checks.subject import Subject
from generator.checks.subject import excerpt
from generator.findings import Severity

SEVERITY = Severity.WARNING

_MARKUP = re.compile(r"</?[A-Za-z][^<>\n]{0,200}>|^[ ]{0,3}#{1,6}(?=\s)|^[ ]{0,3}(?:```|~~~)", re.MULTILINE)


def check(subject: Subject) -> Iterator[Fault]:
    """HTML tags, headings and code fences in prose."""
    for prose in subject.prose:
        for match in _MARKUP.finditer(prose.text):
            yield Fault(
                subject.in_prose(prose, match.start(), len(match.group())),
                "“{markup}”在正文里不起作用，会照原样印出来。",
                "标题改用 sections；HTML 删掉。",
                {"markup": excerpt(match.group().strip())},
                prose.anchor,
            )
