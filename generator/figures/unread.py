"""Unread: what a report holds, or may hold, that could not be read, and which figures rest on it.

A value that is there is not missing: what rests on it is not computed until it can be read, and nothing is judged by it.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.budget import AMOUNTS
from generator.model.keys import Record
from generator.model.keys import keys_of


def unread_in(record: Record, path: str = "") -> Iterator[str]:
    """The paths of the keys of a record whose values are, or may be, there and could not be read."""
    for name in record.unread:
        if not name:
            yield from (path + key for key in keys_of(type(record)) if key not in record.spots)
        elif name.endswith("[]"):
            yield path + name.removesuffix("[]")
        else:
            value = getattr(record, name)
            within = [value] if isinstance(value, Record) else value if isinstance(value, tuple) else []
            records = [each for each in within if isinstance(each, Record)]
            for each in records:
                yield from unread_in(each, f"{path}{name}.")
            if not records:
                yield path + name


_LINES = ("budget.lines", "budget.unit")
_AMOUNTS = tuple(f"budget.lines.{name}" for name in AMOUNTS)
_SPENT = ("budget.lines.spent",)
_ROWS = ("indicators.rows", "indicators.carried_out", "indicators.subproject", "indicators.rows.type")
_STATUS = tuple(f"indicators.rows.{name}" for name in ("name", "target", "actual", "met"))

#: What a figure of one row rests on of that row; and of one line, by the last part of its id.
OF_ROW = ("type", "name", "target", "actual")
OF_LINE = {
    "initial": ("initial",),
    "total": AMOUNTS,
    "spent": ("spent",),
    "unspent": (*AMOUNTS, "spent"),
    "rate": (*AMOUNTS, "spent"),
    "share": AMOUNTS,
}

#: What figures rest on, by how their ids begin, the first that fits; ".*" is all that is in it.
_RESTS_ON: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("budget.lines.count", _LINES[:1]),
    ("budget.line.", _LINES),
    ("budget.initial", (*_LINES, "budget.lines.initial")),
    ("budget.total", (*_LINES, *_AMOUNTS)),
    ("budget.spent", (*_LINES, *_SPENT)),
    ("budget.", (*_LINES, *_AMOUNTS, *_SPENT)),
    ("indicators.count", _ROWS),
    ("indicators.", (*_ROWS, *_STATUS)),
    ("indicator.", ("indicators.rows",)),
    ("subproject", (*_ROWS, *_STATUS)),
    ("score.execution", ("budget.*",)),
    ("score.listed", ("indicators.*", "budget.weight", "stated")),
    ("weights.total", (*_ROWS, "indicators.rows.weight", "budget.weight")),
    ("score", ("budget.*", "indicators.*")),
    ("grade", ("budget.*", "indicators.*")),
)


def resting_on(id: str) -> tuple[str, ...]:
    """The paths of what a figure is made of; of one line or row, what it shares with the others."""
    return next((paths for begin, paths in _RESTS_ON if id.startswith(begin)), ())


def is_unread(path: str, unread: frozenset[str]) -> bool:
    """Whether the value at the path, or what it is in, or with ".*" anything in it, is among the unread."""
    whole = path.removesuffix(".*")
    return any(
        whole == each or whole.startswith(f"{each}.") or (whole != path and each.startswith(f"{whole}."))
        for each in unread
    )
