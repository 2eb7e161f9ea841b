"""A site in a real git repository, for tests of what looks into its history."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

#: Nothing of the machine's or the user's own settings, and always the same day.
ENVIRONMENT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "编辑",
    "GIT_AUTHOR_EMAIL": "editor@example.org",
    "GIT_COMMITTER_NAME": "编辑",
    "GIT_COMMITTER_EMAIL": "editor@example.org",
    "GIT_AUTHOR_DATE": "2023-05-10T12:00:00+0800",
    "GIT_COMMITTER_DATE": "2023-05-10T12:00:00+0800",
}

#: A small site: one department, one project, one report.
REPORT = "content/reports/bumen/xiangmu/2022.yml"
FILES = {
    "content/site.yml": "name: 测试\npublisher: 测试\n",
    "content/reports/bumen/department.yml": "name: 部门\n",
    "content/reports/bumen/xiangmu/project.yml": "name: 项目\n",
    REPORT: "year: 2022\ntitle: 报告\nbudget:\n  lines:\n    - {name: 培训, budget: 3, spent: 2}\n",
}


@dataclass(frozen=True)
class Repository:
    """A folder under git."""

    root: Path

    def write(self, files: Mapping[str, str | None]) -> None:
        """Write files; None deletes one."""
        for name, text in files.items():
            path = self.root / name
            if text is None:
                path.unlink()
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    def git(self, *arguments: str) -> str:
        """Run git to its end."""
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.root,
            capture_output=True,
            encoding="utf-8",
            check=True,
            env={**os.environ, **ENVIRONMENT},
        )
        return done.stdout

    def commit(self, files: Mapping[str, str | None] | None = None) -> str:
        """Commit everything as it is, with the files given: the new commit."""
        self.write(files or {})
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "改动")
        return self.git("rev-parse", "HEAD").strip()


def repository(root: Path, files: Mapping[str, str] | None = None) -> Repository:
    """A new repository with the files committed; the small site where none are given."""
    root.mkdir(parents=True, exist_ok=True)
    made = Repository(root)
    made.git("init", "-q", "-b", "main")
    made.commit(FILES if files is None else files)
    return made
