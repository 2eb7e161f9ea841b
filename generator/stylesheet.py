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


#: What holds where the reader's device is dark: the same must hold where the reader chose dark, and not where light.
_DARK = re.compile(r"@media \(prefers-color-scheme: dark\) \{\s*:root \{(.*?)\}\s*\}", re.DOTALL)
_CHOSEN = (
    r'@media (prefers-color-scheme: dark) {:root:where(:not([data-theme="light"])) {\1}}'
    r'@media screen {:root:where([data-theme="dark"]) {color-scheme: dark; \1}'
    r':root:where([data-theme="light"]) {color-scheme: light}}'
)


def stylesheet(theme: Path, own: str = "") -> Stylesheet:
    """The theme's style sheet, without comments and spare space; ``own`` are the site's own colours, after the tokens."""
    listed = (theme / "site.css").read_text(encoding="utf-8")
    parts = _IMPORT.sub(
        lambda match: f"@layer {match[2]}{{{(theme / match[1]).read_text(encoding='utf-8')}}}", listed
    )
    parts = _DARK.sub(_CHOSEN, parts.replace("@layer layouts", f"@layer foundations{{{own}}}@layer layouts", 1))
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
