"""Findings as Markdown for a comment: how many first, errors in sight, the rest folded away."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence
from pathlib import Path

from generator.findings import Finding
from generator.findings import Severity
from generator.findings_text import Tally
from generator.git import place_in_repository
from generator.markdown.comment import fitting
from generator.markdown.comment import inert
from generator.personal import masked

#: By this line a program finds the comment it wrote before.
MARK = "<!-- mingxiao check -->"

_HEADS = {Severity.ERROR: "错误：改正以前不会发布", Severity.WARNING: "警告", Severity.NOTE: "说明"}

#: How many findings of each severity are listed, until it fits.
_STEPS = (500, 200, 100, 50, 20, 5, 0)


def as_markdown(findings: Sequence[Finding], root: Path) -> str:
    """A comment that always fits; what it leaves out is counted."""
    folder = place_in_repository(root)
    return fitting(lambda most: "\n".join(_lines(findings, folder, most)), _STEPS)


def _lines(findings: Sequence[Finding], folder: str, most: int) -> Iterator[str]:
    yield MARK
    yield f"### 核对结果：{Tally.of(findings)}"
    for severity, head in _HEADS.items():
        found = [finding for finding in findings if finding.severity is severity]
        if not found:
            continue
        is_open = " open" if severity is Severity.ERROR else ""
        yield from ("", f"<details{is_open}><summary>{head}（{len(found)}）</summary>", "")
        if shown := found[:most]:
            yield from ("| 位置 | 规则 | 说明 |", "|---|---|---|")
            yield from (_row(finding, folder) for finding in shown)
        if len(found) > len(shown):
            yield from (
                "",
                f"还有 {len(found) - len(shown)} 条没有列出，运行 <code>mingxiao check</code> 查看。",
            )
        yield from ("", "</details>")


def _row(finding: Finding, folder: str) -> str:
    place = finding.place
    where = f"{inert(folder + masked(place.path), 120)}<br>第 {place.line} 行第 {place.column} 列"
    words = [finding.message, finding.advice, f"部门说明：{finding.accepted}" if finding.accepted else ""]
    return f"| {where} | {inert(finding.rule)} | {'<br>'.join(inert(each, 300) for each in words if each)} |"
