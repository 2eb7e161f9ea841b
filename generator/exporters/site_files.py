"""The files of the whole site: every table in every format, with a description that machines read.

Written piece by piece from what each project's worker prepared, so that memory does not grow with the number of reports.
What did not change is copied from the files that are published.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from generator.exporters.columns import Table
from generator.exporters.datapackage import Resource
from generator.exporters.datapackage import datapackage
from generator.exporters.shares import FOLDER
from generator.exporters.shares import Published
from generator.exporters.shares import Share
from generator.exporters.shares import forms
from generator.exporters.shares import rows_of
from generator.exporters.shares import splice
from generator.exporters.shares import table_path
from generator.exporters.site_parquet import parquet_writer
from generator.exporters.site_workbook import Pieces
from generator.exporters.site_workbook import site_workbook
from generator.exporters.tables import TABLES
from generator.files import SiteFile
from generator.files import Spool

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
    """A table as it is to be published: how many rows, its CSV file's size and digest, where its JSON is."""

    table: Table
    rows: int
    size: int
    digest: str
    json: Path
    is_new: bool


def site_files(
    spool: Spool,
    shares: Sequence[Share],
    publication: Publication,
    before: Published | None = None,
    pieces: Pieces = MappingProxyType({}),
) -> tuple[dict[str, str], Pieces]:
    """Write the files of the whole site into the spool, but for those that are as they were before: the paths of all on the
    site, with digests where they may be asked for; and the pieces of the workbook, which may be given the next time.
    """
    numbers = range(len(TABLES))
    # While files are copied and Parquet is written other threads can work.
    with ThreadPoolExecutor(2) as beside:
        tables = list(beside.map(lambda number: _table(spool, shares, number, before), numbers))
        written = beside.submit(_write_parquet, spool, tables, shares, before)
        if before is None:
            written.result()  # one after the other takes less memory, and all processors are at work
        files = _other_files(spool, tables, publication)
        pieces = _write_workbook(spool, tables, shares, before, pieces)
        written.result()
    return files, pieces


def _write_parquet(
    spool: Spool, tables: Sequence[_SiteTable], shares: Sequence[Share], before: Published | None
) -> None:
    if new := [number for number, each in enumerate(tables) if each.is_new]:
        with parquet_writer(spool, shares, before) as parquet:
            for number in new:
                parquet.write(number)


def _write_workbook(
    spool: Spool,
    tables: Sequence[_SiteTable],
    shares: Sequence[Share],
    before: Published | None,
    pieces: Pieces,
) -> Pieces:
    """Write the workbook of the tables that are not too long for it; its pieces."""
    small = [number for number, each in enumerate(tables) if each.rows <= MOST_SHEET_ROWS]
    was_small = before and [
        number for number in range(len(TABLES)) if rows_of(before.shares, number) <= MOST_SHEET_ROWS
    ]
    if was_small == small and not any(tables[number].is_new for number in small):
        return pieces
    places = {number: tables[number].json for number in small}
    data, pieces = site_workbook(places, shares, pieces)
    spool.write((SiteFile(WORKBOOK, data),))
    return pieces


def _other_files(spool: Spool, tables: Sequence[_SiteTable], publication: Publication) -> dict[str, str]:
    """Write the description of the data; the paths of all files."""
    resources = [
        Resource(each.table, f"{each.table.name}.csv", each.size, each.digest, each.rows) for each in tables
    ]
    described = datapackage(resources, publication.name, publication.publisher, publication.address)
    spool.write((SiteFile(DATAPACKAGE, described),))
    return dict.fromkeys(SITE_FILES, "") | {table_path(each.table, "csv"): each.digest for each in tables}


def is_whole(published: Published) -> bool:
    """Whether the files of the whole site are what they were, as far as their sizes tell."""
    try:
        for number, table in enumerate(TABLES):
            for kind, form in forms(number).items():
                ends = [end for _, end in form.ranges(published.shares).values()]
                size = ends[-1] + len(form.after) if ends else len(form.empty)
                if (published.folder / table_path(table, kind)).stat().st_size != size:
                    return False
    except OSError:
        return False
    return all((published.folder / path).is_file() for path in SITE_FILES)


def _table(spool: Spool, shares: Sequence[Share], number: int, before: Published | None) -> _SiteTable:
    table = TABLES[number]
    csv, json = table_path(table, "csv"), table_path(table, "json")
    is_new = splice(spool, csv, forms(number)["csv"], shares, before)
    # What tells rows apart in the one tells them apart in the other.
    splice(spool, json, forms(number)["json"], shares, before)
    if is_new:
        folder = spool.folder
        with spool.place(csv).open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    else:
        assert before
        folder, digest = before.folder, before.digests[csv]
    size = (folder / csv).stat().st_size
    return _SiteTable(table, rows_of(shares, number), size, digest, folder / json, is_new)
