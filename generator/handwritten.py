"""What is written by hand beside the reports: pages and settings hold no personal data either, and are no links elsewhere."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from collections.abc import Iterator
from pathlib import Path

from generator.checks import check_line
from generator.checks import check_name
from generator.findings import Finding
from generator.read import read_page
from generator.read import read_settings
from generator.read import reject_link
from generator.read import reject_name
from generator.read.selection import CONTENT
from generator.read.source import FORBIDDEN

#: How the files are named that become pages.
_PAGES = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")

#: What no name of a file may have.
_UNSEEN = re.compile(f"{FORBIDDEN.pattern}|[\t\n\r]")

#: Gives the text of a file, and what is wrong with it.
_Reader = Callable[[str, bytes], tuple[str, tuple[Finding, ...]]]


def check_handwritten(root: Path, folder: Path, settings: Path) -> Iterator[Finding]:
    """Symbolic links anywhere in a folder; personal data, and what nobody can read, in the names of its files, in its pages
    and in the settings.
    """
    yield from check_settings(settings, root)
    if (root / CONTENT).is_symlink():
        return  # the survey tells of it
    for entry in _entries(folder):
        path = _path(entry, root)
        yield from check_name(path)
        if _UNSEEN.search(entry.name):
            yield reject_name(path)
        if entry.is_symlink():
            yield reject_link(path)
        elif entry.suffix in _PAGES:
            yield from _check_file(entry, path, read_page)


def check_settings(settings: Path, root: Path) -> Iterator[Finding]:
    """The same of mkdocs.yml; and what in it is no YAML."""
    yield from _check_file(settings, _path(settings, root), read_settings)


def _path(file: Path, root: Path) -> str:
    return Path(os.path.relpath(file, root)).as_posix()


def _check_file(file: Path, path: str, read: _Reader) -> Iterator[Finding]:
    if file.is_file():
        text, mistakes = read(path, file.read_bytes())
        yield from mistakes
        for number, line in enumerate(text.split("\n"), 1):
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
