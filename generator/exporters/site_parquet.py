"""The whole site's tables as Parquet, written block by block; a block in which nothing is new is taken from the published file."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.exporters import parquet_file
from generator.exporters.shares import Published
from generator.exporters.shares import Share
from generator.exporters.shares import blocks
from generator.exporters.shares import copy
from generator.exporters.shares import forms
from generator.exporters.shares import rows_of
from generator.exporters.shares import stretch_of
from generator.exporters.shares import table_path
from generator.exporters.tables import TABLES
from generator.files import Spool


@contextmanager
def parquet_writer(spool: Spool, shares: Sequence[Share], before: Published | None) -> Iterator[ParquetTables]:
    """Begin to write tables, whose JSON waits in the spool, as Parquet beside it."""
    with parquet_file.writer() as writer, TemporaryDirectory() as folder:
        yield ParquetTables(spool, shares, before, writer, Path(folder))


@dataclass(frozen=True, slots=True)
class ParquetTables:
    """Writes tables; single blocks wait in a folder."""

    spool: Spool
    shares: Sequence[Share]
    before: Published | None
    writer: parquet_file.Writer
    folder: Path

    def write(self, number: int) -> None:
        """Write a table."""
        target = self.spool.place(table_path(TABLES[number], "parquet"))
        old = self._published(number, self.before) if self.before else {}
        try:
            parquet_file.join(self._parts(number, old), target)
        except parquet_file.NotThere:  # the published file is not what it was
            parquet_file.join(self._parts(number, {}), target)

    def _parts(self, number: int, old: dict[tuple[str, ...], parquet_file.Rows]) -> list[parquet_file.Rows]:
        """All rows of a table, in order; of one without any a file without any."""
        parts: list[parquet_file.Rows] = []
        ranges = forms(number)["json"].ranges(self.shares)
        for block in blocks(self.shares):
            if not (count := rows_of(block, number)):
                continue
            same = None if any(each.place for each in block) else old.get(_names(block))
            if not same:
                same = self._written(number, f"{len(parts)}", stretch_of(block, ranges), count)
            parts.append(same)
        return parts or [self._written(number, "none", None, 0)]

    def _published(self, number: int, before: Published) -> dict[tuple[str, ...], parquet_file.Rows]:
        """The published blocks of a table, by the names of their shares."""
        place, start, found = before.folder / table_path(TABLES[number], "parquet"), 0, {}
        for block in blocks(before.shares):
            count = rows_of(block, number)
            found[_names(block)] = parquet_file.Rows(place, start, count)
            start += count
        return found

    def _written(self, number: int, name: str, inside: tuple[int, int] | None, count: int) -> parquet_file.Rows:
        """A part of a table's JSON as a Parquet file of its own."""
        table, form = TABLES[number], forms(number)["json"]
        source, target = self.folder / "rows.json", self.folder / f"{number}-{name}.parquet"
        json = self.spool.place(table_path(table, "json"))
        with source.open("wb", buffering=0) as file:
            for each in (form.before, (json, *inside), form.after) if inside else (form.empty,):
                copy(each, file)
        self.writer.write(source, target, table.columns)
        return parquet_file.Rows(target, 0, count)


def _names(block: Iterable[Share]) -> tuple[str, ...]:
    return tuple(each.name for each in block)
