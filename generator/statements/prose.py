"""Prose: every text of a report that may hold placeholders, in reading order, with its address on the page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass

from generator.findings import Spot
from generator.model.report import Report
from generator.model.report import Section
from generator.statements.claims import Around
from generator.statements.placeholders import Piece
from generator.statements.placeholders import Placeholder
from generator.statements.placeholders import pieces


@dataclass(frozen=True, slots=True)
class Prose:
    """One text, whole and in pieces.

    ``anchor`` is the address of what it belongs to, ``first`` the number of its first statement.
    """

    anchor: str
    text: str
    spot: Spot
    first: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """One assertion of a report: a figure, and what the source says of it. ``number`` counts from 1.

    ``written`` is its notation in the file and ``start`` where in the prose that begins.
    """

    number: int
    figure: str
    stated: str
    written: str
    start: int
    prose: Prose

    @property
    def around(self) -> Around:
        """The prose around it, as far as words may belong to its number."""
        return around(self.prose.text, self.start, self.written)

    @property
    def anchor(self) -> str:
        """Its address on the report page."""
        return statement_anchor(self.number)


#: Marks that a reader does not see: the unit of **480.82**万元 stands behind it.
_EMPHASIS = re.compile("[*_~`]+")
#: How far from a number words may belong to it.
_REACH = 12


def around(text: str, start: int, written: str) -> Around:
    """The prose around what is written at a place of a text, as far as words may belong to it."""
    end = start + len(written)
    before, behind = text[max(start - _REACH, 0) : start], text[end : end + _REACH]
    return Around(_EMPHASIS.sub("", before), _EMPHASIS.sub("", behind))


def statement_anchor(number: int) -> str:
    """The address of the statement with the number."""
    return f"n{number}"


def prose_of(report: Report) -> Iterator[Prose]:
    """The prose texts of a report in the order of the page."""
    first = 1
    for anchor, text, spot in _texts(report):
        parts = pieces(text)
        yield Prose(anchor, text, spot, first, parts)
        first += sum(isinstance(piece, Placeholder) and piece.stated is not None for piece in parts)


def _texts(report: Report) -> Iterator[tuple[str, str, Spot]]:
    for number, objective in enumerate(report.objectives, 1):
        yield f"o{number}", objective.target, objective.spot("target")
        yield f"o{number}", objective.actual, objective.spot("actual")
    for anchor, section in sections_of(report.sections):
        yield anchor, section.text, section.spot("text")
    for letter, name, texts in (("p", "problems", report.problems), ("m", "measures", report.measures)):
        for number, text in enumerate(texts):
            yield f"{letter}{number + 1}", text, report.spot(f"{name}.{number}")


def sections_of(sections: tuple[Section, ...], within: str = "s") -> Iterator[tuple[str, Section]]:
    """Every section with its address (s1, s1-2, s1-2-3), outer before inner."""
    for number, section in enumerate(sections, 1):
        anchor = f"{within}{number}" if within == "s" else f"{within}-{number}"
        yield anchor, section
        yield from sections_of(section.sections, anchor)


def statements_in(texts: Iterable[Prose]) -> Iterator[Statement]:
    """Every assertion in the texts, in their order."""
    for prose in texts:
        number = prose.first
        for piece in prose.pieces:
            if isinstance(piece, Placeholder) and piece.stated is not None:
                yield Statement(number, piece.figure, piece.stated, piece.written, piece.start, prose)
                number += 1
