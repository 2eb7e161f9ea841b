"""Remote work: what a project is made from is sent along as bytes, and what was made comes back. No disk is shared."""

from __future__ import annotations

import hashlib
import json
import sys
import tempfile
import zlib
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from dataclasses import field
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import overload

from generator.files import SiteFile
from generator.history import History
from generator.read import ProjectFolder
from generator.read.content import CONTENT

#: What else decides the bytes of a page or a download.
_LIBRARIES = ("jinja2", "markdown-it-py", "pyyaml", "xlsxwriter")


class OtherProgram(RuntimeError):
    """A worker has another version of this program, or of what it is made with: its pages could differ from ours."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A project as it is sent: its files by their paths below the site root, and what is known of their past.

    Attachments are sent as empty files: they are published as they are, from where we are.
    """

    folder: ProjectFolder
    files: Mapping[str, bytes]
    history: History


@dataclass(frozen=True, slots=True)
class Kit:
    """What every parcel is worked on with: the templates of the theme, packed, and the program that sends them."""

    theme: bytes
    program: str


class Parcels(Sequence[Parcel]):
    """The parcels of many projects, each packed only when it is taken: no more lie about than are under way."""

    def __init__(self, root: Path, folders: Sequence[ProjectFolder], history: History) -> None:
        self._root = root
        self._folders = folders
        self._history = history

    def __len__(self) -> int:
        return len(self._folders)

    @overload
    def __getitem__(self, which: int) -> Parcel: ...

    @overload
    def __getitem__(self, which: slice) -> Sequence[Parcel]: ...

    def __getitem__(self, which: int | slice) -> Parcel | Sequence[Parcel]:
        if isinstance(which, slice):
            return [self._packed(each) for each in self._folders[which]]
        return self._packed(self._folders[which])

    def _packed(self, folder: ProjectFolder) -> Parcel:
        files = dict(_files(self._root, folder))
        return Parcel(folder, files, self._history.carried(f"{CONTENT}/{each.path}" for each in folder.ids()))


def _files(root: Path, folder: ProjectFolder) -> Iterator[tuple[str, bytes]]:
    for place in sorted((root / folder.path).iterdir()):
        if place.is_file():
            yield f"{folder.path}/{place.name}", place.read_bytes()
        elif place.is_dir() and place.name in map(str, folder.years):
            for attachment in place.iterdir():
                if attachment.is_file() and not attachment.is_symlink():
                    yield f"{folder.path}/{place.name}/{attachment.name}", b""


@dataclass(frozen=True, slots=True)
class Carried:
    """Takes files as a spool does; they travel back in memory."""

    files: list[SiteFile] = field(default_factory=list)

    def write(self, files: Iterable[SiteFile]) -> tuple[str, ...]:
        """Take the files; their paths on the site."""
        taken = tuple(files)
        self.files.extend(taken)
        return tuple(file.path for file in taken)


def returned(files: Iterable[SiteFile], root: Path) -> Iterator[SiteFile]:
    """Files that came back, attachments with what they hold."""
    for file in files:
        own = root / CONTENT / "reports" / file.path
        yield file if file.data or not own.is_file() else SiteFile(file.path, own.read_bytes())


def kit(theme: Path) -> Kit:
    """The kit for the theme; only templates are needed far away."""
    templates = {
        each.relative_to(theme).as_posix(): each.read_text(encoding="utf-8")
        for each in sorted(theme.rglob("*.html"))
    }
    return Kit(zlib.compress(json.dumps(templates).encode()), program())


@contextmanager
def unpacked(parcel: Parcel, kit: Kit) -> Iterator[tuple[Path, Path]]:
    """The site root of a parcel, while it is worked on, and the theme; OtherProgram where they would be misread."""
    if kit.program != program():
        raise OtherProgram("工作进程上的明效、Python 或依赖与本机的版本不同；装成一样的再试。")
    with tempfile.TemporaryDirectory(prefix="mingxiao-") as folder:
        root = Path(folder)
        _lay(root, parcel.files)
        yield root, Path(_theme(kit.theme).name)


@cache  # templates are compiled once for each folder
def _theme(packed: bytes) -> tempfile.TemporaryDirectory[str]:
    folder = tempfile.TemporaryDirectory(prefix="mingxiao-theme-")
    templates: dict[str, str] = json.loads(zlib.decompress(packed))
    _lay(Path(folder.name), {name: text.encode() for name, text in templates.items()})
    return folder


def _lay(root: Path, files: Mapping[str, bytes]) -> None:
    for name, data in files.items():
        place = root / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)


@cache
def program() -> str:
    """What decides the bytes that this process makes, in one word."""
    here = Path(__file__).parent
    word = hashlib.sha256(f"{sys.version} {zlib.ZLIB_RUNTIME_VERSION}".encode())
    for library in _LIBRARIES:
        word.update(version(library).encode())
    for each in sorted(here.rglob("*")):
        if each.is_file() and "__pycache__" not in each.parts:
            word.update(each.relative_to(here).as_posix().encode() + each.read_bytes())
    return word.hexdigest()
