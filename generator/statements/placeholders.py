"""Placeholders: the small notation that ties a number in prose to its figure.

`{budget.total}` prints the computed figure; `{budget.total = 1935}` prints what the source says, as written, and
asserts that the figure agrees. Literal braces are doubled. Nothing else in braces is obeyed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_TOKEN = re.compile(r"\{\{|\}\}|\{(?P<figure>[^{}=\n]{1,120})(?:=(?P<stated>[^{}\n]{0,120}))?\}|[{}]")


@dataclass(frozen=True, slots=True)
class Words:
    """Plain prose between placeholders, and where it starts; doubled braces are single here."""

    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Placeholder:
    """One placeholder: the figure's id, what the source states (None: print the computed one), as written, where."""

    figure: str
    stated: str | None
    written: str
    start: int


@dataclass(frozen=True, slots=True)
class LoneBrace:
    """A brace that opens or closes nothing."""

    written: str
    start: int


Piece = Words | Placeholder | LoneBrace


@lru_cache(maxsize=512)  # the checks and the page each take the same texts of a report apart
def pieces(text: str) -> tuple[Piece, ...]:
    """The text in pieces; joined again they are the whole of it."""
    return tuple(_pieces(text))


def _pieces(text: str) -> Iterator[Piece]:
    if not has_placeholders(text):
        if text:
            yield Words(text, 0)
        return
    position = 0
    for match in _TOKEN.finditer(text):
        if match.start() > position:
            yield Words(text[position : match.start()], position)
        yield _piece(match)
        position = match.end()
    if position < len(text):
        yield Words(text[position:], position)


def _piece(match: re.Match[str]) -> Piece:
    written = match.group()
    if match["figure"] is not None:
        stated = match["stated"]
        return Placeholder(
            match["figure"].strip(), None if stated is None else stated.strip(), written, match.start()
        )
    if len(written) == 2:
        return Words(written[0], match.start())
    return LoneBrace(written, match.start())


def has_placeholders(text: str) -> bool:
    """Whether there is anything in the text that `pieces` would take apart."""
    return "{" in text or "}" in text
