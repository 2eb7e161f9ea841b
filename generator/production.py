"""Production: the work of one build, whose results wait on disk. Of each project little is held: memory stays flat.

Files to download are written where the site is put together; pages, summaries and findings into the cache.
"""

from __future__ import annotations

import hashlib
import posixpath
import shutil
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import cast

from generator.assessment import assess
from generator.cache import Cache
from generator.cache import NotThere
from generator.catalogue import catalogue
from generator.exporters import Pieces
from generator.exporters import Publication
from generator.exporters import Published
from generator.exporters import Share
from generator.exporters import project_files
from generator.exporters import site_files
from generator.exporters.feed import MOST_ENTRIES
from generator.exporters.feed import PATH as FEED
from generator.exporters.feed import Entry
from generator.exporters.feed import feed
from generator.files import PendingFile
from generator.files import SiteFile
from generator.files import Spool
from generator.findings import Finding
from generator.findings import Severity
from generator.fingerprint import Census
from generator.fingerprint import digest
from generator.history import History
from generator.history import Version
from generator.model.site import Site
from generator.packing import Packed
from generator.pages.corrections import feed_entries
from generator.pages.known import Catalogue
from generator.pages.lists import Lines
from generator.pages.lists import Lists
from generator.pages.page import address
from generator.pages.page import prefix
from generator.pages.render import Rendered
from generator.pages.render import leads
from generator.pages.render import render
from generator.pages.summary import ReportSummary
from generator.plan import Plan
from generator.read import ProjectFolder
from generator.read.selection import CONTENT
from generator.read.selection import REPORTS
from generator.read.selection import STANDARDS
from generator.search import INDEX
from generator.search import Searchable
from generator.search import filters
from generator.search import search_index
from generator.search import searchable
from generator.search import words_key
from generator.site import Composed
from generator.site import Table
from generator.site import composed
from generator.work import map_in_order

#: The pages about many reports, in the cache.
OVERVIEW = "overview"


@dataclass(frozen=True, slots=True)
class Leaf(Packed):
    """A page that waits in the cache: its source and title, and where it lies."""

    source: str
    title: str
    entry: str
    key: str
    part: int


@dataclass(frozen=True, slots=True)
class Slip(Packed):
    """What is held of a project that was made: the rest lies in the cache, under its key.

    ``leads`` are the places beyond the project that its pages lead to, ``days`` when the data of each report page are of,
    ``counts`` and ``sizes`` tell of its share of the whole site's tables.
    """

    folder: ProjectFolder
    key: str
    pages: tuple[tuple[str, str], ...]
    files: tuple[str, ...]
    errors: tuple[Finding, ...]
    leads: tuple[str, ...]
    days: tuple[tuple[str, str], ...]
    counts: tuple[int, ...]
    sizes: tuple[int, ...]

    @property
    def entry(self) -> str:
        """Its name in the cache."""
        return _entry(self.folder)

    def paths(self) -> Iterator[str]:
        """Everything it has on the site."""
        yield from self.files
        yield from (page_path(source) for source, _ in self.pages)

    def leaves(self) -> Iterator[Leaf]:
        """Its pages."""
        for number, (source, title) in enumerate(self.pages):
            yield Leaf(source, title, self.entry, self.key, number + _FIRST_PAGE)


def page_path(source: str) -> str:
    """The path on the site of a page's file."""
    return address(source) + "index.html"


#: What the parts of a project's entry are.
_CORE, _FIRST_PAGE = 0, 1


@dataclass(frozen=True, slots=True)
class Core:
    """What is kept of a project besides its pages; ``anchors`` are the addresses on each of them, one a line."""

    findings: tuple[Finding, ...]
    summaries: tuple[ReportSummary, ...]
    anchors: Mapping[str, str]
    searchables: tuple[Searchable, ...]


@dataclass(frozen=True, slots=True)
class Places:
    """Where results go: the cache, and the folder where the site is put together."""

    cache: Cache
    site: Spool


@dataclass(frozen=True, slots=True)
class Order:
    """A project to make: its folder, what it is made from, and the versions of its files."""

    folder: ProjectFolder
    key: str
    versions: Mapping[str, tuple[Version, ...]]

    @property
    def entry(self) -> str:
        """Its name in the cache."""
        return _entry(self.folder)


def orders(plan: Plan, history: History, census: Census, base: str) -> Iterator[Order]:
    """Every project with the fingerprint of what it is made from; ``base`` is that of what all are made from."""
    root, of_department = plan.desk.root, dict[str, str]()
    for folder in plan.survey.projects:
        name = folder.department
        if name not in of_department:
            of_department[name] = census.of_file(f"{root}/{REPORTS}/{name}/department.yml")
        paths = (f"{CONTENT}/{each.path}" for each in folder.ids())
        versions = {path: history.versions[path] for path in paths if path in history.versions}
        written = [(path, [(each.commit, each.day) for each in found]) for path, found in versions.items()]
        files = census.of_folder(f"{root}/{folder.path}")
        yield Order(folder, digest([base, folder.path, of_department[name], files, written]), versions)


def base(plan: Plan, program: str, history: History, census: Census) -> str:
    """The fingerprint of what every project is made from, besides its own files."""
    root = plan.desk.root
    return digest(
        [
            program,
            census.of_file(f"{root}/{CONTENT}/site.yml"),
            census.of_folder(f"{root}/{STANDARDS}"),
            plan.desk.address,
            history.is_partial,
        ]
    )


def produce(table: Table, places: Places, work: Sequence[Order], jobs: int = 0) -> Iterator[Slip]:
    """Make projects."""
    bare = replace(table, history=replace(table.history, versions={}))
    return map_in_order(partial(_produce_all, bare, places), work, jobs=jobs)


def core(cache: Cache, slip: Slip) -> Core:
    """What is kept of a project."""
    return cast(Core, cache.read(slip.entry, slip.key)[_CORE])


def page(cache: Cache, leaf: Leaf) -> Rendered:
    """A page that waits in the cache."""
    return cast(Rendered, cache.read(leaf.entry, leaf.key)[leaf.part])


def overview_entry(source: str) -> str:
    """The name in the cache of a page about many reports."""
    return f"{OVERVIEW}/{source.replace('/', '~')}"


def fingerprint(page: Rendered) -> str:
    """The fingerprint of a page: what is printed, and what the theme is told of it."""
    return digest([hashlib.sha256(page.packed).hexdigest(), repr(page.page)])


def few_files(known: Catalogue, lists: Lists, lines: Lines) -> Iterator[PendingFile]:
    """The feed in each language, and the lists to download."""
    entries = tuple(feed_entries(known.index.reports, MOST_ENTRIES))
    languages = known.site.interfaces
    told = digest([known.key, *map(repr, entries)])
    for language in languages:
        own = prefix(language, languages)
        yield PendingFile(own + FEED, partial(_feed, known, entries, language, own), told)
    yield from lists.files(lines)


def share(to: Places, slip: Slip, *, is_new: bool = True) -> Share:
    """A project's part of the tables of the whole site; a new one waits in a file of its own."""
    return Share(slip.entry, slip.counts, slip.sizes, to.cache.place(_part(slip.folder)) if is_new else None)


def _feed(known: Catalogue, entries: Sequence[Entry], language: str, own: str) -> bytes:
    return feed(entries, known.site.name, known.address, catalogue(language), own).data


def heavy_files(
    plan: Plan,
    to: Places,
    shares: Sequence[Share],
    found: Callable[[], Iterator[Searchable]],
    before: Published | None = None,
    program: str = "",
) -> dict[str, str]:
    """Write the tables of the whole site and the search index: their paths on the site. ``program`` is the fingerprint of
    what writes them.
    """
    desk = plan.desk
    publication = Publication(desk.site.name, desk.site.publisher, desk.address)
    files, pieces = site_files(to.site, shares, publication, before, _pieces(to.cache, program))
    to.cache.write(_WORKBOOK, program, [pieces])
    files |= _search_files(to.site, list(found()), before)
    shutil.rmtree(to.cache.place(_PARTS), ignore_errors=True)
    return files


def _pieces(cache: Cache, program: str) -> Pieces:
    """The pieces the workbook was made of the last time."""
    try:
        return cast(Pieces, cache.read(_WORKBOOK, program)[0])
    except NotThere:
        return {}


def _search_files(spool: Spool, reports: Sequence[Searchable], before: Published | None) -> dict[str, str]:
    """Write what of the search index is not as it was: the paths of all of it."""
    key, folder = words_key(reports), f"{posixpath.dirname(INDEX)}/"
    made = [filters(reports)]
    if before and before.digests.get(INDEX) == key:
        files = {path: "" for path in before.digests if path.startswith(folder)}
    else:
        made += search_index(reports)
        files = {each.path: "" for each in made}
    spool.write(each for each in made if not before or not _has(before.folder / each.path, each.data))
    return files | {INDEX: key}


def _has(place: Path, data: bytes) -> bool:
    try:
        return place.stat().st_size == len(data) and place.read_bytes() == data
    except OSError:
        return False


def _produce_all(table: Table, places: Places, work: Iterable[Order]) -> list[Slip]:
    return [
        produced(replace(table, history=replace(table.history, versions=each.versions)), places, each)
        for each in work
    ]


def produced(table: Table, places: Places, order: Order) -> Slip:
    """Make a project; what is not held waits in its places."""
    folder, key, desk = order.folder, order.key, table.desk
    project = assess(folder, desk)
    done: Composed = composed(table, project)
    files, counts, pieces = project_files(project, desk.root, desk.address, table.history)
    found = [searchable(project, each) for each in project.reports]
    paths = places.site.write([*files, *(file for _, file in found)])
    Spool(places.cache.folder).write((SiteFile(_part(folder), b"".join(pieces)),))
    pages = [render(each) for each in done.pages]
    anchors = {address(each.page.source).rstrip("/"): each.anchors for each in pages}
    places.cache.write(
        _entry(folder),
        key,
        [Core(done.findings, done.summaries, anchors, tuple(each for each, _ in found)), *pages],
    )
    return Slip(
        folder,
        key,
        tuple((each.page.source, each.page.title) for each in pages),
        paths,
        tuple(each for each in done.findings if each.severity is Severity.ERROR),
        leads(pages, paths),
        tuple((own + each.id.url, each.day) for own in _prefixes(desk.site) for each in done.summaries),
        counts,
        tuple(map(len, pieces)),
    )


def _prefixes(site: Site) -> list[str]:
    return [prefix(each, site.interfaces) for each in site.interfaces]


def _entry(folder: ProjectFolder) -> str:
    return f"projects/{folder.department}~{folder.project}"


#: The pieces of the workbook, in the cache.
_WORKBOOK = "workbook"

#: Where shares of the tables wait, for as long as a build takes.
_PARTS = "parts"


def _part(folder: ProjectFolder) -> str:
    return f"{_PARTS}/{folder.department}~{folder.project}"
