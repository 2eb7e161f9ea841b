"""Layout: where the characters of a text stand in the file it was read from.

YAML does not lay a text out as it reads: lines are indented or folded, quotes are doubled or escaped. A text is
therefore found again stretch by stretch; what falls between the stretches (an escape, a line end) has no place.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

#: How each style of YAML goes on, and in group 1 the runs of characters that stand for themselves.
_RUNS = {
    '"': re.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)|([^\\\n]+)", re.DOTALL),
    "'": re.compile(r"''|([^'\n]+)"),
    "": re.compile(r"([^\n]+)"),
}
_QUOTED = {'"': re.compile(r'"((?:[^"\\]|\\.)*)', re.DOTALL), "'": re.compile(r"'((?:[^']|'')*)")}
_LEAD = re.compile(r"[ ]*(?:-[ ]+)*")


@dataclass(frozen=True, slots=True)
class Layout:
    """The stretches of one text: each as (first character in the text, first in the file, length)."""

    stretches: tuple[tuple[int, int, int], ...]

    def written_at(self, position: int) -> int | None:
        """Where in the file a character of the text stands; None where that cannot be said."""
        number = bisect_right(self.stretches, (position, float("inf"))) - 1
        if number < 0:
            return None
        read, written, length = self.stretches[number]
        return written + position - read if position < read + length else None


def layout(source: str, start: int, text: str) -> Layout:
    """The layout of a text that is read from what begins at the start."""
    for opening in (0, 1):  # the plain case, and the quoted one
        if source.startswith(text, start + opening):
            return Layout(((0, start + opening, len(text)),))
    return Layout(tuple(_stretches(source, start, text)))


def _stretches(source: str, start: int, text: str) -> Iterator[tuple[int, int, int]]:
    style, begin, end = _body(source, start)
    position = 0
    for run in _RUNS[style].finditer(source, begin, end):
        words = (run[1] or "").strip()
        found = text.find(words, position) if words else -1
        if found >= 0:
            yield found, run.start() + run[0].index(words), len(words)
            position = found + len(words)


def _body(source: str, start: int) -> tuple[str, int, int]:
    """The quote a text is in, if any, and where its characters begin and end."""
    style = source[start : start + 1]
    if style in _QUOTED:
        quoted = _QUOTED[style].match(source, start)
        return (style, *quoted.span(1)) if quoted else ("", start, start)
    end = _end_of_block(source, start)
    if style in ("|", ">"):
        return "", source.find("\n", start, end), end
    return "", start, end


def _end_of_block(source: str, start: int) -> int:
    """Where the lines end that are indented deeper than the key, or the dash, that the text belongs to."""
    before = source[source.rfind("\n", 0, start) + 1 : start]
    lead = _LEAD.match(before)[0]  # type: ignore[index]
    indent = lead.rindex("-") if lead == before and "-" in lead else len(lead)
    following = re.compile(rf"\n[ ]{{0,{indent}}}[^ \n]").search(source, start)
    return following.start() if following else len(source)
