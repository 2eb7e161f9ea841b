"""Findings for people: like a good compiler, with place, sentence, the line with a caret, and one hint."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from generator.findings import Finding
from generator.findings import Severity

_NAMES = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.NOTE: "说明"}
_COLOURS = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}

#: How much of a long line is shown around the place, in columns of the terminal.
_WINDOW = 76


def as_text(findings: Sequence[Finding], console: Console, root: Path) -> None:
    """Place, sentence, the line with a caret, one hint; then a summary."""
    lines, say = Lines(root), _writer(console)
    for finding in findings:
        say(_headline(finding))
        for line in _snippet(finding, lines):
            say(line)
        if finding.advice:
            say(Text("    提示：" + finding.advice))
        if finding.accepted:
            say(Text("    部门说明：" + finding.accepted))
    say(Text(summary(findings)))


def _writer(console: Console) -> Callable[[Text], object]:
    """What prints a line; where there are no colours to be shown, a tenth of the work."""
    if console.is_terminal:
        return partial(console.print, soft_wrap=True)
    return lambda text: console.file.write(f"{text.plain}\n")


def _headline(finding: Finding) -> Text:
    return Text.assemble(
        (f"{_on_one_line(str(finding.place))}: ", "bold"),
        (_NAMES[finding.severity], _COLOURS[finding.severity]),
        f"[{finding.rule}] {_on_one_line(finding.message)}",
    )


def _on_one_line(text: str) -> str:
    """A text without line breaks: a line of content must not pass for a command to the runner of a workflow."""
    return " ".join(text.split("\n"))


def summary(findings: Iterable[Finding]) -> str:
    """How many of each kind."""
    found = list(findings)
    counts = Counter(finding.severity for finding in found)
    accepted = sum(bool(finding.accepted) for finding in found)
    kept = f"（其中 {accepted} 条部门已说明理由）" if accepted else ""
    return "，".join(f"{counts[severity]} 个{name}" for severity, name in _NAMES.items()) + kept + "。"


class Lines:
    """The lines of content files, each file read once."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.files: dict[str, list[str]] = {}

    def line(self, path: str, number: int) -> str:
        if path not in self.files:
            try:
                text = (self.root / path).read_bytes().decode("utf-8-sig", errors="replace")
            except OSError:
                text = ""
            self.files[path] = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        lines = self.files[path]
        return lines[number - 1] if number <= len(lines) else ""


def _snippet(finding: Finding, lines: Lines) -> list[Text]:
    """The line, cut to what surrounds the place, and a caret under the place; full-width characters count twice."""
    place = finding.place
    line = lines.line(place.path, place.line).replace("\t", " ")
    if not line.strip():
        return []
    start, end = place.column - 1, min(place.column - 1 + place.length, len(line))
    first, last = _window(line, start, end)
    prefix = "…" if first else ""
    shown = prefix + line[first:last] + ("…" if last < len(line) else "")
    before = cell_len(prefix + line[first:start])
    width = max(cell_len(line[start : min(end, last)]), 1)
    number = f"{place.line:>6} | "
    return [
        Text(number + "".join(each if each.isprintable() else "�" for each in shown)),
        Text(" " * (len(number) - 2) + "| " + " " * before + "^" * width, style=_COLOURS[finding.severity]),
    ]


def _window(line: str, start: int, end: int) -> tuple[int, int]:
    if cell_len(line) <= _WINDOW:
        return 0, len(line)
    first, last = start, min(end, start + _WINDOW // 2)
    while cell_len(line[first:last]) < _WINDOW and (first > 0 or last < len(line)):
        first, last = max(first - 1, 0), min(last + 1, len(line))
    return first, last
