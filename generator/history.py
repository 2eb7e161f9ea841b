"""History: which commit last changed each content file, from git, so that a page can name its data's version."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Version:
    """The commit that last changed a file, abbreviated, and its day (2023-05-10)."""

    commit: str
    day: str


_MARK = "\x01"


def versions(root: Path, folder: str) -> Mapping[str, Version]:
    """The version of each file below the folder, by path relative to the root; empty without git or history."""
    command = ["git", "-c", "core.quotepath=off", "log", f"--format={_MARK}%h %cs", "--name-only", "--relative"]
    try:
        done = subprocess.run(
            [*command, "--", folder], cwd=root, capture_output=True, encoding="utf-8", check=False
        )
    except OSError:
        return {}
    found: dict[str, Version] = {}
    current = Version("", "")
    for line in done.stdout.splitlines() if done.returncode == 0 else ():
        if line.startswith(_MARK):
            current = Version(*line.removeprefix(_MARK).split(" ", 1))
        elif line:
            found.setdefault(line, current)
    return found
