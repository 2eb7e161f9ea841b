"""Annotations: findings as other programs show them, at their lines. FORMATS are all ways to write them."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping
from collections.abc import Sequence
from pathlib import Path

from generator.annotations.comment import as_markdown
from generator.annotations.github import as_github
from generator.annotations.gitlab import as_gitlab
from generator.annotations.json_list import as_json
from generator.annotations.sarif import as_sarif
from generator.findings import Finding

#: How findings can be written; given the site root.
FORMATS: Mapping[str, Callable[[Sequence[Finding], Path], str]] = {
    "json": as_json,
    "github": as_github,
    "gitlab": as_gitlab,
    "sarif": as_sarif,
    "markdown": as_markdown,
}

__all__ = ["FORMATS"]
