"""History: the commits that changed each content file, from git, so that a page can name its data's version."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from functools import lru_cache
from pathlib import Path

from generator.git import git


@dataclass(frozen=True, slots=True)
class Version:
    """A commit that changed a file, abbreviated, and its day (2023-05-10)."""

    commit: str
    day: str


@dataclass(frozen=True, slots=True, eq=False)
class History:
    """The versions of each file below a folder, newest first, by path relative to the root.

    Files come in the order of their newest versions. Without git or commits there are none. ``is_partial``: the clone
    is shallow, so that older versions are not known. ``carried_along`` are files as they were, by path and commit, for
    where git cannot be asked.
    """

    root: Path = Path()
    versions: Mapping[str, tuple[Version, ...]] = field(default_factory=dict)
    is_partial: bool = False
    carried_along: Mapping[tuple[str, str], bytes | None] | None = None

    def latest(self, path: str) -> Version | None:
        """The version of a file as it is now; None where none is known."""
        return next(iter(self.versions.get(path, ())), None)

    def newest(self, department: str = "", year: int = 0) -> Version | None:
        """The newest version of any file, of any of a department, or of any of a year; None where none is known."""
        return _newest(self).get(department or year)

    def content(self, path: str, version: Version) -> bytes | None:
        """A file as it was in a version; None where git does not have it, as after a renaming."""
        if self.carried_along is not None:
            return self.carried_along.get((path, version.commit))
        done = git(self.root, "show", f"{version.commit}:./{path}")
        return done.stdout if done and done.returncode == 0 else None

    def carried(self, paths: Iterable[str]) -> History:
        """The history of these files alone, with what they held in each version: git need not be asked."""
        versions = {path: self.versions[path] for path in paths if path in self.versions}
        held = {
            (path, each.commit): self.content(path, each)
            for path, known in versions.items()
            if len(known) > 1
            for each in known
        }
        return History(Path(), versions, self.is_partial, held)


@lru_cache(maxsize=2)
def _newest(history: History) -> Mapping[str | int, Version]:
    """The newest version by department and by year, and of all under 0."""
    found: dict[str | int, Version] = {}
    for path, versions in history.versions.items():  # newest first
        below, _, file = path.rpartition("/")
        year = file.removesuffix(".yml")
        keys: list[str | int] = [0, *below.split("/")[2:3]]
        for key in [*keys, int(year)] if year.isdecimal() and year != file else keys:
            found.setdefault(key, versions[0])
    return found


_MARK = "\x01"


def history(root: Path, folder: str) -> History:
    """The history of the files below the folder."""
    # As many digits in every clone, however large it is: git's own choice grows with a repository.
    shown = ("--abbrev=10", f"--format={_MARK}%h %cs", "--name-only", "--relative")
    options = ("-c", "core.quotepath=off", "log", *shown)
    done = git(root, *options, "--", folder)
    if done is None or done.returncode != 0:
        return History(root)
    found: dict[str, list[Version]] = {}
    current = Version("", "")
    for line in done.stdout.decode().splitlines():
        if line.startswith(_MARK):
            current = Version(*line.removeprefix(_MARK).split(" ", 1))
        elif line:
            found.setdefault(line, []).append(current)
    shallow = git(root, "rev-parse", "--is-shallow-repository")
    return History(
        root,
        {path: tuple(versions) for path, versions in found.items()},
        is_partial=shallow is not None and shallow.stdout.strip() == b"true",
    )
