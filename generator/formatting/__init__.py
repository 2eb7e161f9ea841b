"""Formatting: a content file in its one canonical form, with every comment and every character that is read."""

from __future__ import annotations

from generator.formatting.canonical import Unfaithful
from generator.formatting.canonical import entry_lines
from generator.formatting.canonical import formatted
from generator.formatting.canonical import formatted_file
from generator.formatting.canonical import laid_out
from generator.formatting.written import Branch
from generator.formatting.written import Entry
from generator.formatting.written import Leaf
from generator.formatting.written import Note
from generator.formatting.written import written

__all__ = [
    "Branch",
    "Entry",
    "Leaf",
    "Note",
    "Unfaithful",
    "entry_lines",
    "formatted",
    "formatted_file",
    "laid_out",
    "written",
]
