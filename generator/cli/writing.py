"""Writing content files: whole or not at all, whatever happens meanwhile."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path


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
        os.link(waiting, path)


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
