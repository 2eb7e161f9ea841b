"""Git: what is asked of it, never changing the work tree, the index or a branch."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path


class RevisionUnknown(ValueError):
    """A revision that git cannot find, or no git at all: in words for whoever named it."""


def git(
    root: Path, *arguments: str, data: bytes | None = None, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes] | None:
    """Run git in a folder; None where there is no git. ``data`` is what it reads, ``environment`` is added to ours."""
    try:
        return subprocess.run(
            ["git", *arguments],
            cwd=root,
            capture_output=True,
            check=False,
            input=data,
            stdin=subprocess.DEVNULL if data is None else None,
            env=surroundings(environment or {}),
        )
    except OSError:
        return None


def surroundings(more: Mapping[str, str]) -> dict[str, str]:
    """The environment git runs in: looking does not refresh the index, and it speaks English on every machine."""
    return {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C", **more}


def asked(root: Path, *arguments: str, environment: Mapping[str, str] | None = None) -> bytes:
    """What git prints; RevisionUnknown with git's own words where it refuses."""
    done = git(root, *arguments, environment=environment)
    if done is None:
        raise RevisionUnknown("找不到 git 命令。")
    if done.returncode != 0:
        words = done.stderr.decode(errors="replace").strip().splitlines()
        raise RevisionUnknown(f"git {arguments[0]} 没有成功：{words[0] if words else done.returncode}")
    return done.stdout


def commit_of(root: Path, revision: str) -> str:
    """The commit a revision names, in full; RevisionUnknown where there is none such."""
    done = git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if done is not None and done.returncode == 0:
        return done.stdout.decode().strip()
    if done is not None:
        inside = git(root, "rev-parse", "--git-dir")
        if inside and inside.returncode != 0 and b"dubious ownership" in inside.stderr:
            raise RevisionUnknown(
                f"git 不信任 {root} 的所有者，运行 git config --global --add safe.directory 加上这个文件夹。"
            )
        if inside and inside.returncode != 0:
            raise RevisionUnknown(f"{root} 不在 git 仓库里，没有版本可以比较。")
        shallow = git(root, "rev-parse", "--is-shallow-repository")
        hint = (
            "仓库只取了最近的版本，先运行 git fetch --unshallow。"
            if shallow and shallow.stdout == b"true\n"
            else ""
        )
        raise RevisionUnknown(f"没有名为 {revision} 的版本（分支、标签或提交）。{hint}")
    raise RevisionUnknown("找不到 git 命令。")


def branching_point(root: Path, revision: str, other: str = "HEAD") -> str:
    """The last commit that two revisions have in common; the first itself where they have none."""
    commit = commit_of(root, revision)
    done = git(root, "merge-base", commit, other)
    return done.stdout.decode().strip() if done and done.returncode == 0 else commit


def place_in_repository(root: Path) -> str:
    """The folder's path from the top of its repository, with a slash at its end; "" at the top, or outside of any."""
    folder = root.resolve()
    top = next((each for each in (folder, *folder.parents) if (each / ".git").exists()), folder)
    return "" if top == folder else f"{folder.relative_to(top).as_posix()}/"


def changed_since(root: Path, revision: str, folder: str) -> tuple[str, ...]:
    """The files below a folder that this branch changed since it left the revision, committed or not.

    New files that git does not know of yet count too, ignored ones do not; of a renamed file both names.
    """
    base = branching_point(root, revision)
    options = ("--name-only", "-z", "--no-renames", "--no-ext-diff", "--relative")
    changed = asked(root, "diff", *options, base, "--", folder)
    unknown = asked(root, "ls-files", "-z", "--others", "--exclude-standard", "--", folder)
    names = {os.fsdecode(name) for name in (changed + unknown).split(b"\0") if name}
    return tuple(sorted(names))
