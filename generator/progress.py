"""Progress of long work on stderr: a bar with rate and time left on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from collections.abc import Iterator
from typing import TypeVar

Item = TypeVar("Item")

#: Fewer than this are done before a bar could be read.
_WORTH_SHOWING = 50
#: Fewer than this are done before anybody reads a log; of more there is a line for each tenth.
_WORTH_TELLING = 500


def counted(items: Iterable[Item], total: int, what: str) -> Iterator[Item]:
    """The items, counted under the name ``what`` while they pass."""
    if sys.stderr.isatty() and total >= _WORTH_SHOWING:
        return _on_a_bar(items, total, what)
    return _in_lines(items, total, what) if total >= _WORTH_TELLING else iter(items)


def _in_lines(items: Iterable[Item], total: int, what: str) -> Iterator[Item]:
    step = total // 10
    for number, item in enumerate(items, 1):
        yield item
        if number % step == 0:
            print(f"{what} {number}/{total}", file=sys.stderr, flush=True)


def _on_a_bar(items: Iterable[Item], total: int, what: str) -> Iterator[Item]:
    # Slow to load, and not needed where nobody looks.
    from rich.console import Console
    from rich.progress import BarColumn
    from rich.progress import MofNCompleteColumn
    from rich.progress import Progress
    from rich.progress import Task
    from rich.progress import TextColumn
    from rich.progress import TimeRemainingColumn

    class Rate(TextColumn):
        """How many a second."""

        def render(self, task: Task) -> object:  # type: ignore[override]
            return "" if task.speed is None else f"{task.speed:.0f}/秒"

    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), Rate(""), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield from progress.track(items, total=total)
