"""Hand-written pages: what people write in content/pages holds no personal data either, and is not a link to elsewhere."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from generator.checks import check_text
from generator.findings import Finding
from generator.findings import Place
from generator.read import reject_link
from generator.read.selection import CONTENT

#: How the files are named that become pages.
_PAGES = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")


def check_handwritten(root: Path, folder: Path) -> Iterator[Finding]:
    """Symbolic links anywhere in a folder, and personal data in its pages, line by line."""
    if (root / CONTENT).is_symlink():
        return  # the survey tells of it
    for file in _entries(folder):
        path = Path(os.path.relpath(file, root)).as_posix()
        if file.is_symlink():
            yield reject_link(path)
        elif file.suffix in _PAGES:
            for number, line in enumerate(file.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
                yield from check_text(line, Place(path, number, 1, len(line)))


def _entries(folder: Path) -> Iterator[Path]:
    """Every file below a folder, and every link, which is not followed. Editors lock files with hidden links to nowhere."""
    if folder.is_symlink():
        yield folder
        return
    for inside, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted((*names, *(each for each in folders if Path(inside, each).is_symlink()))):
            file = Path(inside, name)
            if file.exists() or not name.startswith("."):
                yield file
