"""Findings for people: like a good compiler, with place, sentence, the line with a caret, and one hint."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from generator.findings import Finding
from generator.findings import Severity
from generator.personal import masked

if TYPE_CHECKING:
    from rich.console import Console

_NAMES = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.NOTE: "说明"}
_COLOURS = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}

#: How much of a long line is shown around the place, in columns of the terminal.
_WINDOW = 76

#: A line in pieces, each with its style.
_Line = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many findings there are, by severity; and how many of them the department has given a reason for."""

    counts: Counter[Severity]
    accepted: int

    @classmethod
    def of(cls, findings: Iterable[Finding]) -> Tally:
        """The tally of findings."""
        found = list(findings)
        return cls(Counter(each.severity for each in found), sum(bool(each.accepted) for each in found))

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.counts + other.counts, self.accepted + other.accepted)

    def __str__(self) -> str:
        kept = f"（其中 {self.accepted} 条部门已说明理由）" if self.accepted else ""
        return "，".join(f"{self.counts[each]} 个{name}" for each, name in _NAMES.items()) + kept + "。"


def as_text(findings: Sequence[Finding], console: Console, root: Path) -> None:
    """Place, sentence, the line with a caret, one hint; then a summary."""
    if console.is_terminal:
        from rich.text import Text

        lines = Lines(root)
        for finding in findings:
            for line in _lines(finding, lines):
                console.print(Text.assemble(*line), soft_wrap=True)
    else:
        console.file.write(_plain(findings, root))
    console.file.write(f"{Tally.of(findings)}\n")


def printed(findings: Iterable[Finding], root: Path) -> tuple[str, Tally]:
    """Findings as text without colours, in the order of the files, and how many there are."""
    listed = sorted(findings, key=lambda finding: finding.sort_key)
    return _plain(listed, root), Tally.of(listed)


def _plain(findings: Iterable[Finding], root: Path) -> str:
    lines = Lines(root)
    return "".join(
        "".join(text for text, _ in line) + "\n" for finding in findings for line in _lines(finding, lines)
    )


def _lines(finding: Finding, lines: Lines) -> Iterator[_Line]:
    yield _headline(finding)
    yield from _snippet(finding, lines)
    if finding.advice:
        yield ((f"    提示：{_on_one_line(finding.advice)}", ""),)
    if finding.accepted:
        yield ((f"    部门说明：{_on_one_line(finding.accepted)}", ""),)


def _headline(finding: Finding) -> _Line:
    return (
        (f"{_on_one_line(str(finding.place))}: ", "bold"),
        (_NAMES[finding.severity], _COLOURS[finding.severity]),
        (f"[{finding.rule}] {_on_one_line(finding.message)}", ""),
    )


def _on_one_line(text: str) -> str:
    """A text without line breaks: a line of content must not pass for a command to the runner of a workflow, nor to the
    terminal.
    """
    return _printable(" ".join(text.split("\n")))


def _printable(text: str) -> str:
    return text if text.isprintable() else "".join(each if each.isprintable() else "�" for each in text)


class Lines:
    """The lines of content files with what is personal in them hidden, each file read once."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.files: dict[str, list[str]] = {}
        self.hidden: dict[tuple[str, int], str] = {}  # a long line with many findings is looked through once

    def line(self, path: str, number: int) -> str:
        """A line as it may be shown; "" where there is none."""
        if (path, number) not in self.hidden:
            self.hidden[path, number] = masked(self._written(path, number))
        return self.hidden[path, number]

    def _written(self, path: str, number: int) -> str:
        if path not in self.files:
            file = self.root / path
            try:  # what a link leads to is no content, and need not be for everybody's eyes
                data = b"" if file.is_symlink() else file.read_bytes()
            except OSError:
                data = b""
            text = data.decode("utf-8-sig", errors="replace")
            self.files[path] = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        lines = self.files[path]
        return lines[number - 1] if number <= len(lines) else ""


def _snippet(finding: Finding, lines: Lines) -> Iterator[_Line]:
    """The line, cut to what surrounds the place, and a caret under the place; full-width characters count twice."""
    place = finding.place
    line = lines.line(place.path, place.line).replace("\t", " ")
    if not line.strip():
        return
    start, end = place.column - 1, min(place.column - 1 + place.length, len(line))
    first, last = _window(line, start, end)
    prefix = "…" if first else ""
    shown = prefix + line[first:last] + ("…" if last < len(line) else "")
    before = _width(prefix + line[first:start])
    width = max(_width(line[start : min(end, last)]), 1)
    number = f"{place.line:>6} | "
    yield ((number + _printable(shown), ""),)
    yield ((" " * (len(number) - 2) + "| " + " " * before + "^" * width, _COLOURS[finding.severity]),)


def _window(line: str, start: int, end: int) -> tuple[int, int]:
    if _width(line) <= _WINDOW:
        return 0, len(line)
    first, last = start, min(end, start + _WINDOW // 2)
    taken = _width(line[first:last])
    while taken < _WINDOW and (first > 0 or last < len(line)):
        if first > 0:
            first -= 1
            taken += _width(line[first])
        if last < len(line):
            taken += _width(line[last])
            last += 1
    return first, last


#: Text of letters that take one column and Chinese ones, which take two.
_PLAIN = re.compile(r"[ -~\u3001-\u3029\u3041-\u3096\u4e00-\u9fff\uff01-\uff60]*")
_NARROW = re.compile(r"[ -~]+")


@lru_cache(maxsize=4096)
def _width(text: str) -> int:
    """How many columns of a terminal a text takes."""
    if text.isascii() and text.isprintable():
        return len(text)
    if _PLAIN.fullmatch(text):
        return len(text) + len(_NARROW.sub("", text))
    # Slow to load, and seldom needed.
    from rich.cells import cell_len

    return cell_len(text)
