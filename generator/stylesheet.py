"""Style sheet and scripts: the theme's parts as they are published, each under a name that changes with its content."""

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
    return Stylesheet(f"assets/site.{_digest(text)}.css", text)


@dataclass(frozen=True, slots=True)
class Script:
    """A component's script, by the component's name, and the path it is published at."""

    name: str
    path: str
    text: str


def scripts(theme: Path) -> tuple[Script, ...]:
    """The scripts of the theme's components, ``components/<name>/<name>.js``: modules, each whole in itself."""
    found = []
    for file in sorted((theme / "components").glob("*/*.js")):
        text = file.read_text(encoding="utf-8")
        found.append(Script(file.stem, f"assets/{file.stem}.{_digest(text)}.js", text))
    return tuple(found)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]
