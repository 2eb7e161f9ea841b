"""A real repository of a real site, for tests that do in it what people and forges do."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.conftest import ROOT

#: Where the tests' own programs are.
ENVIRONMENT = Path(sys.prefix)

SOMEBODY = {
    "GIT_AUTHOR_NAME": "编辑",
    "GIT_AUTHOR_EMAIL": "editor@example.org",
    "GIT_COMMITTER_NAME": "编辑",
    "GIT_COMMITTER_EMAIL": "editor@example.org",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
}


def git(root: Path, *arguments: str) -> str:
    """Git, as somebody; what it prints."""
    done = subprocess.run(
        ["git", *arguments],
        cwd=root,
        env={**os.environ, **SOMEBODY},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout.strip()


def copy_of_this_repository(root: Path, wanted: Callable[[str], bool] = lambda name: True) -> Path:
    """This repository as it is now, in one commit of a new one: all of it, or the files wanted."""
    root.mkdir()
    for name in git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0"):
        if name and wanted(name) and (ROOT / name).is_file():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, root / name)
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "公开")
    return root


def prepare(root: Path) -> None:
    """Let the clone use the environment of the tests; `make` sees that it is newer than what it is made from."""
    assert (ENVIRONMENT / ".site").is_file(), "运行 make test，它准备环境"
    (root / ".git/info/exclude").write_text("/.venv\n", encoding="utf-8")
    (root / ".venv").symlink_to(ENVIRONMENT)
    for made_from in ("requirements.txt", "pyproject.toml"):
        os.utime(root / made_from, (1, 1))
