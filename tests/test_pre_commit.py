"""The hook of .pre-commit-hooks.yaml, run by the real pre-commit when something is really committed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.small_site import ENVIRONMENT
from tests.small_site import FILES
from tests.small_site import REPORT
from tests.small_site import Repository
from tests.small_site import repository

COMMANDS = Path(sys.executable).parent


@pytest.fixture
def site(tmp_path: Path) -> Repository:
    """A site whose commits are looked at by the hook, which comes from a repository of its own."""
    hooks = repository(tmp_path / "hooks", {"README.md": "钩子\n"})
    shutil.copy(ROOT / ".pre-commit-hooks.yaml", hooks.root)
    revision = hooks.commit()
    configuration = (
        f"repos:\n  - repo: {hooks.root}\n    rev: {revision}\n    hooks:\n      - id: mingxiao-check\n"
    )
    made = repository(tmp_path / "site", FILES | {".pre-commit-config.yaml": configuration})
    run(made, str(COMMANDS / "pre-commit"), "install")
    return made


def run(site: Repository, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command where the hook finds mingxiao, with pre-commit's store inside the test's folder."""
    environment = {
        **os.environ,
        **ENVIRONMENT,
        "PATH": f"{COMMANDS}{os.pathsep}{os.environ['PATH']}",
        "PRE_COMMIT_HOME": str(site.root.parent / "store"),
        "GIT_ALLOW_PROTOCOL": "file",
    }
    return subprocess.run(
        arguments, cwd=site.root, capture_output=True, encoding="utf-8", check=False, env=environment
    )


def commit(site: Repository) -> subprocess.CompletedProcess[str]:
    site.git("add", "-A")
    return run(site, "git", "commit", "-m", "改动")


def test_a_report_with_an_error_is_not_committed(site: Repository) -> None:
    site.write({REPORT: FILES[REPORT].replace("budget: 3", "budget: -3")})
    done = commit(site)
    assert done.returncode == 1
    assert "negative-amount" in done.stderr + done.stdout
    assert site.git("log", "--format=%h").count("\n") == 1


def test_a_report_with_a_warning_is_committed(site: Repository) -> None:
    site.write({REPORT: FILES[REPORT].replace("spent: 2", "spent: 4")})
    done = commit(site)
    assert done.returncode == 0, done.stderr
    assert site.git("log", "--format=%h").count("\n") == 2


def test_what_is_not_content_is_not_looked_at(site: Repository) -> None:
    site.write({"notes.yml": "a: [\n"})
    done = commit(site)
    assert done.returncode == 0, done.stderr
    assert "Skipped" in done.stdout + done.stderr
