"""Hand-written pages: what people write in content/pages holds no personal data either."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.checks import check_text
from generator.findings import Finding
from generator.findings import Place


def check_handwritten(root: Path, folder: Path) -> Iterator[Finding]:
    """Personal data in the pages of a folder, line by line."""
    for file in sorted(folder.rglob("*.md")):
        path = file.resolve().relative_to(root.resolve()).as_posix()
        for number, line in enumerate(file.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            yield from check_text(line, Place(path, number, 1, len(line)))
