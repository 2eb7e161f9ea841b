"""Shares: what each project has of the whole site's tables, and the files that are put together of them.

What did not change is copied from the files that are published, by the system.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from io import FileIO
from pathlib import Path
from zlib import crc32

from generator.exporters import csv_file
from generator.exporters.columns import Table
from generator.exporters.tables import TABLES
from generator.files import Spool

FOLDER = "data"


@dataclass(frozen=True, slots=True)
class Share:
    """A project's part of the tables: its name; for each table how many rows, and the sizes of these as CSV and as JSON; and
    the file where they wait, CSV and JSON by turns, or None where they are as they were published before.
    """

    name: str
    counts: tuple[int, ...]
    sizes: tuple[int, ...]
    place: Path | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """The tables as they are published: the site's folder, the shares they were made of, the digest of each CSV file."""

    folder: Path
    shares: Sequence[Share]
    digests: Mapping[str, str]


def rows_of(shares: Iterable[Share], number: int) -> int:
    """How many rows of a table they have."""
    return sum(each.counts[number] for each in shares)


def table_path(table: Table, kind: str) -> str:
    """Where a table is on the site, by what kind of file."""
    return f"{FOLDER}/{table.name}.{kind}"


@dataclass(frozen=True, slots=True)
class Form:
    """How a file is put together of the shares' pieces of a number: what is before, between and after them, and what it
    is without any.
    """

    piece: int
    before: bytes
    between: bytes
    after: bytes
    empty: bytes

    def ranges(self, shares: Iterable[Share]) -> dict[str, tuple[int, int]]:
        """Where in the file each share's piece lies."""
        found, at = {}, len(self.before)
        for share in shares:
            if size := share.sizes[self.piece]:
                found[share.name] = (at, at + size)
                at += size + len(self.between)
        return found


@cache
def forms(number: int) -> Mapping[str, Form]:
    """How the CSV and the JSON file of a table are put together."""
    head = csv_file.head_line(TABLES[number].columns)
    return {
        "csv": Form(2 * number, head, b"", b"", head),
        "json": Form(2 * number + 1, b"[\n", b",\n", b"\n]\n", b"[]\n"),
    }


#: A stretch of bytes: of a file, or given.
Stretch = tuple[Path, int, int] | bytes


def splice(spool: Spool, path: str, form: Form, shares: Sequence[Share], before: Published | None) -> bool:
    """Write a file, of which most is copied from the one that is published; nothing where that has the same bytes."""
    old = form.ranges(before.shares) if before else {}
    published = before.folder / path if before else Path()
    if before and _is_same(form, shares, old, published):
        return False
    stretches: list[Stretch] = [form.before]
    for share in shares:
        size = share.sizes[form.piece]
        if not size:
            continue
        if share.place:
            start = sum(share.sizes[: form.piece])
            new: tuple[Path, int, int] = (share.place, start, start + size)
        else:
            new = (published, *old[share.name])
        last = stretches[-1]
        if isinstance(last, tuple) and last[0] == new[0] == published and new[1] == last[2] + len(form.between):
            stretches[-1] = (published, last[1], new[2])  # and what is between them
            continue
        stretches += [form.between, new] if len(stretches) > 1 else [new]
    stretches = [*stretches, form.after] if len(stretches) > 1 else [form.empty]
    place = spool.place(path)
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.open("wb", buffering=0) as file:
        for stretch in stretches:
            copy(stretch, file)
    return True


def _is_same(form: Form, shares: Sequence[Share], old: Mapping[str, tuple[int, int]], published: Path) -> bool:
    """Whether the file would have the bytes it has."""
    ranges = form.ranges(shares)
    if ranges != old or list(ranges) != list(old):
        return False
    for share in shares:
        if share.place and share.name in old:
            start = sum(share.sizes[: form.piece])
            new = _read(share.place, start, start + share.sizes[form.piece])
            if new != _read(published, *old[share.name]):
                return False
    return True


def _read(place: Path, start: int, end: int) -> bytes:
    with place.open("rb") as file:
        file.seek(start)
        return file.read(end - start)


def copy(stretch: Stretch, file: FileIO) -> None:
    """Append a stretch to a file; a long one without taking it through this process."""
    if isinstance(stretch, bytes):
        file.write(stretch)
        return
    place, start, end = stretch
    with place.open("rb") as source:
        if end - start > _LONG:
            try:
                while start < end:
                    start += os.copy_file_range(source.fileno(), file.fileno(), end - start, start) or end
            except (OSError, AttributeError):
                file.seek(0, os.SEEK_END)  # this system cannot: as far as it came stands
        source.seek(start)
        while start < end and (data := source.read(min(end - start, _LONG))):
            file.write(data)
            start += len(data)


#: More bytes than this the system copies.
_LONG = 1 << 20


def blocks(shares: Sequence[Share]) -> Iterator[tuple[Share, ...]]:
    """The shares in blocks of some dozens. A block ends after a project whose name says so: whatever is added or taken away,
    the blocks elsewhere stay what they are.
    """
    block: list[Share] = []
    for share in shares:
        block.append(share)
        if crc32(share.name.encode()) % _SHARES_OF_BLOCK == 0:
            yield tuple(block)
            block = []
    if block:
        yield tuple(block)


def stretch_of(block: Iterable[Share], ranges: Mapping[str, tuple[int, int]]) -> tuple[int, int] | None:
    """Where in a file a block's pieces lie, by the ranges of all; None where it has none."""
    found = [ranges[each.name] for each in block if each.name in ranges]
    return (found[0][0], found[-1][1]) if found else None


#: How many shares a block has on average: enough rows to be packed well, few enough to be written in a moment.
_SHARES_OF_BLOCK = 64
