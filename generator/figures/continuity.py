"""Continuity: which indicators of one year stand in another year's report again, and which target was changed.

Names are compared as written but for width and spaces. An indicator that was given another name has vanished, and
another has appeared: nothing is guessed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from collections.abc import Hashable
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from generator.figures.rows import Row


@dataclass(frozen=True, slots=True)
class Continuity:
    """The indicators of two reports: pairs (before, after) with the same name, and those without a partner."""

    kept: tuple[tuple[Row, Row], ...]
    appeared: tuple[Row, ...]
    vanished: tuple[Row, ...]

    @property
    def retargeted(self) -> tuple[tuple[Row, Row], ...]:
        """The pairs whose targets are not written the same."""
        return tuple(pair for pair in self.kept if _target(pair[0]) != _target(pair[1]))


def continuity(before: Iterable[Row], after: Iterable[Row]) -> Continuity:
    """Match the indicators of two reports.

    By their own id first, then by name within the same sub-project and item, then within the same sub-project, then by
    a name alone that each report has only once. Of equal ones the first goes with the first.
    """
    old = [row for row in before if row.is_indicator]
    new = [row for row in after if row.is_indicator]
    kept: list[tuple[Row, Row]] = []
    for key, is_sole in _KEYS:
        if not old or not new:
            break
        pairs = _pairs(old, new, key, is_sole)
        kept += pairs
        old = _without(old, {id(one) for one, _ in pairs})
        new = _without(new, {id(other) for _, other in pairs})
    kept.sort(key=lambda pair: pair[1].number)
    return Continuity(tuple(kept), tuple(new), tuple(old))


@lru_cache(maxsize=8192)  # names and targets come again from year to year
def unspaced(text: str) -> str:
    """A text without what does not make it another: width of characters, spaces."""
    return "".join(unicodedata.normalize("NFKC", text).split())


Key = Callable[[Row], Hashable]

#: How rows are recognised, from the surest on; and whether a key must stand for one row only in each report.
_KEYS: tuple[tuple[Key, bool], ...] = (
    (lambda row: row.indicator.id, False),
    (lambda row: (unspaced(row.group.subproject), unspaced(row.group.item), _name(row)), False),
    (lambda row: (unspaced(row.group.subproject), _name(row)), False),
    (lambda row: _name(row), True),
)


def _pairs(old: list[Row], new: list[Row], key: Key, is_sole: bool) -> list[tuple[Row, Row]]:
    waiting: dict[Hashable, list[Row]] = {}
    for row in old:
        waiting.setdefault(key(row), []).append(row)
    found: dict[Hashable, list[Row]] = {}
    for row in new:
        found.setdefault(key(row), []).append(row)
    pairs = []
    for each, rows in found.items():
        partners = waiting.get(each, [])
        if each and not (is_sole and len(rows) + len(partners) > 2):
            pairs += list(zip(partners, rows, strict=False))
    return pairs


def _without(rows: list[Row], taken: set[int]) -> list[Row]:
    return [row for row in rows if id(row) not in taken]


def _name(row: Row) -> str:
    return unspaced(row.indicator.name)


def _target(row: Row) -> str:
    return unspaced(row.indicator.target)
