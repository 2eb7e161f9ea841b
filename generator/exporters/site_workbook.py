"""The whole site's tables as a workbook, made block by block; blocks that were made before are not made again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from pathlib import Path

from generator.exporters.shares import Share
from generator.exporters.shares import blocks
from generator.exporters.shares import forms
from generator.exporters.shares import rows_of
from generator.exporters.shares import stretch_of
from generator.exporters.tables import TABLES
from generator.exporters.xlsx_file import rows_as_piece
from generator.exporters.xlsx_file import workbook_of_pieces
from generator.exporters.zip_file import Piece

#: Blocks of rows by what they were made from.
Pieces = Mapping[str, Piece]


def site_workbook(places: Mapping[int, Path], shares: Sequence[Share], before: Pieces) -> tuple[bytes, Pieces]:
    """The workbook of some tables, given by number with the places of their JSON; and the blocks it was made of."""
    made: dict[str, Piece] = {}
    sheets = []
    for number, place in places.items():
        rows = []
        for key, data, count in _blocks(number, place, shares):
            if key not in made:
                made[key] = before.get(key) or rows_as_piece(TABLES[number], _rows(data), count)
            rows.append(made[key])
        sheets.append((TABLES[number], rows))
    return workbook_of_pieces(sheets), made


def _blocks(number: int, place: Path, shares: Sequence[Share]) -> Iterator[tuple[str, bytes, int]]:
    """A table's blocks: what each is made from, its rows as JSON, and how many rows come before it."""
    form, count = forms(number)["json"], 0
    ranges = form.ranges(shares)
    with place.open("rb") as file:
        for block in blocks(shares):
            if inside := stretch_of(block, ranges):
                start, end = inside
                file.seek(start)
                data = file.read(end - start)
                digest = hashlib.sha256(data).hexdigest()
                yield f"{TABLES[number].name} {count} {digest}", data, count
            count += rows_of(block, number)


def _rows(data: bytes) -> Iterator[tuple[str, ...]]:
    """The rows of a table, from the inside of its JSON array."""
    for row in json.loads(b"[%b]" % data):
        yield tuple(["" if each is None else str(each) for each in row.values()])
