"""Markdown: the one dialect of all pages, and text from YAML made inert for it."""

from __future__ import annotations

from generator.markdown.blocks import rendered
from generator.markdown.dialect import generated
from generator.markdown.dialect import handwritten
from generator.markdown.inert import cell
from generator.markdown.inert import plain
from generator.markdown.inert import prose
from generator.markdown.links import is_allowed_image
from generator.markdown.links import is_allowed_link

__all__ = [
    "cell",
    "generated",
    "handwritten",
    "is_allowed_image",
    "is_allowed_link",
    "plain",
    "prose",
    "rendered",
]
