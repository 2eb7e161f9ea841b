"""Parquet: typed columns, decimals exact. A file is written in parts, and parts that did not change are taken from the
published file as they are, which costs a hundredth of writing them.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from generator.exporters import thrift
from generator.exporters.columns import Column
from generator.exporters.columns import Kind

if TYPE_CHECKING:
    import duckdb

#: 26 digits before the point and 12 after it: more than any budget has, and all that an amount in 元 has in 万元.
_DECIMAL = "DECIMAL(38, 12)"

#: So many rows are written together: more take more memory and, strange to say, twice the time, and save a sixth of the bytes.
_ROWS_TOGETHER = 20_480

_TYPES = {
    Kind.TEXT: "VARCHAR",
    Kind.INTEGER: "BIGINT",
    Kind.NUMBER: _DECIMAL,
    Kind.DATE: "DATE",
    Kind.YEAR: "INTEGER",
}

#: The mark at both ends, and how long the description's length is that stands before the last (parquet-format, README).
_MARK, _LENGTH = b"PAR1", 4

#: Numbers of fields (parquet-format, parquet.thrift): of the file's description, of a group of rows, of a column in it.
_ROWS, _GROUPS = 3, 4
_COLUMNS, _ROWS_OF_GROUP, _GROUP_AT, _ORDINAL = 1, 3, 5, 7
_ABOUT, _OFFSETS_AT, _BOUNDS_AT = 3, 4, 6
_DATA_AT, _INDEX_AT, _DICTIONARY_AT, _FILTER_AT = 9, 10, 11, 14


class NotThere(LookupError):
    """The rows that were asked for do not begin or end where the file has a border."""


@dataclass(frozen=True, slots=True)
class Rows:
    """A stretch of a Parquet file: so many rows from a row on."""

    place: Path
    start: int
    count: int


class Writer:
    """Writes tables from their JSON."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def write(self, source: Path, target: Path, columns: Sequence[Column]) -> None:
        """Write a table's Parquet file from its JSON file, rows in the same order."""
        types = ", ".join(f"{_quoted(column.name)}: {_quoted(_TYPES[column.kind])}" for column in columns)
        self._connection.execute(
            f"COPY (SELECT * FROM read_json({_quoted(str(source))}, format = 'array', columns = {{{types}}})) "
            f"TO {_quoted(str(target))} "
            # What lies outside the groups of rows could not be moved with them.
            f"(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {_ROWS_TOGETHER}, WRITE_BLOOM_FILTER false)"
        )


@contextmanager
def writer() -> Iterator[Writer]:
    """Begin to write tables."""
    # Large, and needed once in a build: not in every worker, nor to check a file.
    import duckdb

    with duckdb.connect(config={"threads": 1, "memory_limit": "128MB"}) as connection:
        yield Writer(connection)


def join(parts: Sequence[Rows], target: Path) -> None:
    """Write a Parquet file of parts of others, which have the same columns; there is one at least.

    NotThere where a part is not to be had.
    """
    files = {place: _File(place) for place in dict.fromkeys(part.place for part in parts)}
    groups: list[thrift.Struct] = []
    with target.open("wb") as file:
        file.write(_MARK)
        for part in parts:
            data, moved = files[part.place].part(part, file.tell(), len(groups))
            file.write(data)
            groups += moved
        described = dict(files[parts[0].place].description)
        described[_ROWS] = (thrift.I64, sum(part.count for part in parts))
        described[_GROUPS] = (thrift.LIST, thrift.Items(thrift.STRUCT, groups))
        description = thrift.dumps(described)
        file.write(description + len(description).to_bytes(_LENGTH, "little") + _MARK)


class _File:
    """A Parquet file: its description, and its groups of rows with the row and the byte each begins at."""

    def __init__(self, place: Path) -> None:
        self.place = place
        tail = _LENGTH + len(_MARK)
        try:
            with place.open("rb") as file:
                end = file.seek(-tail, os.SEEK_END)
                size, mark = int.from_bytes(file.read(_LENGTH), "little"), file.read()
                if mark != _MARK:
                    raise NotThere(place)
                file.seek(end - size)
                self.description = thrift.loads(file.read(size))
        except (OSError, ValueError) as error:
            raise NotThere(place) from error
        self.groups: list[thrift.Struct] = self.description[_GROUPS][1].values
        self.starts = [*map(_begins_at, self.groups), end - size]
        self.rows = list(accumulate((group[_ROWS_OF_GROUP][1] for group in self.groups), initial=0))

    def part(self, part: Rows, at: int, ordinal: int) -> tuple[bytes, list[thrift.Struct]]:
        """The bytes of some rows, and their groups as they are described where these bytes stand at another place."""
        try:
            first, last = self.rows.index(part.start), self.rows.index(part.start + part.count)
        except ValueError as error:
            raise NotThere(part) from error
        start, end = self.starts[first], self.starts[last]
        moved = [
            _moved(group, at - start, ordinal + number) for number, group in enumerate(self.groups[first:last])
        ]
        with self.place.open("rb") as file:
            file.seek(start)
            return file.read(end - start), moved


def _begins_at(group: thrift.Struct) -> int:
    """The first byte of a group of rows."""
    places = [
        about[field][1]
        for column in group[_COLUMNS][1].values
        for about in (column[_ABOUT][1],)
        for field in (_DATA_AT, _DICTIONARY_AT)
        if field in about
    ]
    return int(min(places))


def _moved(group: thrift.Struct, by: int, ordinal: int) -> thrift.Struct:
    """The description of a group of rows that is moved by some bytes."""
    columns = []
    for column in group[_COLUMNS][1].values:
        about = column[_ABOUT][1]
        if _FILTER_AT in about or _OFFSETS_AT in column or _BOUNDS_AT in column:
            raise ValueError("a Parquet file with parts outside its groups of rows cannot be moved")
        columns.append(column | {_ABOUT: (thrift.STRUCT, _shifted(about, _COLUMN_PLACES, by))})
    moved = _shifted(group, (_GROUP_AT,), by)
    moved[_COLUMNS] = (thrift.LIST, thrift.Items(thrift.STRUCT, columns))
    if _ORDINAL in moved:
        moved[_ORDINAL] = (thrift.I16, ordinal)
    return moved


_COLUMN_PLACES = (_DATA_AT, _INDEX_AT, _DICTIONARY_AT)


def _shifted(value: thrift.Struct, places: Sequence[int], by: int) -> thrift.Struct:
    return value | {each: (value[each][0], value[each][1] + by) for each in places if each in value}


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
