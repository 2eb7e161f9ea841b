"""What is written by hand beside the reports: pages and settings hold no personal data either, and are no links elsewhere."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from generator.checks import check_line
from generator.checks import check_name
from generator.findings import Finding
from generator.read import read_settings
from generator.read import reject_link
from generator.read.selection import CONTENT

#: How the files are named that become pages.
_PAGES = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")


def check_handwritten(root: Path, folder: Path, settings: Path) -> Iterator[Finding]:
    """Symbolic links anywhere in a folder; personal data in the names of its files, in its pages and in the settings; and
    what of the settings is no YAML.
    """
    yield from check_settings(settings, root)
    yield from _check_lines(settings, _path(settings, root))
    if (root / CONTENT).is_symlink():
        return  # the survey tells of it
    for entry in _entries(folder):
        path = _path(entry, root)
        yield from check_name(path)
        if entry.is_symlink():
            yield reject_link(path)
        elif entry.suffix in _PAGES:
            yield from _check_lines(entry, path)


def check_settings(settings: Path, root: Path) -> Iterator[Finding]:
    """What is wrong with how mkdocs.yml is written."""
    if settings.is_file():
        yield from read_settings(_path(settings, root), settings.read_bytes())


def _path(file: Path, root: Path) -> str:
    return Path(os.path.relpath(file, root)).as_posix()


def _check_lines(file: Path, path: str) -> Iterator[Finding]:
    if file.is_file():
        for number, line in enumerate(file.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            yield from check_line(line, path, number)


def _entries(folder: Path) -> Iterator[Path]:
    """All that is below a folder; links are not followed. Editors lock files with hidden links to nowhere."""
    if folder.is_symlink():
        yield folder
        return
    for inside, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted((*folders, *names)):
            entry = Path(inside, name)
            if entry.exists() or not name.startswith("."):
                yield entry
