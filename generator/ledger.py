"""The ledger: what is published at present, and from what it was made. A build that finds it makes only what changed.

It is struck out before anything of the site is touched and written anew afterwards, so that it never says what is not.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from collections.abc import Mapping
from contextlib import ExitStack
from contextlib import contextmanager
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from pathlib import Path
from typing import cast

from generator.cache import Cache
from generator.cache import NotThere
from generator.fingerprint import Census
from generator.fingerprint import Seen
from generator.production import Slip

#: The folder of everything kept between builds, below the site's root.
KEPT = ".mingxiao"
_LEDGER = "ledger"
_CENSUS, _CENSUS_FORM = "census", "1"
#: A file written when a build begins: its time is the file system's.
_CLOCK = "clock"

#: Tells a folder from all others and from itself at other times: device, number, time of the last change of its entries.
Stamp = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Ledger:
    """What is published: the site's folder, the projects by name, the pages about many reports and the files by path with
    the fingerprints of their content ("" where that is not told), and everything else by path. ``frame`` is what is around
    every page.
    """

    site: str = ""
    stamp: Stamp = (0, 0, 0)
    frame: str = ""
    slips: Mapping[str, Slip] = field(default_factory=dict)
    pages: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    others: frozenset[str] = frozenset()

    def with_stamp(self, stamp: Stamp) -> Ledger:
        """The same, of a folder as it is now."""
        return replace(self, stamp=stamp)

    def describes(self, site: Path) -> bool:
        """Whether the folder is what this ledger says."""
        return self.site == str(site) and self.stamp == stamp(site)


def stamp(site: Path) -> Stamp:
    """The stamp of a folder."""
    try:
        status = site.stat()
    except OSError:
        return (0, 0, 0)
    return status.st_dev, status.st_ino, status.st_mtime_ns


def read_ledger(cache: Cache, program: str) -> Ledger:
    """The ledger that the same program left; an empty one where there is none."""
    try:
        found = cache.read(_LEDGER, program)[0]
    except NotThere:
        return Ledger()
    return found if isinstance(found, Ledger) else Ledger()


def read_census(cache: Cache) -> Census:
    """What is known of files from before, whatever program looked at them."""
    try:
        return Census(cast(dict[str, Seen], cache.read(_CENSUS, _CENSUS_FORM)[0]))
    except NotThere:
        return Census()


def write_census(cache: Cache, census: Census) -> None:
    """Keep what is known of files."""
    cache.write(_CENSUS, _CENSUS_FORM, [census.settled(cache.place(_CLOCK).stat().st_mtime_ns)])


def strike_out(cache: Cache) -> None:
    """Let nobody rely on the ledger any more."""
    cache.place(_LEDGER).unlink(missing_ok=True)


def write_ledger(cache: Cache, program: str, ledger: Ledger) -> None:
    """Write the ledger for the next build."""
    cache.write(_LEDGER, program, [ledger])


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
