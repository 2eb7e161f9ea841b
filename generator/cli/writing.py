"""Writing files: whole or not at all, and never over what is somebody else's."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from collections.abc import Iterator
from collections.abc import Sequence
from pathlib import Path

import click

from generator.destination import is_free
from generator.destination import unwritable


def replace_file(path: Path, data: bytes) -> None:
    """Put the data in the place of a file, which keeps its mode and owner; a link is followed."""
    path = path.resolve()
    status = path.stat()
    with _beside(path, data) as waiting:
        with contextlib.suppress(PermissionError):
            os.chown(waiting, status.st_uid, status.st_gid)
        waiting.chmod(status.st_mode & 0o7777)
        waiting.replace(path)


def create_file(path: Path, data: bytes) -> None:
    """Make a new file, and the folders above it. Raises FileExistsError rather than touch what is there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with _beside(path, data) as waiting:
        umask = os.umask(0)
        os.umask(umask)
        waiting.chmod(0o666 & ~umask)
        try:
            os.link(waiting, path)
        except OSError as error:
            # A memory stick's file system knows no second name for a file: the look and the step are two there.
            if error.errno not in (errno.EPERM, errno.ENOTSUP) or path.exists():
                raise
            waiting.rename(path)


def require_folder(folder: Path, signs: Sequence[str] = ()) -> None:
    """Make the folder; exit 2 where nothing can be written there, or others' files are: ours are known by the signs."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder):  # the only way to know
            pass
        is_ours = is_free(folder, signs)
    except OSError as error:
        raise click.UsageError(unwritable(folder, error)) from error
    if not is_ours:
        raise click.UsageError(f"{folder} 里有别的文件，没有动它。换一个新的或空的文件夹。")


def write_file(path: Path, data: bytes, *, force: bool = False) -> None:
    """Make a file, and the folders above it; exit 2 where none can be, or there is one that is not to be replaced."""
    try:
        if force and path.exists():
            replace_file(path, data)
        else:
            create_file(path, data)
    except OSError as error:
        is_there = isinstance(error, FileExistsError) and path.is_file()
        said = (
            f"已经有 {path}，没有动它。换一个名字；要换掉它，加 --force。"
            if is_there
            else unwritable(path, error)
        )
        raise click.UsageError(said) from error


@contextlib.contextmanager
def _beside(path: Path, data: bytes) -> Iterator[Path]:
    """A file with the data in the same folder, hidden, so that it can take a name in one step."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)
