"""Staging: a site is built beside the published one and takes its place in one step, or not at all."""

from __future__ import annotations

import ctypes
import fcntl
import os
import shutil
from dataclasses import dataclass
from dataclasses import field
from pathlib import Path

#: renameat2's flag for exchanging two names, and the "directory" that means the working one (linux/fs.h, fcntl.h).
_RENAME_EXCHANGE = 2
_AT_FDCWD = -100


class AnotherBuildRuns(RuntimeError):
    """A second build of the same site was started."""


@dataclass(slots=True)
class Staging:
    """A folder beside ``final`` that becomes it. Holds a lock from the beginning to the end."""

    final: Path
    _lock: int = field(default=-1, repr=False)

    @property
    def folder(self) -> Path:
        """Where the new site is built."""
        return self.final.with_name(f".{self.final.name}.building")

    def begin(self) -> None:
        """Take the lock and clear away what an interrupted build left."""
        self.final.parent.mkdir(parents=True, exist_ok=True)
        lock = self.final.with_name(f".{self.final.name}.lock")
        self._lock = os.open(lock, os.O_CREAT | os.O_RDWR, 0o644)
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(self._lock)
            self._lock = -1
            raise AnotherBuildRuns(f"另一次构建正在写 {self.final}，等它结束再试。") from error
        if not self.final.exists() and self._old.exists():
            self._old.rename(self.final)  # interrupted between two renames
        self.discard()

    def publish(self) -> None:
        """Put the new site in the place of the old one, and let go."""
        if self.final.exists():
            if not _exchange(self.folder, self.final):
                self.final.rename(self._old)
                self.folder.rename(self.final)
        else:
            self.folder.rename(self.final)
        self.discard()

    def discard(self) -> None:
        """Remove what is not the published site."""
        for folder in (self.folder, self._old):
            shutil.rmtree(folder, ignore_errors=True)

    def end(self) -> None:
        """Let go of the lock; harmless to call twice."""
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1
            self.final.with_name(f".{self.final.name}.lock").unlink(missing_ok=True)

    @property
    def _old(self) -> Path:
        return self.final.with_name(f".{self.final.name}.old")


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step, where the system can."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    done = rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
    return bool(done == 0)
