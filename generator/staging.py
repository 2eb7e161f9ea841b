"""Staging: a site is built beside the published one and takes its place in one step, or not at all.

Where most of the site stays as it is, only what changed is built. It is moved to its places one file after the other: a
journal written before tells the next build how to finish that, should this one be cut off in these milliseconds.
"""

from __future__ import annotations

import ctypes
import fcntl
import filecmp
import json
import os
import shutil
import signal
from collections.abc import Container
from collections.abc import Iterable
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from dataclasses import field
from pathlib import Path
from threading import Thread

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
        if self._journal.exists():
            self._replay()
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

    def publish_changes(self, removed: Iterable[str], new: Container[str] = ()) -> None:
        """Put what was built into the published site, take away what it no longer has, and let go. What is known to be new
        is not compared with what is published.
        """
        half = self._journal.with_name(f"{self._journal.name}.half")
        with half.open("w", encoding="utf-8") as file:
            staged = sorted(self.staged())
            placed = [each for each in staged if each in new or not self._is_published(each)]
            json.dump({"placed": placed, "removed": sorted(removed)}, file)
            file.flush()
            os.fsync(file.fileno())
        signals = {signal.SIGINT, signal.SIGTERM}
        signal.pthread_sigmask(signal.SIG_BLOCK, signals)
        try:
            half.replace(self._journal)
            self._replay()
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, signals)
        self.discard()

    def staged(self) -> Iterator[str]:
        """The paths of everything built."""
        for folder, _, files in os.walk(self.folder):
            inside = Path(folder).relative_to(self.folder).as_posix()
            yield from (file if inside == "." else f"{inside}/{file}" for file in files)

    def _is_published(self, path: str) -> bool:
        """Whether the published site has the very bytes: then the file need not be touched."""
        try:
            return filecmp.cmp(self.folder / path, self.final / path, shallow=False)
        except OSError:
            return False

    def _replay(self) -> None:
        """Do what the journal says, as far as it has not been done."""
        told = json.loads(self._journal.read_text(encoding="utf-8"))
        for path in told["removed"]:
            place = self.final / path
            with suppress(FileNotFoundError, NotADirectoryError):
                place.unlink()
            _remove_empty(place.parent, self.final)
        replaced: list[int] = []
        for path in told["placed"]:
            if (self.folder / path).exists():
                place = self.final / path
                place.parent.mkdir(parents=True, exist_ok=True)
                replaced += _held(place)
                (self.folder / path).replace(place)
        self._journal.unlink()
        # The system gives the room of a large file free when nobody has it open, and that takes a while.
        Thread(target=_close, args=(replaced,)).start()

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
    def _journal(self) -> Path:
        return self.final.with_name(f".{self.final.name}.journal")

    @property
    def _old(self) -> Path:
        return self.final.with_name(f".{self.final.name}.old")


#: From so many bytes on a file is large.
_LARGE = 1 << 20


def _held(place: Path) -> list[int]:
    """A large file, held open; nothing where there is none."""
    try:
        return [os.open(place, os.O_RDONLY)] if place.stat().st_size >= _LARGE else []
    except OSError:
        return []


def _close(files: Iterable[int]) -> None:
    for each in files:
        os.close(each)


def _remove_empty(folder: Path, root: Path) -> None:
    """Remove a folder and those above it, up to the root, while there is nothing in them."""
    while folder != root:
        try:
            folder.rmdir()
        except FileNotFoundError:
            pass
        except OSError:
            return
        folder = folder.parent


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step, where the system can."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    done = rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
    return bool(done == 0)
