"""Progress: a bar on stderr where that is a terminal and the work is long; nothing elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from collections.abc import Iterator
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn
from rich.progress import MofNCompleteColumn
from rich.progress import Progress
from rich.progress import TextColumn
from rich.progress import TimeRemainingColumn

Item = TypeVar("Item")

#: Fewer than this are done before a bar could be read.
_WORTH_SHOWING = 50


def counted(items: Iterable[Item], total: int, what: str) -> Iterator[Item]:
    """The items, counted on a bar called ``what`` while they pass."""
    if total < _WORTH_SHOWING or not sys.stderr.isatty():
        yield from items
        return
    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield from progress.track(items, total=total)
