"""要发布的文字里有一串很像银行账号的数字。

数字的长度和校验位都像银行账号，但不是常见的卡号开头，所以只提醒，不阻止发布。

处理：确认不是账号；是的话删掉。
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.personal_data import fault
from generator.checks.subject import Fault
from generator.checks.subject import Subject
from generator.findings import Severity

SEVERITY = Severity.NOTE


def check(subject: Subject) -> Iterator[Fault]:
    """Texts that hold what may be an account number."""
    for text, each in subject.personal_data:
        if not each.is_certain:
            yield fault(subject, text, each)
