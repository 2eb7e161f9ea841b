"""Fingerprints: short names for what results were computed from. Equal fingerprints mean equal results.

A file counts by its content. What was read once is not read again while its size and times stay as they were; a file
changed within a moment of being looked at is, for a second change in that moment would not show.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from functools import cache
from operator import attrgetter
from pathlib import Path

#: Size and times of a file as last seen, and the digest of its content.
Seen = tuple[int, int, int, int, str]

_NAME = attrgetter("name")

#: So many nanoseconds file systems may take for one moment.
_MOMENT = 2_000_000_000


#: What json.dumps would make anew for each value.
_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str).encode


def digest(value: object) -> str:
    """The fingerprint of a value made of texts, numbers, lists and mappings."""
    return hashlib.sha256(_encode(value).encode(errors="surrogatepass")).hexdigest()[:32]


@dataclass(slots=True)
class Census:
    """The content of files. ``before`` is what an earlier build saw, ``seen`` what this one does; ``read`` counts files that
    had to be read for it.
    """

    before: Mapping[str, Seen] = field(default_factory=dict)
    seen: dict[str, Seen] = field(default_factory=dict)
    read: int = 0

    def of_file(self, path: str, status: os.stat_result | None = None) -> str:
        """The digest of a file's content; "" where there is none."""
        try:
            status = status or os.stat(path)  # noqa: PTH116 (ten thousand of them: a Path each costs more)
            known = self.before.get(path)
            looks = (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
            if known is None or known[:4] != looks:
                with open(path, "rb") as file:  # noqa: PTH123
                    found = hashlib.sha256(file.read()).hexdigest()[:32]
                known = (*looks, found)
                self.read += 1
            self.seen[path] = known
        except OSError:
            return ""
        return known[4]

    def of_folder(self, folder: str) -> str:
        """The digest of the names and contents of all files below a folder, whatever their order on the disk."""
        return digest(list(self._below(folder, "")))

    def settled(self, now_ns: int) -> dict[str, Seen]:
        """What was seen and can be relied on later; ``now_ns`` is the file system's time after looking."""
        return {path: each for path, each in self.seen.items() if max(each[1], each[2]) < now_ns - _MOMENT}

    def _below(self, folder: str, path: str) -> Iterator[tuple[str, str]]:
        try:
            with os.scandir(folder) as entries:
                found = sorted(entries, key=_NAME)
        except OSError:
            return
        for entry in found:
            if entry.is_dir(follow_symlinks=False):
                if entry.name != "__pycache__":
                    yield from self._below(entry.path, f"{path}{entry.name}/")
            elif entry.is_symlink():
                yield path + entry.name, f"-> {Path(entry.path).readlink()} {self.of_file(entry.path)}"
            else:
                yield path + entry.name, self.of_file(entry.path, entry.stat())


def program(census: Census, themes: Iterable[Path]) -> str:
    """The fingerprint of everything that makes pages from content: code, templates, words, libraries, themes."""
    return digest([_code(), [census.of_folder(str(each)) for each in themes]])


@cache
def _code() -> str:
    """The fingerprint of what this process runs, which stays as it is when its files are edited."""
    return digest([sys.version, sorted(_installed()), Census().of_folder(str(Path(__file__).parent))])


def _installed() -> Iterator[str]:
    """The libraries with their versions, by the names of the folders that describe them."""
    for folder in sys.path:
        try:
            names = [each.name for each in Path(folder or ".").iterdir()]
        except OSError:
            continue
        yield from (each for each in names if each.endswith((".dist-info", ".egg-info")))
