"""Remote work: what a project is made from is sent along as bytes, and what was made comes back. No disk is shared."""

from __future__ import annotations

import json
import tempfile
import zlib
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from functools import cache
from functools import partial
from pathlib import Path
from threading import Lock
from typing import overload

from generator.cache import Cache
from generator.executors import Crew
from generator.executors import OtherProgram
from generator.executors import program
from generator.files import SiteFile
from generator.files import Spool
from generator.history import History
from generator.production import Order
from generator.production import Places
from generator.production import Slip
from generator.production import produced
from generator.read import ProjectFolder
from generator.read.selection import REPORTS
from generator.site import Table
from generator.work import map_in_order


@dataclass(frozen=True, slots=True)
class Parcel:
    """A project as it is sent: its files by their paths below the site root, and what is known of their past.

    Attachments are sent as empty files: they are published as they are, from where we are.
    """

    order: Order
    files: Mapping[str, bytes]
    history: History


@dataclass(frozen=True, slots=True)
class Kit:
    """What every parcel is worked on with: the templates of the theme, packed, and the program that sends them."""

    theme: bytes
    program: str


@dataclass(frozen=True, slots=True)
class Made:
    """A project as it comes back: what is held of it, and the files for the site and for the cache."""

    slip: Slip
    site: tuple[SiteFile, ...]
    cache: tuple[SiteFile, ...]


class Parcels(Sequence[Parcel]):
    """The parcels of many projects, each packed only when it is taken: no more lie about than are under way."""

    def __init__(self, root: Path, orders: Sequence[Order], history: History) -> None:
        self._root = root
        self._orders = orders
        self._history = history

    def __len__(self) -> int:
        return len(self._orders)

    @overload
    def __getitem__(self, which: int) -> Parcel: ...

    @overload
    def __getitem__(self, which: slice) -> Sequence[Parcel]: ...

    def __getitem__(self, which: int | slice) -> Parcel | Sequence[Parcel]:
        if isinstance(which, slice):
            return [self._packed(each) for each in self._orders[which]]
        return self._packed(self._orders[which])

    def _packed(self, order: Order) -> Parcel:
        return Parcel(order, dict(_files(self._root, order.folder)), self._history.carried(order.versions))


def produce_far(
    table: Table, places: Places, work: Sequence[Order], crew: Crew, jobs: int = 0
) -> Iterator[Slip]:
    """Make projects on other machines, as ``produce`` does on this one."""
    root = table.desk.root
    make = partial(_produce_all, replace(table, history=History()), _kit(table.theme))
    parcels = Parcels(root, work, table.history)
    for made in map_in_order(make, parcels, jobs=jobs or crew.size, executor=crew.executor):
        places.site.write(_with_attachments(made.site, root))
        Spool(places.cache.folder).write(made.cache)
        yield made.slip


def _files(root: Path, folder: ProjectFolder) -> Iterator[tuple[str, bytes]]:
    for place in sorted((root / folder.path).iterdir()):
        if place.is_file():
            yield f"{folder.path}/{place.name}", place.read_bytes()
        elif place.is_dir() and place.name in map(str, folder.years):
            for attachment in place.iterdir():
                if attachment.is_file() and not attachment.is_symlink():
                    yield f"{folder.path}/{place.name}/{attachment.name}", b""


def _with_attachments(files: Iterable[SiteFile], root: Path) -> Iterator[SiteFile]:
    """Files that came back, attachments with what they hold."""
    for file in files:
        own = root / REPORTS / file.path
        yield file if file.data or not own.is_file() else SiteFile(file.path, own.read_bytes())


def _kit(theme: Path) -> Kit:
    """The kit for the theme; only templates are needed far away."""
    templates = {
        each.relative_to(theme).as_posix(): each.read_text(encoding="utf-8")
        for each in sorted(theme.rglob("*.html"))
    }
    return Kit(zlib.compress(json.dumps(templates).encode()), program())


#: A cluster's worker may have several threads; the work is all computing.
_ONE_AT_A_TIME = Lock()


def _produce_all(table: Table, kit: Kit, parcels: Iterable[Parcel]) -> list[Made]:
    if kit.program != program():
        raise OtherProgram("工作进程上的明效、Python 或依赖与本机的版本不同；装成一样的再试。")
    with _ONE_AT_A_TIME:
        return [_produce(table, Path(_theme(kit.theme).name), each) for each in parcels]


def _produce(table: Table, theme: Path, parcel: Parcel) -> Made:
    with tempfile.TemporaryDirectory(prefix="mingxiao-") as folder:
        root, site, cache = (Path(folder) / name for name in ("root", "site", "cache"))
        _lay(root, parcel.files)
        there = Table(replace(table.desk, root=root), theme, parcel.history)
        slip = produced(there, Places(Cache(cache), Spool(site)), parcel.order)
        return Made(slip, tuple(_below(site)), tuple(_below(cache)))


def _below(folder: Path) -> Iterator[SiteFile]:
    for each in sorted(folder.rglob("*")):
        if each.is_file():
            yield SiteFile(each.relative_to(folder).as_posix(), each.read_bytes())


@cache  # templates are compiled once for each folder
def _theme(packed: bytes) -> tempfile.TemporaryDirectory[str]:
    folder = tempfile.TemporaryDirectory(prefix="mingxiao-theme-")
    templates: dict[str, str] = json.loads(zlib.decompress(packed))
    _lay(Path(folder.name), {name: text.encode() for name, text in templates.items()})
    return folder


def _lay(root: Path, files: Mapping[str, bytes]) -> None:
    for name, data in files.items():
        place = root / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
