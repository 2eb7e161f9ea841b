"""Rooms: where each kind of work keeps what it computed, between one time and the next. Deleting them costs only time."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from generator.cache import Cache
from generator.cache import NotThere
from generator.fingerprint import Census
from generator.fingerprint import Seen

#: The folder of all rooms, below the site's root.
KEPT = ".mingxiao"
_CENSUS, _CENSUS_FORM = "census", "1"
#: Fewer files than this are read in less time than it takes to write down what is known of ten thousand.
_FEW_READ = 100
#: A file written when work begins: its time is the file system's.
_CLOCK = "clock"


def read_census(cache: Cache) -> Census:
    """What is known of files from before, whatever program looked at them."""
    try:
        return Census(cast(dict[str, Seen], cache.read(_CENSUS, _CENSUS_FORM)[0]))
    except NotThere:
        return Census()


def write_census(cache: Cache, census: Census) -> None:
    """Keep what is known of files, unless nearly all of it is kept already: looking at a few once more costs less."""
    if census.read >= _FEW_READ:
        settled = census.settled(cache.place(_CLOCK).stat().st_mtime_ns)
        cache.write(_CENSUS, _CENSUS_FORM, [settled])


@contextmanager
def room(root: Path, name: str, *, clean: bool = False) -> Iterator[Cache]:
    """The cache of a kind of build, for one build at a time; another at the same time gets one of its own, as does one
    that may not write here.
    """
    with ExitStack() as stack:
        cache = Cache(_own(root / KEPT, name, stack, clean) or _apart(stack))
        cache.place(_CLOCK).write_bytes(b"")
        yield cache


def _own(kept: Path, name: str, stack: ExitStack, clean: bool) -> Path | None:
    folder = kept / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (kept / ".gitignore").write_text("*\n", encoding="utf-8")
        lock = os.open(kept / f"{name}.lock", os.O_CREAT | os.O_RDWR, 0o644)
        stack.callback(os.close, lock)
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return None
    if clean:
        shutil.rmtree(folder)
        folder.mkdir()
    return folder


def _apart(stack: ExitStack) -> Path:
    return Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="mingxiao-")))
