"""The cache: what was computed before, on disk. It may be missing, cut short, damaged or of another version at any
time: then what is asked for is not there, and is computed again.

Values are pickled, so the folder is trusted like the program itself. Each value lies in a file of parts, which are read
one by one; every part carries its length and sum, and the file the key it was computed from.
"""

from __future__ import annotations

import json
import os
import pickle
import zlib
from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO


class NotThere(LookupError):
    """What was asked for is not in the cache, or no longer whole."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A value in the cache: its parts, each read when it is asked for."""

    place: Path
    starts: Sequence[int]
    sums: Sequence[int]

    def __len__(self) -> int:
        return len(self.sums)

    def __getitem__(self, number: int) -> object:
        """A part; NotThere where it is damaged."""
        return pickle.loads(self.checked(number))

    def checked(self, number: int) -> bytes:
        """The bytes of a part; NotThere where it is damaged."""
        try:
            with open(self.place, "rb") as file:  # noqa: PTH123 (a file a department, or a page)
                file.seek(self.starts[number])
                return self._checked(number, file)
        except OSError as error:
            raise NotThere(self.place) from error

    def check(self) -> None:
        """See whether all parts are whole; NotThere where one is not."""
        try:
            with open(self.place, "rb") as file:  # noqa: PTH123
                file.seek(self.starts[0])
                for number in range(len(self)):
                    self._checked(number, file)
        except OSError as error:
            raise NotThere(self.place) from error

    def _checked(self, number: int, file: BinaryIO) -> bytes:
        data = file.read(self.starts[number + 1] - self.starts[number])
        if zlib.crc32(data) != self.sums[number]:
            raise NotThere(self.place)
        return data


@dataclass(frozen=True, slots=True)
class Cache:
    """A folder of values by name. Workers of one machine share it."""

    folder: Path

    def place(self, name: str) -> Path:
        """The file of a name."""
        return self.folder / name

    def write(self, name: str, key: str, parts: Iterable[object]) -> None:
        """Keep a value, under the key of what it was computed from."""
        packed = [pickle.dumps(part, pickle.HIGHEST_PROTOCOL) for part in parts]
        head = json.dumps([key, [(len(each), zlib.crc32(each)) for each in packed]]).encode()
        place = self.place(name)
        place.parent.mkdir(parents=True, exist_ok=True)
        half = place.with_name(f"{place.name}.{os.getpid()}")
        with half.open("wb") as file:
            file.write(head + b"\n")
            file.writelines(packed)
        half.replace(place)

    def read(self, name: str, key: str) -> Kept:
        """A value computed from what the key stands for; NotThere where there is none."""
        place = self.place(name)
        try:
            with place.open("rb") as file:
                head = file.readline()
                size = os.fstat(file.fileno()).st_size
            written, parts = json.loads(head)
            starts = [len(head)]
            for length, _ in parts:
                starts.append(starts[-1] + length)
            sums = [each for _, each in parts]
        except (OSError, ValueError, TypeError) as error:
            raise NotThere(name) from error
        if written != key or starts[-1] != size:
            raise NotThere(name)
        return Kept(place, starts, sums)
