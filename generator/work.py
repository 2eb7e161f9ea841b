"""Work: pure functions mapped over many projects, on this machine's processors or any other executor."""

from __future__ import annotations

import gc
import os
import signal
from collections import deque
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Sequence
from concurrent.futures import Executor
from concurrent.futures import Future
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING
from typing import Any
from typing import TypeVar

from generator.cycles import look_for_cycles

if TYPE_CHECKING:
    from multiprocessing.context import BaseContext

Item = TypeVar("Item")
Result = TypeVar("Result")
Shared = TypeVar("Shared")

#: One at a time wastes a third on passing things about; more makes the last ones uneven.
CHUNK = 16
#: With fewer items than this a second process hardly pays for its start.
FEW = 12


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def map_in_order(
    function: Callable[[Sequence[Item]], list[Result]],
    items: Sequence[Item],
    *,
    jobs: int = 0,
    executor: Executor | None = None,
    context: BaseContext | None = None,
) -> Iterator[Result]:
    """The results of a function that takes a chunk of items and gives one result for each, in the items' order.

    ``jobs`` 0 means as many as there are processors. Few items, or one job, are done in this process. At most a few
    chunks are under way at a time, so that memory does not grow with the number of items.
    """
    jobs = jobs or processors()
    size = min(CHUNK, max(1, len(items) // (jobs * 4)))
    if executor is None and (jobs == 1 or len(items) < FEW):
        for chunk in _chunks(items, size):
            yield from function(chunk)
        return
    with _pool(executor, jobs, context) as pool:
        under_way: deque[Future[list[Result]]] = deque()
        try:
            for chunk in _chunks(items, size):
                under_way.append(pool.submit(function, chunk))
                if len(under_way) > jobs * 3:
                    yield from under_way.popleft().result()
            while under_way:
                yield from under_way.popleft().result()
        finally:
            for future in under_way:
                future.cancel()


def map_sharing(
    function: Callable[[Shared, Sequence[Item]], list[Result]],
    shared: Shared,
    items: Sequence[Item],
    *,
    jobs: int = 0,
    is_small: bool,
) -> Iterator[Result]:
    """The same where every worker has to know something large: it is handed over when a worker begins, not with each chunk.

    What is small is done in this process.
    """
    jobs = jobs or processors()
    if jobs == 1 or is_small or not items:
        yield from map_in_order(partial(function, shared), items, jobs=1)
        return
    with _processes(jobs, begin=partial(_begin_with, shared)) as pool:
        yield from map_in_order(partial(_knowing, function), items, jobs=jobs, executor=pool)


#: What this worker was handed over.
_shared: list[Any] = []


def _begin_with(shared: object) -> None:
    _begin()
    _shared[:] = [shared]


def _knowing(function: Callable[[Any, Sequence[Item]], list[Result]], items: Sequence[Item]) -> list[Result]:
    return function(_shared[0], items)


#: Takes a function to where it is done; calling what is given waits for its result.
Aside = Callable[[Callable[[], Result]], Callable[[], Result]]


@contextmanager
def aside(*, is_small: bool) -> Iterator[Aside[Any]]:
    """Begin a process that does single functions beside this one. It begins at once, while this one holds little: what it
    holds later is not held twice.

    What is small is done in this process, when it is asked for.
    """
    if is_small:
        yield lambda function: function
        return
    with _processes(1) as pool:
        pool.submit(int)
        yield lambda function: pool.submit(function).result


def _chunks(items: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]


@contextmanager
def _pool(executor: Executor | None, jobs: int, context: BaseContext | None) -> Iterator[Executor]:
    if executor is not None:
        yield executor
        return
    with _processes(jobs, context) as pool:
        yield pool


def _processes(
    jobs: int, context: BaseContext | None = None, begin: Callable[[], None] | None = None
) -> Executor:
    # Slow to load, and not needed for a few items.
    from concurrent.futures import ProcessPoolExecutor

    return ProcessPoolExecutor(jobs, mp_context=context, initializer=begin or _begin)


def _begin() -> None:
    """Leave interruptions to the process that waits for this one, and do not look for cycles often."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()
    look_for_cycles(seldom=True)
