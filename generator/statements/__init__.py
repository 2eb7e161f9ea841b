"""Statements: the numbers a report states, tied to the figures they speak of, and whether they agree."""

from __future__ import annotations

from generator.statements.agreement import Agreement
from generator.statements.agreement import Comparison
from generator.statements.agreement import compare
from generator.statements.claims import NOTHING_AROUND
from generator.statements.claims import Around
from generator.statements.claims import in_place
from generator.statements.placeholders import LoneBrace
from generator.statements.placeholders import Piece
from generator.statements.placeholders import Placeholder
from generator.statements.placeholders import Words
from generator.statements.placeholders import has_placeholders
from generator.statements.placeholders import pieces
from generator.statements.prose import Prose
from generator.statements.prose import Statement
from generator.statements.prose import around
from generator.statements.prose import prose_of
from generator.statements.prose import sections_of
from generator.statements.prose import statement_anchor
from generator.statements.prose import statements_in

__all__ = [
    "NOTHING_AROUND",
    "Agreement",
    "Around",
    "Comparison",
    "LoneBrace",
    "Piece",
    "Placeholder",
    "Prose",
    "Statement",
    "Words",
    "around",
    "compare",
    "has_placeholders",
    "in_place",
    "pieces",
    "prose_of",
    "sections_of",
    "statement_anchor",
    "statements_in",
]
