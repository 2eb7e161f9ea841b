"""JSON: a row is an object; decimals are strings of digits, so that no reader makes them binary fractions."""

from __future__ import annotations

import json
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence

from generator.exporters.columns import Column
from generator.exporters.columns import Kind

_WHOLE = (Kind.INTEGER, Kind.YEAR)

Value = str | int | None

#: One encoder for all rows: making one costs more than what it writes.
_written = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def objects(columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> list[dict[str, Value]]:
    """Rows as objects: null where there is nothing, whole numbers as numbers."""
    names = [column.name for column in columns]
    whole = [number for number, column in enumerate(columns) if column.kind in _WHOLE]
    found = []
    for row in rows:
        values: list[Value] = [each or None for each in row]
        for number in whole:
            values[number] = int(row[number]) if row[number] else None
        found.append(dict(zip(names, values, strict=True)))
    return found


def lines(columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> bytes:
    """Rows as the inside of an array: an object a line, without the last comma."""
    return ",\n".join(map(_written, objects(columns, rows))).encode()


def joined(parts: Iterable[bytes]) -> bytes:
    """Parts, each the inside of an array, as the inside of one array."""
    return b",\n".join(part for part in parts if part)


def document(tables: Mapping[str, bytes]) -> bytes:
    """Tables, each given as the inside of an array, as one object."""
    members = (f'"{name}": [\n'.encode() + inside + b"\n]" for name, inside in tables.items())
    return b"{\n" + b",\n".join(members) + b"\n}\n"
