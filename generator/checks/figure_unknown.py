"""没有这个指标名。

花括号里等号前的名字，以及 stated 下的键，必须是本站能计算的指标名，例如 budget.total。提示会给出最接近的名字；
全部名字见“方法”页，或运行 `mingxiao figures 报告.yml`。

处理：改成提示的名字。正文里需要照印花括号时，写两遍：`{{` 和 `}}`。
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from generator.checks.subject import Fault
from generator.checks.subject import Subject
from generator.checks.subject import excerpt
from generator.findings import Severity
from generator.statements import Placeholder

SEVERITY = Severity.ERROR


def check(subject: Subject) -> Iterator[Fault]:
    """Placeholders and stated values whose figure does not exist."""
    nearest = _Nearest(subject)
    for each in subject.assertions:
        if each.comparison is None and not _may_exist(subject, each.figure):
            near = nearest.to(each.figure)
            yield each.fault(_WORDING, _hint(near), figure=excerpt(each.figure, 60), near=near)
    for prose in subject.prose:
        for piece in prose.pieces:
            if not isinstance(piece, Placeholder) or piece.stated is not None:
                continue
            if subject.figures.get(piece.figure) is None and not _may_exist(subject, piece.figure):
                values = {"figure": excerpt(piece.figure, 60), "near": nearest.to(piece.figure)}
                place = subject.in_prose(prose, piece.start, len(piece.written))
                yield Fault(place, _WORDING, _hint(values["near"]), values)


def _may_exist(subject: Subject, figure: str) -> bool:
    """Whether it may be of a row or line that could not be read."""
    return figure.startswith(("budget.line.", "indicator.", "subproject.")) and subject.facts.is_open(figure)


_WORDING = "没有 {figure} 这个指标名。"


def _hint(near: str) -> str:
    return "最接近的是 {near}。" if near else "全部名字见“方法”页，或运行 mingxiao figures。"


class _Nearest:
    """The names nearest to unknown ones; looked for only so often, because it takes long."""

    MOST = 50

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        self.found: dict[str, str] = {}

    def to(self, written: str) -> str:
        if written not in self.found and len(self.found) < self.MOST:
            near = self._by_id(written) if written.isascii() else self._by_label(written)
            self.found[written] = "、".join(near)
        return self.found.get(written, "")

    def _by_id(self, written: str) -> list[str]:
        return get_close_matches(written, list(self.subject.figures.ids()), n=3, cutoff=0.3)

    def _by_label(self, written: str) -> list[str]:
        """Those whose name in words is nearest to it (执行率: budget.rate)."""
        ids = {str(label): id for id, label in self.subject.figures.registry.labels.items() if "{" not in id}
        return [ids[label] for label in get_close_matches(written, list(ids), n=3, cutoff=0.5)]
