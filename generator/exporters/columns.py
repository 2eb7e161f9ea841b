"""Columns: what each column of a published table is called, what it means, and how its values are typed."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any


class Kind(Enum):
    """The type of a column's values, by its name in a Frictionless table schema.

    A number is an exact decimal, written in digits: never through binary floating point.
    """

    TEXT = "string"
    INTEGER = "integer"
    NUMBER = "number"
    DATE = "date"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in every format, its Chinese title, its type, and what it means."""

    name: str
    title: str
    kind: Kind = Kind.TEXT
    description: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name, title and meaning, its columns, and a function that gives its rows of one report.

    A row has a text for each column, exact and unformatted, "" where there is nothing.
    """

    name: str
    title: str
    description: str
    columns: tuple[Column, ...]
    rows: Callable[[Any], Iterator[tuple[str, ...]]]
