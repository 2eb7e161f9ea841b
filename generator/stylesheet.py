"""The style sheet: the theme's parts in one file, in the order site.css lists them, each in its layer."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

_IMPORT = re.compile(r'@import "([^"]+)" layer\((\w+)\);')
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACE = re.compile(r"\s+")
_AROUND = re.compile(r" ?([{};,>]) ?")


@dataclass(frozen=True, slots=True)
class Stylesheet:
    """The style sheet and the path it is published at, which changes with its content."""

    path: str
    text: str


def stylesheet(theme: Path) -> Stylesheet:
    """The theme's style sheet, without comments and spare space."""
    listed = (theme / "site.css").read_text(encoding="utf-8")
    parts = _IMPORT.sub(
        lambda match: f"@layer {match[2]}{{{(theme / match[1]).read_text(encoding='utf-8')}}}", listed
    )
    text = _AROUND.sub(r"\1", _SPACE.sub(" ", _COMMENT.sub("", parts))).replace(";}", "}").strip()
    digest = hashlib.sha256(text.encode()).hexdigest()[:8]
    return Stylesheet(f"assets/site.{digest}.css", text)
