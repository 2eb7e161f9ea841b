"""The files of the whole site: every table in every format, with a description that machines read.

Written piece by piece from what each project's worker prepared, so that memory does not grow with the number of reports.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
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
class _SiteTable:
    """A table as published: how many rows, and its files by format."""

    table: Table
    rows: int
    files: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Part:
    """Where a project's prepared rows lie: how many of each table, and the stretch of the file each piece takes."""

    place: Path
    counts: Sequence[int]
    starts: Sequence[int]
    sizes: Sequence[int]

    def piece(self, number: int) -> bytes:
        """One piece."""
        with self.place.open("rb") as file:
            file.seek(self.starts[number])
            return file.read(self.sizes[number])


def site_files(spool: Spool, parts: Sequence[Path], publication: Publication) -> list[str]:
    """Write every file of the whole site, from the parts of each project, into the spool: their paths on the site."""
    read = [_part(place) for place in parts]
    tables = [_table(spool, read, number) for number in range(len(TABLES))]
    resources = [_resource(spool, each) for each in tables]
    files = [path for each in tables for path in each.files.values()]
    described = SiteFile(
        DATAPACKAGE, datapackage(resources, publication.name, publication.publisher, publication.address)
    )
    book = SiteFile(WORKBOOK, xlsx_file.workbook(_sheets(spool, tables)))
    return [*files, *spool.write((described, book))]


def _part(place: Path) -> _Part:
    with place.open("rb") as file:
        head = file.readline()
    counts, sizes = json.loads(head)
    starts = [len(head)]
    for size in sizes[:-1]:
        starts.append(starts[-1] + size)
    return _Part(place, counts, starts, sizes)


def _table(spool: Spool, parts: Sequence[_Part], number: int) -> _SiteTable:
    table = TABLES[number]
    files = {kind: f"{FOLDER}/{table.name}.{kind}" for kind in ("csv", "json", "parquet")}
    _stream(spool.place(files["csv"]), lambda: _csv(table, parts, number))
    _stream(spool.place(files["json"]), lambda: _json(parts, number))
    parquet_file.from_json(spool.place(files["json"]), spool.place(files["parquet"]), table.columns)
    return _SiteTable(table, sum(part.counts[number] for part in parts), files)


def _csv(table: Table, parts: Sequence[_Part], number: int) -> Iterator[bytes]:
    yield csv_file.head_line(table.columns)
    for part in parts:
        yield part.piece(2 * number)


def _json(parts: Sequence[_Part], number: int) -> Iterator[bytes]:
    before = b"[\n"
    for part in parts:
        piece = part.piece(2 * number + 1)
        if piece:
            yield before + piece
            before = b",\n"
    yield b"[]\n" if before == b"[\n" else b"\n]\n"


def _stream(place: Path, pieces: Callable[[], Iterator[bytes]]) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.open("wb") as file:
        file.writelines(pieces())


def _resource(spool: Spool, table: _SiteTable) -> Resource:
    place = spool.place(table.files["csv"])
    with place.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Resource(table.table, f"{table.table.name}.csv", place.stat().st_size, digest, table.rows)


def _sheets(spool: Spool, tables: Sequence[_SiteTable]) -> Iterator[tuple[Table, Iterator[tuple[str, ...]]]]:
    """The tables that a spreadsheet can take."""
    for each in tables:
        if each.rows <= MOST_SHEET_ROWS:
            yield each.table, _rows(spool.place(each.files["json"]))


def _rows(place: Path) -> Iterator[tuple[str, ...]]:
    """The rows of a table, from its JSON: an object a line."""
    with place.open(encoding="utf-8") as file:
        for line in file:
            if line.startswith("{"):
                values = json.loads(line.rstrip().removesuffix(",")).values()
                yield tuple("" if each is None else str(each) for each in values)
