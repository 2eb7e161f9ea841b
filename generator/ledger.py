"""The ledger: what is published at present, and from what it was made. A build that finds it makes only what changed.

It is struck out before anything of the site is touched and written anew afterwards, so that it never says what is not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from pathlib import Path

from generator.cache import Cache
from generator.cache import NotThere
from generator.packing import Packed
from generator.production import Leaf
from generator.production import Slip

_LEDGER = "ledger"

#: Tells a folder from all others and from itself at other times: device, number, time of the last change of its entries.
Stamp = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Overview(Packed):
    """A page about many reports: where it waits, the fingerprint of what it was made from, and the addresses on it."""

    leaf: Leaf
    made_from: str
    anchors: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """What is published: the site's folder, the projects by name, the fingerprints of the departments, the pages about
    many reports by source, the files beside them with the fingerprints of what they were made from, and everything else.
    ``frame`` is what is around every page, ``doubts`` are the places that pages lead to and that are not generated.
    """

    site: str = ""
    stamp: Stamp = (0, 0, 0)
    frame: str = ""
    slips: Mapping[str, Slip] = field(default_factory=dict)
    departments: Mapping[str, str] = field(default_factory=dict)
    pages: Mapping[str, Overview] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    others: frozenset[str] = frozenset()
    heavy: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()

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


def strike_out(cache: Cache) -> None:
    """Let nobody rely on the ledger any more."""
    cache.place(_LEDGER).unlink(missing_ok=True)


def write_ledger(cache: Cache, program: str, ledger: Ledger) -> None:
    """Write the ledger for the next build."""
    cache.write(_LEDGER, program, [ledger])
