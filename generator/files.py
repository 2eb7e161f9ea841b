"""Files published beside the pages: downloads, feeds. Written where they lie until the site is put together."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class SiteFile:
    """A file to publish: its path on the site, and its bytes."""

    path: str
    data: bytes


@dataclass(frozen=True, slots=True)
class PendingFile:
    """A file that can be made, and the fingerprint of what it would be made from."""

    path: str
    make: Callable[[], bytes]
    key: str


@dataclass(frozen=True, slots=True)
class Spool:
    """A folder that files wait in, so that they need not be held in memory. Workers of one machine share it."""

    folder: Path

    def write(self, files: Iterable[SiteFile]) -> tuple[str, ...]:
        """Write the files; their paths on the site."""
        return tuple(map(self._write, files))

    def place(self, path: str) -> Path:
        """Where the file of a path on the site waits."""
        return self.folder / path

    def _write(self, file: SiteFile) -> str:
        place = self.place(file.path)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(file.data)
        return file.path
