"""CSV: UTF-8 with a byte order mark, without which Excel reads Chinese as noise; lines end as RFC 4180 says."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from collections.abc import Sequence

from generator.exporters.columns import Column
from generator.exporters.columns import Kind

BOM = "\ufeff".encode()

#: What makes a spreadsheet take a text for a formula; a quote before it disarms it, and one more before a quote.
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "'")
_FIRST = frozenset(_DANGEROUS)


def guarded(text: str) -> str:
    """A text that no spreadsheet obeys; ``text.removeprefix("'")`` gives it back."""
    return f"'{text}" if text.startswith(_DANGEROUS) else text


def head_line(columns: Iterable[Column]) -> bytes:
    """The first line: the columns' names, after the byte order mark."""
    return BOM + lines([[column.name for column in columns]], ())


def lines(rows: Iterable[Sequence[str]], columns: Sequence[Column]) -> bytes:
    """Rows as lines; cells of text columns are guarded."""
    cells = list(zip(*rows, strict=True))
    for number, column in enumerate(columns):
        if cells and column.kind is Kind.TEXT and not _FIRST.isdisjoint([each[:1] for each in cells[number]]):
            cells[number] = tuple(map(guarded, cells[number]))
    written = io.StringIO()
    csv.writer(written, lineterminator="\r\n").writerows(zip(*cells, strict=True))
    return written.getvalue().encode()
