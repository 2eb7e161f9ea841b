"""The files of the whole site: every table in every format, with a description that machines read.

Written piece by piece from what each project's worker prepared, so that memory does not grow with the number of reports.
What did not change is copied from the files that are published.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import FileIO
from pathlib import Path

from generator.exporters import csv_file
from generator.exporters import parquet_file
from generator.exporters import xlsx_file
from generator.exporters.columns import Table
from generator.exporters.datapackage import Resource
from generator.exporters.datapackage import datapackage
from generator.exporters.tables import TABLES
from generator.files import SiteFile
from generator.files import Spool

FOLDER = "data"
DATAPACKAGE = f"{FOLDER}/datapackage.json"
WORKBOOK = f"{FOLDER}/tables.xlsx"

#: Every file of the whole site.
SITE_FILES = (
    *(f"{FOLDER}/{table.name}.{kind}" for table in TABLES for kind in ("csv", "json", "parquet")),
    DATAPACKAGE,
    WORKBOOK,
)

#: The most rows of a table that the workbook takes; a spreadsheet opens no more than 1,048,576, and few like half of it.
MOST_SHEET_ROWS = 50_000


@dataclass(frozen=True, slots=True)
class Publication:
    """What the description of the data says of them: the site's name, who publishes it, where it is published."""

    name: str
    publisher: str
    address: str


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


@dataclass(frozen=True, slots=True)
class _SiteTable:
    """A table as it is to be published: how many rows, its CSV file's size and digest, where its JSON is."""

    table: Table
    rows: int
    size: int
    digest: str
    json: Path
    is_new: bool


def site_files(
    spool: Spool, shares: Sequence[Share], publication: Publication, before: Published | None = None
) -> dict[str, str]:
    """Write the files of the whole site into the spool, but for those that are as they were before: the paths of all on the
    site, with digests where they may be asked for.
    """
    tables = [_table(spool, shares, number, before) for number in range(len(TABLES))]
    new = [each.table for each in tables if each.is_new]
    if before is None:
        for table in new:
            _write_parquet(spool, table)
        return _other_files(spool, tables, publication, before)
    # After an edit a processor is free, and Parquet is written by a library that lets others work meanwhile.
    with ThreadPoolExecutor(1) as beside:
        written = [beside.submit(_write_parquet, spool, table) for table in new]
        files = _other_files(spool, tables, publication, before)
        for each in written:
            each.result()
    return files


def _other_files(
    spool: Spool, tables: Sequence[_SiteTable], publication: Publication, before: Published | None
) -> dict[str, str]:
    files = dict.fromkeys(SITE_FILES, "") | {_path(each.table, "csv"): each.digest for each in tables}
    resources = [
        Resource(each.table, f"{each.table.name}.csv", each.size, each.digest, each.rows) for each in tables
    ]
    described = datapackage(resources, publication.name, publication.publisher, publication.address)
    spool.write((SiteFile(DATAPACKAGE, described),))
    small = [each for each in tables if each.rows <= MOST_SHEET_ROWS]
    was_small = (
        [sum(each.counts[number] for each in before.shares) for number in range(len(TABLES))] if before else []
    )
    has_same_sheets = [each <= MOST_SHEET_ROWS for each in was_small] == [each in small for each in tables]
    if not has_same_sheets or any(each.is_new for each in small):
        sheets = ((each.table, _rows(each.json)) for each in small)
        spool.write((SiteFile(WORKBOOK, xlsx_file.workbook(sheets)),))
    return files


def is_whole(published: Published) -> bool:
    """Whether the files of the whole site are what they were, as far as their sizes tell."""
    try:
        for number, table in enumerate(TABLES):
            for kind, form in _forms(table, number).items():
                ends = [end for _, end in form.ranges(published.shares).values()]
                size = ends[-1] + len(form.after) if ends else len(form.empty)
                if (published.folder / _path(table, kind)).stat().st_size != size:
                    return False
    except OSError:
        return False
    return all((published.folder / path).is_file() for path in SITE_FILES)


def _path(table: Table, kind: str) -> str:
    return f"{FOLDER}/{table.name}.{kind}"


def _table(spool: Spool, shares: Sequence[Share], number: int, before: Published | None) -> _SiteTable:
    table = TABLES[number]
    csv, json = _path(table, "csv"), _path(table, "json")
    forms = _forms(table, number)
    is_new = _splice(spool, csv, forms["csv"], shares, before)
    # What tells rows apart in the one tells them apart in the other.
    _splice(spool, json, forms["json"], shares, before)
    if is_new:
        folder = spool.folder
        with spool.place(csv).open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    else:
        assert before
        folder, digest = before.folder, before.digests[csv]
    size = (folder / csv).stat().st_size
    return _SiteTable(table, sum(each.counts[number] for each in shares), size, digest, folder / json, is_new)


def _write_parquet(spool: Spool, table: Table) -> None:
    parquet_file.from_json(
        spool.place(_path(table, "json")), spool.place(_path(table, "parquet")), table.columns
    )


@dataclass(frozen=True, slots=True)
class _Form:
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


def _forms(table: Table, number: int) -> Mapping[str, _Form]:
    head = csv_file.head_line(table.columns)
    return {
        "csv": _Form(2 * number, head, b"", b"", head),
        "json": _Form(2 * number + 1, b"[\n", b",\n", b"\n]\n", b"[]\n"),
    }


#: A stretch of bytes: of a file, or given.
_Stretch = tuple[Path, int, int] | bytes


def _splice(spool: Spool, path: str, form: _Form, shares: Sequence[Share], before: Published | None) -> bool:
    """Write a file, of which most is copied from the one that is published; nothing where that has the same bytes."""
    old = form.ranges(before.shares) if before else {}
    published = before.folder / path if before else Path()
    if before and _is_same(form, shares, old, published):
        return False
    stretches: list[_Stretch] = [form.before]
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
            _copy(stretch, file)
    return True


def _is_same(form: _Form, shares: Sequence[Share], old: Mapping[str, tuple[int, int]], published: Path) -> bool:
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


def _copy(stretch: _Stretch, file: FileIO) -> None:
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


def _rows(place: Path) -> Iterator[tuple[str, ...]]:
    """The rows of a table, from its JSON: an object a line."""
    with place.open(encoding="utf-8") as file:
        for line in file:
            if line.startswith("{"):
                values = json.loads(line.rstrip().removesuffix(",")).values()
                yield tuple("" if each is None else str(each) for each in values)
