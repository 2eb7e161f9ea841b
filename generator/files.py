"""Files published beside the pages: downloads, feeds. Written where they lie until the site is put together."""

from __future__ import annotations

import os
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
        place = str(self.place(file.path))
        try:
            self._put(place, file.data)
        except FileNotFoundError:  # the first file of a folder
            Path(place).parent.mkdir(parents=True, exist_ok=True)
            self._put(place, file.data)
        return file.path

    @staticmethod
    def _put(place: str, data: bytes) -> None:
        """Write a file whole. Python's own files ask the system three more things about each, and there are many."""
        descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o666)
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(descriptor, rest) :]
        finally:
            os.close(descriptor)
