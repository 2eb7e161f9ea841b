"""标题里写了序号。

“一、”“（一）”“1.”由程序按次序生成，写在标题里会出现两次。

处理：删掉标题里的序号。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.subject import Fault
from generator.checks.subject import Subject
from generator.checks.subject import excerpt
from generator.findings import Severity
from generator.statements import sections_of

SEVERITY = Severity.WARNING

_NUMBER = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）]|\d{1,2}[.．、](?!\d)|[(（]\d{1,2}[)）]"
)


def check(subject: Subject) -> Iterator[Fault]:
    """Section titles that begin with a typed number."""
    for anchor, section in sections_of(subject.report.sections):
        match = _NUMBER.match(section.title)
        if match:
            yield Fault(
                subject.at(section.spot("title"), len(match.group())),
                "标题“{title}”里写了序号“{number}”，页面上会出现两次。",
                "删掉序号。",
                {"title": excerpt(section.title), "number": match.group()},
                anchor,
            )
