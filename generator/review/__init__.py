"""Review: what a change does to what the public sees. FORMATS are the ways to write it."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping

from generator.review.as_json import as_json
from generator.review.as_markdown import as_markdown
from generator.review.as_text import as_text
from generator.review.model import Review
from generator.review.review import review

#: How a review can be written.
FORMATS: Mapping[str, Callable[[Review], str]] = {"text": as_text, "markdown": as_markdown, "json": as_json}

__all__ = ["FORMATS", "Review", "review"]
