"""Formatting: a content file in its one canonical form, with every comment and every character that is read."""

from __future__ import annotations

from generator.formatting.canonical import Unfaithful
from generator.formatting.canonical import formatted
from generator.formatting.canonical import formatted_file
from generator.formatting.scalars import in_block
from generator.formatting.scalars import in_line

__all__ = ["Unfaithful", "formatted", "formatted_file", "in_block", "in_line"]
