"""Executors: where the work for each project is done, by address: a Dask cluster."""

from __future__ import annotations

import re
import sys
import zlib
from collections.abc import Iterator
from concurrent.futures import CancelledError
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from generator.fingerprint import Census
from generator.fingerprint import digest

_ADDRESS = re.compile(r"dask://((?:[\w.-]+|\[[0-9A-Fa-f:.]+\]):\d{1,5})/?")

#: How many seconds a scheduler and its first worker are waited for.
_FOR_SCHEDULER, _FOR_WORKER = 5, 10


#: What else decides the bytes of a page or a download.
_LIBRARIES = ("jinja2", "markdown-it-py", "pyyaml", "xlsxwriter")


class OtherProgram(RuntimeError):
    """A worker has another version of this program, or of what it is made with: its pages could differ from ours."""


class NoExecutor(RuntimeError):
    """The work cannot be done there; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Crew:
    """An executor on other machines and how many can work there at once."""

    executor: Executor
    size: int


@contextmanager
def crew(address: str) -> Iterator[Crew | None]:
    """Who works at the address; nobody for none, the processes of this machine do it."""
    if not address:
        yield None
        return
    found = _ADDRESS.fullmatch(address)
    if not found:
        raise NoExecutor(f"不认识执行器地址“{address}”。写成 dask://主机:端口，例如 dask://10.0.0.5:8786。")
    with _dask(found[1]) as workers:
        yield workers


@contextmanager
def _dask(address: str) -> Iterator[Crew]:
    try:
        from distributed import Client
        from distributed import KilledWorker
    except ImportError as error:
        raise NoExecutor(
            "没有安装 distributed。运行 pip install 'mingxiao[cluster]'，或者不用执行器。"
        ) from error
    try:
        client: Any = Client(f"tcp://{address}", timeout=_FOR_SCHEDULER, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise NoExecutor(f"连不上 {address} 的 Dask 调度器。看看它开着没有，地址和端口对不对。") from error
    with client:
        try:
            client.wait_for_workers(1, timeout=_FOR_WORKER)
        except TimeoutError as error:
            raise NoExecutor(f"{address} 的 Dask 调度器没有工作进程。用 dask worker 启动几个再试。") from error
        _compare(client.run(program, on_error="return"))
        threads: int = sum(client.nthreads().values())
        try:
            yield Crew(client.get_executor(pure=False), threads)
        except OtherProgram as error:
            raise NoExecutor(str(error)) from error
        except KilledWorker as error:
            raise NoExecutor(f"集群上的工作进程一再中断，没有发布：{error}") from error
        except CancelledError as error:
            raise NoExecutor(f"与 {address} 的 Dask 调度器断开了，没有发布。") from error


def _compare(programs: dict[str, object]) -> None:
    """NoExecutor where a worker would make other pages than we do, or cannot make any."""
    differing = [worker for worker, word in programs.items() if word != program()]
    if differing:
        raise NoExecutor(
            f"工作进程 {differing[0]} 上没有同样的明效：本程序、Python 和依赖要与本机版本相同。"
            "在每台机器上用同一个 requirements.txt 安装。"
        )


@cache
def program() -> str:
    """What decides the bytes that this process makes, in one word: the same on every machine with the same versions."""
    libraries = [version(each) for each in _LIBRARIES]
    return digest(
        [sys.version, zlib.ZLIB_RUNTIME_VERSION, libraries, Census().of_folder(str(Path(__file__).parent))]
    )
