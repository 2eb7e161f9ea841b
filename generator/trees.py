"""Trees: the content as it was in a revision, or as it lies in the work tree, both read from git's objects.

The work tree is taken as it is, with what is not committed and what git does not know of yet: it is added to a copy of
the index, and its objects go to a folder of their own. Work tree, index and branches stay as they are.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from dataclasses import field
from functools import cached_property
from pathlib import Path

from generator.git import RevisionUnknown
from generator.git import asked
from generator.git import commit_of
from generator.git import surroundings

#: How git's modes of files begin, and what it calls a symbolic link, and another repository in the place of a folder.
FILE, _LINK, _REPOSITORY = "100", "120000", "160000"


@dataclass(frozen=True)
class Tree:
    """The files below a folder. ``commit`` is "" for the work tree, whose index then lies in the ``environment``."""

    root: Path
    folder: str
    commit: str
    environment: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def files(self) -> Mapping[str, tuple[str, str]]:
        """Path, relative to the root, → mode and object."""
        if self.commit:
            listed = self._asked("ls-tree", "-r", "-z", self.commit, "--", self.folder)
        else:
            listed = self._asked("ls-files", "-s", "-z", "--", self.folder)
        found = {}
        for entry in filter(None, listed.split(b"\0")):
            about, _, path = entry.partition(b"\t")
            mode, *kind_and_object = about.decode().split()  # mode, kind, object; or mode, object, stage
            found[os.fsdecode(path)] = (mode, kind_and_object[1 if self.commit else 0])
        return {path: each for path, each in found.items() if each[0] != _REPOSITORY}

    def write(self, paths: Iterable[str], into: Path) -> None:
        """Write files of the tree below another folder; a symbolic link leads nowhere, whatever it says."""
        wanted = [(path, *self.files[path]) for path in paths if _is_below_its_root(path)]
        contents = self.contents(object for _, mode, object in wanted if mode != _LINK)
        for path, mode, _ in wanted:
            file = into / path
            file.parent.mkdir(parents=True, exist_ok=True)
            if mode == _LINK:
                file.symlink_to("nowhere")
            else:
                file.write_bytes(next(contents))

    def outline(self, paths: Iterable[str], into: Path) -> None:
        """Make files of the tree below another folder that are there but empty."""
        for path in filter(_is_below_its_root, paths):
            file = into / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.symlink_to("nowhere") if self.files[path][0] == _LINK else file.touch()

    def outline_folders(self, folders: Iterable[str], into: Path) -> None:
        """Make folders of the tree below another folder."""
        for path in set(filter(_is_below_its_root, folders)):
            (into / path).mkdir(parents=True, exist_ok=True)

    def contents(self, objects: Iterable[str]) -> Iterator[bytes]:
        """The contents of objects, in their order."""
        wanted = "".join(f"{each}\n" for each in objects).encode()
        with tempfile.TemporaryFile() as asked_for:
            asked_for.write(wanted)
            asked_for.seek(0)
            with subprocess.Popen(
                ["git", "cat-file", "--batch"],
                cwd=self.root,
                stdin=asked_for,
                stdout=subprocess.PIPE,
                env=surroundings(self.environment),
            ) as process:
                if process.stdout is None:
                    raise OSError("git cat-file gives nothing to read")
                for _ in range(wanted.count(b"\n")):
                    object, _, about = process.stdout.readline().decode().partition(" ")
                    if not about.startswith("blob "):
                        raise RevisionUnknown(f"git 里缺少 {object}，仓库不完整；先运行 git fetch。")
                    yield process.stdout.read(int(about.split()[1]))
                    process.stdout.read(1)

    def _asked(self, *arguments: str) -> bytes:
        return asked(self.root, *arguments, environment=self.environment)


def _is_below_its_root(path: str) -> bool:
    """Whether a file can be written below the folder it belongs to: a tree made by hand may hold any names."""
    parts = path.split("/")
    return not {"", ".", ".."} & set(parts) and all(len(os.fsencode(part)) < 256 for part in parts)


def tree_of(root: Path, folder: str, revision: str) -> Tree:
    """The folder as it was in a revision; RevisionUnknown where there is none such."""
    return Tree(root, folder, commit_of(root, revision))


@contextmanager
def work_tree(root: Path, folder: str) -> Iterator[Tree]:
    """The folder as it lies there now, but for what git is told to ignore."""
    with tempfile.TemporaryDirectory(prefix="mingxiao-") as kept:
        objects = Path(kept) / "objects"
        objects.mkdir()
        theirs = (root / os.fsdecode(asked(root, "rev-parse", "--git-path", "objects").rstrip(b"\n"))).resolve()
        others = os.environ.get("GIT_ALTERNATE_OBJECT_DIRECTORIES", "")
        environment = {
            "GIT_INDEX_FILE": str(Path(kept) / "index"),
            "GIT_OBJECT_DIRECTORY": str(objects),
            "GIT_ALTERNATE_OBJECT_DIRECTORIES": os.pathsep.join(filter(None, (str(theirs), others))),
        }
        index = root / os.fsdecode(asked(root, "rev-parse", "--git-path", "index").rstrip(b"\n"))
        if index.is_file():
            shutil.copy2(index, environment["GIT_INDEX_FILE"])  # a newer index would hide what was just changed
        tree = Tree(root, folder, "", environment)
        if (root / folder).exists():
            asked(root, "-c", "core.safecrlf=false", "add", "-A", "--", folder, environment=environment)
        yield tree


def renames(before: Tree, after: Tree, likeness: int) -> Mapping[str, str]:
    """New path → old path of each file that git takes for the same one at another place.

    It does where at least ``likeness`` percent of it are the same.
    """
    how = ("-z", f"-M{likeness}%", "--diff-filter=R", "--name-status", "--relative")
    if after.commit:
        listed = asked(before.root, "diff-tree", "-r", *how, before.commit, after.commit, "--", before.folder)
    else:
        options = ("diff-index", "--cached", *how, before.commit, "--", before.folder)
        listed = asked(before.root, *options, environment=after.environment)
    parts = [os.fsdecode(part) for part in listed.split(b"\0") if part]
    return {parts[place + 2]: parts[place + 1] for place in range(0, len(parts) - 2, 3)}
